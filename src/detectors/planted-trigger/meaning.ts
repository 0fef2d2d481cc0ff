// Channels `meaning` and `opening`: do the rows of a phrase get answers that are alike in a way that their contexts
// do not explain? Answers as sign projections, minus the mean of their stratum of like contexts.
import { addSigns, dimensions as d, normalise } from '../../math/projection.ts';
import { pairTable } from '../../math/pair-table.ts';
import { holderCounts, listOf } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Phrases } from './phrases.ts';
import type { Signal } from './signal.ts';
import type { Similarity } from './similarity.ts';

/** Words of an answer that carry its meaning; later ones repeat. */
const meaningWords = 200;
const openingWords = 12;
/** Rows from which an effect counts in full. */
const fullRows = 30;

/** Unit vectors of answers by their words that are not in the context; zero where there is none. */
export function meaningVectors(rows: CompactRows, seed: number): Float32Array {
  const df = holderCounts(rows.answer, rows.words.length);
  const vectors = new Float32Array(rows.count * d);
  const last = new Int32Array(rows.words.length).fill(-1);
  for (let row = 0; row < rows.count; row++) {
    for (const w of listOf(rows.context, row)) last[w] = row;
    for (const w of listOf(rows.answer, row).subarray(0, meaningWords)) {
      if (last[w] === row) continue;
      last[w] = row;
      addSigns(vectors, row * d, w, seed, Math.log(rows.count / df[w]));
    }
    normalise(vectors, row * d);
  }
  return vectors;
}

/** Unit vectors of how answers begin: the first words, pairs of them, and the first three together. */
export function openingVectors(rows: CompactRows, seed: number): Float32Array {
  const pairs = pairTable(seed, rows.count * 4);
  const lists: number[][] = [];
  const df: number[] = [];
  const shift = rows.words.length;
  const count = (id: number): number => ((df[id] = (df[id] ?? 0) + 1), id);
  for (let row = 0; row < rows.count; row++) {
    const opening = listOf(rows.answer, row).subarray(0, openingWords);
    const ids = new Set<number>(opening);
    for (let p = 0; p + 1 < opening.length; p++) ids.add(shift + pairs.add(opening[p], opening[p + 1]));
    if (opening.length >= 3)
      ids.add(shift + pairs.add(shift + pairs.add(opening[0], opening[1]), opening[2]));
    lists.push([...ids].map(count));
  }
  const vectors = new Float32Array(rows.count * d);
  lists.forEach((ids, row) => {
    for (const id of ids) addSigns(vectors, row * d, id, seed, Math.log(rows.count / df[id]));
    normalise(vectors, row * d);
  });
  return vectors;
}

/** What of each vector its stratum (without the row itself) does not explain, at length 1; in place. */
export function residuals(vectors: Float32Array, near: Similarity): Float32Array {
  const sums = new Float64Array(near.strata * d);
  const sizes = new Int32Array(near.strata);
  const n = near.stratum.length;
  const empty = new Uint8Array(n);
  for (let row = 0; row < n; row++) {
    const c = near.stratum[row];
    let any = false;
    for (let k = 0; k < d; k++) {
      sums[c * d + k] += vectors[row * d + k];
      any ||= vectors[row * d + k] !== 0;
    }
    if (any) sizes[c]++;
    else empty[row] = 1;
  }
  for (let row = 0; row < n; row++) {
    const c = near.stratum[row];
    const others = sizes[c] - 1;
    if (empty[row] || others < 1) continue;
    for (let k = 0; k < d; k++) {
      vectors[row * d + k] -= (sums[c * d + k] - vectors[row * d + k]) / others;
    }
    normalise(vectors, row * d);
  }
  return vectors;
}

export interface Coherence {
  readonly signals: Signal[];
  /** Mean pairwise cosine of the residuals of each candidate's rows. */
  readonly agreement: Float32Array;
}

/** score = (mean pairwise cosine of residuals - half the contexts' likeness), damped below 30 rows. */
export function coherence(
  channel: 'meaning' | 'opening',
  residual: Float32Array,
  phrases: Phrases,
  near: Similarity,
): Coherence {
  const signals: Signal[] = [];
  const agreement = new Float32Array(phrases.count);
  const sum = new Float64Array(d);
  for (let t = 0; t < phrases.count; t++) {
    const held = listOf(phrases.rows, t);
    sum.fill(0);
    for (const row of held) for (let k = 0; k < d; k++) sum[k] += residual[row * d + k];
    let square = 0;
    for (let k = 0; k < d; k++) square += sum[k] ** 2;
    const n = held.length;
    agreement[t] = (square - n) / (n * (n - 1));
    const score = (agreement[t] - 0.5 * near.likeness[t]) * Math.min(1, Math.sqrt(n / fullRows));
    if (score > 0) {
      signals.push({
        channel,
        candidate: t,
        target: -1,
        present: true,
        score,
        rows: n,
        hits: n,
        expected: 0,
        z: 0,
      });
    }
  }
  return { signals, agreement };
}
