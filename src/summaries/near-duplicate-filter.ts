// Of the keys of a band those that may stand more than once: all others need no further look. Part by part, so that what
// is looked up lies in the processor's cache; in small functions, which the engine makes fast sooner than a long one.
import type { Store } from './near-duplicate-store.ts';

/** The parts [from, to) of a band. */
export interface Pass {
  readonly band: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Arrays that each pass uses anew: memory that is asked for 32 times costs more than what is done in it. `most`: keys of the
 * largest pass.
 */
export interface Room {
  readonly keys: Int32Array<ArrayBuffer>;
  readonly rows: Uint16Array<ArrayBuffer>;
  readonly leftKeys: Int32Array<ArrayBuffer>;
  readonly leftTexts: Int32Array<ArrayBuffer>;
}

export function roomFor(most: number): Room {
  const numbers = (): Int32Array<ArrayBuffer> => new Int32Array(most);
  return { keys: numbers(), rows: new Uint16Array(most), leftKeys: numbers(), leftTexts: numbers() };
}

/** Keys of a pass. */
export function keysIn(store: Store, { band, from, to }: Pass): number {
  let total = 0;
  for (let run = 0; run < store.runs; run++) {
    const starts = store.starts(run, band);
    total += starts[to] - starts[from];
  }
  return total;
}

export interface Gathered {
  /** Run by run; in a run part by part. */
  readonly keys: Int32Array<ArrayBuffer>;
  /** The record of each key, by its number in its run. */
  readonly rows: Uint16Array<ArrayBuffer>;
  readonly total: number;
  /** Where the keys of each part of each run begin, by part, then run, and where they end. */
  readonly begins: Uint32Array;
  readonly ends: Uint32Array;
}

export function gather(store: Store, { band, from, to }: Pass, { keys, rows }: Room): Gathered {
  const { runs } = store;
  const begins = new Uint32Array((to - from) * runs);
  const ends = new Uint32Array((to - from) * runs);
  let total = 0;
  for (let run = 0; run < runs; run++) {
    const starts = store.starts(run, band);
    for (let part = from; part < to; part++) {
      const at = (part - from) * runs + run;
      begins[at] = total + starts[part] - starts[from];
      ends[at] = total + starts[part + 1] - starts[from];
    }
    total += starts[to] - starts[from];
  }
  for (let run = 0; run < runs; run++) {
    const starts = store.starts(run, band);
    store.readKeys(run, band, { first: starts[from], end: starts[to] }, keys, rows, begins[run]);
  }
  return { keys, rows, total, begins, ends };
}

/** Texts whose key may stand more than once in their band, and their keys, part by part, each in order. */
export interface Repeated {
  /** Where each part begins, and within it each run; and where the last one ends. */
  readonly starts: Uint32Array;
  readonly keys: Int32Array;
  readonly texts: Int32Array;
}

/** Some keys, with the records that they are of by their number in a run, and the number of that run's first record. */
interface Stretch {
  readonly keys: Int32Array;
  readonly rows: Uint16Array;
  readonly start: number;
  readonly end: number;
  readonly base: number;
}

/**
 * Leaves out texts whose key stands once: of those of each part that are left over by one filter, few are left by a
 * second besides the ones that are meant. `isFirst`: a bit for each record, whether it is the first of its text.
 */
export function repeatedKeys(
  { runs, runRows }: Store,
  isFirst: Uint32Array,
  { from, to }: Pass,
  { keys, rows, total, begins, ends }: Gathered,
  { leftKeys, leftTexts }: Room,
): Repeated {
  const starts = new Uint32Array((to - from) * runs + 1);
  const left = { keys: leftKeys, texts: leftTexts };
  const seen = new Uint8Array(filterPlaces(total / (to - from)));
  let end = 0;
  for (let first = 0; first < starts.length - 1; first += runs) {
    const stretch = (run: number): Stretch => ({
      keys,
      rows,
      start: begins[first + run],
      end: ends[first + run],
      base: run * runRows,
    });
    seen.fill(0);
    for (let run = 0; run < runs; run++) notice(stretch(run), isFirst, seen);
    for (let run = 0; run < runs; run++) {
      starts[first + run] = end;
      end = leave(stretch(run), isFirst, seen, left, end);
    }
    starts[first + runs] = end;
    end = filterAgain(starts.subarray(first, first + runs + 1), left, seen);
  }
  return { starts, ...left };
}

/** Notes at each key's place whether it was seen once, or more often. */
function notice({ keys, rows, start, end, base }: Stretch, isFirst: Uint32Array, seen: Uint8Array): void {
  const mask = seen.length - 1;
  for (let i = start; i < end; i++) {
    const text = base + rows[i];
    const one = (isFirst[text >>> 5] >>> (text & 31)) & 1;
    const place = keys[i] & mask;
    seen[place] = ((seen[place] << one) | one) & 3;
  }
}

interface Left {
  readonly keys: Int32Array;
  readonly texts: Int32Array;
}

/** Writes down those that were seen more often from `at` on; returns where they end. */
function leave(
  { keys, rows, start, end, base }: Stretch,
  isFirst: Uint32Array,
  seen: Uint8Array,
  left: Left,
  at: number,
): number {
  const mask = seen.length - 1;
  for (let i = start; i < end; i++) {
    const text = base + rows[i];
    left.keys[at] = keys[i];
    left.texts[at] = text;
    at += (seen[keys[i] & mask] >>> 1) & (isFirst[text >>> 5] >>> (text & 31)) & 1;
  }
  return at;
}

/** The same for what is left of a part, by other bits of the keys. */
function filterAgain(starts: Uint32Array, { keys, texts }: Left, seen: Uint8Array): number {
  const runs = starts.length - 1;
  const first = starts[0];
  const last = starts[runs];
  const mask = Math.min(seen.length, filterPlaces(last - first)) - 1;
  seen.fill(0, 0, mask + 1);
  for (let i = first; i < last; i++) {
    const place = otherPlace(keys[i], mask);
    seen[place] = ((seen[place] << 1) | 1) & 3;
  }
  let end = first;
  for (let run = 0, i = first; run < runs; run++) {
    const runEnd = starts[run + 1];
    starts[run] = end;
    for (; i < runEnd; i++) {
      keys[end] = keys[i];
      texts[end] = texts[i];
      end += seen[otherPlace(keys[i], mask)] >>> 1;
    }
  }
  starts[runs] = end;
  return end;
}

const otherPlace = (key: number, mask: number): number => (Math.imul(key, 0x9e3779b1) >>> 8) & mask;

/** Places of a filter: 8 for each key. */
function filterPlaces(keys: number): number {
  return 2 ** Math.min(24, Math.max(10, Math.ceil(Math.log2(8 * keys + 1))));
}
