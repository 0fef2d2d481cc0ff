// Counts of keys in scratch space: in runs that are written once, each dealt out into parts by the keys' hash. A part of all runs
// fits the memory, so counts stay exact however many keys there are.
import type { Scratch } from '../summary.ts';
import { count, isTaken, noCounts, type KeyCounts, type KeyRun } from './key-counts.ts';

const partBits = 10;
const parts = 2 ** partBits;
/** Keys of a run: a table of 24 MB is not yet to be enlarged then. */
const runKeys = 2 ** 20;
/** A part is never too large for its table. */
const noLimit = 2 ** 30;

/** The lowest bits of a key say at which level it is kept; those of a part must not. */
const partOf = (low: number): number => Math.imul(low ^ (low >>> 15), 0x9e3779b1) >>> (32 - partBits);

/** Moves the counts to scratch space once there are enough. */
export function spillCounts(counts: KeyCounts, scratch: Scratch, enough = runKeys): void {
  if (counts.keys < enough) return;
  const { high, low, first, second, keys, level, runs = [] } = counts;
  const before = new Uint32Array(parts + 1);
  for (let place = 0; place < high.length; place++) {
    if (isTaken(counts, place)) before[partOf(low[place]) + 1]++;
  }
  for (let part = 0; part < parts; part++) before[part + 1] += before[part];
  const next = before.slice();
  const [highs, lows] = [new Uint32Array(keys), new Uint32Array(keys)];
  const [firsts, seconds] = [new Uint16Array(keys), new Uint16Array(keys)];
  for (let place = 0; place < high.length; place++) {
    if (!isTaken(counts, place)) continue;
    const to = next[partOf(low[place])]++;
    highs[to] = high[place];
    lows[to] = low[place];
    firsts[to] = first[place];
    seconds[to] = second[place];
  }
  const start = scratch.append(bytesOf(highs));
  for (const column of [lows, firsts, seconds]) scratch.append(bytesOf(column));
  Object.assign(counts, { ...noCounts(), level, runs: [...runs, { start, before }] });
}

const bytesOf = ({ buffer }: Uint32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>): Uint8Array =>
  new Uint8Array(buffer);

/** Calls `visit` with counts that together are those of all keys, each key in one of them. */
export function eachPart(
  counts: KeyCounts,
  scratch: Scratch | undefined,
  visit: (part: KeyCounts) => void,
): void {
  const { runs, level } = counts;
  if (!runs) return visit(counts);
  if (!scratch) throw new Error('what was spilled is finished with its scratch space');
  spillCounts(counts, scratch, 1);
  for (let part = 0; part < parts; part++) {
    const sum = { ...noCounts(), level };
    for (const run of counts.runs ?? []) addPart(sum, run, part, scratch);
    visit(sum);
  }
}

function addPart(sum: KeyCounts, { start, before }: KeyRun, part: number, scratch: Scratch): void {
  const from = before[part];
  const keys = before[part + 1] - from;
  const all = before[parts];
  const wide = (column: number): Uint32Array => {
    const items = new Uint32Array(keys);
    scratch.read(start + 4 * (column * all + from), bytesOf(items));
    return items;
  };
  const narrow = (column: number): Uint16Array => {
    const items = new Uint16Array(keys);
    scratch.read(start + 8 * all + 2 * (column * all + from), bytesOf(items));
    return items;
  };
  const [high, low, first, second] = [wide(0), wide(1), narrow(0), narrow(1)];
  for (let i = 0; i < keys; i++) count(sum, high[i], low[i], first[i], second[i], noLimit);
}
