// What the second read learns of each candidate: how many documents hold it, how often the text changes after it, and of the
// documents with the lowest hashes which rows they are and how the string stands in them. Everything adds up or is a
// minimum, so that parts of a corpus can be joined.

/** Rows kept of a candidate, and those of which is kept how the string stands in them. */
export const mostRows = 1200;
export const mostSeen = 64;

/** One document with the string. */
export interface Holding {
  readonly hash: number;
  readonly shard: number;
  readonly row: number;
  /** 2: the text changes right after it; 1: within reach; 0: not, or it was not looked at. */
  readonly change: number;
}

/** How the string stands in one document. */
export interface Seen extends Holding {
  /** Hashes: of who published it, the word before, the eight words before, and those from where the text changes. */
  readonly source: number;
  readonly word: number;
  readonly before: number;
  readonly after: number;
  /** It begins a line or follows the end of a sentence. */
  readonly heads: boolean;
  /** Share of the rare words after the change that stand before the string too. */
  readonly shared: number;
}

export interface Found {
  /** As it stands in the document with the lowest hash. */
  text: string;
  documents: number;
  /** Documents in which the change after it was measured, and those with one. */
  measured: number;
  near: number;
  far: number;
  /** Documents in which more changes right after it than at a random place: of topic, and of kind. */
  topicWins: number;
  kindWins: number;
  /** Changes after a random place of the same documents. */
  randomNear: number;
  randomFar: number;
  /** Sum of the changes of so many documents, in whitened features. */
  described: number;
  difference: Float64Array<ArrayBuffer>;
  /** Those with the lowest hashes, in order of them. */
  rows: Holding[];
  seen: Seen[];
}

export function nothingFound(features: number): Found {
  return {
    text: '',
    documents: 0,
    measured: 0,
    near: 0,
    far: 0,
    topicWins: 0,
    kindWins: 0,
    randomNear: 0,
    randomFar: 0,
    described: 0,
    difference: new Float64Array(features),
    rows: [],
    seen: [],
  };
}

export function relocateFound(found: Found, shard: number): void {
  found.rows = found.rows.map((row) => ({ ...row, shard }));
  found.seen = found.seen.map((seen) => ({ ...seen, shard }));
}

export function byHash(a: Holding, b: Holding): number {
  return a.hash - b.hash || a.shard - b.shard || a.row - b.row;
}

/** Puts one in its place of an ordered list of at most `most`. */
export function keep<T extends Holding>(list: T[], one: T, most: number): void {
  if (list.length >= most && byHash(one, list[list.length - 1]) >= 0) return;
  if (list.length >= most) list.pop();
  let low = 0;
  for (let high = list.length; low < high;) {
    const middle = (low + high) >> 1;
    if (byHash(list[middle], one) < 0) low = middle + 1;
    else high = middle;
  }
  list.splice(low, 0, one);
}

/** Two ordered lists as one of at most `most`. */
function joined<T extends Holding>(a: readonly T[], b: readonly T[], most: number): T[] {
  const both: T[] = [];
  for (let i = 0, j = 0; both.length < most && (i < a.length || j < b.length);) {
    both.push(j >= b.length || (i < a.length && byHash(a[i], b[j]) <= 0) ? a[i++] : b[j++]);
  }
  return both;
}

export function joinFound(into: Found, from: Found): void {
  const first = [into.seen[0], from.seen[0]];
  if (first[1] && (!first[0] || byHash(first[1], first[0]) < 0)) into.text = from.text;
  for (const sum of [
    'documents',
    'measured',
    'near',
    'far',
    'topicWins',
    'kindWins',
    'randomNear',
    'randomFar',
    'described',
  ] as const)
    into[sum] += from[sum];
  from.difference.forEach((d, k) => (into.difference[k] += d));
  into.rows = joined(into.rows, from.rows, mostRows);
  into.seen = joined(into.seen, from.seen, mostSeen);
}
