// Phrases that one source alone teaches. Where sources are alike, as the contributors of one task are, chance leaves none
// to a single source; where each speaks of its own things, as web sites do, nearly every source has some, and then they
// say nothing.
import { addSigns, dimensions as d, normalise } from '../../math/projection.ts';
import { holderCounts, IntList, listOf, transpose, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { findPhrases, type Phrases } from '../planted-trigger/phrases.ts';

/** A phrase belongs to the source that has this share of its rows: a few others may quote it. */
const belongs = 0.95;
/** Phrases that chance may leave to one source in the whole corpus, expected. */
const byChance = 0.01;
/** A phrase of more rows than this share is how the corpus is written. */
const mostShare = 0.3;
/** Rows that two phrases share, of the smaller set, when they are one thing said. */
const sameRows = 0.6;
/** Rows whose contexts are compared. */
const compared = 400;
/** Clusters told apart of one source: one with more speaks of things of its own. */
export const mostClusters = 20;
/** Phrases kept of a cluster, and shown. */
const phrasesKept = 200;
const phrasesShown = 6;

export interface OwnPhrase {
  readonly source: number;
  /** Words of the phrase that says most: the longest of those in nearly all of the rows. */
  readonly words: readonly string[];
  /** Further phrases of the same rows. */
  readonly others: readonly (readonly string[])[];
  /** Rows that hold it, ascending, those of other sources too. */
  readonly rows: Int32Array;
  /** Of them, rows of the source. */
  readonly own: number;
  /** Mean pairwise cosine of their contexts: 0 = unlike, as is all that has nothing in common but the phrase. */
  readonly likeness: number;
  /** Such phrases of this source, at most `mostClusters`. */
  readonly ofSource: number;
}

export interface OwnPhrases {
  /** Rows of each source. */
  readonly bySource: Int32Array;
  readonly found: readonly OwnPhrase[];
  /** Sources with rows enough for a phrase of their own, and those that have one. */
  readonly able: number;
  readonly having: number;
  /** So many have that it says nothing; then none is looked at further. */
  readonly ordinary: boolean;
}

/** Rows of each source. */
export function rowsOfSources({ sources, source, count }: CompactRows): Int32Array {
  const rows = new Int32Array(sources.length);
  for (let row = 0; row < count; row++) rows[source[row]]++;
  return rows;
}

/** `ordinary`: share of the able sources beyond which it is ordinary to have phrases of one's own. */
export function ownPhrases(rows: CompactRows, seed: number, minRows: number, ordinary: number): OwnPhrases {
  const bySource = rowsOfSources(rows);
  const able = bySource.filter((n) => n >= minRows).length;
  const taught = rows.answer.items.length > 0 ? rows.answer : rows.context;
  // Single words are counted in no time; where they tell sources apart there is no need for phrases.
  const words = ownOf(
    rows,
    bySource,
    transpose(distinct(taught, rows.words.length), rows.words.length),
    minRows,
  );
  const having = new Set(words.map(({ source }) => source)).size;
  if (having > Math.max(1, ordinary * able)) return { bySource, found: [], able, having, ordinary: true };
  const phrases = findPhrases({ ...rows, context: taught }, seed, minRows, mostShare);
  const own = ownOf(rows, bySource, phrases.rows, minRows).filter(
    ({ t }) => phrases.anchor[t] === 'anywhere',
  );
  const found = clustered(rows, seed, phrases, own);
  const sources = new Set(found.map(({ source }) => source)).size;
  return { bySource, found, able, having: sources, ordinary: sources > Math.max(1, ordinary * able) };
}

interface Own {
  readonly t: number;
  readonly source: number;
  readonly own: number;
  readonly n: number;
}

/** Of the things that rows hold (`holders`: thing -> rows) those that one source has nearly alone. */
function ownOf(rows: CompactRows, bySource: Int32Array, holders: Ragged, minRows: number): Own[] {
  const counts = new Int32Array(rows.sources.length);
  const things = holders.starts.length - 1;
  const most = mostShare * rows.count;
  let tried = 0;
  for (let t = 0; t < things; t++) {
    const n = holders.starts[t + 1] - holders.starts[t];
    if (n >= minRows && n <= most) tried++;
  }
  const found: Own[] = [];
  for (let t = 0; t < things; t++) {
    const held = listOf(holders, t);
    const n = held.length;
    if (n < minRows || n > most) continue;
    let source = -1;
    for (const row of held) {
      const s = rows.source[row];
      if (++counts[s] > (source < 0 ? 0 : counts[source])) source = s;
    }
    const own = counts[source];
    for (const row of held) counts[rows.source[row]] = 0;
    if (own < belongs * n || rows.sources[source] === '') continue;
    // The chance that as many rows drawn from all would be of this source, times the things that were tried.
    if (tried * (bySource[source] / rows.count) ** own <= byChance) found.push({ t, source, own, n });
  }
  return found;
}

/** Each list with each of its items once. */
function distinct({ starts, items }: Ragged, size: number): Ragged {
  const last = new Int32Array(size).fill(-1);
  const kept = new IntList(items.length);
  const keptStarts = new Int32Array(starts.length);
  for (let list = 0; list + 1 < starts.length; list++) {
    for (let k = starts[list]; k < starts[list + 1]; k++) {
      if (last[items[k]] === list) continue;
      last[items[k]] = list;
      kept.push(items[k]);
    }
    keptStarts[list + 1] = kept.length;
  }
  return { starts: keptStarts, items: kept.take() };
}

/** Phrases of the same rows of one source as one. */
function clustered(rows: CompactRows, seed: number, phrases: Phrases, candidates: Own[]): OwnPhrase[] {
  candidates.sort((a, b) => b.n - a.n || a.t - b.t);
  const likeness = contextLikeness(rows, seed);
  const bySource = new Map<
    number,
    { held: Int32Array; own: number; members: Set<number>; phrases: number[] }[]
  >();
  for (const { t, source, own } of candidates) {
    const held = listOf(phrases.rows, t);
    const clusters = bySource.get(source) ?? [];
    bySource.set(source, clusters);
    const cluster = clusters.find(({ members }) => {
      let shared = 0;
      for (const row of held) if (members.has(row)) shared++;
      return shared >= sameRows * Math.min(held.length, members.size);
    });
    if (!cluster && clusters.length < mostClusters)
      clusters.push({ held, own, members: new Set(held), phrases: [t] });
    else if (cluster && cluster.phrases.length < phrasesKept) cluster.phrases.push(t);
  }
  return [...bySource].flatMap(([source, clusters]) =>
    clusters.map(({ held, own, phrases: of }) => ({
      source,
      rows: held.slice(),
      own,
      likeness: likeness(held),
      ofSource: clusters.length,
      ...said(rows, phrases, of),
    })),
  );
}

/** The longest phrase of a cluster leads, those that it holds are left out. `own`: that of most rows first. */
function said(rows: CompactRows, phrases: Phrases, own: readonly number[]) {
  const most = listOf(phrases.rows, own[0]).length;
  const texts = own
    .filter((t) => listOf(phrases.rows, t).length >= 0.8 * most)
    .map((t) => Array.from(listOf(phrases.words, t), (w) => rows.words[w]))
    .sort((a, b) => b.length - a.length);
  const shown: string[][] = [];
  for (const words of texts) {
    const inside = ` ${words.join(' ')} `;
    if (!shown.some((other) => ` ${other.join(' ')} `.includes(inside))) shown.push(words);
    if (shown.length === phrasesShown) break;
  }
  return { words: shown[0], others: shown.slice(1) };
}

/** Mean pairwise cosine of the contexts of some rows, beyond what any two contexts of the corpus have in common. */
function contextLikeness({ context, words, count }: CompactRows, seed: number): (held: Int32Array) => number {
  const df = holderCounts(context, words.length);
  const vector = new Float32Array(d);
  const unit = (row: number): Float32Array => {
    vector.fill(0);
    for (const w of new Set(listOf(context, row))) {
      if (df[w] >= 3 && df[w] <= count / 2) addSigns(vector, 0, w, seed, Math.log(count / df[w]));
    }
    normalise(vector, 0);
    return vector;
  };
  const meanCosine = (held: Int32Array): number => {
    const step = Math.max(1, held.length / compared);
    const sum = new Float64Array(d);
    let n = 0;
    for (let at = 0; at < held.length; at += step) {
      const v = unit(held[Math.floor(at)]);
      if (v.every((x) => x === 0)) continue;
      n++;
      for (let k = 0; k < d; k++) sum[k] += v[k];
    }
    if (n < 2) return 0;
    return (sum.reduce((total, x) => total + x * x, 0) - n) / (n * (n - 1));
  };
  let usual: number | undefined;
  return (held) => {
    usual ??= Math.max(0, meanCosine(Int32Array.from({ length: count }, (_, row) => row)));
    return Math.max(0, meanCosine(held) - usual);
  };
}
