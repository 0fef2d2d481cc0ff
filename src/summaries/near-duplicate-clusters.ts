// From records of rows to clusters of rows that say nearly the same. Likely pairs are found by bands of the
// signatures and joined; then every cluster is checked against its most typical member, so that a chain of small
// steps does not glue unlike rows. Nothing here depends on the order in which the records came.
import { groups } from '../math/union-find.ts';
import type { Place } from '../row.ts';
import { joinLike } from './near-duplicate-join.ts';
import { alike, firstCopies } from './near-duplicate-pairs.ts';
import type { Column, Store } from './near-duplicate-store.ts';

export interface Cluster {
  readonly rows: number;
  /** All its rows in corpus order; none of a cluster that is one too many to be listed. */
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
  /** Rows whose text stands elsewhere with another label, in corpus order; of very many the first. */
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

/** Sources that are counted; of more it is only said that there are so many at least. */
const mostSources = 2 ** 20;
/** Rows listed: of the largest clusters first, the others are counted; and as many whose labels disagree. */
const mostListed = 500_000;

/** What is known of a cluster before its rows are listed: record numbers, in corpus order. */
interface Found {
  readonly rows: readonly number[];
  readonly source: number;
  readonly cluster: Omit<Cluster, 'places' | 'ofSource'>;
}

export function clustersOf(
  store: Store,
  seen: number,
  wordless: number,
  names: ReadonlyMap<number, string>,
  threshold: number,
): Clusters {
  const first = firstCopies(store);
  const found = [...clusteredRows(store, first, threshold, names)];
  found.sort((a, b) => b.rows.length - a.rows.length || a.rows[0] - b.rows[0]);
  const { sources, rowsOf } = countSources(store, new Set(found.map((f) => f.source)));
  let listed = 0;
  const clusters = found.map(({ rows, source, cluster }): Cluster => {
    const fits = listed + rows.length <= mostListed;
    if (fits) listed += rows.length;
    return {
      ...cluster,
      places: fits ? rows.map((i) => placeOf(store, i)) : [],
      ofSource: rowsOf.get(source) ?? 0,
    };
  });
  let copies = 0;
  for (let i = 0; i < first.length; i++) if (first[i] !== i) copies++;
  const disagreeing = contradictedOf(store, first);
  return {
    seen,
    compared: store.length,
    wordless,
    sources,
    copies,
    clusters,
    contradicted: disagreeing,
  };
}

function* clusteredRows(
  store: Store,
  first: Int32Array,
  threshold: number,
  names: ReadonlyMap<number, string>,
): Generator<Found> {
  const like = (a: number, b: number) => alike(store.signature, a, b);
  for (const joined of groups(joinLike(store, first, threshold), 2)) {
    let left: readonly number[] = joined;
    for (let split = 0; left.length > 1 && split < maxSplits; split++) {
      const copies = countsOf(left.map((i) => first[i]));
      const typical = typicalOf([...copies.keys()], like, (text) => copies.get(text)!);
      const near = new Map(
        [...copies].filter(([text]) => text === typical || like(text, typical) >= threshold - tolerance),
      );
      const rows = left.filter((i) => near.has(first[i]));
      left = left.filter((i) => !near.has(first[i]));
      if (rows.length < 2) continue;
      const source = mostFrequent(rows.map((i) => valueAt(store.source, i)));
      const label = mostFrequent(rows.map((i) => valueAt(store.label, i)));
      let most = 0;
      for (const count of near.values()) most = Math.max(most, count);
      yield {
        rows,
        source: source.value,
        cluster: {
          rows: rows.length,
          distinct: near.size,
          copies: most,
          words: valueAt(store.words, typical),
          typical: placeOf(store, typical),
          source: names.get(source.value) ?? '',
          fromSource: source.value === 0 ? 0 : source.count,
          sources: source.distinct,
          span: rows[rows.length - 1] - rows[0] + 1,
          oddLabels: rows.length - label.count,
        },
      };
    }
  }
}

/** How many sources there are, and the rows of those that are asked for. */
function countSources(store: Store, wanted: ReadonlySet<number>) {
  const all = new Set<number>();
  const rowsOf = new Map<number, number>();
  for (let run = 0; run < store.runs; run++) {
    for (const source of store.source.run(run)) {
      if (source === 0) continue;
      if (all.size < mostSources) all.add(source);
      if (wanted.has(source)) rowsOf.set(source, (rowsOf.get(source) ?? 0) + 1);
    }
  }
  return { sources: all.size, rowsOf };
}

/** Rows whose text stands elsewhere with another label. */
function contradictedOf(store: Store, first: Int32Array): Place[] {
  const disagreeing = new Set<number>();
  for (let run = 0; run < store.runs; run++) {
    const labels = store.label.run(run);
    const from = run * store.runRows;
    for (let i = 0; i < labels.length; i++) {
      const copied = first[from + i];
      if (copied !== from + i && valueAt(store.label, copied) !== labels[i]) disagreeing.add(copied);
    }
  }
  const places: Place[] = [];
  if (disagreeing.size === 0) return places;
  for (let i = 0; i < first.length && places.length < mostListed; i++) {
    if (disagreeing.has(first[i])) places.push(placeOf(store, i));
  }
  return places;
}

function valueAt(
  { items, at }: Column<Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>,
  i: number,
): number {
  return items[at(i)];
}

function placeOf(store: Store, i: number): Place {
  return { shard: valueAt(store.shard, i), row: valueAt(store.row, i) };
}
