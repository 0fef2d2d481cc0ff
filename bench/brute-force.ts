// The exact Jaccard likeness of all pairs of many sets, by counting what they share: what estimates are held against.

export interface Halves {
  readonly whole: Int32Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
}

/** Words and pairs of neighbours, each once, ascending; of all words and of two halves. */
export function halvesOf(words: Int32Array): Halves {
  return {
    whole: setOf(words),
    first: setOf(words.subarray(0, (words.length + 1) >> 1)),
    second: setOf(words.subarray(words.length >> 1)),
  };
}

function setOf(words: Int32Array): Int32Array {
  const all = new Set<number>(words);
  for (let i = 1; i < words.length; i++)
    all.add((Math.imul(words[i - 1], 0x2545f491) + Math.imul(words[i], 3)) | 0);
  return Int32Array.from(all).sort();
}

export function jaccard(a: Int32Array, b: Int32Array): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) shared++;
    const [x, y] = [a[i], b[j]];
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return shared / (a.length + b.length - shared);
}

/** One number for a pair of `n` things, the lower first. */
export function pairKey(a: number, b: number, n: number): number {
  return a * n + b;
}

/** The likeness of every pair at least `least` alike, by `pairKey`. */
export function alikePairs(sets: readonly Int32Array[], least: number): Map<number, number> {
  const holders = new Map<number, number[]>();
  const shared = new Int32Array(sets.length);
  const found = new Map<number, number>();
  sets.forEach((set, b) => {
    const met: number[] = [];
    for (const feature of set) {
      const known = holders.get(feature);
      if (!known) {
        holders.set(feature, [b]);
        continue;
      }
      for (const a of known) if (shared[a]++ === 0) met.push(a);
      known.push(b);
    }
    for (const a of met) {
      const likeness = shared[a] / (sets[a].length + set.length - shared[a]);
      if (likeness >= least) found.set(pairKey(a, b, sets.length), likeness);
      shared[a] = 0;
    }
  });
  return found;
}
