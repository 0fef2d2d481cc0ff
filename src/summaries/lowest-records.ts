// Of the records of each of many groups those with the lowest keys: a fair sample of what was met, the same whatever the order
// was. All lie in one flat array of numbers, for lists of their own would take more than what they hold; those of a merged
// state may be moved to scratch space (lowest-runs.ts).

interface Run {
  /** Where it begins in the scratch space. */
  readonly start: number;
  /** Records before those of each group; at the end how many there are. */
  readonly before: Uint32Array<ArrayBuffer>;
}

export interface Spilled {
  readonly runs: Run[];
  /** Records of each group at each level. */
  readonly counts: Uint32Array<ArrayBuffer>;
  /** The level below which a group's records do not belong any more. */
  readonly least: Uint8Array<ArrayBuffer>;
}

export interface LowestRecords {
  /** Numbers of a record: its group, from 0 on, its key, what tells records of one key apart, and whatever else. */
  readonly width: number;
  items: Float64Array<ArrayBuffer>;
  /** Numbers in use. */
  length: number;
  /** Numbers that were left when records were last let go. */
  settled: number;
  /** Of groups that had more than are kept: records with a higher key do not belong any more. */
  readonly bounds: Map<number, number>;
  spilled?: Spilled;
}

/** Numbers below which nothing is let go, 2 MB. */
const few = 2 ** 18;
/** Room for so much more is made at once. */
const growth = 1.5;

/** Bytes of the records of so many groups at most: as many again before they are thinned, and room to grow. */
export const lowestBytes = (groups: number, most: number, width: number): number =>
  Math.ceil(growth * 8 * 2 * (groups * most * width + few));

export function noRecords(width: number): LowestRecords {
  return { width, items: new Float64Array(0), length: 0, settled: 0, bounds: new Map() };
}

/** For others of the same groups, without those that would be let go of beside these. */
export function recordsBeside({ width, bounds }: LowestRecords): LowestRecords {
  return { ...noRecords(width), bounds: new Map(bounds) };
}

export function belongs({ bounds }: LowestRecords, group: number, key: number): boolean {
  return bounds.size === 0 || key <= (bounds.get(group) ?? Infinity);
}

/** Adds a record if it belongs; now and then those that do not any more are let go. */
export function addRecord(records: LowestRecords, most: number, record: ArrayLike<number>): void {
  if (!belongs(records, record[0], record[1])) return;
  makeRoom(records, record.length);
  const { items } = records;
  for (let k = 0; k < record.length; k++) items[records.length++] = record[k];
  thinWhenFull(records, most);
}

export function joinRecords(into: LowestRecords, from: LowestRecords, most: number): void {
  makeRoom(into, from.length);
  into.items.set(from.items.subarray(0, from.length), into.length);
  into.length += from.length;
  for (const [group, bound] of from.bounds) {
    into.bounds.set(group, Math.min(bound, into.bounds.get(group) ?? Infinity));
  }
  thinWhenFull(into, most);
}

function makeRoom(records: LowestRecords, more: number): void {
  const needed = records.length + more;
  if (needed <= records.items.length) return;
  const larger = new Float64Array(Math.max(needed, Math.ceil(growth * records.length), soon(needed)));
  larger.set(records.items.subarray(0, records.length));
  records.items = larger;
}

/** A small state grows in a few steps. */
function soon(needed: number): number {
  return Math.min(few, Math.max(64, 8 * needed));
}

function thinWhenFull(records: LowestRecords, most: number): void {
  if (records.length > Math.max(few, 2 * records.settled)) thin(records, most);
}

/** Keeps the `most` lowest of each group. */
function thin(records: LowestRecords, most: number): void {
  const { items, length, width, bounds } = records;
  let groups = 0;
  for (let at = 0; at < length; at += width) groups = Math.max(groups, items[at] + 1);
  const counts = new Uint32Array(groups);
  for (let at = 0; at < length; at += width) counts[items[at]]++;
  // Where all records begin of those groups that have as many as are kept, or more: of the others none is let go.
  const full = new Map<number, number[]>();
  counts.forEach((count, group) => count >= most && full.set(group, []));
  if (full.size > 0) for (let at = 0; at < length; at += width) full.get(items[at])?.push(at);
  const isLetGo = new Uint8Array(length / width);
  for (const [group, all] of full) {
    all.sort((a, b) => items[a + 1] - items[b + 1] || items[a + 2] - items[b + 2]);
    bounds.set(group, items[all[most - 1] + 1]);
    for (const at of all.slice(most)) isLetGo[at / width] = 1;
  }
  let filled = 0;
  for (let at = 0; at < length; at += width) {
    if (isLetGo[at / width] === 1) continue;
    if (filled < at) items.copyWithin(filled, at, at + width);
    filled += width;
  }
  records.length = filled;
  records.settled = filled;
}
