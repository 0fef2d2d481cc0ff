// Rows that a phrase explains and their text does not: each row's class is held against its chance by learners that did not see
// it, and a row counts by the phrase in it whose rows depart most, and to the same side, from their chances. This is what finds
// the rows of a backdoor by rare words; filters by loss or gradient do not.
import { UsageError } from '../errors.ts';
import { mix32 } from '../math/hash.ts';
import { sigmoid } from '../math/logistic.ts';
import { rowCount } from '../math/matrix.ts';
import { transpose, type Ragged } from '../math/ragged.ts';
import { random } from '../math/random.ts';
import { unwatched, type Step } from '../math/step.ts';
import type { Weighted } from '../math/weighted.ts';
import { outOfFold, plattScale, stratifiedFolds, type Part } from './cross-validation.ts';
import { likelihoodRoot } from './drift/likelihood-root.ts';
import { checkClasses, checkedWeights } from './examples.ts';
import type { Linear } from './learned.ts';
import { logistic } from './logistic.ts';
import { supportVectorMachine } from './support-vector-machine.ts';
import type { Weighing } from './weighing.ts';

export interface ResidualOptions {
  /** What gives the scores out of fold; the squared hinge of `machine` leaves less of what common phrases say unsaid. */
  readonly learner?: 'logistic' | 'machine';
  readonly cost?: number;
  readonly folds?: number;
  /** Phrases of fewer rows say too little. */
  readonly fewestRows?: number;
  /** Corpora drawn for comparison. */
  readonly draws?: number;
  /** Share of drawn corpora in which a phrase like those that cost a row its weight may stand. */
  readonly level?: number;
  readonly seed?: number;
}

export interface ResidualPhrases extends Weighing {
  /** Column of the phrase that speaks most against each row; -1 where none does. */
  readonly columns: Int32Array;
  /** Departure at which a row loses its weight, in standard deviations. */
  readonly limit: number;
  /** The largest departure. */
  readonly largest: number;
  /** Chance of one like it where no phrase decides. */
  readonly p: number;
}

export interface PhraseTask {
  /** A column for each phrase. */
  readonly x: Weighted;
  /** 0 .. classes - 1. */
  readonly y: ArrayLike<number>;
  readonly classes: number;
}

export async function residualPhrases(
  { x, y, classes }: PhraseTask,
  options: ResidualOptions = {},
  step: Step = unwatched,
): Promise<ResidualPhrases> {
  const {
    learner = 'machine',
    cost = 1,
    folds = 5,
    fewestRows = 5,
    draws = 100,
    level = 0.05,
    seed = 1,
  } = options;
  checkClasses(y, checkedWeights(x, y), classes);
  if (!(level > 0 && level < 1))
    throw new UsageError('bad-option', `the level is ${level}`, 'Give a level above 0 and below 1.');
  if (!(Number.isInteger(draws) && draws >= 1 / level - 1))
    throw new UsageError(
      'bad-option',
      `${draws} draws cannot tell a chance of ${level}`,
      `Give at least ${Math.ceil(1 / level) - 1} draws.`,
    );
  const n = rowCount(x);
  const fold = stratifiedFolds(y, folds, seed);
  const holders = transpose(x, x.size);
  const judged = Int32Array.from({ length: x.size }, (_, j) => j).filter(
    (j) => holders.starts[j + 1] - holders.starts[j] >= fewestRows,
  );
  const counts = new Uint8Array(x.size);
  for (const j of judged) counts[j] = 1;
  // Of two classes the one says what the other does.
  const own = classes === 2 ? [1] : Array.from({ length: classes }, (_, k) => k);
  const scores = new Float64Array(n);
  const columns = new Int32Array(n).fill(-1);
  const maxima = new Float64Array(draws);
  let largest = 0;
  for (const [at, k] of own.entries()) {
    const ofClass: Step = (what, share) => step(what, (at + share) / own.length);
    const is = Float64Array.from({ length: n }, (_, i) => (y[i] === k ? 1 : 0));
    if (!is.includes(1)) continue;
    const p = await chancesOutOfFold(x, is, fold, async (part, held) => {
      await ofClass('learning without each fold', (0.7 * held) / folds);
      // A class of one row is nowhere in the folds that do not hold it.
      if (new Set(part.y).size < 2) return { weights: new Float64Array(x.size), bias: 0, converged };
      return learner === 'logistic'
        ? logistic(part, { cost, tolerance: 1e-4 })
        : supportVectorMachine(part, { cost, tolerance: 0.01, seed });
    });
    const judge = departureOf(x, p, judged, holders);
    const departures = judge(is);
    for (const j of judged) largest = Math.max(largest, Math.abs(departures[j]));
    for (let i = 0; i < n; i++) {
      // Of several classes only what a row has too much of counts: it lacks all others.
      if (classes > 2 && is[i] === 0) continue;
      const side = is[i] === 1 ? 1 : -1;
      for (let q = x.starts[i]; q < x.starts[i + 1]; q++) {
        const score = side * departures[x.items[q]];
        if (score > scores[i] && counts[x.items[q]] === 1) {
          scores[i] = score;
          columns[i] = x.items[q];
        }
      }
    }
    const next = random(mix32(seed ^ mix32(k + 1)));
    for (let b = 0; b < draws; b++) {
      if (b % 8 === 0) await ofClass('comparing with drawn classes', 0.7 + (0.3 * b) / draws);
      const drawn = judge(p.map((each) => (next() < each ? 1 : 0)));
      for (const j of judged) maxima[b] = Math.max(maxima[b], Math.abs(drawn[j]));
    }
  }
  maxima.sort((a, b) => b - a);
  const limit = maxima[Math.floor(level * (draws + 1)) - 1];
  const weights = scores.map((score) => (score > limit ? 0 : 1));
  const above = maxima.filter((each) => each >= largest).length;
  return { weights, scores, columns, limit, largest, p: (1 + above) / (1 + draws) };
}

async function chancesOutOfFold(
  x: Weighted,
  is: Float64Array,
  fold: Uint8Array,
  fit: (part: Part, held: number) => Promise<Linear>,
): Promise<Float64Array> {
  const { scores } = await outOfFold(x, is, fold, fit);
  const { slope, offset } = plattScale(scores, is);
  return scores.map((score) => sigmoid(slope * score + offset));
}

/** Below, a deviation in units of its spread is taken as it is: nothing that counts is so near. */
const near = 2.2;

/** Of outcomes: how far those of each judged phrase's rows are from their chances, and to which side. */
function departureOf(
  x: Weighted,
  p: Float64Array,
  judged: Int32Array,
  { starts, items }: Ragged,
): (is: Float64Array) => Float64Array {
  const mean = phraseSums(x, p);
  const variance = phraseSums(
    x,
    p.map((each) => each * (1 - each)),
  );
  return (is) => {
    const out = phraseSums(x, is);
    for (const j of judged) {
      const observed = out[j];
      out[j] = (observed - mean[j]) / Math.sqrt(Math.max(variance[j], 1e-300));
      // Where all chances are small the plain deviation runs away.
      if (Math.abs(out[j]) >= near)
        out[j] = likelihoodRoot(observed, p, items, starts[j], starts[j + 1], 1, 0);
    }
    return out;
  };
}

const converged = { rounds: 0, gap: 0, reached: true };

/** Sum of r over the rows that have each column. */
function phraseSums({ starts, items, size }: Weighted, r: Float64Array): Float64Array {
  const out = new Float64Array(size);
  for (let i = 0; i < r.length; i++) for (let q = starts[i]; q < starts[i + 1]; q++) out[items[q]] += r[i];
  return out;
}
