// The fields of the Data Provenance Standards, against a schema of them that is written down with the tests.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { bareAbout, exampleManifest, fullAbout } from '../../../test/fixtures/described-set.ts';
import { dataProvenanceSchema } from '../../../test/fixtures/data-provenance-schema.ts';
import { hostileTexts } from '../../../test/fixtures/hostile-report.ts';
import { dataProvenance } from './data-provenance.ts';
import { readForeign } from './read-foreign.ts';

const validate = new Ajv2020({ strict: false, allErrors: true }).compile(dataProvenanceSchema);
const errors = (text: string) => (validate(JSON.parse(text)) ? [] : validate.errors);

describe('is valid', () => {
  it.each([
    ['what must be given', dataProvenance.write(exampleManifest(), bareAbout)],
    ['everything', dataProvenance.write(exampleManifest(), fullAbout)],
    ['nothing in it', dataProvenance.write(exampleManifest([], []), bareAbout)],
    [
      'hostile texts',
      dataProvenance.write(
        exampleManifest(
          [],
          hostileTexts.map((name) => ({
            kind: 'source',
            name,
            rows: 1,
            licences: [name, name],
            unknown: [],
          })),
        ),
        { ...bareAbout, creators: [...hostileTexts, ...hostileTexts] },
      ),
    ],
  ])('with %s', (_, text) => {
    expect(errors(text)).toEqual([]);
  });

  it('and the check can fail', () => {
    const text = dataProvenance.write(exampleManifest(), bareAbout);
    expect(errors(text.replace('"origin-geography"', '"geography"'))).not.toEqual([]);
  });
});

it('tells the time that the sources tell, and what is unknown', () => {
  const text = dataProvenance.write(exampleManifest(), bareAbout);
  const { provenance, bezoar } = JSON.parse(text) as Record<'provenance' | 'bezoar', Record<string, unknown>>;
  expect(provenance['generation-period']).toEqual({
    start: '2024-01-02T00:00:00Z',
    end: '2024-03-04T05:06:07Z',
  });
  expect(provenance['origin-geography']).toEqual([{ country: 'unknown' }]);
  expect(bezoar.unknown).toContain('use.consents');
});

it('of others holds no digests, which is told', () => {
  const text = JSON.stringify({ source: { title: 'theirs' }, provenance: {}, use: {} });
  expect(readForeign(text, 'x.json')).toMatchObject({
    name: 'theirs',
    files: [],
    problems: [{ kind: 'nothing-to-check', severity: 'low' }],
  });
});
