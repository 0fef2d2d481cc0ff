// Records of a merged state in scratch space: in runs that are written once, each in order of its groups. Of each group it is
// known how many records have keys below each power of two, so those that cannot be among the lowest are not written.
import type { Scratch } from '../summary.ts';
import type { LowestRecords, Spilled } from './lowest-records.ts';

/** Numbers of a run: 8 MB. */
const runNumbers = 2 ** 20;
const levels = 33;
/** Keys are hashes of 32 bits with two bits behind them: the leading zeros of the hash. */
const levelOf = (key: number): number => Math.clz32(key / 4);
/** The highest key of a level. */
const highestOf = (level: number): number => 4 * 2 ** (32 - level) - 1;

/** Moves the records to scratch space once there are enough of them. Groups are numbers below `groups`. */
export function spillRecords(
  records: LowestRecords,
  groups: number,
  most: number,
  scratch: Scratch,
  enough = runNumbers,
): void {
  if (records.length < enough) return;
  records.spilled ??= {
    runs: [],
    counts: new Uint32Array(groups * levels),
    least: new Uint8Array(groups),
  };
  const { runs, least } = records.spilled;
  raiseLevels(records, records.spilled, groups, most);
  const { before, items } = byGroup(records, groups, least);
  runs.push({ start: scratch.append(new Uint8Array(items.buffer)), before });
  records.length = 0;
  records.settled = 0;
}

function raiseLevels(
  { items, length, width, bounds }: LowestRecords,
  { counts, least }: Spilled,
  groups: number,
  most: number,
): void {
  for (let at = 0; at < length; at += width) counts[items[at] * levels + levelOf(items[at + 1])]++;
  for (let group = 0; group < groups; group++) {
    let level = levels;
    for (let all = 0; all < most && level > least[group];) all += counts[group * levels + --level];
    if (level === least[group]) continue;
    least[group] = level;
    bounds.set(group, Math.min(highestOf(level), bounds.get(group) ?? Infinity));
  }
}

/** The records without their group, in its order; those below their group's level left out. */
function byGroup({ items, length, width }: LowestRecords, groups: number, least?: Uint8Array) {
  const isIn = (at: number): boolean => !least || levelOf(items[at + 1]) >= least[items[at]];
  const before = new Uint32Array(groups + 1);
  for (let at = 0; at < length; at += width) if (isIn(at)) before[items[at] + 1]++;
  for (let group = 0; group < groups; group++) before[group + 1] += before[group];
  const next = before.slice();
  const sorted = new Float64Array(before[groups] * (width - 1));
  for (let at = 0; at < length; at += width) {
    if (!isIn(at)) continue;
    const to = next[items[at]]++ * (width - 1);
    for (let k = 1; k < width; k++) sorted[to + k - 1] = items[at + k];
  }
  return { before, items: sorted };
}

/** The lowest records of a group, in order and without their group. */
export type LowestOf = (group: number) => number[][];

export function lowestOf(records: LowestRecords, groups: number, most: number, scratch?: Scratch): LowestOf {
  const { spilled } = records;
  if (spilled && !scratch) throw new Error('what was spilled is finished with its scratch space');
  const width = records.width - 1;
  const held = byGroup(records, groups);
  return (group) => {
    const found: number[][] = [];
    const take = (items: Float64Array): void => {
      for (let at = 0; at < items.length; at += width) found.push([...items.subarray(at, at + width)]);
    };
    for (const { start, before } of spilled?.runs ?? []) {
      const items = new Float64Array((before[group + 1] - before[group]) * width);
      if (items.length === 0) continue;
      scratch!.read(start + before[group] * width * 8, new Uint8Array(items.buffer));
      take(items);
    }
    take(held.items.subarray(held.before[group] * width, held.before[group + 1] * width));
    return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, most);
  };
}
