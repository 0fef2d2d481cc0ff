// The distinct content hashes of a set in ascending order, read from its row records within bounded memory: the records are
// read as often as it takes, each time for those that begin with the next few values. Hashes are spread evenly unless somebody
// chose rows so that they are not; where more begin so than are expected, half as many values are taken at a time.
import { digestBytes, recordBlocks, recordBytes } from './row-records.ts';

/** Hashes held at a time: 64 MiB. */
const most = 2 ** 21;

/** Blocks of hashes, one after another; each is good until the next. `aimed`: how many to hold at a time, at most. */
export async function* sortedContents(
  recordsPath: string,
  rows: number,
  aimed = most / 2,
): AsyncGenerator<Buffer> {
  const parts = Math.min(2 ** 16, Math.max(1, Math.ceil(rows / aimed)));
  // What room is left is for chance.
  const held = holder(Math.min(most, Math.ceil((1.25 * rows) / parts) + 1024));
  const ahead = Array.from({ length: parts }, (_, part): Part => [
    bound(part, parts),
    bound(part + 1, parts),
  ]);
  for (let part = ahead.shift(); part; part = ahead.shift()) {
    if (await filled(held, recordsPath, rows, part)) {
      yield held.take();
      continue;
    }
    held.clear();
    const [from, to] = part;
    const middle = Math.floor((from + to) / 2);
    if (middle === from) throw new Error('more hashes begin with the same bytes than anybody can make');
    ahead.unshift([from, middle], [middle, to]);
  }
}

/** Among the values of the first four bytes, from one to below another. */
type Part = readonly [from: number, to: number];
const bound = (part: number, parts: number): number => Math.round((part / parts) * 2 ** 32);

/** False where there are more than can be held. */
async function filled(
  held: ReturnType<typeof holder>,
  recordsPath: string,
  rows: number,
  [from, to]: Part,
): Promise<boolean> {
  for await (const records of recordBlocks(recordsPath, 0, rows)) {
    const words = wordsOf(records);
    for (let at = digestBytes; at < records.length; at += recordBytes) {
      const start = records.readUInt32BE(at);
      if (start >= from && start < to && !held.add(words, at / 4)) return false;
    }
  }
  return true;
}

const wordsOf = ({ buffer, byteOffset, length }: Buffer) => new Uint32Array(buffer, byteOffset, length / 4);

/** A hash as words of 32 bits: they are copied and compared several times faster than stretches of bytes. */
const hashWords = digestBytes / 4;

function holder(capacity: number) {
  const words = new Uint32Array(capacity * hashWords);
  const bytes = Buffer.from(words.buffer);
  const compare = (a: number, b: number): number =>
    bytes.compare(bytes, b * digestBytes, (b + 1) * digestBytes, a * digestBytes, (a + 1) * digestBytes);
  const isSame = (a: number, b: number): boolean => {
    for (let i = 0; i < hashWords; i++)
      if (words[a * hashWords + i] !== words[b * hashWords + i]) return false;
    return true;
  };
  let count = 0;

  /** The hashes in order, each once. They are sorted by their first 32 bits and, where those are equal, by the rest. */
  function sorted(): Uint32Array {
    const order = byFirstWord(words, count);
    const distinct = new Uint32Array(count * hashWords);
    let kept = 0;
    for (let i = 0, end = 0; i < count; i = end) {
      const first = order[i];
      let same = true;
      for (end = i + 1; end < count && words[order[end] * hashWords] === words[first * hashWords]; end++)
        same &&= isSame(order[end], first);
      if (!same) order.subarray(i, end).sort(compare);
      for (let k = i; k < (same ? i + 1 : end); k++) {
        if (k > i && isSame(order[k], order[k - 1])) continue;
        for (let w = 0; w < hashWords; w++) distinct[kept++] = words[order[k] * hashWords + w];
      }
    }
    return distinct.subarray(0, kept);
  }

  return {
    /** The hash that begins at this word. False where there is no room for it. */
    add(from: Uint32Array, word: number): boolean {
      if (count === capacity) {
        // Rows that are there many times.
        const kept = sorted();
        words.set(kept);
        count = kept.length / hashWords;
        if (count > capacity * 0.9) return false;
      }
      for (let i = 0, to = count * hashWords; i < hashWords; i++) words[to + i] = from[word + i];
      count++;
      return true;
    },
    clear(): void {
      count = 0;
    },
    take(): Buffer {
      const hashes = sorted();
      count = 0;
      return Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength);
    },
  };
}

const digitBits = 11;
const digits = 2 ** digitBits;

/** Hashes in the order of their first four bytes: a radix sort, several times as fast as a sort of numbers. */
function byFirstWord(words: Uint32Array, count: number): Uint32Array {
  const view = new DataView(words.buffer);
  const keys = new Uint32Array(count);
  for (let i = 0; i < count; i++) keys[i] = view.getUint32(i * digestBytes);
  let order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  let next = new Uint32Array(count);
  for (let shift = 0; shift < 32; shift += digitBits) {
    const places = new Uint32Array(digits + 1);
    for (let i = 0; i < count; i++) places[((keys[i] >>> shift) & (digits - 1)) + 1]++;
    for (let digit = 1; digit < digits; digit++) places[digit] += places[digit - 1];
    for (let i = 0; i < count; i++) {
      const one = order[i];
      next[places[(keys[one] >>> shift) & (digits - 1)]++] = one;
    }
    [order, next] = [next, order];
  }
  return order;
}
