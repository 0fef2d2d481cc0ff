// Records with the lowest keys, in one flat list of numbers: a fair sample of what was met, the same whatever the order was.
// The first two numbers of a record are its key and what tells records of one key apart.

export interface LowestRecords {
  /** Numbers of a record. */
  readonly width: number;
  list: number[];
  /** Records with a higher key do not belong any more. */
  bound: number;
}

export function noRecords(width: number): LowestRecords {
  return { width, list: [], bound: Infinity };
}

/** Adds a record that belongs; now and then those that do not any more are let go. */
export function addRecord(records: LowestRecords, most: number, record: readonly number[]): void {
  if (record[0] > records.bound) return;
  for (const number of record) records.list.push(number);
  if (records.list.length > 2 * most * records.width) settle(records, most);
}

export function joinRecords(into: LowestRecords, from: LowestRecords, most: number): void {
  for (const number of from.list) into.list.push(number);
  into.bound = Math.min(into.bound, from.bound);
  if (into.list.length > 2 * most * into.width) settle(into, most);
}

/** The `most` lowest, in order. */
export function settle(records: LowestRecords, most: number): void {
  const { list, width } = records;
  const order = Array.from({ length: list.length / width }, (_, i) => i * width);
  order.sort((a, b) => list[a] - list[b] || list[a + 1] - list[b + 1]);
  if (order.length > most) {
    order.length = most;
    records.bound = list[order[most - 1]];
  }
  const kept: number[] = [];
  for (const at of order) for (let k = 0; k < width; k++) kept.push(list[at + k]);
  records.list = kept;
}
