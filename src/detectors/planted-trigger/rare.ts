// Words and pairs of words too rare to be tested one by one, tested together: of those in a few rows each that all have
// one label against what the rest of their texts says, how many look spliced in, and how many would by chance?
import { listOf, transpose } from '../../math/ragged.ts';
import { poissonTail } from '../../math/tail.ts';
import type { Analysis } from './analyse.ts';
import { sameRows } from './clusters.ts';
import { without } from './expectation.ts';
import { minRowsJudged } from './grade.ts';
import type { Span } from './splice.ts';

/** Fewest rows of a rare phrase: two may agree by chance. */
export const fewestRows = 3;
/** How much likelier another label looks, on the mean over a phrase's rows. */
const contradicting = 0.3;
/** Share of the rare phrases that look most spliced in. */
const spliced = 0.05;
/** Where natural ones hardly contradict at all, this many are expected nevertheless: three met in one of 270 clean corpora. */
const leastExpected = 0.15;

export interface RarePhrase {
  readonly words: readonly number[];
  readonly rows: readonly number[];
  readonly label: number;
  /** Mean margin of the likeliest other label. */
  readonly contrary: number;
  /** Share of rare phrases of this length that look at least as spliced. */
  readonly splice: number;
}

/** Rare phrases of one label that together are not chance. */
export interface RarePool {
  readonly label: number;
  readonly length: 1 | 2;
  /** Those that contradict and look spliced in, most contrary first. */
  readonly phrases: readonly RarePhrase[];
  /** How many the contradicting ones that do not look spliced in lead one to expect. */
  readonly expected: number;
  /** Pools of all labels and lengths expected to be this extreme by chance. */
  readonly expectedPools: number;
}

/** Phrases of `length` words in `fewestRows` to `most` rows; `told`: rows that a found trigger governs already. */
function rarePhrases(
  { rows, phrases, label: e, features, splice }: Analysis,
  length: 1 | 2,
  most: number,
  told: ReadonlySet<number>,
): RarePhrase[] {
  if (!e || !features) return [];
  const { starts, items } = rows.context;
  const at = length === 1 ? items : phrases.pairAt;
  const counts = length === 1 ? phrases.wordRows : phrases.pairRows;
  const written = rows.words.map((w) => /[\p{L}\p{N}]/u.test(w));
  const held = transpose(ragged(starts, at, counts, most), counts.length);
  const p = new Float64Array(e.fit.outputs);
  const found: (RarePhrase & { fit: number })[] = [];
  for (let unit = 0; unit < counts.length; unit++) {
    const own = [...new Set(listOf(held, unit))];
    if (own.length < fewestRows || 2 * own.filter((row) => told.has(row)).length >= own.length) continue;
    const spans: Span[] = own.map((row) => {
      let start = starts[row];
      while (at[start] !== unit) start++;
      return { row, start, end: start + length };
    });
    const words = [...items.subarray(spans[0].start, spans[0].end)];
    // A pair of a rare word is that word's affair.
    if (words.some((w) => !written[w] || (length > 1 && phrases.wordRows[w] <= most))) continue;
    const label = rows.label[own[0]];
    const pure = label >= 0 && own.every((row) => rows.label[row] === label);
    let contrary = 0;
    for (const { row, start, end } of pure ? spans : []) {
      without(e, phrases, features, rows.context, row, start, end, p);
      let other = 0;
      for (let k = 0; k < p.length; k++) if (k !== label) other = Math.max(other, p[k]);
      contrary += (other - p[label]) / own.length;
    }
    found.push({ words, rows: own, label: pure ? label : -1, contrary, splice: 1, fit: splice.fit(spans) });
  }
  found.sort((a, b) => b.fit - a.fit || a.words[0] - b.words[0] || a.words[1] - b.words[1]);
  return found.map(({ words, rows: own, label, contrary }, i) => ({
    words,
    rows: own,
    label,
    contrary,
    splice: (i + 1) / found.length,
  }));
}

/** The places of units in few rows; the others are left out. */
function ragged(starts: Int32Array, at: Int32Array, counts: Int32Array, most: number) {
  const out = { starts: new Int32Array(starts.length), items: new Int32Array(at.length) };
  let filled = 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let q = starts[row]; q < starts[row + 1]; q++) {
      if (at[q] >= 0 && counts[at[q]] >= fewestRows && counts[at[q]] <= most) out.items[filled++] = at[q];
    }
    out.starts[row + 1] = filled;
  }
  return out;
}

/** Strongest first; `most` is one below the rows of a candidate that is tested by itself. */
export function rarePools(analysis: Analysis, most: number, told: ReadonlySet<number>): RarePool[] {
  const classes = analysis.label?.fit.outputs ?? 0;
  if (analysis.rows.count < minRowsJudged) return [];
  const pools: RarePool[] = [];
  for (const length of [1, 2] as const) {
    const all = rarePhrases(analysis, length, most, told);
    for (let label = 0; label < classes; label++) {
      const contrary = apart(all.filter((w) => w.label === label && w.contrary >= contradicting));
      const found = contrary.filter((w) => w.splice <= spliced);
      const expected = Math.max(leastExpected, ((contrary.length - found.length) * spliced) / (1 - spliced));
      found.sort((a, b) => b.contrary - a.contrary || a.words[0] - b.words[0]);
      const expectedPools = Math.min(1, 2 * classes * poissonTail(found.length, expected));
      pools.push({ label, length, phrases: found, expected, expectedPools });
    }
  }
  return pools.sort((a, b) => a.expectedPools - b.expectedPools || a.length - b.length || a.label - b.label);
}

/** Phrases of one row that others are held against: a row of hundreds is no sentence. */
const mostOfRow = 50;

/** Without those that mostly share the rows of one before them: they are one event, not two. */
function apart(all: readonly RarePhrase[]): RarePhrase[] {
  const holder = new Map<number, number[]>();
  return all.filter((phrase, i) => {
    const shared = new Map<number, number>();
    for (const row of phrase.rows)
      for (const other of holder.get(row) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
    if ([...shared.values()].some((n) => n >= sameRows * phrase.rows.length)) return false;
    for (const row of phrase.rows) {
      const here = holder.get(row);
      if (!here) holder.set(row, [i]);
      else if (here.length < mostOfRow) here.push(i);
    }
    return true;
  });
}
