// The distinct content hashes of a set in ascending order, read from its row records within bounded memory: the records are
// read as often as it takes, each time for those that begin with the next few values.
import { contentOf, digestBytes, readRecords } from './row-records.ts';

/** Hashes held at a time: 64 MiB. Also as many as an index of 21 bits can tell apart; see `sorted`. */
const most = 2 ** 21;

/** Each hash is good until the next batch. `aimed`: how many to hold at a time, at most. */
export async function* sortedContents(
  recordsPath: string,
  rows: number,
  aimed = most / 2,
): AsyncGenerator<Buffer[]> {
  // Hashes are spread evenly, so parts are nearly equal; what room is left is for chance.
  const parts = Math.min(2 ** 16, Math.max(1, Math.ceil(rows / aimed)));
  const held = holder(Math.min(most, 2 * Math.ceil(rows / parts) + 1024));
  for (let part = 0; part < parts; part++) {
    const [from, to] = [bound(part, parts), bound(part + 1, parts)];
    for await (const records of readRecords(recordsPath, 0, rows)) {
      for (const record of records) {
        const content = contentOf(record);
        const start = content.readUInt16BE(0);
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
  let count = 0;
  const at = (i: number): Buffer => bytes.subarray(i * digestBytes, (i + 1) * digestBytes);

  /** Hashes in order, each once. Sorted by their first 32 bits and, within equal ones, by the rest. */
  function sorted(): Buffer[] {
    const keys = new Float64Array(count);
    for (let i = 0; i < count; i++) keys[i] = bytes.readUInt32BE(i * digestBytes) * most + i;
    keys.sort();
    const order = Array.from(keys, (key) => at(key % most));
    const distinct: Buffer[] = [];
    for (let i = 0; i < order.length;) {
      let end = i + 1;
      while (end < order.length && order[end].readUInt32BE(0) === order[i].readUInt32BE(0)) end++;
      const alike = order.slice(i, end).sort((a, b) => a.compare(b));
      for (const hash of alike) if (!distinct.at(-1)?.equals(hash)) distinct.push(hash);
      i = end;
    }
    return distinct;
  }

  return {
    add(hash: Buffer): void {
      if (count === capacity) {
        // Rows that are there many times.
        const kept = Buffer.concat(sorted());
        kept.copy(bytes);
        count = kept.length / digestBytes;
        if (count > capacity * 0.9) throw new Error('hashes that are not spread as SHA-256 spreads them');
      }
      hash.copy(bytes, count++ * digestBytes);
    },
    take(): Buffer[] {
      const hashes = sorted();
      count = 0;
      return hashes;
    },
  };
}
