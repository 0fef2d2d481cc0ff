// What an index says of a page's content: a digest that can be checked, or something that stands where one should.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { digestClaim } from '../formats/digest-claim.ts';

export type Algorithm = 'md5' | 'sha1' | 'sha256' | 'sha512';

/** `bad`: a placeholder, a word, the digest of nothing. */
export type ContentClaim =
  | { readonly kind: 'digest'; readonly algorithm: Algorithm; readonly hex: string }
  | { readonly kind: 'bad' }
  | { readonly kind: 'none' };

const byLength: ReadonlyMap<number, Algorithm> = new Map([
  [32, 'md5'],
  [40, 'sha1'],
  [64, 'sha256'],
  [128, 'sha512'],
]);

/** Indexes of web archives write SHA-1 so. */
const base32 = /^[A-Z2-7]{32}$/;
const hexDigits = /^[0-9a-f]+$/i;
const prefix = /^(md5|sha-?1|sha-?256|sha-?512)[:-]/i;

/** By its form, which has to be that of the algorithm that a prefix or the name of the column gives. */
export function contentClaim(name: string, value: unknown): ContentClaim {
  const whole = typeof value === 'string' ? value.trim() : '';
  const text = whole.replace(prefix, '');
  const said = prefix.exec(whole)?.[1] ?? /sha-?256|sha-?512|sha-?1|md5/i.exec(name)?.[0];
  const hex = base32.test(text) && !hexDigits.test(text) ? hexOf(text) : text;
  const algorithm = byLength.get(hex.length);
  if (algorithm === undefined || !hexDigits.test(hex)) return { kind: 'bad' };
  if (said !== undefined && said.toLowerCase().replace('-', '') !== algorithm) return { kind: 'bad' };
  const claim = digestClaim(algorithm, hex);
  const isOne = claim.kind === 'digest' && claim.of === undefined;
  return isOne ? { kind: 'digest', algorithm, hex: claim.digest } : { kind: 'bad' };
}

function hexOf(text: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const letter of text) bits += letters.indexOf(letter).toString(2).padStart(5, '0');
  return (bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2).toString(16).padStart(2, '0')).join('');
}

/** Of a text in UTF-8. */
export function digestOfText(text: string, algorithm: Algorithm): string {
  return createHash(algorithm).update(text, 'utf8').digest('hex');
}

/** Of the bytes of a file. */
export async function digestOfFile(location: string, algorithm: Algorithm): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(location), hash);
  return hash.digest('hex');
}
