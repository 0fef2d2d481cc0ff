// Which of many texts are alike, without comparing all pairs: texts whose signatures share a band are likely, and
// are compared; those found alike are joined.
import { mix32 } from '../math/hash.ts';
import { likeness, slots } from '../math/minhash.ts';
import { find, join, singletons, type Sets } from '../math/union-find.ts';
import { signatureBytes } from './near-duplicate-records.ts';

/**
 * Slots of a band, half of them from each part's signature. Rows alike in both parts by j meet in some band with
 * probability 1 - (1 - j ** 4) ** 32: 0.5 at 0.38, 0.87 at 0.5, 0.9999 at 0.7. In a flood each row has many
 * partners, so that it is enough that most pairs meet.
 */
const bandSlots = 4;
const bands = signatureBytes / bandSlots;
/** Texts of one bucket that the others are compared with. Likely pairs meet in several buckets. */
const bucketHeads = 4;
/** Keys carry the text's number in so many low bits, 2 ** 21 texts: with 32 bits of the band, one exact integer. */
const textBits = 21;
export const maxTexts = 2 ** textBits;

function bandKey(signatures: Uint8Array, record: number, band: number): number {
  const first = record * signatureBytes + band * (bandSlots / 2);
  const second = first + slots;
  const bytes =
    signatures[first] |
    (signatures[first + 1] << 8) |
    (signatures[second] << 16) |
    (signatures[second + 1] << 24);
  return mix32(bytes);
}

/** Likeness of two records: of the part in which they are less alike. */
export function alike(signatures: Uint8Array, a: number, b: number): number {
  const x = a * signatureBytes;
  const y = b * signatureBytes;
  return Math.min(likeness(signatures, x, y), likeness(signatures, x + slots, y + slots));
}

/** Joins texts (given by their record) whose signatures share a band and are alike in at least `threshold` of all slots. */
export function joinLike(signatures: Uint8Array, texts: Uint32Array, threshold: number): Sets {
  const sets = singletons(texts.length);
  const keys = new Float64Array(texts.length);
  const heads = new Int32Array(bucketHeads);
  for (let band = 0; band < bands; band++) {
    for (let i = 0; i < texts.length; i++) keys[i] = bandKey(signatures, texts[i], band) * maxTexts + i;
    keys.sort();
    let held = 0;
    let current = -1;
    for (const key of keys) {
      const bucket = Math.floor(key / maxTexts);
      const text = key - bucket * maxTexts;
      if (bucket !== current) held = 0;
      current = bucket;
      let known = false;
      for (let h = 0; h < held && !known; h++) {
        known = find(sets, heads[h]) === find(sets, text);
        if (known || alike(signatures, texts[heads[h]], texts[text]) < threshold) continue;
        join(sets, heads[h], text);
        known = true;
      }
      if (!known && held < bucketHeads) heads[held++] = text;
    }
  }
  return sets;
}
