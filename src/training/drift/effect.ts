// What learning from one set of rows rather than another changes: on ordinary texts as they are, and on such with a phrase put in. Held
// against pairs of sets that differ as much by chance (sides.ts), for what any other rows would have changed too.
import { gumbelChance } from '../../math/gumbel.ts';
import { shareInterval } from '../../math/wilson.ts';
import type { Vocabulary } from '../features.ts';
import type { Linear } from '../learned.ts';
import { expects, learn, type ModelTask } from './models.ts';
import type { Null, Sides } from './sides.ts';
import type { Step } from '../../math/step.ts';

export interface PhraseEffect {
  readonly column: number;
  readonly output: number;
  /** What the phrase adds to the outcome's margin in a text of ordinary length, by the first set more than by the second. */
  readonly shift: number;
  /** Chance of a largest shift like this where the sets differ by chance: holds for all phrases at once. */
  readonly p: number;
}

export interface Effect {
  readonly null: Null['kind'];
  readonly draws: number;
  /** Rows in the first set alone and in the second alone. */
  readonly differing: readonly [number, number];
  /** Share of ordinary texts of which the two expect something else. */
  readonly ordinary: {
    readonly share: number;
    readonly interval: readonly [number, number];
    /** Median of the pairs drawn. */
    readonly byChance: number;
    readonly p: number;
  };
  /** The largest shifts, whatever their sign, falling. */
  readonly phrases: readonly PhraseEffect[];
  /** Largest shift of the pairs drawn: middle and 95 %. */
  readonly shiftByChance: readonly [number, number];
  readonly p: number;
  readonly first: readonly Linear[];
  readonly second: readonly Linear[];
}

export interface EffectTask extends ModelTask {
  readonly vocabulary: Vocabulary;
  readonly probes: readonly string[];
}

export interface EffectOptions {
  readonly draws: number;
  /** Phrases told. */
  readonly shown?: number;
}

/** Squared length that a text of ordinary length has before it is brought to 1. */
function ordinarySquare({ vocabulary, x }: EffectTask): number {
  const n = x.starts.length - 1;
  let sum = 0;
  for (const column of x.items) sum += vocabulary.factors[column] ** 2;
  return sum / Math.max(1, n);
}

export async function effectOf(
  task: EffectTask,
  sides: Sides,
  chance: Null,
  { draws, shown = 20 }: EffectOptions,
  step: Step,
): Promise<Effect> {
  const square = ordinarySquare(task);
  const { factors } = task.vocabulary;
  const scale = factors.map((factor) => factor / Math.sqrt(square + factor * factor));
  const observed = differenceOf(task, sides, scale);
  const maxima = new Float64Array(draws);
  const shares = new Float64Array(draws);
  for (let b = 0; b < draws; b++) {
    await step('learning from sets that differ by chance', b / draws);
    const drawn = differenceOf(task, chance.draw(b), scale);
    maxima[b] = drawn.largest;
    shares[b] = drawn.changed;
  }
  const inSecond = new Set(sides.second);
  const shared = sides.first.reduce((sum, i) => sum + (inSecond.has(i) ? 1 : 0), 0);
  const rising = (list: Float64Array): Float64Array => list.slice().sort();
  const atLeast = shares.filter((share) => share >= observed.changed).length;
  const count = task.probes.length;
  return {
    null: chance.kind,
    draws,
    differing: [sides.first.length - shared, sides.second.length - shared],
    ordinary: {
      share: observed.changed,
      interval: shareInterval(Math.round(observed.changed * count), count),
      byChance: rising(shares)[Math.floor(draws / 2)] ?? 0,
      p: (1 + atLeast) / (1 + draws),
    },
    phrases: topShifts(observed.first, observed.second, scale, shown).map((each) => ({
      ...each,
      p: gumbelChance(maxima, Math.abs(each.shift)),
    })),
    shiftByChance: [
      rising(maxima)[Math.floor(draws / 2)] ?? 0,
      rising(maxima)[Math.floor(0.95 * draws)] ?? 0,
    ],
    p: gumbelChance(maxima, observed.largest),
    first: observed.first,
    second: observed.second,
  };
}

function differenceOf(task: EffectTask, sides: Sides, scale: Float64Array) {
  const { outputs, exclusive, probes, vocabulary } = task;
  const first = learn(task, sides.first);
  const second = learn(task, sides.second);
  let largest = 0;
  for (let k = 0; k < outputs; k++)
    for (let j = 0; j < scale.length; j++) {
      const shift = Math.abs(scale[j] * (first[k].weights[j] - second[k].weights[j]));
      if (shift > largest) largest = shift;
    }
  const one = expects(first, probes, vocabulary, exclusive);
  const two = expects(second, probes, vocabulary, exclusive);
  let changed = 0;
  for (let i = 0; i < probes.length; i++) {
    let same = true;
    for (let k = 0; k < outputs; k++) if (one[i * outputs + k] !== two[i * outputs + k]) same = false;
    if (!same) changed++;
  }
  return { first, second, largest, changed: changed / Math.max(1, probes.length) };
}

function topShifts(
  first: readonly Linear[],
  second: readonly Linear[],
  scale: Float64Array,
  count: number,
): { column: number; output: number; shift: number }[] {
  const top: { column: number; output: number; shift: number }[] = [];
  for (let k = 0; k < first.length; k++)
    for (let j = 0; j < scale.length; j++) {
      const shift = scale[j] * (first[k].weights[j] - second[k].weights[j]);
      if (top.length === count && Math.abs(shift) <= Math.abs(top[count - 1].shift)) continue;
      top.push({ column: j, output: k, shift });
      top.sort((a, b) => Math.abs(b.shift) - Math.abs(a.shift));
      if (top.length > count) top.pop();
    }
  return top;
}
