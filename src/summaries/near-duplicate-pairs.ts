// Which of many texts are the same, and which are alike, without comparing all pairs: texts whose signatures share a
// band are likely, and are compared; those found alike are joined. Hash tables hold a part of all hashes at a time, so
// that their size is bounded whatever the number of rows.
import { likeness, signatureWords } from '../math/minhash.ts';
import { find, join, type Sets } from '../math/union-find.ts';
import { bands } from './near-duplicate-bands.ts';
import { exactLanes } from './near-duplicate-records.ts';
import type { Column, Store } from './near-duplicate-store.ts';

/** Texts of one bucket that the others are compared with. Likely pairs meet in several buckets. */
const bucketHeads = 4;
/** Rows that one pass takes in its table; of more there are several passes, each over a part of all hashes. */
const usualPassRows = 2_000_000;

/** Likeness of two records: of the part in which they are less alike. */
export function alike({ items, at }: Column<Int32Array<ArrayBuffer>>, a: number, b: number): number {
  const x = at(a);
  const y = at(b);
  return Math.min(likeness(items, x, y), likeness(items, x + signatureWords, y + signatureWords));
}

/** Whether they are at least so alike: most that are not differ in the first part already. */
function areAlike(
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

/** Number of passes, and places of a hash table that is at most half full after each: a power of two. */
function tableFor(length: number, passRows: number): { readonly passes: number; readonly size: number } {
  const passes = Math.max(1, Math.ceil(length / passRows));
  // Parts are not quite even.
  const most = passes === 1 ? length : 1.02 * (length / passes) + 1000;
  return { passes, size: 2 ** Math.ceil(Math.log2(Math.max(8, 2 * most))) };
}

/** The pass that a hash belongs to. */
const passOf = (hash: number, passes: number): number => Math.floor(((hash >>> 0) / 2 ** 32) * passes);

/** For each record the first one with the same text. */
export function firstCopies(store: Store, passRows = usualPassRows): Int32Array<ArrayBuffer> {
  const first = new Int32Array(store.length);
  const { passes, size } = tableFor(store.length, passRows);
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

/**
 * Joins the texts among `first` (records that are the first of their text) whose signatures share a band and are
 * alike in at least `threshold` of all slots; every other record belongs to the set of its first copy.
 */
export function joinLike(store: Store, first: Int32Array, threshold: number, passRows = usualPassRows): Sets {
  const sets = Int32Array.from(first);
  const { signature } = store;
  const { passes, size } = tableFor(store.length, passRows);
  const mask = size - 1;
  // Two numbers for each place: the band's key and the record's number + 1.
  const table = new Int32Array(2 * size);
  for (let band = 0; band < bands; band++) {
    for (let pass = 0; pass < passes; pass++) {
      table.fill(0);
      for (let run = 0; run < store.runs; run++) {
        const keys = store.keys(run, band);
        const from = run * store.runRows;
        for (let i = 0; i < keys.length; i++) {
          const key = keys[i];
          const text = from + i;
          if (first[text] !== text || (passes > 1 && passOf(key, passes) !== pass)) continue;
          let heads = 0;
          let at = key & mask;
          for (let head = table[2 * at + 1] - 1; head >= 0; head = table[2 * at + 1] - 1) {
            if (table[2 * at] === key) {
              if (find(sets, head) === find(sets, text)) heads = bucketHeads;
              else if (areAlike(signature, head, text, threshold)) {
                join(sets, head, text);
                heads = bucketHeads;
              } else heads++;
              // A bucket with as many heads as may be, or a text that belongs to one of them.
              if (heads === bucketHeads) break;
            }
            at = (at + 1) & mask;
          }
          if (heads === bucketHeads) continue;
          table[2 * at] = key;
          table[2 * at + 1] = text + 1;
        }
      }
    }
  }
  return sets;
}
