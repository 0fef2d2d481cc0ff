// For every term the rows that hold it and how often: an inverted index in flat arrays (Zobel & Moffat 2006, Inverted files
// for text search engines), made from the rows as sequences of terms in two passes.

/** Rows as sequences of term numbers, one after another: row r is [starts[r], starts[r + 1]). */
export interface Sequences {
  readonly tokens: Int32Array;
  readonly starts: Int32Array;
}

export interface Postings {
  /** Those of term t are [starts[t], starts[t + 1]). */
  readonly starts: Int32Array;
  /** Ascending for each term. */
  readonly rows: Int32Array;
  /** How often the term stands there, at most 65,535. */
  readonly counts: Uint16Array;
}

const mostCounted = 0xffff;

export function postingsOf({ tokens, starts }: Sequences, terms: number): Postings {
  const rows = starts.length - 1;
  const ends = new Int32Array(terms + 1);
  const seenIn = new Int32Array(terms).fill(-1);
  let total = 0;
  for (let row = 0; row < rows; row++) {
    for (let i = starts[row]; i < starts[row + 1]; i++) {
      const term = tokens[i];
      if (seenIn[term] === row) continue;
      seenIn[term] = row;
      ends[term + 1]++;
      total++;
    }
  }
  for (let term = 0; term < terms; term++) ends[term + 1] += ends[term];
  const first = ends.slice();
  const next = ends;
  const list = new Int32Array(total);
  const counts = new Uint16Array(total);
  seenIn.fill(-1);
  for (let row = 0; row < rows; row++) {
    for (let i = starts[row]; i < starts[row + 1]; i++) {
      const term = tokens[i];
      if (seenIn[term] !== row) {
        seenIn[term] = row;
        list[next[term]++] = row;
      }
      const at = next[term] - 1;
      if (counts[at] < mostCounted) counts[at]++;
    }
  }
  return { starts: first, rows: list, counts };
}
