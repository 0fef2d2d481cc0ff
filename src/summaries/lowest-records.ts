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
  /** Numbers of a record: its group, its key, what tells records of one key apart, and whatever else. */
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

export function belongs({ bounds }: LowestRecords, group: number, key: number): boolean {
  return bounds.size === 0 || key <= (bounds.get(group) ?? Infinity);
}

/** Adds a record if it belongs; now and then those that do not any more are let go. */
export function addRecord(records: LowestRecords, most: number, record: readonly number[]): void {
  if (!belongs(records, record[0], record[1])) return;
  makeRoom(records, record.length);
  for (const number of record) records.items[records.length++] = number;
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
  const larger = new Float64Array(Math.max(needed, 64, Math.ceil(growth * records.length)));
  larger.set(records.items.subarray(0, records.length));
  records.items = larger;
}

function thinWhenFull(records: LowestRecords, most: number): void {
  if (records.length > Math.max(few, 2 * records.settled)) thin(records, most);
}

/** Keeps the `most` lowest of each group. */
function thin(records: LowestRecords, most: number): void {
  const { items, length, width, bounds } = records;
  const order = Uint32Array.from({ length: length / width }, (_, i) => i * width).sort(
    (a, b) => items[a] - items[b] || items[a + 1] - items[b + 1] || items[a + 2] - items[b + 2],
  );
  const kept = new Float64Array(length);
  let filled = 0;
  let group = -1;
  let ofGroup = 0;
  for (const at of order) {
    if (items[at] !== group) [group, ofGroup] = [items[at], 0];
    if (++ofGroup === most) bounds.set(group, items[at + 1]);
    if (ofGroup > most) continue;
    for (let k = 0; k < width; k++) kept[filled++] = items[at + k];
  }
  records.items = kept.slice(0, filled);
  records.length = filled;
  records.settled = filled;
}
