// One compact record per row, in columns of typed arrays that grow up to a stated number of rows; above it the
// rows with the lowest hash of their place stay: a fair sample, whatever the order of rows and merges was.
import { slots } from '../math/minhash.ts';
import type { Place } from '../row.ts';

/** A row is compared in two parts, each with a signature: see near-duplicates.ts. */
export const signatureBytes = 2 * slots;
/** Bytes of one record: place, priority, two lanes of the exact hash, label and length; source; signatures. */
export const recordBytes = 7 * 4 + 8 + signatureBytes;

export interface Records {
  length: number;
  shard: Uint32Array<ArrayBuffer>;
  row: Uint32Array<ArrayBuffer>;
  /** Hash of the place; the lowest stay. */
  priority: Uint32Array<ArrayBuffer>;
  exactLow: Uint32Array<ArrayBuffer>;
  exactHigh: Uint32Array<ArrayBuffer>;
  /** Hash of the label or rating; 0 when the row has none. */
  label: Uint32Array<ArrayBuffer>;
  /** Words of the normal form. */
  words: Uint32Array<ArrayBuffer>;
  source: Float64Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
}

const columns = [
  'shard',
  'row',
  'priority',
  'exactLow',
  'exactHigh',
  'label',
  'words',
  'source',
  'signature',
] as const;

export function room(capacity: number): Records {
  const ints = () => new Uint32Array(capacity);
  return {
    length: 0,
    shard: ints(),
    row: ints(),
    priority: ints(),
    exactLow: ints(),
    exactHigh: ints(),
    label: ints(),
    words: ints(),
    source: new Float64Array(capacity),
    signature: new Uint8Array(capacity * signatureBytes),
  };
}

/** Copies record `from` of `source` over record `to` of `into`. */
function copyRecord(source: Records, from: number, into: Records, to: number): void {
  for (const name of columns) {
    if (name !== 'signature') into[name][to] = source[name][from];
  }
  into.signature.set(
    source.signature.subarray(from * signatureBytes, (from + 1) * signatureBytes),
    to * signatureBytes,
  );
}

/** A larger copy with room for at least `least` records, at most `most`. */
export function grow(records: Records, least: number, most: number): Records {
  const larger = room(Math.min(most, Math.max(least, 256, Math.ceil(records.shard.length * 1.5))));
  for (const name of columns) larger[name].set(records[name]);
  larger.length = records.length;
  return larger;
}

/** Keeps the `limit` records of lowest priority, in no particular order. */
export function thin(records: Records, limit: number): void {
  if (records.length <= limit) return;
  const order = Uint32Array.from({ length: records.length }, (_, i) => i).sort(
    (a, b) =>
      records.priority[a] - records.priority[b] ||
      records.shard[a] - records.shard[b] ||
      records.row[a] - records.row[b],
  );
  const staying = new Uint8Array(records.length);
  for (let i = 0; i < limit; i++) staying[order[i]] = 1;
  let next = 0;
  for (let i = 0; i < records.length; i++) if (staying[i]) copyRecord(records, i, records, next++);
  records.length = next;
}

/** Adds all records of `from`; `into` has the room. */
export function append(into: Records, from: Records): void {
  for (const name of columns) {
    const width = name === 'signature' ? signatureBytes : 1;
    into[name].set(from[name].subarray(0, from.length * width), into.length * width);
  }
  into.length += from.length;
}

/** Corpus order of two records. */
export function inOrder(records: Records): (a: number, b: number) => number {
  return (a, b) => records.shard[a] - records.shard[b] || records.row[a] - records.row[b];
}

export function placeOf(records: Records, i: number): Place {
  return { shard: records.shard[i], row: records.row[i] };
}
