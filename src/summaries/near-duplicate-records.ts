// One compact record per row, in columns of typed arrays that grow up to a stated number of rows; above it the
// rows with the lowest hash of their place stay: a fair sample, whatever the order of rows and merges was.
import { slots } from '../math/minhash.ts';

/** A row is compared in two parts, each with a signature: see near-duplicates.ts. */
export const signatureBytes = 2 * slots;
/** Numbers of 32 bits in the exact hash of a row's text. */
export const exactLanes = 4;
/** Bytes of one record: place, priority, label and length; exact hash; source; signatures. */
export const recordBytes = 5 * 4 + exactLanes * 4 + 8 + signatureBytes;

export interface Records {
  length: number;
  shard: Uint32Array<ArrayBuffer>;
  row: Uint32Array<ArrayBuffer>;
  /** Hash of the place; the lowest stay. */
  priority: Uint32Array<ArrayBuffer>;
  /** 128 bits of each text's normal form. */
  exact: Uint32Array<ArrayBuffer>;
  /** Hash of the label or rating; 0 when the row has none. */
  label: Uint32Array<ArrayBuffer>;
  /** Words of the normal form. */
  words: Uint32Array<ArrayBuffer>;
  source: Float64Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
}

/** Items of each column that one record has. */
const widths = {
  shard: 1,
  row: 1,
  priority: 1,
  exact: exactLanes,
  label: 1,
  words: 1,
  source: 1,
  signature: signatureBytes,
} as const;
const columns = Object.keys(widths) as (keyof typeof widths)[];

export function room(capacity: number): Records {
  const ints = (width = 1) => new Uint32Array(capacity * width);
  return {
    length: 0,
    shard: ints(),
    row: ints(),
    priority: ints(),
    exact: ints(exactLanes),
    label: ints(),
    words: ints(),
    source: new Float64Array(capacity),
    signature: new Uint8Array(capacity * signatureBytes),
  };
}

/** Moves record `from` to `to`. */
function moveRecord(records: Records, from: number, to: number): void {
  for (const name of columns) {
    const width = widths[name];
    records[name].copyWithin(to * width, from * width, (from + 1) * width);
  }
}

/** A larger copy with room for at least `least` records, at most `most`. */
export function grow(records: Records, least: number, most: number): Records {
  const larger = room(Math.min(most, Math.max(least, 1024, 2 * records.shard.length)));
  append(larger, records);
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
  for (let i = 0; i < records.length; i++) if (staying[i]) moveRecord(records, i, next++);
  records.length = next;
}

/** Adds all records of `from`; `into` has the room. */
export function append(into: Records, from: Records): void {
  for (const name of columns) {
    const width = widths[name];
    into[name].set(from[name].subarray(0, from.length * width), into.length * width);
  }
  into.length += from.length;
}

/** The same records in corpus order; they themselves where they are in it. */
export function inOrder(records: Records): Records {
  const { length, shard, row } = records;
  let from = 1;
  while (from < length && (shard[from] - shard[from - 1] || row[from] - row[from - 1]) > 0) from++;
  if (from >= length) return records;
  const order = Uint32Array.from({ length }, (_, i) => i).sort(
    (a, b) => shard[a] - shard[b] || row[a] - row[b],
  );
  const ordered = room(length);
  ordered.length = length;
  for (const name of columns) {
    const width = widths[name];
    const [column, into] = [records[name], ordered[name]];
    for (let i = 0; i < length; i++) {
      const old = order[i] * width;
      for (let j = 0; j < width; j++) into[i * width + j] = column[old + j];
    }
  }
  return ordered;
}

/** Leaves out the first `count` records; the room stays, for others follow. */
export function dropFirst(records: Records, count: number): void {
  for (const name of columns) {
    const width = widths[name];
    records[name].copyWithin(0, count * width, records.length * width);
  }
  records.length -= count;
}
