// The distinct content hashes of a set in ascending order, read from its row records within bounded memory: the records are
// read as often as it takes, each time for those that begin with the next few values.
import { contentOf, digestBytes, readRecords } from './row-records.ts';

/** Hashes held at a time: 64 MiB. Also as many as an index of 21 bits can tell apart; see `sorted`. */
const most = 2 ** 21;

/** Blocks of hashes, one after another; each is good until the next. `aimed`: how many to hold at a time, at most. */
export async function* sortedContents(
  recordsPath: string,
  rows: number,
  aimed = most / 2,
): AsyncGenerator<Buffer> {
  // Hashes are spread evenly, so parts are nearly equal; what room is left is for chance.
  const parts = Math.min(2 ** 16, Math.max(1, Math.ceil(rows / aimed)));
  const held = holder(Math.min(most, 2 * Math.ceil(rows / parts) + 1024));
  for (let part = 0; part < parts; part++) {
    const [from, to] = [bound(part, parts), bound(part + 1, parts)];
    for await (const records of readRecords(recordsPath, 0, rows)) {
      for (const record of records) {
        const content = contentOf(record);
        const start = content[0] * 2 ** 8 + content[1];
        if (start >= from && start < to) held.add(content);
      }
    }
    yield held.take();
  }
}

/** Among the values of the first two bytes. */
const bound = (part: number, parts: number): number => Math.round((part / parts) * 2 ** 16);

function holder(capacity: number) {
  const bytes = Buffer.alloc(capacity * digestBytes);
  const prefix = (i: number): number => bytes.readUInt32BE(i * digestBytes);
  const compare = (a: number, b: number): number =>
    bytes.compare(bytes, b * digestBytes, (b + 1) * digestBytes, a * digestBytes, (a + 1) * digestBytes);
  let count = 0;

  /** The hashes in order, each once. They are sorted by their first 32 bits and, where those are equal, by the rest. */
  function sorted(): Buffer {
    const keys = new Float64Array(count);
    for (let i = 0; i < count; i++) keys[i] = prefix(i) * most + i;
    keys.sort();
    const order = Int32Array.from(keys, (key) => key % most);
    for (let i = 0, end = 0; i < count; i = end) {
      for (end = i + 1; end < count && prefix(order[end]) === prefix(order[i]);) end++;
      if (end > i + 1) order.subarray(i, end).sort(compare);
    }
    const distinct = Buffer.allocUnsafe(count * digestBytes);
    let kept = 0;
    for (let i = 0; i < count; i++) {
      if (i > 0 && prefix(order[i]) === prefix(order[i - 1]) && compare(order[i], order[i - 1]) === 0)
        continue;
      const at = order[i] * digestBytes;
      bytes.copy(distinct, kept++ * digestBytes, at, at + digestBytes);
    }
    return distinct.subarray(0, kept * digestBytes);
  }

  return {
    add(hash: Buffer): void {
      if (count === capacity) {
        // Rows that are there many times.
        const kept = sorted();
        kept.copy(bytes);
        count = kept.length / digestBytes;
        if (count > capacity * 0.9) throw new Error('hashes that are not spread as SHA-256 spreads them');
      }
      hash.copy(bytes, count++ * digestBytes);
    },
    take(): Buffer {
      const hashes = sorted();
      count = 0;
      return hashes;
    },
  };
}
