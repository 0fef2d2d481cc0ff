// What passes for a digest, and what is met in its place.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { algorithmName, digestClaim } from './digest-claim.ts';

const hash = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');

describe('a text that is said to be a SHA-256', () => {
  const placeholders = [
    'main',
    'TODO',
    ' tbd ',
    'N/A',
    'sha256',
    '<insert hash>',
    '{{ sha256 }}',
    '[hash]',
    '0'.repeat(64),
    'F'.repeat(64),
    'deadbeef'.repeat(8),
    '0123456789abcdef'.repeat(4),
    '0'.repeat(40),
    'https://github.com/mlcommons/croissant/issues/80',
  ];
  it.each(placeholders)('%j is a placeholder', (text) => {
    expect(digestClaim('sha256', text).kind).toBe('placeholder');
  });

  const malformed: unknown[] = [
    hash('md5', 'something of a file'),
    hash('sha1', 'something of a file'),
    hash('sha512', 'something of a file'),
    hash('sha256', 'something of a file').slice(1),
    `${hash('sha256', 'something of a file').slice(1)}g`,
    createHash('sha256').update('something of a file').digest('base64'),
    'not yet computed',
    12,
    true,
    ['a'],
    { '@id': 'x' },
  ];
  it.each(malformed)('%j is malformed', (text) => {
    expect(digestClaim('sha256', text).kind).toBe('malformed');
  });

  it.each([undefined, null, ''])('%j is missing', (text) => {
    expect(digestClaim('sha256', text).kind).toBe('missing');
  });

  it('is one in upper case and with its algorithm before it', () => {
    const digest = hash('sha256', 'something of a file');
    for (const text of [digest, digest.toUpperCase(), ` ${digest}\n`, `sha256:${digest}`, `SHA256:${digest}`])
      expect(digestClaim('sha256', text)).toEqual({ kind: 'digest', digest });
  });

  it('says whose digest an odd one could be', () => {
    expect(digestClaim('sha256', hash('md5', 'a file'))).toMatchObject({
      why: expect.stringContaining('MD5'),
    });
  });

  it('knows that of nothing and of what people type', () => {
    for (const algorithm of ['md5', 'sha1', 'sha256', 'sha512'])
      expect(digestClaim(algorithm, hash(algorithm, ''))).toMatchObject({ of: '' });
    expect(digestClaim('sha256', hash('sha256', 'hello world'))).toMatchObject({ of: 'hello world' });
  });

  it('takes every real digest', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 20 }), (bytes) => {
        const text = createHash('sha256').update(bytes).update('salt').digest('hex');
        return digestClaim('sha256', text).kind === 'digest';
      }),
    );
  });

  it('shows nothing raw of a hostile text, and takes no time over a long one', () => {
    const claim = digestClaim('sha256', `\u001b[31m${'x'.repeat(5_000_000)}`);
    expect(claim).toMatchObject({ kind: 'malformed' });
    expect(JSON.stringify(claim)).not.toContain('\\u001b');
    expect(JSON.stringify(claim).length).toBeLessThan(300);
    expect(digestClaim('sha256', 'ab'.repeat(2_500_000)).kind).toBe('placeholder');
  });
});

it('spells algorithms one way', () => {
  expect(['SHA-256', 'sha256', 'SHA_256'].map(algorithmName)).toEqual(['sha256', 'sha256', 'sha256']);
  expect(algorithmName('SHA3-256')).toBe(algorithmName('sha3_256'));
});
