// Claims of files, one fault each, and what is told of it.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { judgeClaims, type FileClaim } from './judge-claims.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const claim = (path: string, value: unknown = digest(path), changes: Partial<FileClaim> = {}): FileClaim => ({
  path,
  digests: [{ algorithm: 'sha256', value }],
  ...changes,
});
const judged = (...claims: FileClaim[]) => judgeClaims({ format: 'croissant' }, claims);
const told = (...claims: FileClaim[]) => judged(...claims).problems.map((p) => [p.kind, p.severity]);

describe('is told', () => {
  it.each<[string, FileClaim[], string, string]>([
    ['a placeholder', [claim('a', 'main')], 'placeholder-digest', 'medium'],
    ['the digest of some words', [claim('a', digest('hello world'))], 'placeholder-digest', 'medium'],
    [
      'the digest of some words, at another size',
      [claim('a', digest('hello world'), { bytes: 1e6 })],
      'placeholder-digest',
      'medium',
    ],
    ['a malformed digest', [claim('a', digest('a').slice(2))], 'malformed-digest', 'medium'],
    ['a missing digest', [claim('a', null)], 'missing-digest', 'low'],
    ['no digest field', [{ path: 'a', digests: [] }], 'missing-digest', 'low'],
    [
      'only an MD5',
      [{ path: 'a', digests: [{ algorithm: 'md5', value: createHash('md5').update('a').digest('hex') }] }],
      'weak-digest',
      'low',
    ],
    [
      'two digests of one file',
      [
        {
          path: 'a',
          digests: [
            { algorithm: 'SHA-256', value: digest('x') },
            { algorithm: 'sha256', value: digest('y') },
          ],
        },
      ],
      'contradicting-digests',
      'high',
    ],
    [
      'a file twice with two digests',
      [claim('a', digest('x')), claim('./a', digest('y'))],
      'contradicting-digests',
      'high',
    ],
    ['a file twice', [claim('a'), claim('a')], 'duplicate-path', 'low'],
    ['one digest of two files', [claim('a', digest('x')), claim('b', digest('x'))], 'shared-digest', 'low'],
    [
      'one digest of files that differ in size',
      [claim('a', digest('x'), { bytes: 1 }), claim('b', digest('x'), { bytes: 2 })],
      'shared-digest',
      'high',
    ],
    ['the digest of nothing', [claim('a', digest(''), { bytes: 5 })], 'digest-of-nothing', 'high'],
    ['the digest of nothing without a size', [claim('a', digest(''))], 'digest-of-nothing', 'low'],
    [
      'nothing with a digest of something',
      [claim('a', digest('x'), { bytes: 0 })],
      'digest-of-nothing',
      'high',
    ],
    ['a size that is none', [claim('a', digest('a'), { bytes: -1 })], 'malformed-size', 'low'],
    ['a description of nothing', [], 'nothing-to-check', 'low'],
  ])('%s', (_, claims, kind, severity) => {
    expect(told(...claims)).toEqual([[kind, severity]]);
  });

  it.each([
    '../a',
    'a/../../b',
    '/etc/passwd',
    'C:/x',
    'a\\..\\b',
    '',
    '.',
    'a//b',
    'a\0',
    '%2e%2e/a',
    '..%2fa',
    '%2Fetc/passwd',
    './../a',
  ])('the path %j, and the file is let go', (path) => {
    const { files, problems } = judged(claim(path, digest('x')));
    expect(files).toEqual([]);
    expect(problems.map((p) => [p.kind, p.severity])).toEqual([['path-outside', 'high']]);
  });
});

describe('is in order', () => {
  it.each<[string, FileClaim[]]>([
    ['files with digests', [claim('a'), claim('b/c', digest('c'), { bytes: '12 B' })]],
    ['a file that holds a line end', [claim('a', digest('\n'), { bytes: 1 })]],
    ['an empty file', [claim('a', digest(''), { bytes: 0 })]],
    [
      'empty files, all with one digest',
      [claim('a', digest(''), { bytes: 0 }), claim('b', digest(''), { bytes: 0 })],
    ],
    ['a size in other units', [claim('a', digest('a'), { bytes: '1.2 MB' })]],
    [
      'a SHA-512 in place of a SHA-256',
      [
        {
          path: 'a',
          digests: [{ algorithm: 'SHA-512', value: createHash('sha512').update('a').digest('hex') }],
        },
      ],
    ],
    ['names of prototypes', [claim('__proto__'), claim('constructor'), claim('toString')]],
    [
      'one name at two addresses',
      [
        claim('a', digest('x'), { url: 'https://a.example/a' }),
        claim('a', digest('y'), { url: 'https://b.example/a' }),
      ],
    ],
  ])('%s', (_, claims) => {
    expect(told(...claims)).toEqual([]);
    expect(judged(...claims).files).toHaveLength(claims.length);
  });
});

it('believes neither of two digests that differ', () => {
  const { files } = judged(claim('a', digest('x'), { bytes: 3 }), claim('a', digest('y')));
  expect(files).toEqual([{ path: 'a', bytes: 3, others: [] }]);
});

it('judges what is no file to compare with, and does not list it', () => {
  const { files, problems } = judged(claim('repo', 'main', { isFile: false }));
  expect(files).toEqual([]);
  expect(problems.map((p) => p.kind)).toEqual(['placeholder-digest']);
});

it('shows nothing raw of hostile names', () => {
  const { problems } = judged(claim('\u001b[2J\u202ea', 'TODO'));
  expect(JSON.stringify(problems)).not.toMatch(/\\u001b|\u202e/);
});

it('takes time with the number of files, not with its square', () => {
  const many = Array.from({ length: 60_000 }, (_, i) => claim(`f${i}`, digest('x'), { bytes: i + 1 }));
  const began = performance.now();
  expect(judged(...many, ...many).problems.filter((p) => p.kind === 'shared-digest')).toHaveLength(1);
  expect(performance.now() - began).toBeLessThan(20_000);
});
