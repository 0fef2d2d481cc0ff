// How alike two records are, and which of many texts are the same. Hash tables hold a part of all hashes at a time, a
// pass, so that their size is bounded whatever the number of rows.
import { likeness, signatureWords } from '../math/minhash.ts';
import { exactLanes } from './near-duplicate-records.ts';
import type { Column, Store } from './near-duplicate-store.ts';

/** Rows that one pass takes in its table; of more there are several passes, each over a part of all hashes. */
export const usualPassRows = 2_000_000;

/** Likeness of two records: of the part in which they are less alike. */
export function alike({ items, at }: Column<Int32Array<ArrayBuffer>>, a: number, b: number): number {
  const x = at(a);
  const y = at(b);
  return Math.min(likeness(items, x, y), likeness(items, x + signatureWords, y + signatureWords));
}

/** Whether they are at least so alike: most that are not differ in the first part already. */
export function areAlike(
  { items, at }: Column<Int32Array<ArrayBuffer>>,
  a: number,
  b: number,
  threshold: number,
): boolean {
  const x = at(a);
  const y = at(b);
  return (
    likeness(items, x, y) >= threshold && likeness(items, x + signatureWords, y + signatureWords) >= threshold
  );
}

export const passesFor = (length: number, passRows: number): number =>
  Math.max(1, Math.ceil(length / passRows));

/** Places of a hash table that is at most half full after each pass: a power of two. */
function tableSize(length: number, passes: number): number {
  // Parts are not quite even.
  const most = passes === 1 ? length : 1.02 * (length / passes) + 1000;
  return 2 ** Math.ceil(Math.log2(Math.max(8, 2 * most)));
}

/** The pass that a hash belongs to. */
export const passOf = (hash: number, passes: number): number => Math.floor(((hash >>> 0) / 2 ** 32) * passes);

/** For each record the first one with the same text. */
export function firstCopies(store: Store, passRows = usualPassRows): Int32Array<ArrayBuffer> {
  const first = new Int32Array(store.length);
  const passes = passesFor(store.length, passRows);
  const size = tableSize(store.length, passes);
  const mask = size - 1;
  // Records by number + 1, and their hashes.
  const table = new Int32Array(size);
  const lanes = new Uint32Array(size * exactLanes);
  for (let pass = 0; pass < passes; pass++) {
    if (pass > 0) table.fill(0);
    for (let run = 0; run < store.runs; run++) {
      const exact = store.exact.run(run);
      const from = run * store.runRows;
      for (let i = 0; i * exactLanes < exact.length; i++) {
        const lane = i * exactLanes;
        if (passes > 1 && passOf(exact[lane + 1], passes) !== pass) continue;
        let at = exact[lane] & mask;
        while (table[at] !== 0 && !sameText(lanes, at * exactLanes, exact, lane)) at = (at + 1) & mask;
        if (table[at] === 0) {
          table[at] = from + i + 1;
          for (let l = 0; l < exactLanes; l++) lanes[at * exactLanes + l] = exact[lane + l];
        }
        first[from + i] = table[at] - 1;
      }
    }
  }
  return first;
}

function sameText(known: Uint32Array, a: number, exact: Uint32Array, b: number): boolean {
  for (let lane = 0; lane < exactLanes; lane++) if (known[a + lane] !== exact[b + lane]) return false;
  return true;
}
