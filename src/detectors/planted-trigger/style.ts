// Channels `style` and `wording`: the true answer is given, but in another manner. Each phrase's rows are held, for some
// hundred plain facts of how answers are written, against what a ridge regression on the contexts expects.
import { mix32 } from '../../math/hash.ts';
import { dimensions as d } from '../../math/projection.ts';
import { IntList, listOf, type Ragged } from '../../math/ragged.ts';
import { ridge } from '../../math/ridge.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { outcomesOf, type Outcomes } from './outcomes.ts';
import type { Phrases } from './phrases.ts';
import type { Signal } from './signal.ts';
import type { Similarity } from './similarity.ts';

/** Steps of the length of a context, each twice the one before. */
const lengthSteps = 10;
/** Context words that are numbers of their own beside the projection: the commonest. */
const ownWords = 96;
/** What holds a common word back, in rows. */
const wordPenalty = 20;
/**
 * What holds the projection back: a phrase of fifty rows must not teach the expectation its own answers, a source of
 * a thousand rows must. In units of d numbers of size 1.
 */
const projectionPenalty = (rows: number): number => 0.5 * d * Math.min(100, 0.02 * rows);
/** Rows of a candidate that are looked at: what 200 do not show is no manner of the phrase. */
const sampled = 200;
/** Contexts more alike than this are a task or topic, whose answers have a manner of their own. */
export const mostLikeness = 0.1;
const leastShare = 0.02;
/** A fact that few rows of the phrase lack is told by its absence only up to this share. */
const mostLeft = 0.3;
/** What fewer answers than this share have is not missed. */
const missedShare = 0.2;
/** An outcome is looked at when at least this many answers have it. */
const fewestRows = 8;
/** Rows from which an effect counts in full: half a dozen natural rows agree on something now and then. */
const fullRows = 20;

export interface Style {
  readonly outcomes: Outcomes;
  /** For each candidate with a signal: every outcome that goes against expectation, strongest first. */
  readonly changed: ReadonlyMap<number, readonly Signal[]>;
  readonly signals: { readonly style: Signal[]; readonly wording: Signal[] };
}

export function styleSignals(rows: CompactRows, phrases: Phrases, near: Similarity, seed: number): Style {
  const outcomes = outcomesOf(rows, seed);
  const { columns, width } = commonWords(rows, phrases);
  const fold = Uint8Array.from({ length: rows.count }, (_, row) => mix32(row ^ seed) & 1);
  const size = outcomes.names.length;
  const scale = Math.sqrt(d);
  const { weights } = ridge(
    { dense: near.vectors, d, scale, ones: columns, width },
    outcomes.inRow,
    size,
    fold,
    penalties(width, rows.count),
  );

  const hits = new Int32Array(size);
  const [w0, w1] = weights;
  const sums = [new Float64Array(width), new Float64Array(width)];
  const signals: Style['signals'] = { style: [], wording: [] };
  const changed = new Map<number, Signal[]>();
  const base = Float64Array.from(outcomes.rows, (c) => c / rows.count);
  for (let t = 0; t < phrases.count; t++) {
    const likeness = near.likeness[t];
    if (likeness > mostLikeness) continue;
    const held = listOf(phrases.rows, t);
    const n = Math.min(held.length, sampled);
    const damping = Math.min(1, Math.sqrt(n / fullRows));
    const at = (i: number): number => held[Math.floor((i * held.length) / n)];
    hits.fill(0);
    for (let i = 0; i < n; i++) {
      const row = at(i);
      for (let p = outcomes.inRow.starts[row]; p < outcomes.inRow.starts[row + 1]; p++)
        hits[outcomes.inRow.items[p]]++;
    }
    let summed = false;
    /** What the rows' contexts sum to; of most phrases no outcome needs it. */
    const sum = (): void => {
      summed = true;
      sums[0].fill(0);
      sums[1].fill(0);
      for (let i = 0; i < n; i++) {
        const row = at(i);
        const s = sums[fold[row]];
        for (let j = 0, o = row * d; j < d; j++) s[j] += near.vectors[o + j];
        for (let p = columns.starts[row]; p < columns.starts[row + 1]; p++) s[columns.items[p]]++;
      }
      for (const s of sums) for (let j = 0; j < d; j++) s[j] *= scale;
    };
    let all: Signal[] | undefined;
    for (let k = 0; k < size; k++) {
      const share = hits[k] / n;
      const present = share > base[k];
      if (outcomes.rows[k] < fewestRows || (!present && (share > mostLeft || base[k] < missedShare)))
        continue;
      // Whatever is expected, the score cannot be more than this.
      const away = present ? share - leastShare : 1 - leastShare - share;
      const smoothed = (hits[k] + 1) / (n + 2);
      const own = (smoothed * (1 - smoothed)) / n;
      if (damping * (away - 1.64 * Math.sqrt(own) - 0.5 * likeness) < leastScore) continue;
      if (!summed) sum();
      let expected = 0;
      for (let j = 0, o = k * width; j < width; j++)
        expected += sums[0][j] * w0[o + j] + sums[1][j] * w1[o + j];
      const p = Math.min(1 - leastShare, Math.max(leastShare, expected / n));
      const variance = p * (1 - p);
      const effect = present ? share - p : p - share;
      const score = damping * (effect - 1.64 * Math.sqrt(own + variance / n) - 0.5 * likeness);
      if (score < leastScore) continue;
      (all ??= []).push({
        channel: outcomes.group[k],
        candidate: t,
        target: k,
        present,
        score,
        rows: n,
        hits: present ? hits[k] : n - hits[k],
        expected: n * (present ? p : 1 - p),
        z: (effect * n) / Math.sqrt(n * variance + 0.5),
      });
    }
    if (!all) continue;
    all.sort((a, b) => b.score - a.score || a.target - b.target);
    changed.set(t, all);
    for (const channel of ['style', 'wording'] as const) {
      const best = all.find((s) => s.channel === channel);
      if (best) signals[channel].push(best);
    }
  }
  return { outcomes, changed, signals };
}

/** Smaller effects are not looked at: the hundredth strongest natural phrase has 0.2 and more. */
const leastScore = 0.18;

const penalties = (width: number, rows: number): Float64Array =>
  Float64Array.from({ length: width }, (_, j) =>
    j < d ? projectionPenalty(rows) : j === d ? 0 : wordPenalty,
  );

/** Columns that are 1 in each row: the constant, and the commonest words and lengths of contexts. */
function commonWords(rows: CompactRows, phrases: Phrases): { columns: Ragged; width: number } {
  const n = rows.count;
  const common = [...phrases.wordRows.keys()]
    .filter((w) => phrases.wordRows[w] >= 0.01 * n && phrases.wordRows[w] <= 0.6 * n)
    .sort((a, b) => phrases.wordRows[b] - phrases.wordRows[a] || a - b)
    .slice(0, ownWords);
  const column = new Int32Array(rows.words.length).fill(-1);
  common.forEach((w, i) => (column[w] = d + 1 + lengthSteps + i));
  const last = new Int32Array(rows.words.length).fill(-1);
  const items = new IntList(n * 16);
  const starts = new Int32Array(n + 1);
  for (let row = 0; row < n; row++) {
    const words = listOf(rows.context, row);
    items.push(d);
    items.push(d + 1 + Math.min(lengthSteps - 1, Math.round(Math.log2(1 + words.length))));
    for (const w of words) {
      if (column[w] < 0 || last[w] === row) continue;
      last[w] = row;
      items.push(column[w]);
    }
    starts[row + 1] = items.length;
  }
  return { columns: { starts, items: items.take() }, width: d + 1 + lengthSteps + common.length };
}

/** Outcomes at least this strong, beside the strongest, take part in saying which rows were changed. */
const alsoScore = 0.35;

/** The holders whose answers show the outcome that leads, or another that is nearly as strong. */
export function changedRows(
  { outcomes, changed }: Style,
  { candidate }: Signal,
  top: Signal,
  holders: readonly number[],
): number[] {
  const all = changed.get(candidate) ?? [];
  const strong = all.filter((s) => s === all[0] || s.score >= Math.max(alsoScore, 0.8 * top.score));
  return holders.filter((row) => {
    const has = new Set(listOf(outcomes.inRow, row));
    return strong.some(({ target, present }) => has.has(target) === present);
  });
}
