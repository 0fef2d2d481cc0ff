// What others wrote, of whichever format it is; and what was written to do harm.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareAbout, exampleManifest } from '../../../test/fixtures/described-set.ts';
import { anyText } from '../../../test/fixtures/hostile-text.ts';
import { UsageError } from '../../errors.ts';
import { manifestText } from '../manifest.ts';
import { formats, readForeign } from './read-foreign.ts';

const sha256 = createHash('sha256').update('a file').digest('hex');
const statement = (...subject: object[]) =>
  JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject,
    predicateType: 'urn:x',
    predicate: {},
  });
const kinds = (text: string, path = 'x.json') =>
  readForeign(text, path).problems.map((p) => [p.kind, p.path]);
const code = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof UsageError) return error.code;
    throw error;
  }
  return 'none';
};

describe('an in-toto Statement', () => {
  it('has subjects', () => {
    const text = statement(
      { name: 'a', digest: { sha256 } },
      { name: 'b', digest: { gitCommit: sha256.slice(0, 40), sha1: sha256.slice(0, 40) } },
      { name: '/c', digest: { sha256 } },
    );
    const { format, files, problems } = readForeign(text, 'x.json');
    expect(format).toBe('in-toto');
    expect(files.map((f) => [f.path, f.sha256, f.others.map((o) => o.algorithm)])).toEqual([
      ['a', sha256, []],
      ['b', undefined, ['gitcommit', 'sha1']],
    ]);
    expect(problems.map((p) => p.kind)).toEqual(['path-outside']);
  });

  it('is not taken out of an envelope that nobody verified', () => {
    const payload = Buffer.from(statement({ name: 'a', digest: { sha256 } })).toString('base64');
    const dsseEnvelope = { payload, payloadType: 'application/vnd.in-toto+json', signatures: [{ sig: '' }] };
    for (const text of [JSON.stringify(dsseEnvelope), JSON.stringify({ mediaType: 'x', dsseEnvelope })])
      expect(code(() => readForeign(text, 'x.json'))).toBe('bad-signature');
  });
});

describe('dataset_infos.json', () => {
  it('has downloads by address', () => {
    const download_checksums = {
      'https://hub.example/datasets/a/b/resolve/main/data/train%201.csv': { num_bytes: 10, checksum: sha256 },
      'https://a.example/test.csv?x=1': { num_bytes: 10, checksum: null },
      'hf://datasets/a/b@0123abc/data/dev.csv': { num_bytes: 5, checksum: 'TODO' },
      '../../x': { num_bytes: 1, checksum: sha256 },
    };
    const text = JSON.stringify({
      en: { dataset_name: 'b', download_checksums },
      de: { download_checksums },
    });
    const read = readForeign(text, 'dataset_infos.json');
    expect(read).toMatchObject({ format: 'dataset-infos', name: 'b' });
    expect(read.files.map((f) => [f.path, f.bytes, f.sha256])).toEqual([
      ['data/train 1.csv', 10, sha256],
      ['test.csv', 10, undefined],
      ['data/dev.csv', 5, undefined],
    ]);
    expect(read.problems.map((p) => p.kind)).toEqual([
      'missing-digest',
      'placeholder-digest',
      'path-outside',
    ]);
  });
});

describe('a dataset card', () => {
  const card = (yaml: string) => `---\n${yaml}\n---\n# A data set\n`;

  it('has them in its front matter', () => {
    const text = card(
      [
        'pretty_name: A set',
        'license: cc-by-4.0',
        'dataset_info:',
        '- config_name: en',
        '  download_checksums:',
        '    https://a.example/en.csv:',
        '      num_bytes: 5',
        `      checksum: ${sha256}`,
        '- config_name: de',
        '  download_checksums:',
        '    https://a.example/de.csv: {num_bytes: 5, checksum: 0000000000000000000000000000000000000000000000000000000000000000}',
      ].join('\n'),
    );
    const read = readForeign(text, 'README.md');
    expect(read).toMatchObject({ format: 'dataset-card', name: 'A set' });
    expect(read.files.map((f) => [f.path, f.sha256])).toEqual([
      ['en.csv', sha256],
      ['de.csv', undefined],
    ]);
    expect(read.problems).toHaveLength(1);
  });

  it('without downloads has nothing to check', () => {
    expect(kinds(card('license: mit'), 'README.md')).toEqual([['nothing-to-check', '']]);
  });

  it('with a member twice is told', () => {
    expect(kinds(card('license: mit\nlicense: gpl-3.0'), 'README.md')).toContainEqual(['duplicate-key', '']);
  });

  const bombs = ['a: &a [x, x, x, x, x, x, x, x, x]', ...'bcdefghi'].map((line, i, all) =>
    i === 0 ? line : `${line}: &${line} [${`*${all[i - 1][0]},`.repeat(9)}]`,
  );
  it.each([
    ['no front matter', '# A data set'],
    ['an end that never comes', `---\n${'a: 1\n'.repeat(100_000)}`],
    ['brackets in brackets', card('a: '.concat('['.repeat(100_000)))],
    ['lists in lists', card('- '.repeat(200_000))],
    ['indents', card(Array.from({ length: 1500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'))],
    ['aliases of aliases', card(bombs.join('\n'))],
    ['an alias to itself', card('a: &a\n  b: *a\ndataset_info: *a')],
    ['no YAML', card('a: [}')],
    ['a tag that makes something', card('a: !!js/function x')],
  ])('with %s is read or refused, soon', (_, text) => {
    const began = performance.now();
    expect(['none', 'bad-manifest', 'too-large']).toContain(code(() => readForeign(text, 'README.md')));
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('anything else', () => {
  it.each([
    ['no JSON', '{'],
    ['a text', '"a"'],
    ['null', 'null'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['our own manifest', manifestText(exampleManifest())],
    ['SPDX 2', '{"spdxVersion":"SPDX-2.3","files":[]}'],
    ['a prototype', '{"__proto__":{"bomFormat":"CycloneDX"}}'],
    ['brackets in brackets', '['.repeat(1_000_000)],
    ['objects in objects', '{"a":'.repeat(1_000_000)],
  ])('%s is refused', (_, text) => {
    expect(code(() => readForeign(text, 'x.json'))).toBe('bad-manifest');
  });

  it('arbitrary JSON does no harm', () => {
    const words = fc.constantFrom(
      '@context',
      '@graph',
      '@id',
      '@type',
      'distribution',
      'sc:Dataset',
      'cr:FileObject',
      'sha256',
      'bomFormat',
      'CycloneDX',
      'components',
      'hashes',
      '_type',
      'https://in-toto.io/Statement/v1',
      'subject',
      'digest',
      'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
      'verifiedUsing',
      'software_File',
      'download_checksums',
      '__proto__',
    );
    const text = fc.oneof(words, anyText);
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        text,
        fc.constantFrom(null, true, 0, -1, 1e300),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.array(fc.tuple(text, tie('tree')), { maxLength: 5 }).map((pairs) => new Map(pairs)),
      ),
    }));
    const json = (value: unknown): string =>
      value instanceof Map
        ? `{${[...value].map(([key, item]) => `${JSON.stringify(key)}:${json(item)}`).join(',')}}`
        : Array.isArray(value)
          ? `[${value.map(json).join(',')}]`
          : JSON.stringify(value);
    fc.assert(
      fc.property(tree, (value) => {
        expect(['none', 'bad-manifest', 'bad-signature']).toContain(
          code(() => readForeign(json(value), 'x.json')),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe.each(formats)('$title in the hands of an attacker', (format) => {
  const text = format.write(exampleManifest(), bareAbout);

  it('a member twice is told', () => {
    const twice = text.replace(
      /"(sha256|content|hashValue)": "[0-9a-f]{64}"/,
      (m) => `${m}, ${m.replace('"', '"\\u00' + m.charCodeAt(1).toString(16)).replace(m.slice(1, 2), '')}`,
    );
    expect(twice).not.toBe(text);
    expect(kinds(twice).map(([kind]) => kind)).toContain('duplicate-key');
  });

  it('a path that leads out is told, and no file', () => {
    const { files, problems } = readForeign(text.replaceAll('README.md', '../../README.md'), 'x.json');
    expect(files.map((f) => f.path)).not.toContain('../../README.md');
    expect(problems.map((p) => p.kind)).toEqual(['path-outside']);
  });

  it('any cut of it is refused or read, never more than that', () => {
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(200), (at, length) => {
        const cut = text.slice(0, at) + text.slice(at + length);
        expect(['none', 'bad-manifest']).toContain(code(() => readForeign(cut, 'x.json')));
      }),
      { numRuns: 100 },
    );
  });
});
