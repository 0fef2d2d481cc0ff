// Bands of a row's signatures: rows alike in both parts are likely to have some band the same. The keys of a run's
// records are dealt out into parts as soon as they are known, so that joining, which must wait for the last row, finds
// together what it looks at together.
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

/** Parts that keys are dealt into, by their upper bits: of two million keys a part fits a processor's cache. */
export const parts = 256;
const partBits = 8;
const partOf = (key: number): number => key >>> (32 - partBits);

/** Records whose keys are made together: keys of one band lie together, signatures of one record. */
const together = 16;
/** Most records of a run: they are numbered by 16 bits. */
export const mostRunRows = 2 ** 16;

/** The keys of a run's records, all of one band, then the next band's; in a band part by part, each in corpus order. */
export interface DealtKeys {
  readonly keys: Int32Array<ArrayBuffer>;
  /** The record of each key, by its number in the run. */
  readonly rows: Uint16Array<ArrayBuffer>;
  /** Where in the band each part begins, and the last one ends: `parts` + 1 numbers for each band. */
  readonly starts: Uint32Array<ArrayBuffer>;
}

/** Where the keys of a run are dealt out. */
export interface KeyRoom extends DealtKeys {
  readonly unordered: Int32Array<ArrayBuffer>;
}

export function roomForKeys(rows: number): KeyRoom {
  return {
    unordered: new Int32Array(bands * rows),
    keys: new Int32Array(bands * rows),
    rows: new Uint16Array(bands * rows),
    starts: new Uint32Array(bands * (parts + 1)),
  };
}

/** Of the first `count` records. What comes of it lies in `room`. */
export function dealKeys(signatures: Uint8Array, count: number, room = roomForKeys(count)): DealtKeys {
  const { unordered, starts } = room;
  writeKeys(signatures, count, unordered);
  const keys = room.keys.subarray(0, bands * count);
  const rows = room.rows.subarray(0, bands * count);
  const next = new Uint32Array(parts);
  for (let band = 0; band < bands; band++) {
    const from = band * count;
    next.fill(0);
    for (let i = from; i < from + count; i++) next[partOf(unordered[i])]++;
    for (let part = 0, sum = 0, at = band * (parts + 1); part < parts; part++, at++) {
      const own = next[part];
      next[part] = sum;
      sum += own;
      starts[at + 1] = sum;
    }
    for (let row = 0; row < count; row++) {
      const key = unordered[from + row];
      const at = from + next[partOf(key)]++;
      keys[at] = key;
      rows[at] = row;
    }
  }
  return { keys, rows, starts };
}

/** A key for each band of the first `count` records, mixed; all records' of one band, then the next band's. */
function writeKeys(signatures: Uint8Array, count: number, keys: Int32Array): void {
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
}
