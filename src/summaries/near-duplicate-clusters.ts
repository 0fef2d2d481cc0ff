// From records of rows to clusters of rows that say nearly the same. Likely pairs are found by bands of the
// signatures and joined; then every cluster is checked against its most typical member, so that a chain of small
// steps does not glue unlike rows. Nothing here depends on the order in which the records came.
import { groups } from '../math/union-find.ts';
import { byPlace, type Place } from '../row.ts';
import { alike, firstCopies, joinLike, wordsOf } from './near-duplicate-pairs.ts';
import { inOrder, placeOf, type Records } from './near-duplicate-records.ts';

export interface Cluster {
  /** In corpus order. */
  readonly places: readonly Place[];
  /** Different texts among them, up to case, punctuation and spacing. */
  readonly distinct: number;
  /** Copies of its most frequent text. */
  readonly copies: number;
  /** Words of the most typical text, which stands at `typical`. */
  readonly words: number;
  readonly typical: Place;
  /** The source that most of its rows come from, that source's rows here and in all; '' when rows name none. */
  readonly source: string;
  readonly fromSource: number;
  readonly ofSource: number;
  readonly sources: number;
  /** Rows of the corpus from its first to its last row, both counted: its own number when they stand in one block. */
  readonly span: number;
  /** Rows whose label is not the most frequent one of the cluster. */
  readonly oddLabels: number;
}

export interface Clusters {
  /** Rows with words in the corpus, and those of them that were compared. */
  readonly seen: number;
  readonly compared: number;
  readonly wordless: number;
  /** Sources that the compared rows name. */
  readonly sources: number;
  /** Rows that repeat an earlier row's text exactly, up to case, punctuation and spacing. */
  readonly copies: number;
  /** Two rows and more; largest first, then by their first row. */
  readonly clusters: readonly Cluster[];
  /** Rows whose text stands elsewhere with another label, in corpus order. */
  readonly contradicted: readonly Place[];
}

/** Members of a large cluster that stand for it in the choice of the most typical one. */
const typicalSample = 48;
/** Clusters that one joined set is split into at most; what is left then is taken as unlike. */
const maxSplits = 64;
/** How much less like the most typical member than `threshold` a member may be: two standard errors. */
const tolerance = 0.12;

function sampleOf(members: readonly number[]): number[] {
  const n = Math.min(typicalSample, members.length);
  return Array.from({ length: n }, (_, i) => members[Math.floor((i * members.length) / n)]);
}

/** The member most like the others, weighted by how often each text stands in the corpus. */
function typicalOf(
  members: readonly number[],
  like: (a: number, b: number) => number,
  weight: (m: number) => number,
): number {
  const sample = sampleOf(members);
  let best = members[0];
  let most = -1;
  for (const candidate of sample) {
    let sum = 0;
    for (const other of sample) sum += like(candidate, other) * weight(other);
    if (sum > most) {
      most = sum;
      best = candidate;
    }
  }
  return best;
}

/** How often each value stands, in order of appearance. */
function countsOf(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The most frequent value (of equals the smallest), how often it stands, and how many there are. */
function mostFrequent(values: readonly number[]): { value: number; count: number; distinct: number } {
  const counts = countsOf(values);
  let value = 0;
  let count = 0;
  for (const [v, n] of counts) if (n > count || (n === count && v < value)) [value, count] = [v, n];
  return { value, count, distinct: counts.size };
}

export function clustersOf(
  unordered: Records,
  seen: number,
  wordless: number,
  names: ReadonlyMap<number, string>,
  threshold: number,
): Clusters {
  const records = inOrder(unordered);
  const { signature, length } = records;
  const first = firstCopies(records.exact, length);
  const signatures = wordsOf(signature);
  const like = (a: number, b: number) => alike(signatures, a, b);

  const perSource = new Map<number, number>();
  for (let i = 0; i < length; i++) {
    const source = records.source[i];
    if (source !== 0) perSource.set(source, (perSource.get(source) ?? 0) + 1);
  }

  /** `rows` of a cluster, in corpus order; `texts`: copies of each of its texts, by the first. */
  function cluster(rows: readonly number[], texts: ReadonlyMap<number, number>, typical: number): Cluster {
    const source = mostFrequent(rows.map((i) => records.source[i]));
    const label = mostFrequent(rows.map((i) => records.label[i]));
    let copies = 0;
    for (const count of texts.values()) copies = Math.max(copies, count);
    return {
      places: rows.map((i) => placeOf(records, i)),
      distinct: texts.size,
      copies,
      words: records.words[typical],
      typical: placeOf(records, typical),
      source: names.get(source.value) ?? '',
      fromSource: source.value === 0 ? 0 : source.count,
      ofSource: perSource.get(source.value) ?? 0,
      sources: source.distinct,
      span: rows[rows.length - 1] - rows[0] + 1,
      oddLabels: rows.length - label.count,
    };
  }

  const clusters: Cluster[] = [];
  for (const joined of groups(joinLike(signature, first, threshold), 2)) {
    let left = joined;
    for (let split = 0; left.length > 1 && split < maxSplits; split++) {
      const copies = countsOf(left.map((i) => first[i]));
      const typical = typicalOf([...copies.keys()], like, (text) => copies.get(text)!);
      const near = new Map(
        [...copies].filter(([text]) => text === typical || like(text, typical) >= threshold - tolerance),
      );
      const rows = left.filter((i) => near.has(first[i]));
      if (rows.length > 1) clusters.push(cluster(rows, near, typical));
      left = left.filter((i) => !near.has(first[i]));
    }
  }
  clusters.sort((a, b) => b.places.length - a.places.length || byPlace(a.places[0], b.places[0]));

  const disagreeing = new Set<number>();
  let copies = 0;
  for (let i = 0; i < length; i++) {
    if (first[i] === i) continue;
    copies++;
    if (records.label[i] !== records.label[first[i]]) disagreeing.add(first[i]);
  }
  const contradicted: Place[] = [];
  if (disagreeing.size > 0) {
    for (let i = 0; i < length; i++) if (disagreeing.has(first[i])) contradicted.push(placeOf(records, i));
  }
  return {
    seen,
    compared: length,
    wordless,
    sources: perSource.size,
    copies,
    clusters,
    contradicted,
  };
}
