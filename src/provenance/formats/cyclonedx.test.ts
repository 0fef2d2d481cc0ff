// CycloneDX that we write, against the official schema of version 1.6; bills of others, read.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { bareAbout, exampleFile, exampleManifest, fullAbout } from '../../../test/fixtures/described-set.ts';
import { hostileTexts } from '../../../test/fixtures/hostile-report.ts';
import { cyclonedx } from './cyclonedx.ts';
import { readForeign } from './read-foreign.ts';

const library = dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json'));
const schema = (name: string) =>
  JSON.parse(readFileSync(join(library, 'res', 'schema', `${name}.SNAPSHOT.schema.json`), 'utf8')) as object;

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
// Ours holds no such address; without the further package of formats they would not be checked anyway.
ajv.addFormat('idn-email', true).addFormat('iri-reference', true);
// The schema refers to these by their file names.
for (const name of ['spdx', 'jsf-0.82'])
  ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
const validate = ajv.compile(schema('bom-1.6'));

const errors = (text: string) => {
  validate(JSON.parse(text));
  return validate.errors ?? [];
};

describe('is valid against the official schema', () => {
  it.each([
    ['what must be given', cyclonedx.write(exampleManifest(), bareAbout)],
    ['everything', cyclonedx.write(exampleManifest(), fullAbout)],
    ['nothing in it', cyclonedx.write(exampleManifest([], []), bareAbout)],
    ...hostileTexts.map((text) => [
      `a hostile text, ${JSON.stringify(text).slice(0, 30)}`,
      cyclonedx.write(
        exampleManifest(
          [exampleFile('x')],
          [{ kind: 'source', name: text, rows: 1, licences: [text], urls: [text], unknown: [] }],
        ),
        {
          ...bareAbout,
          name: text,
          licence: text,
          creators: [text, text],
          version: text,
          url: text,
          toolVersion: text,
        },
      ),
    ]),
  ])('with %s', (_, text) => {
    expect(errors(text)).toEqual([]);
  });

  it('and the check can fail', () => {
    const text = cyclonedx.write(exampleManifest(), bareAbout);
    expect(errors(text.replace('SHA-256', 'SHA-257'))).not.toEqual([]);
    expect(errors(text.replace('"data"', '"datum"'))).not.toEqual([]);
  });
});

it('is named by the root, and says what is unknown', () => {
  const [a, b] = [exampleManifest([exampleFile('a')]), exampleManifest([exampleFile('b')])].map(
    (manifest) => JSON.parse(cyclonedx.write(manifest, bareAbout)) as { serialNumber: string },
  );
  expect(a.serialNumber).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(a.serialNumber).not.toBe(b.serialNumber);
  const text = cyclonedx.write(exampleManifest([], []), bareAbout);
  expect(text).toContain('"NOASSERTION"');
  expect(text).toContain('"bezoar:unknown"');
});

it('bills of others: parts at any depth, no libraries, digests as they are met', () => {
  const sha256 = exampleFile('x').sha256;
  const text = JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    metadata: { component: { type: 'machine-learning-model', name: 'model' } },
    components: [
      { type: 'library', name: 'left-pad', hashes: [{ alg: 'SHA-256', content: 'TODO' }] },
      {
        type: 'data',
        name: 'set',
        components: [
          { type: 'file', name: 'train.csv', hashes: [{ alg: 'SHA-256', content: sha256.toUpperCase() }] },
          { type: 'file', name: '../../etc/passwd', hashes: [{ alg: 'SHA-256', content: sha256 }] },
          { type: 'data', name: 'held-out', hashes: [{ alg: 'MD5', content: sha256.slice(0, 32) }] },
          'no component',
          null,
        ],
      },
    ],
  });
  const { name, files, problems } = readForeign(text, 'bom.json');
  expect(name).toBe('model');
  expect(files).toEqual([
    { path: 'train.csv', sha256, others: [] },
    { path: 'held-out', others: [{ algorithm: 'md5', digest: sha256.slice(0, 32) }] },
  ]);
  expect(problems.map((p) => p.kind)).toEqual(['path-outside', 'weak-digest']);
});
