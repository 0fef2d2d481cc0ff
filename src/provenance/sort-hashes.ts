// Hashes in ascending order, each once, within one stretch of memory.
import { digestBytes } from './row-records.ts';

/** A hash as words of 32 bits: they are copied and compared several times faster than stretches of bytes. */
export const hashWords = digestBytes / 4;

/** Most hashes at a time: their numbers have to fit a double beside their first 32 bits. */
export const mostSorted = 2 ** 21;

/** Of the first `count`. They are sorted by their first 32 bits and, where those are equal, by the rest. */
export function sortedHashes(words: Uint32Array, count: number): Uint32Array {
  const bytes = Buffer.from(words.buffer, words.byteOffset, words.byteLength);
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) keys[i] = bytes.readUInt32BE(i * digestBytes) * mostSorted + i;
  keys.sort();
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = keys[i] % mostSorted;

  const compare = (a: number, b: number): number =>
    bytes.compare(bytes, b * digestBytes, (b + 1) * digestBytes, a * digestBytes, (a + 1) * digestBytes);
  const isSame = (a: number, b: number): boolean => {
    for (let i = 0; i < hashWords; i++)
      if (words[a * hashWords + i] !== words[b * hashWords + i]) return false;
    return true;
  };
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
