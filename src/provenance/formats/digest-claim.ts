// A text that is said to be a digest, looked at by itself: a digest, a placeholder that somebody forgot or never meant to
// fill, or nothing that the algorithm could have given. What is met in the wild: a branch name, "TODO", zeros, an MD5, and
// in machine-made Croissant files the address of an issue.
import { createHash } from 'node:crypto';
import { visible } from '../../text/visible.ts';

export type DigestClaim =
  /** `of` is the text whose digest it is, where that is one that people take to fill a field; '' for no bytes at all. */
  | { readonly kind: 'digest'; readonly digest: string; readonly of?: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'placeholder' | 'malformed'; readonly why: string };

/** Hex digits of each. */
const lengths: ReadonlyMap<string, number> = new Map([
  ['md5', 32],
  ['sha1', 40],
  ['sha224', 56],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
  ['sha3256', 64],
  ['sha3384', 96],
  ['sha3512', 128],
  ['blake2b256', 64],
  ['blake2b384', 96],
  ['blake2b512', 128],
  ['blake3', 64],
]);

/** Two files of one digest can be made: practical collisions since 2004 and 2017. */
export const weak: ReadonlySet<string> = new Set(['md5', 'sha1', 'md2', 'md4', 'adler32', 'crc32']);

const called: ReadonlyMap<number, string> = new Map([
  [32, 'an MD5'],
  [40, 'a SHA-1 or a git commit'],
  [56, 'a SHA-224'],
  [64, 'a SHA-256'],
  [96, 'a SHA-384'],
  [128, 'a SHA-512'],
]);

const words: ReadonlySet<string> = new Set(
  (
    'main master head latest none null nil na n/a n.a. no unknown undefined todo tbd tba fixme xxx xxxx placeholder dummy example ' +
    'sample fake test changeme change_me sha256 sha-256 sha256sum sha512 md5 hash checksum digest noassertion string - -- ? ??? ... 0 1'
  ).split(' '),
);

/** Texts whose digest a person takes to fill a field. */
const samples = ['\n', 'test', 'test\n', 'hello', 'hello world', 'hello world\n', 'foo', 'TODO', 'todo'];
const sampleOf = new Map(
  ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) =>
    samples.map((text) => [createHash(algorithm).update(text).digest('hex'), text] as const),
  ),
);
/** Of no bytes at all, by algorithm. */
export const digestsOfNothing: ReadonlyMap<string, string> = new Map(
  ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'].map((algorithm) => [
    algorithm,
    createHash(algorithm).update('').digest('hex'),
  ]),
);

/** `SHA-256` and `SHA256` are one; so are `sha3-256` and `sha3_256`. */
export function algorithmName(text: string): string {
  return text.toLowerCase().replace(/[-_ ]/g, '').slice(0, 40);
}

export function digestClaim(algorithm: string, value: unknown): DigestClaim {
  if (value === undefined || value === null || value === '') return { kind: 'missing' };
  if (typeof value !== 'string') return { kind: 'malformed', why: `holds ${typeName(value)}, not a text` };
  const text = value.trim();
  const shown = visible(text, 60);
  const bare = text.toLowerCase().startsWith(`${algorithm}:`) ? text.slice(algorithm.length + 1) : text;
  const digest = bare.toLowerCase();
  if (/^[a-z]{2,10}:\/\//i.test(text)) return { kind: 'placeholder', why: `holds an address (${shown})` };
  if (words.has(digest) || /^[<{[(].*[>}\])]$/s.test(text))
    return { kind: 'placeholder', why: `holds the word "${shown}"` };
  const length = lengths.get(algorithm);
  if (!/^[0-9a-f]+$/.test(digest)) {
    if (length === undefined) return { kind: 'digest', digest: bare.slice(0, 1000) };
    return { kind: 'malformed', why: `holds "${shown}", which is no hexadecimal number` };
  }
  // A block of up to 16 digits over and over: zeros, deadbeef, 0123456789abcdef. By chance once in 2^192 digests.
  if (digest.length >= 32 && repeats(digest, 16))
    return { kind: 'placeholder', why: `repeats the same few digits (${shown})` };
  if (length !== undefined && digest.length !== length) {
    const like = called.get(digest.length);
    return {
      kind: 'malformed',
      why: `has ${digest.length} hex digits${like ? `, as ${like} has` : ''}, not ${length}`,
    };
  }
  const of = digestsOfNothing.get(algorithm) === digest ? '' : sampleOf.get(digest);
  return { kind: 'digest', digest, ...(of === undefined ? {} : { of }) };
}

function repeats(text: string, longest: number): boolean {
  for (let period = 1; period <= longest; period++) {
    let at = period;
    while (at < text.length && text[at] === text[at - period]) at++;
    if (at === text.length) return true;
  }
  return false;
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
