// The phrases that stand in neither too few nor too many rows, counted by hash: a phrase is a cell of a large table, and the
// cells with a fitting count are numbered. Of a large corpus a cell holds rows of several phrases, which are noise to one another:
// where it stands out they are told apart (exact-phrases.ts).
import { keyCountAt, keysAt, type EachPrint } from './prints.ts';

/** Cells of the table at most, 64 MB; of fewer keys fewer, so many that two of them seldom share one. */
const mostCells = 2 ** 25;
const leastCells = 2 ** 12;
const cellsPerKey = 4;

export interface FrequentCells {
  readonly count: number;
  /** Rows of each, by its number. */
  readonly rows: Uint16Array;
  /** The number of a key's cell; -1 where its count does not fit. */
  numberOf(key: number): number;
  /** Tells of a key whether it is in one of these cells, by their numbers. */
  among(numbers: ReadonlySet<number>): (key: number) => boolean;
}

/** Cells of `fewest` to `most` rows; where that are more than `limit`, those of more rows. */
export function frequentCells(each: EachPrint, fewest: number, most: number, limit: number): FrequentCells {
  let keys = 0;
  each((records, at) => (keys += records[at + keyCountAt]));
  const wide = 2 ** Math.ceil(Math.log2(1 + cellsPerKey * keys));
  const cells = Math.min(mostCells, Math.max(leastCells, wide));
  const counts = new Uint16Array(cells);
  each((records, at) => {
    const end = at + keysAt + records[at + keyCountAt];
    for (let k = at + keysAt; k < end; k++) {
      const cell = records[k] & (cells - 1);
      if (counts[cell] < 65535) counts[cell]++;
    }
  });
  const withCount = new Int32Array(most + 1);
  for (const count of counts) if (count <= most) withCount[count]++;
  let least = most + 1;
  for (let total = 0; least > fewest && total + withCount[least - 1] <= limit;) total += withCount[--least];
  const bits = new Int32Array(cells >>> 5);
  /** Fitting cells before each 32. */
  const before = new Int32Array(cells >>> 5);
  const rows = new Uint16Array(withCount.subarray(least).reduce((sum, n) => sum + n, 0));
  let count = 0;
  for (let word = 0; word < bits.length; word++) {
    before[word] = count;
    let own = 0;
    for (let i = 0; i < 32; i++) {
      const n = counts[32 * word + i];
      if (n < least || n > most) continue;
      own |= 1 << i;
      rows[count++] = n;
    }
    bits[word] = own;
  }
  return {
    count,
    rows,
    numberOf(key) {
      const cell = key & (cells - 1);
      const word = bits[cell >>> 5];
      const bit = cell & 31;
      if (((word >>> bit) & 1) === 0) return -1;
      return before[cell >>> 5] + ones(bit === 0 ? 0 : word << (32 - bit));
    },
    among(numbers) {
      const own = new Int32Array(bits.length);
      for (let word = 0, number = 0; word < bits.length; word++) {
        for (let left = bits[word]; left !== 0; left &= left - 1)
          if (numbers.has(number++)) own[word] |= left & -left;
      }
      return (key) => ((own[(key & (cells - 1)) >>> 5] >>> (key & 31)) & 1) === 1;
    },
  };
}

/** Bits that are set. */
function ones(x: number): number {
  let v = x - ((x >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
