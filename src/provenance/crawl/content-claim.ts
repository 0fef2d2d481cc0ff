// What an index says of a page's content: a digest that can be checked, or something that stands where one should.
import { createHash } from 'node:crypto';
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

/** By its form; the name of the column decides where the form fits several. */
export function contentClaim(name: string, value: unknown): ContentClaim {
  const text =
    typeof value === 'string' ? value.trim().replace(/^(?:md5|sha-?1|sha-?256|sha-?512)[:-]/i, '') : '';
  if (base32.test(text) && !/^[0-9a-f]{32}$/i.test(text))
    return { kind: 'digest', algorithm: 'sha1', hex: hexOf(text) };
  const algorithm = byLength.get(text.length);
  if (algorithm === undefined || !/^[0-9a-f]+$/i.test(text)) return { kind: 'bad' };
  const named = /sha256|sha512|sha1|md5/.exec(name.toLowerCase())?.[0];
  const claim = digestClaim(named ?? algorithm, text);
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
