// From records of rows to clusters of rows that say nearly the same. Likely pairs are found by bands of the
// signatures and joined; then every cluster is checked against its most typical member, so that a chain of small
// steps does not glue unlike rows. Nothing here depends on the order in which the records came.
import { groups } from '../math/union-find.ts';
import { byPlace, type Place } from '../row.ts';
import { alike, joinLike } from './near-duplicate-pairs.ts';
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

/** How often each value stands, and the most frequent one (of equals the smallest). */
function mostFrequent(values: readonly number[]): { value: number; count: number; distinct: number } {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let value = 0;
  let count = 0;
  for (const [v, n] of counts) if (n > count || (n === count && v < value)) [value, count] = [v, n];
  return { value, count, distinct: counts.size };
}

/** Records with the same text, in corpus order; the texts in order of their first record. */
function sameText(records: Records, order: Uint32Array): number[][] {
  const found = new Map<number, number[]>();
  for (const i of order) {
    const key = (records.exactHigh[i] & 0x1fffff) * 2 ** 32 + records.exactLow[i];
    const copies = found.get(key);
    if (copies) copies.push(i);
    else found.set(key, [i]);
  }
  return [...found.values()];
}

export function clustersOf(
  records: Records,
  seen: number,
  wordless: number,
  names: ReadonlyMap<number, string>,
  threshold: number,
): Clusters {
  const { signature } = records;
  const byRecord = inOrder(records);
  const order = Uint32Array.from({ length: records.length }, (_, i) => i).sort(byRecord);
  const same = sameText(records, order);
  const texts = Uint32Array.from(same, (copies) => copies[0]);
  const like = (a: number, b: number) => alike(signature, texts[a], texts[b]);
  const weight = (text: number) => same[text].length;

  const rank = new Uint32Array(records.length);
  order.forEach((record, i) => (rank[record] = i));

  const perSource = new Map<number, number>();
  for (const i of order) {
    if (records.source[i] !== 0)
      perSource.set(records.source[i], (perSource.get(records.source[i]) ?? 0) + 1);
  }

  function cluster(members: readonly number[], typical: number): Cluster {
    const rows = members.flatMap((text) => same[text]).sort(byRecord);
    const source = mostFrequent(rows.map((i) => records.source[i]));
    const label = mostFrequent(rows.map((i) => records.label[i]));
    return {
      places: rows.map((i) => placeOf(records, i)),
      distinct: members.length,
      copies: members.reduce((most, text) => Math.max(most, weight(text)), 0),
      words: records.words[texts[typical]],
      typical: placeOf(records, texts[typical]),
      source: names.get(source.value) ?? '',
      fromSource: source.value === 0 ? 0 : source.count,
      ofSource: perSource.get(source.value) ?? 0,
      sources: source.distinct,
      span: rank[rows[rows.length - 1]] - rank[rows[0]] + 1,
      oddLabels: rows.length - label.count,
    };
  }

  const clusters: Cluster[] = [];
  for (const joined of groups(joinLike(signature, texts, threshold), 1)) {
    let left = joined;
    for (let split = 0; left.length > 0 && split < maxSplits; split++) {
      if (left.length === 1 && weight(left[0]) === 1) break;
      const typical = typicalOf(left, like, weight);
      const near = left.filter((text) => text === typical || like(text, typical) >= threshold - tolerance);
      if (near.length > 1 || weight(typical) > 1) clusters.push(cluster(near, typical));
      const taken = new Set(near);
      left = left.filter((text) => !taken.has(text));
    }
  }
  clusters.sort((a, b) => b.places.length - a.places.length || byPlace(a.places[0], b.places[0]));
  const contradicted = same
    .filter((copies) => copies.some((i) => records.label[i] !== records.label[copies[0]]))
    .flat()
    .sort(byRecord);
  return {
    seen,
    compared: records.length,
    wordless,
    sources: perSource.size,
    copies: records.length - same.length,
    clusters,
    contradicted: contradicted.map((i) => placeOf(records, i)),
  };
}
