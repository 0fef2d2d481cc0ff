// Which of many texts are alike, without comparing all pairs: texts whose signatures share a band are likely, and are
// compared; those found alike are joined. Of a band's millions of keys most stand once. So that little is looked up far
// away, which costs more than all else here, keys come dealt out into parts that fit a processor's cache, those that stand
// once are left out, and the sketches of the others are brought to the parts too.
import { slots } from '../math/minhash.ts';
import { find, join, type Sets } from '../math/union-find.ts';
import { bands, parts } from './near-duplicate-bands.ts';
import { gather, repeatedKeys, type Repeated } from './near-duplicate-filter.ts';
import { areAlike, passesFor, usualPassRows } from './near-duplicate-pairs.ts';
import { copySketch, mayBeAlike, sketchWords } from './near-duplicate-sketches.ts';
import type { Store } from './near-duplicate-store.ts';

/** Texts of one bucket that the others are compared with. Likely pairs meet in several buckets. */
const bucketHeads = 4;

/**
 * Joins the texts among `first` (records that are the first of their text) whose signatures share a band and are
 * alike in at least `threshold` of all slots; every other record belongs to the set of its first copy.
 */
export function joinLike(store: Store, first: Int32Array, threshold: number, passRows = usualPassRows): Sets {
  const sets = Int32Array.from(first);
  const isFirst = new Uint32Array((store.length >>> 5) + 1);
  for (let i = 0; i < first.length; i++) if (first[i] === i) isFirst[i >>> 5] |= 1 << (i & 31);
  // Parts that are joined in one pass.
  const some = Math.max(1, Math.floor(parts / passesFor(store.length, passRows)));
  for (let band = 0; band < bands; band++) {
    for (let from = 0; from < parts; from += some) {
      const pass = { band, from, to: Math.min(parts, from + some) };
      const repeated = repeatedKeys(store, isFirst, pass, gather(store, pass));
      joinInParts(store, sets, threshold, bringSketches(store, sets, repeated));
    }
  }
  return sets;
}

interface Likely {
  /** Where each part begins, and the last one ends. */
  readonly starts: Uint32Array;
  readonly keys: Int32Array;
  readonly texts: Int32Array;
  readonly sketches: Int32Array;
  /** Whether a text was found like an earlier one in the bands before. */
  readonly joined: Uint8Array;
}

function bringSketches(store: Store, sets: Sets, { starts, keys, texts }: Repeated): Likely {
  const { runs, runRows } = store;
  const end = starts[starts.length - 1];
  const sketches = new Int32Array(end * sketchWords);
  const joined = new Uint8Array(end);
  for (let run = 0; run < runs; run++) {
    const own = store.sketches(run);
    const base = run * runRows;
    for (let part = run; part < starts.length - 1; part += runs) {
      for (let at = starts[part]; at < starts[part + 1]; at++) {
        const text = texts[at];
        // A set is named by its first member.
        if (sets[text] !== text) joined[at] = 1;
        copySketch(own, text - base, sketches, at);
      }
    }
  }
  return { starts: starts.filter((_, i) => i % runs === 0), keys, texts, sketches, joined };
}

function joinInParts(store: Store, sets: Sets, threshold: number, likely: Likely): void {
  const { starts, keys, texts, sketches, joined } = likely;
  const own = starts.length - 1;
  let largest = 0;
  for (let part = 0; part < own; part++) largest = Math.max(largest, starts[part + 1] - starts[part]);
  // At most half full: where in `likely` a head stands, + 1.
  const table = new Int32Array(2 ** Math.ceil(Math.log2(2 * largest + 2)));
  for (let part = 0; part < own; part++) joinPart(starts[part], starts[part + 1]);

  function joinPart(start: number, end: number): void {
    const size = 2 ** Math.ceil(Math.log2(2 * (end - start) + 2));
    const mask = size - 1;
    table.fill(0, 0, size);
    for (let i = start; i < end; i++) {
      const key = keys[i];
      let met = 0;
      let at = key & mask;
      for (let head = table[at] - 1; head >= 0 && met < bucketHeads; head = table[at] - 1) {
        if (keys[head] === key) met = isOfHead(head, i) ? bucketHeads : met + 1;
        at = (at + 1) & mask;
      }
      // Neither a bucket with as many heads as may be, nor a text that belongs to one of them.
      if (met < bucketHeads) table[at] = i + 1;
    }
  }

  /** Whether both belong together, already or now. */
  function isOfHead(head: number, i: number): boolean {
    const earlier = texts[head];
    const text = texts[i];
    if (joined[i] === 1 && find(sets, earlier) === find(sets, text)) return true;
    if (!mayBeAlike(sketches, head, i, threshold * slots)) return false;
    if (!areAlike(store.signature, earlier, text, threshold)) return false;
    join(sets, earlier, text);
    return true;
  }
}
