// Does a corpus teach something that only some phrase explains? Each row's outcome is held against its chance by learners that did not see
// the row; for each phrase the outcomes of its rows are held against their chances; and the largest departure against those of outcomes that
// are drawn with the chances (a parametric bootstrap; folds and scores stay).
import { random } from '../../math/random.ts';
import { phraseFeatures, type Features } from '../features.ts';
import { chancesOutOfFold, type Chances } from './chances.ts';
import { distinctRows, type DistinctRows } from './distinct-rows.ts';
import type { Outcomes } from './outcomes.ts';
import { drawOutcomes, expectedOf, largestRoot, observedOf, type Expected } from './phrase-roots.ts';
import { phraseRows } from './phrase-rows.ts';
import { pickPhrases, type Picked } from './pick-phrases.ts';
import { unwatched, type Step } from '../../math/step.ts';

export interface ResidualOptions {
  readonly seed?: number;
  readonly folds?: number;
  /** Corpora drawn for comparison. */
  readonly draws?: number;
  /** Phrases ranked. */
  readonly shown?: number;
}

export interface RankedPhrase extends Picked {
  /** Share of drawn corpora, this one counted, whose largest departure is at least this one's: holds for all phrases at once. */
  readonly p: number;
}

export interface ResidualDrift {
  /** Chance of a largest departure like this where nothing but the learners' chances is at work. */
  readonly p: number;
  /** The largest departure of a phrase, in standard deviations; `ordinary`: what 95 % of drawn corpora stay below. */
  readonly largest: number;
  readonly ordinary: number;
  readonly draws: number;
  /** Strongest first, each with what those before it explain taken away. */
  readonly ranked: readonly RankedPhrase[];
  readonly chances: Chances;
  readonly rows: DistinctRows;
  readonly features: Features;
  readonly expected: Expected;
}

/** Fewer, and one phrase in four shares its column with another on sst2. */
const buckets = 2 ** 20;
/** Steps of all draws together: half a minute or so. Larger corpora are compared with fewer drawn ones. */
const mostSteps = 5e9;
const fewestDraws = 99;

export async function residualDrift(
  texts: readonly string[],
  outcomes: Pick<Outcomes, 'kind' | 'names' | 'has'>,
  options: ResidualOptions = {},
  step: Step = unwatched,
): Promise<ResidualDrift> {
  const { seed = 1, folds = 5, draws: asked = 499, shown = 20 } = options;
  const outputs = outcomes.names.length;
  const exclusive = outcomes.kind === 'classes';
  await step('reading phrases', 0);
  const rows = distinctRows(texts, outcomes.has, outputs, seed);
  const own = Array.from(rows.first, (i) => texts[i]);
  const has = new Uint8Array(own.length * outputs);
  rows.first.forEach((i, at) => has.set(outcomes.has.subarray(i * outputs, (i + 1) * outputs), at * outputs));
  const features = phraseFeatures(own, { seed, buckets });
  const phrases = phraseRows(features, outputs);
  const task = { x: features.matrix, has, outputs, exclusive, phrases, folds, seed };
  const chances = await chancesOutOfFold(task, (what, share) => step(what, 0.7 * share));
  const expected = expectedOf(phrases, chances.p, outputs, exclusive);
  const observed = new Float64Array(expected.mean.length);
  observedOf(expected, has, observed);
  const largest = largestRoot(expected, observed);
  const size = phrases.ofRow.items.length + 8 * observed.length;
  const draws = Math.min(asked, Math.max(fewestDraws, Math.floor(mostSteps / Math.max(1, size))));
  const maxima = new Float64Array(draws);
  const drawn = new Uint8Array(has.length);
  const counted = new Float64Array(observed.length);
  const next = random(seed ^ 0x6472_6966);
  for (let b = 0; b < draws; b++) {
    if (b % 8 === 0) await step('comparing with drawn corpora', 0.7 + (0.3 * b) / draws);
    drawOutcomes(chances.p, outputs, exclusive, next, drawn);
    observedOf(expected, drawn, counted);
    maxima[b] = largestRoot(expected, counted);
  }
  maxima.sort((a, b) => b - a);
  const picked = await pickPhrases(expected, observed, has, shown, step);
  return {
    p: chanceOf(maxima, largest),
    largest,
    ordinary: maxima[Math.floor(0.05 * draws)],
    draws,
    ranked: picked.map((each) => ({ ...each, p: chanceOf(maxima, Math.abs(each.root)) })),
    chances,
    rows,
    features,
    expected,
  };
}

/** How many of the falling numbers are at least this. */
function atLeast(falling: Float64Array, value: number): number {
  let [low, high] = [0, falling.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (falling[middle] >= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const chanceOf = (falling: Float64Array, value: number): number =>
  (1 + atLeast(falling, value)) / (1 + falling.length);
