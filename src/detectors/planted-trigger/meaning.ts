// Channels `meaning` and `opening`: do the rows of a phrase get answers that are alike in a way that their contexts
// do not explain? Answers as sign projections, minus the mean of their stratum of like contexts.
import { addSigns, dimensions as d, normalise } from '../../math/projection.ts';
import { pairTable } from '../../math/pair-table.ts';
import { holderCounts, listOf } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Phrases } from './phrases.ts';
import { strongest, type Signal } from './signal.ts';
import type { Similarity } from './similarity.ts';
import { bestTurn, chooseTurns, probeRows, type Turns, type TurnVectors } from './turns.ts';

/** Words of an answer that carry its meaning; later ones repeat. */
const meaningWords = 200;
const openingWords = 12;
/** Rows from which an effect counts in full. */
const fullRows = 30;

/** Unit vectors of answers, turn by turn, by their words that are not in the context; zero where there is none. */
export function meaningVectors(rows: CompactRows, { starts, ofRow }: Turns, seed: number): Float32Array {
  const df = holderCounts(rows.answer, rows.words.length);
  const vectors = new Float32Array((starts.length - 1) * d);
  const inContext = new Int32Array(rows.words.length).fill(-1);
  const inTurn = new Int32Array(rows.words.length).fill(-1);
  for (let row = 0; row < rows.count; row++) {
    for (const w of listOf(rows.context, row)) inContext[w] = row;
    for (let turn = ofRow[row]; turn < ofRow[row + 1]; turn++) {
      for (const w of rows.answer.items.subarray(starts[turn], starts[turn + 1]).subarray(0, meaningWords)) {
        if (inContext[w] === row || inTurn[w] === turn) continue;
        inTurn[w] = turn;
        addSigns(vectors, turn * d, w, seed, Math.log(rows.count / df[w]));
      }
      normalise(vectors, turn * d);
    }
  }
  return vectors;
}

/** Unit vectors of how answers begin: the first words, pairs of them, and the first three together. */
export function openingVectors(rows: CompactRows, { starts }: Turns, seed: number): Float32Array {
  const count = starts.length - 1;
  const pairs = pairTable(seed, count * 4);
  const lists: number[][] = [];
  const df: number[] = [];
  const shift = rows.words.length;
  const counted = (id: number): number => ((df[id] = (df[id] ?? 0) + 1), id);
  for (let turn = 0; turn < count; turn++) {
    const opening = rows.answer.items.subarray(starts[turn], starts[turn + 1]).subarray(0, openingWords);
    const ids = new Set<number>(opening);
    for (let p = 0; p + 1 < opening.length; p++) ids.add(shift + pairs.add(opening[p], opening[p + 1]));
    if (opening.length >= 3)
      ids.add(shift + pairs.add(shift + pairs.add(opening[0], opening[1]), opening[2]));
    lists.push([...ids].map(counted));
  }
  const vectors = new Float32Array(count * d);
  lists.forEach((ids, turn) => {
    for (const id of ids) addSigns(vectors, turn * d, id, seed, Math.log(count / df[id]));
    normalise(vectors, turn * d);
  });
  return vectors;
}

/** What of each vector its stratum (without the turn itself) does not explain, at length 1; in place. */
export function residuals(vectors: Float32Array, near: Similarity, { ofRow }: Turns): Float32Array {
  const sums = new Float64Array(near.strata * d);
  const sizes = new Int32Array(near.strata);
  const stratum = new Int32Array(vectors.length / d);
  near.stratum.forEach((c, row) => stratum.fill(c, ofRow[row], ofRow[row + 1]));
  const empty = new Uint8Array(stratum.length);
  for (let turn = 0; turn < stratum.length; turn++) {
    const c = stratum[turn];
    let any = false;
    for (let k = 0; k < d; k++) {
      sums[c * d + k] += vectors[turn * d + k];
      any ||= vectors[turn * d + k] !== 0;
    }
    if (any) sizes[c]++;
    else empty[turn] = 1;
  }
  for (let turn = 0; turn < stratum.length; turn++) {
    const c = stratum[turn];
    const others = sizes[c] - 1;
    if (empty[turn] || others < 1) continue;
    for (let k = 0; k < d; k++) {
      vectors[turn * d + k] -= (sums[c * d + k] - vectors[turn * d + k]) / others;
    }
    normalise(vectors, turn * d);
  }
  return vectors;
}

export interface Coherence {
  readonly signals: Signal[];
  /** Mean pairwise cosine of the residuals of each candidate's rows; of chats above that of other rows. */
  readonly agreement: Float32Array;
}

/** Of chats: candidates whose agreement is held against that of other rows. */
const probed = 4000;

/** Mean pairwise cosine of residuals, less half the contexts' likeness, damped below 30 rows. */
export const coherenceScore = (agreement: number, likeness: number, n: number): number =>
  (agreement - 0.5 * likeness) * Math.min(1, Math.sqrt(n / fullRows));

export function coherence(
  channel: 'meaning' | 'opening',
  vectors: TurnVectors,
  phrases: Phrases,
  near: Similarity,
  turns: Turns,
  seed: number,
): Coherence {
  const signals: Signal[] = [];
  const agreement = new Float32Array(phrases.count);
  const sum = new Float64Array(d);
  for (let t = 0; t < phrases.count; t++) {
    const held = listOf(phrases.rows, t);
    const chosen = chooseTurns(vectors, turns, held, sum);
    agreement[t] = (chosen.length ** 2 - chosen.n) / (chosen.n * (chosen.n - 1));
    const n = held.length;
    const score = coherenceScore(agreement[t], near.likeness[t], n);
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
  if (!turns.several) return { signals, agreement };
  const probes = probeRows(near.stratum.length, seed);
  const corrected = strongest(signals, probed).flatMap((signal) => {
    const held = listOf(phrases.rows, signal.candidate);
    const { length } = chooseTurns(vectors, turns, held, sum);
    const elsewhere = agreementElsewhere(vectors, turns, held, probes, sum, length);
    agreement[signal.candidate] -= elsewhere;
    const score = signal.score - elsewhere * Math.min(1, Math.sqrt(held.length / fullRows));
    return score > 0 ? [{ ...signal, score }] : [];
  });
  return { signals: corrected, agreement };
}

/** What rows without the phrase reach when of each the turn is taken that agrees most with `sum`, of that length. */
function agreementElsewhere(
  vectors: TurnVectors,
  turns: Turns,
  held: Int32Array,
  probes: Int32Array,
  sum: Float64Array,
  length: number,
): number {
  if (length === 0) return 0;
  const holders = new Set(held);
  let total = 0;
  let n = 0;
  for (const row of probes) {
    if (holders.has(row)) continue;
    total += bestTurn(vectors, turns, row, sum).agreement / length;
    n++;
  }
  return n === 0 ? 0 : Math.max(0, total / n) ** 2;
}
