// Which of many texts are alike, without comparing all pairs: texts whose signatures share a band are likely, and are
// compared; those found alike are joined. Of a band's millions of keys most stand once. So that little is looked up far
// away, which costs more than all else here, keys come dealt out into parts that fit a processor's cache, those that stand
// once are left out, and the sketches of the others are brought to the parts too.
import { slots } from '../math/minhash.ts';
import { find, join, type Sets } from '../math/union-find.ts';
import { bands, parts } from './near-duplicate-bands.ts';
import { gather, keysIn, repeatedKeys, roomFor, type Pass, type Repeated } from './near-duplicate-filter.ts';
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
  const passes: Pass[] = [];
  for (let band = 0; band < bands; band++) {
    for (let from = 0; from < parts; from += some) {
      passes.push({ band, from, to: Math.min(parts, from + some) });
    }
  }
  const room = roomFor(passes.reduce((most, pass) => Math.max(most, keysIn(store, pass)), 0));
  let likely = noneLikely;
  for (const pass of passes) {
    const repeated = repeatedKeys(store, isFirst, pass, gather(store, pass, room), room);
    likely = bringSketches(store, sets, repeated, likely);
    joinInParts(store, sets, threshold, likely);
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

const noneLikely: Likely = {
  starts: new Uint32Array(1),
  keys: new Int32Array(0),
  texts: new Int32Array(0),
  sketches: new Int32Array(0),
  joined: new Uint8Array(0),
};

/** `before`: what is used no more, for its room. */
function bringSketches(store: Store, sets: Sets, { starts, keys, texts }: Repeated, before: Likely): Likely {
  const { runs, runRows } = store;
  const end = starts[starts.length - 1];
  const fits = end <= before.joined.length;
  const sketches = fits ? before.sketches : new Int32Array(Math.ceil(1.2 * end) * sketchWords);
  const joined = fits ? before.joined : new Uint8Array(Math.ceil(1.2 * end));
  for (let run = 0; run < runs; run++) {
    const own = store.sketches(run);
    const base = run * runRows;
    for (let part = run; part < starts.length - 1; part += runs) {
      for (let at = starts[part]; at < starts[part + 1]; at++) {
        const text = texts[at];
        // A set is named by its first member.
        joined[at] = sets[text] === text ? 0 : 1;
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
