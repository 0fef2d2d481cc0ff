// The prints of all rows, one record after the other: where the row is, what it costs, its facts and numbers, and the keys
// of its rare phrases. Records lie in memory, or in scratch space in runs.
import type { Scratch } from '../../../summary.ts';
import { kept } from '../../../summaries/row-key.ts';
import { factWords, numbersSize } from './model.ts';

export const shardAt = 0;
export const rowAt = 1;
export const hashAt = 2;
export const costAt = 3;
export const keyCountAt = 4;
export const factsAt = 5;
export const numbersAt = factsAt + factWords;
export const keysAt = numbersAt + numbersSize / 4;

export interface Prints {
  records: Int32Array<ArrayBuffer>;
  length: number;
  /** Runs in scratch space: where each begins, and its numbers. */
  runs: { readonly at: number; readonly length: number }[];
  /** Rows are kept when their hash is a multiple of 2 ** level. */
  level: number;
  seen: number;
}

/** Numbers of a run in scratch space. */
const runLength = 2 ** 22;

export const noPrints = (level = 0): Prints => ({
  records: new Int32Array(0),
  length: 0,
  runs: [],
  level,
  seen: 0,
});

/** Makes room for `more` numbers behind those that are there. */
export function widen(prints: Prints, more: number): void {
  if (prints.records.length >= prints.length + more) return;
  const wider = new Int32Array(Math.max(2 ** 12, 2 * (prints.length + more)));
  wider.set(prints.records.subarray(0, prints.length));
  prints.records = wider;
}

/** Raises the level until no more than `most` numbers are left. */
export function thin(prints: Prints, most: number): void {
  let again = prints.length > most;
  for (; again; again = prints.length > most && prints.level < 31) {
    prints.level++;
    keepKept(prints);
  }
}

/** Drops the records above the level. */
export function keepKept(prints: Prints): void {
  const { records, level } = prints;
  let to = 0;
  for (let at = 0; at < prints.length;) {
    const size = keysAt + records[at + keyCountAt];
    if (kept(records[at + hashAt], level)) {
      records.copyWithin(to, at, at + size);
      to += size;
    }
    at += size;
  }
  prints.length = to;
}

export function spill(prints: Prints, scratch: Scratch): void {
  if (prints.length < runLength) return;
  const { records, length } = prints;
  const at = scratch.append(new Uint8Array(records.buffer, records.byteOffset, 4 * length));
  prints.runs.push({ at, length });
  prints.records = new Int32Array(0);
  prints.length = 0;
}

/** Calls `visit` with each record that is kept: the numbers that it is among, and where it begins. */
export type EachPrint = (visit: (records: Int32Array<ArrayBuffer>, at: number) => void) => void;

export function eachPrint(
  { runs, records, length, level }: Prints,
  scratch: Scratch | undefined,
  visit: (records: Int32Array<ArrayBuffer>, at: number) => void,
): void {
  const walk = (all: Int32Array<ArrayBuffer>, end: number): void => {
    for (let at = 0; at < end; at += keysAt + all[at + keyCountAt])
      if (kept(all[at + hashAt], level)) visit(all, at);
  };
  const room = new Int32Array(runs.reduce((most, run) => Math.max(most, run.length), 0));
  for (const run of runs) {
    if (!scratch) throw new Error('what was spilled is finished with its scratch space');
    scratch.read(run.at, new Uint8Array(room.buffer, 0, 4 * run.length));
    walk(room, run.length);
  }
  walk(records, length);
}
