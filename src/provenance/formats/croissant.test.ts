// Croissant that we write, before a JSON-LD processor and the reference implementation; Croissant as it is met, read.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bareAbout, exampleFile, exampleManifest, fullAbout } from '../../../test/fixtures/described-set.ts';
import { hostileTexts } from '../../../test/fixtures/hostile-report.ts';
import { pythonWith } from '../../../test/fixtures/python-with.ts';
import { croissant } from './croissant.ts';
import { readForeign } from './read-foreign.ts';

interface JsonLd {
  expand(document: object, options: object): Promise<object[]>;
}
const jsonld = createRequire(import.meta.url)('jsonld') as JsonLd;

/** Safe mode fails wherever expansion would lose something; nothing is fetched. */
const expanded = (text: string) =>
  jsonld.expand(JSON.parse(text) as object, {
    safe: true,
    base: 'https://example.org/set/',
    documentLoader: () => Promise.reject(new Error('no context is fetched')),
  });

const hostile = hostileTexts.filter((text) => text !== '');
const written = [
  ['what must be given', croissant.write(exampleManifest(), bareAbout)],
  ['everything', croissant.write(exampleManifest(), fullAbout)],
  [
    'hostile texts',
    croissant.write(
      exampleManifest(
        [exampleFile('a b/ü?#%2F:x.jsonl')],
        hostile.map((text) => ({
          kind: 'source',
          name: text,
          rows: 1,
          licences: [text],
          urls: [text],
          unknown: ['firstSeen', 'lastSeen', 'domains', 'collectors'],
        })),
      ),
      { ...bareAbout, description: hostile.join(' '), creators: hostile },
    ),
  ],
] as const;

describe.each(written)('as JSON-LD, with %s', (_, text) => {
  it('every property and type is an IRI', async () => {
    const names: string[] = [];
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(walk);
      else if (typeof value === 'object' && value !== null)
        for (const [key, item] of Object.entries(value)) {
          names.push(key);
          if (key === '@type') names.push(...[item as string | string[]].flat());
          walk(item);
        }
    };
    walk(await expanded(text));
    const odd = names.filter((name) => !/^@[a-z]+$|^https?:\/\/\S+$|^urn:bezoar:terms:v1:[\w-]+$/.test(name));
    expect(odd).toEqual([]);
    expect(names).toEqual(
      expect.arrayContaining([
        'https://schema.org/Dataset',
        'https://schema.org/distribution',
        'http://mlcommons.org/croissant/FileObject',
        'https://schema.org/sha256',
        'https://schema.org/contentSize',
        'https://schema.org/encodingFormat',
        'http://purl.org/dc/terms/conformsTo',
        'http://www.w3.org/ns/prov#wasDerivedFrom',
        'urn:bezoar:terms:v1:merkle-root',
      ]),
    );
  });

  it('has what the specification requires', () => {
    const document = JSON.parse(text) as Record<string, unknown>;
    for (const property of [
      '@context',
      '@type',
      'conformsTo',
      'description',
      'license',
      'name',
      'url',
      'creator',
      'datePublished',
      'distribution',
    ])
      expect(document).toHaveProperty([property]);
    expect(document.conformsTo).toBe('http://mlcommons.org/croissant/1.1');
  });
});

it('files have different identifiers, relative to the set', async () => {
  const paths = ['a b.jsonl', 'a%20b.jsonl', 'http:/x', '@type', 'ü', 'x/y#z', 'x/y?z'];
  const text = croissant.write(exampleManifest(paths.sort().map((p) => exampleFile(p))), bareAbout);
  const [dataset] = (await expanded(text)) as Record<string, { '@id': string }[]>[];
  const ids = dataset['https://schema.org/distribution'].map((node) => node['@id']);
  expect(new Set(ids).size).toBe(paths.length);
  for (const id of ids) expect(id).toMatch(/^https:\/\/example\.org\/set\/\S+$/);
});

it('says what is unknown', () => {
  const document = JSON.parse(croissant.write(exampleManifest([], []), bareAbout)) as Record<string, unknown>;
  expect(document.license).toBe('unknown');
  expect(document['bezoar:unknown']).toEqual(['description', 'license', 'url', 'creator', 'datePublished']);
});

const { python, reason } = pythonWith('mlcroissant');
describe.skipIf(python === undefined)(`mlcroissant validate (${reason})`, () => {
  it.each(written)('has no error, with %s', (_, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'croissant-'));
    try {
      const path = join(folder, 'croissant.json');
      writeFileSync(path, text);
      const program =
        'import sys, mlcroissant as m; d = m.Dataset(jsonld=sys.argv[1]); i = d.metadata.ctx.issues; print(len(i.errors), len(d.metadata.distribution))';
      const out = execFileSync(python!, ['-c', program, path], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const { distribution } = JSON.parse(text) as { distribution: unknown[] };
      expect(out.trim()).toBe(`0 ${distribution.length}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('as it is met', () => {
  const dataset = (...distribution: object[]) =>
    JSON.stringify({
      '@context': {
        '@vocab': 'https://schema.org/',
        cr: 'http://mlcommons.org/croissant/',
        sc: 'https://schema.org/',
      },
      '@type': 'sc:Dataset',
      name: 'met',
      distribution,
    });
  const real = exampleFile('x').sha256;
  const kinds = (text: string) => readForeign(text, 'croissant.json').problems.map((p) => [p.kind, p.path]);

  it('a repository whose digest is the address of an issue, and the files in it', () => {
    const text = dataset(
      {
        '@type': 'cr:FileObject',
        '@id': 'repo',
        name: 'repo',
        contentUrl: 'https://hub.example/datasets/a/b/tree/refs%2Fconvert%2Fparquet',
        encodingFormat: 'git+https',
        sha256: 'https://github.com/mlcommons/croissant/issues/80',
      },
      {
        '@type': 'cr:FileSet',
        '@id': 'parquet-files',
        containedIn: { '@id': 'repo' },
        encodingFormat: 'application/x-parquet',
        includes: 'default/*/*.parquet',
      },
      {
        '@type': 'cr:FileObject',
        '@id': 'f',
        containedIn: { '@id': 'repo' },
        contentUrl: 'data/f.csv',
        sha256: 'main',
      },
    );
    expect(kinds(text)).toEqual([
      ['placeholder-digest', 'repo'],
      ['placeholder-digest', 'data/f.csv'],
    ]);
    expect(readForeign(text, 'x').files.map((f) => f.path)).toEqual(['data/f.csv']);
  });

  it.each([
    ['an MD5 in the field for a SHA-256', { sha256: real.slice(0, 32) }, 'malformed-digest'],
    ['a git commit there', { sha256: real.slice(0, 40) }, 'malformed-digest'],
    ['zeros', { sha256: '0'.repeat(64) }, 'placeholder-digest'],
    ['the word sha256', { sha256: 'sha256' }, 'placeholder-digest'],
    ['nothing', {}, 'missing-digest'],
    ['an MD5 in its own field', { md5: real.slice(0, 32) }, 'weak-digest'],
    [
      'two spellings of one property',
      { sha256: real, 'sc:sha256': exampleFile('y').sha256 },
      'contradicting-digests',
    ],
    ['a list of two', { sha256: [real, exampleFile('y').sha256] }, 'contradicting-digests'],
  ])('%s', (_, digests, kind) => {
    const text = dataset({
      '@type': 'cr:FileObject',
      '@id': 'a',
      contentUrl: 'https://a.example/data/a.csv',
      ...digests,
    });
    expect(kinds(text)).toEqual([[kind, 'a.csv']]);
  });

  it('a member of an archive is not looked for beside it', () => {
    const archive = { '@type': 'cr:FileObject', '@id': 'z', contentUrl: 'z.zip', sha256: real };
    const inside = { '@type': 'cr:FileObject', '@id': 'i', contentUrl: 'i.csv', containedIn: { '@id': 'z' } };
    const { files, problems } = readForeign(dataset(archive, inside), 'x');
    expect(files.map((f) => f.path)).toEqual(['z.zip']);
    expect(problems).toEqual([]);
  });

  it('values as objects, a graph, older names, references in a circle', () => {
    const text = JSON.stringify({
      '@context': 'https://schema.org/',
      '@graph': [
        {
          '@type': 'Dataset',
          '@id': 'd',
          name: { '@value': 'n' },
          distribution: [{ '@id': 'a' }, { '@id': 'b' }],
        },
        {
          '@type': 'sc:FileObject',
          '@id': 'a',
          containedIn: { '@id': 'a' },
          contentUrl: 'a.csv',
          sha256: { '@value': real, '@language': 'en' },
        },
        { '@id': 'b' },
        { '@type': 'FileObject', '@id': 'c', contentUrl: 'c.csv' },
      ],
    });
    expect(readForeign(text, 'x')).toMatchObject({ name: 'n', files: [] });
    expect(readForeign(text.replace('"containedIn":{"@id":"a"},', ''), 'x').files).toEqual([
      { path: 'a.csv', sha256: real, others: [] },
    ]);
  });
});
