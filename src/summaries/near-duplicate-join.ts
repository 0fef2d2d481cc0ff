// Which of many texts are alike, without comparing all pairs: texts whose signatures share a band are likely, and are
// compared; those found alike are joined. Of a band's millions of keys most stand once. So that little is looked up far
// away, which costs more than all else here, keys are dealt out into parts that fit a processor's cache, those that stand
// once are left out, and the sketches of the others are brought to the parts too.
import { slots } from '../math/minhash.ts';
import { find, join, type Sets } from '../math/union-find.ts';
import { bands } from './near-duplicate-bands.ts';
import { areAlike, passOf, passesFor, usualPassRows } from './near-duplicate-pairs.ts';
import { mayBeAlike, sketchWords } from './near-duplicate-sketches.ts';
import type { Store } from './near-duplicate-store.ts';

/** Texts of one bucket that the others are compared with. Likely pairs meet in several buckets. */
const bucketHeads = 4;
/** Parts of a pass, by eight bits of the key that passes and the places in a part's tables hardly use. */
const parts = 256;
const partOf = (key: number): number => (key >>> 16) & (parts - 1);
/** Places of a part's filter: 8 for each of its keys in a full pass. */
const filterPlaces = 2 ** 16;

/**
 * Joins the texts among `first` (records that are the first of their text) whose signatures share a band and are
 * alike in at least `threshold` of all slots; every other record belongs to the set of its first copy.
 */
export function joinLike(store: Store, first: Int32Array, threshold: number, passRows = usualPassRows): Sets {
  const sets = Int32Array.from(first);
  const passes = passesFor(store.length, passRows);
  for (let band = 0; band < bands; band++) {
    for (let pass = 0; pass < passes; pass++) {
      const repeated = repeatedKeys(dealOut(store, first, band, pass, passes), store.length);
      joinInParts(store, sets, threshold, bringSketches(store, sets, band, repeated));
    }
  }
  return sets;
}

/** Texts and their band's keys, part by part, each in order. */
interface Dealt {
  /** Where each part begins, and the last one ends. */
  readonly starts: Uint32Array;
  readonly keys: Int32Array;
  readonly texts: Int32Array;
}

function dealOut(store: Store, first: Int32Array, band: number, pass: number, passes: number): Dealt {
  const takes = (key: number, text: number): boolean =>
    first[text] === text && (passes === 1 || passOf(key, passes) === pass);
  const counts = new Uint32Array(parts);
  for (let run = 0; run < store.runs; run++) {
    const own = store.keys(run, band);
    const from = run * store.runRows;
    for (let i = 0; i < own.length; i++) if (takes(own[i], from + i)) counts[partOf(own[i])]++;
  }
  const starts = startsOf(counts);
  const next = starts.slice();
  const keys = new Int32Array(starts[parts]);
  const texts = new Int32Array(starts[parts]);
  for (let run = 0; run < store.runs; run++) {
    const own = store.keys(run, band);
    const from = run * store.runRows;
    for (let i = 0; i < own.length; i++) {
      if (!takes(own[i], from + i)) continue;
      const at = next[partOf(own[i])]++;
      keys[at] = own[i];
      texts[at] = from + i;
    }
  }
  return { starts, keys, texts };
}

function startsOf(counts: Uint32Array): Uint32Array {
  const starts = new Uint32Array(parts + 1);
  for (let part = 0; part < parts; part++) starts[part + 1] = starts[part] + counts[part];
  return starts;
}

interface Repeated {
  readonly starts: Uint32Array;
  /** A bit for each record: whether it is a text whose key may stand more than once. */
  readonly marked: Uint32Array;
}

/** Leaves out texts whose key stands once: few others are left over besides those whose key does not. */
function repeatedKeys({ starts, keys, texts }: Dealt, length: number): Repeated {
  const marked = new Uint32Array((length >>> 5) + 1);
  const counts = new Uint32Array(parts);
  const seen = new Uint8Array(filterPlaces);
  for (let part = 0; part < parts; part++) {
    const end = starts[part + 1];
    seen.fill(0);
    // Once, or more often.
    for (let i = starts[part]; i < end; i++) {
      const place = keys[i] & (filterPlaces - 1);
      seen[place] = ((seen[place] << 1) | 1) & 3;
    }
    for (let i = starts[part]; i < end; i++) {
      if (seen[keys[i] & (filterPlaces - 1)] !== 3) continue;
      counts[part]++;
      marked[texts[i] >>> 5] |= 1 << (texts[i] & 31);
    }
  }
  return { starts: startsOf(counts), marked };
}

interface Likely extends Dealt {
  readonly sketches: Int32Array;
  /** Whether a text was found like an earlier one in the bands before. */
  readonly joined: Uint8Array;
}

/** What is marked, dealt out again, with sketches. */
function bringSketches(store: Store, sets: Sets, band: number, { starts, marked }: Repeated): Likely {
  const keys = new Int32Array(starts[parts]);
  const texts = new Int32Array(starts[parts]);
  const sketches = new Int32Array(starts[parts] * sketchWords);
  const joined = new Uint8Array(starts[parts]);
  const next = starts.slice();
  for (let run = 0; run < store.runs; run++) {
    const own = store.keys(run, band);
    const ownSketches = store.sketches(run);
    const from = run * store.runRows;
    for (let i = 0; i < own.length; i++) {
      const text = from + i;
      if (((marked[text >>> 5] >>> (text & 31)) & 1) === 0) continue;
      const at = next[partOf(own[i])]++;
      keys[at] = own[i];
      texts[at] = text;
      // A set is named by its first member.
      if (sets[text] !== text) joined[at] = 1;
      for (let word = 0; word < sketchWords; word++) {
        sketches[at * sketchWords + word] = ownSketches[i * sketchWords + word];
      }
    }
  }
  return { starts, keys, texts, sketches, joined };
}

function joinInParts(store: Store, sets: Sets, threshold: number, likely: Likely): void {
  const { starts, keys, texts, sketches, joined } = likely;
  let largest = 0;
  for (let part = 0; part < parts; part++) largest = Math.max(largest, starts[part + 1] - starts[part]);
  // At most half full: where in `likely` a head stands, + 1.
  const table = new Int32Array(2 ** Math.ceil(Math.log2(2 * largest + 2)));
  for (let part = 0; part < parts; part++) {
    const end = starts[part + 1];
    const size = 2 ** Math.ceil(Math.log2(2 * (end - starts[part]) + 2));
    const mask = size - 1;
    table.fill(0, 0, size);
    for (let i = starts[part]; i < end; i++) {
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
