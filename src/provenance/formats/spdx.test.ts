// SPDX that we write: against a schema of the parts we use, written down here after the SPDX 3.0.1 model, against the model's
// own Python bindings where there is a Python with them, and against the official JSON schema where BEZOAR_SPDX_SCHEMA names it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { bareAbout, exampleFile, exampleManifest, fullAbout } from '../../../test/fixtures/described-set.ts';
import { hostileTexts } from '../../../test/fixtures/hostile-report.ts';
import { pythonWith } from '../../../test/fixtures/python-with.ts';
import { spdxSchema } from '../../../test/fixtures/spdx-schema.ts';
import { readForeign } from './read-foreign.ts';
import { spdx } from './spdx.ts';

const hostile = hostileTexts.map((text) => ({
  kind: 'source' as const,
  name: text,
  rows: 1,
  licences: [text],
  urls: [text],
  unknown: [],
}));
const written = [
  ['what must be given', spdx.write(exampleManifest(), bareAbout)],
  ['everything', spdx.write(exampleManifest(), fullAbout)],
  ['nothing in it', spdx.write(exampleManifest([], []), bareAbout)],
  [
    'hostile texts',
    spdx.write(exampleManifest([exampleFile('x')], hostile), { ...bareAbout, creators: hostileTexts }),
  ],
] as const;

const errorsOf = (schema: object) => {
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema);
  return (text: string) => (validate(JSON.parse(text)) ? [] : validate.errors);
};

describe('against a schema of the parts we use', () => {
  const errors = errorsOf(spdxSchema);
  it.each(written)('is valid, with %s', (_, text) => {
    expect(errors(text)).toEqual([]);
  });
  it('and the check can fail', () => {
    const [[, text]] = written;
    for (const [from, to] of [
      ['"sha256"', '"sha-256"'],
      ['"noAssertion"', '"unknown"'],
      ['"spdxId"', '"id"'],
      ['09Z"', '09.123Z"'],
    ])
      expect(errors(text.replace(from, to))).not.toEqual([]);
  });
});

const official = process.env.BEZOAR_SPDX_SCHEMA;
describe.skipIf(!official)('against the official JSON schema (BEZOAR_SPDX_SCHEMA names it)', () => {
  it.each(written)('is valid, with %s', (_, text) => {
    expect(errorsOf(JSON.parse(readFileSync(official!, 'utf8')) as object)(text)).toEqual([]);
  });
});

const { python, reason } = pythonWith('spdx_python_model');
describe.skipIf(python === undefined)(`in the bindings of the model (${reason})`, () => {
  it.each(written)('every element and property is known, with %s', (_, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'spdx-'));
    try {
      const path = join(folder, 'spdx.json');
      writeFileSync(path, text);
      const program =
        'import sys\nfrom spdx_python_model import v3_0_1 as m\no = m.SHACLObjectSet()\nm.JSONLDDeserializer().read(open(sys.argv[1]), o)\n' +
        'print(len(o.missing_ids), len(list(o.foreach_type("software_File"))))';
      const out = execFileSync(python!, ['-c', program, path], { encoding: 'utf8' });
      expect(out.trim()).toBe(`0 ${readForeign(text, 'x.json').files.length}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it('every element is listed, and every reference leads to one', () => {
  const { '@graph': graph } = JSON.parse(written[1][1]) as { '@graph': Record<string, unknown>[] };
  const ids = graph.map((node) => node.spdxId).filter((id) => id !== undefined);
  expect(new Set(ids).size).toBe(ids.length);
  const [document] = graph.filter((node) => node.type === 'SpdxDocument');
  expect(document.element).toEqual(ids.filter((id) => id !== document.spdxId));
  const known = new Set([...ids, 'expandedlicensing_NoAssertionLicense']);
  for (const node of graph.filter((n) => n.type === 'Relationship'))
    for (const id of [node.from, ...(node.to as string[])]) expect(known).toContain(id);
});

it('has the two licence relationships that the dataset profile asks for', () => {
  for (const [, text] of written) {
    const { '@graph': graph } = JSON.parse(text) as { '@graph': Record<string, unknown>[] };
    for (const type of ['hasDeclaredLicense', 'hasConcludedLicense'])
      expect(graph.filter((node) => node.relationshipType === type)).toHaveLength(1);
  }
});

it('documents of others: hashes by reference, full names of types, circles', () => {
  const sha256 = exampleFile('x').sha256;
  const text = JSON.stringify({
    '@context': 'https://spdx.org/rdf/3.0.0/spdx-context.jsonld',
    '@graph': [
      {
        '@type': 'https://spdx.org/rdf/3.0.0/terms/Software/File',
        '@id': 'u:f',
        name: './a.csv',
        verifiedUsing: ['_:h'],
      },
      { type: 'Hash', '@id': '_:h', algorithm: 'sha256', hashValue: sha256 },
      { type: 'software_File', spdxId: 'u:g', name: 'b.csv', verifiedUsing: ['u:g'] },
      {
        type: 'software_File',
        spdxId: 'u:i',
        name: 'c.csv',
        verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: 'NOASSERTION' }],
      },
      null,
      7,
    ],
  });
  const { files, problems } = readForeign(text, 'x.json');
  expect(files.map((f) => [f.path, f.sha256])).toEqual([
    ['a.csv', sha256],
    ['b.csv', undefined],
    ['c.csv', undefined],
  ]);
  expect(problems.map((p) => [p.kind, p.path])).toEqual([
    ['missing-digest', 'b.csv'],
    ['placeholder-digest', 'c.csv'],
  ]);
});
