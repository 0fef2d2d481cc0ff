// Bands of a row's signatures: rows alike in both parts are likely to have some band the same.
import { mix32 } from '../math/hash.ts';
import { slots } from '../math/minhash.ts';
import { signatureBytes } from './near-duplicate-records.ts';

/**
 * Slots of a band, half of them from each part's signature. Rows alike in both parts by j meet in some band with
 * probability 1 - (1 - j ** 4) ** 32: 0.5 at 0.38, 0.87 at 0.5, 0.9999 at 0.7. In a flood each row has many
 * partners, so that it is enough that most pairs meet.
 */
const bandSlots = 4;
export const bands = signatureBytes / bandSlots;

/** Records whose keys are made together: keys of one band lie together, signatures of one record. */
const together = 16;

/** A key for each band of the first `count` records, mixed; all records' of one band, then the next band's. */
export function bandKeysOf(signatures: Uint8Array, count: number): Int32Array<ArrayBuffer> {
  const keys = new Int32Array(bands * count);
  for (let from = 0; from < count; from += together) {
    const end = Math.min(count, from + together);
    for (let band = 0; band < bands; band++) {
      let at = from * signatureBytes + (band * bandSlots) / 2;
      for (let record = from; record < end; record++, at += signatureBytes) {
        const bytes =
          signatures[at] |
          (signatures[at + 1] << 8) |
          (signatures[at + slots] << 16) |
          (signatures[at + slots + 1] << 24);
        keys[band * count + record] = mix32(bytes);
      }
    }
  }
  return keys;
}
