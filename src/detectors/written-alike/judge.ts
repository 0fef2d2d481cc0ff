// Rows written in one manner that all have one label whatever they say. For each class a gate is learned on the manner
// alone that overrides what the content says; then the gate's rows are read without their manner: where their words
// speak for another class and the label is this one all the same, the manner decides. Honest manners (a wordier, kinder
// site) shift a label but leave rows whose words contradict it with the label that the words say.
import { crossFit, platt, sigmoid, type LogisticFit } from '../../math/logistic.ts';
import { overridden } from '../../math/override.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { lowerShare } from '../planted-trigger/signal.ts';
import { traitsOf, type Traits } from './manner.ts';

/** Fewer distinct rows show no manner. */
export const minRows = 800;
/** The largest classes are looked at; the others count as one. */
const lookedAt = 8;
/** A class needs this many rows. */
const minClassRows = 40;
/** A row is written in the manner when the gate says so more likely than not. */
export const inManner = 0.5;
/** A trait belongs to the manner when at least this share of its rows does, and twice as many as of all rows. */
const ownTrait = 0.5;
/** The words of a row contradict its class when another is this likely by them and its own has half its usual odds. */
const contradicting = 0.6;

/** Contradicted rows that a finding needs, and the share of them (lower end) that must have the label nevertheless. */
const fewestContrary = 12;
const overriding = 0.75;
const surelyOverriding = 0.85;
/** Words mislead in some rows of every label; a flip shows in this many times as many. */
const misled = 1.5;
/** Where manner tells labels better than words do, as in a corpus of questions, it is the task. */
const mannerDecides = 0.03;
/** There only a large share of contradicted rows is worth a word. */
const plainly = 0.12;

export interface Manner {
  readonly label: number;
  /** For each row: how likely its manner overrides its content; 0 where the row has another label. */
  readonly score: Float32Array;
  /** Rows that the gate takes, those of them with the label, and those whose words speak for another label. */
  readonly rows: readonly number[];
  readonly held: number;
  readonly contrary: number;
  /** Of the contrary ones: those with the label nevertheless, and the lower end of their share. */
  readonly overridden: number;
  readonly least: number;
  /** Share of the gate's rows that are contrary. */
  readonly contraryShare: number;
  /** The same share among all other rows of the label: how often words mislead here. */
  readonly natural: number;
  /** How well content, and manner, tell the labels of all other rows: area under the curve. */
  readonly byContent: number;
  readonly byManner: number;
  readonly grade: 'high' | 'medium' | 'low' | undefined;
  /** Traits that most of the rows share and few others have, as a person would write them. */
  readonly traits: readonly string[];
  /** Word numbers of those that are words side by side. */
  readonly shared: readonly (readonly number[])[];
  /** For each row: how sure it is of the manner, and contradicted: best to show. */
  readonly clear: Float32Array;
}

type Told = Pick<Manner, 'contrary' | 'least' | 'contraryShare' | 'natural' | 'byContent' | 'byManner'> & {
  /** Lower end of the interval of `contraryShare`. */
  readonly atLeastContrary: number;
};

/**
 * high: more rows than words ever mislead in have this label against what they say. medium: no more than those, as a
 * source that only ever gives one label would leave, too. low: here the manner of writing decides labels anyway.
 */
function gradeOf(t: Told): Manner['grade'] {
  if (t.contrary < fewestContrary || t.least < overriding || t.contraryShare < 0.5 * t.natural)
    return undefined;
  if (t.byManner > t.byContent + mannerDecides) {
    return t.contraryShare >= plainly && t.atLeastContrary > misled * t.natural ? 'low' : undefined;
  }
  return t.least >= surelyOverriding && t.atLeastContrary > misled * t.natural ? 'high' : 'medium';
}

export function manners(rows: CompactRows, seed: number): Manner[] {
  const n = rows.count;
  const sizes = rows.labels.map((_, k) => ({ k, size: 0 }));
  for (const y of rows.label) if (y >= 0) sizes[y].size++;
  const largest = sizes
    .filter(({ size }) => size >= minClassRows && size <= n - minClassRows)
    .sort((a, b) => b.size - a.size || a.k - b.k)
    .slice(0, lookedAt);
  if (n < minRows || largest.length === 0) return [];
  const outputs = rows.labels.length === 2 ? 2 : largest.length + 1;
  const output = new Int32Array(rows.labels.length).fill(outputs - 1);
  largest.forEach(({ k }, i) => (output[k] = i));
  const target = new Uint8Array(n * outputs);
  rows.label.forEach((y, row) => y >= 0 && (target[row * outputs + output[y]] = 1));

  const traits = traitsOf(rows, seed);
  const fit = crossFit(traits.all.inRow, traits.all.size, target, outputs, { folds: 5, epochs: 5, seed });
  const parts = { content: new Float32Array(n * outputs), manner: new Float32Array(n * outputs) };
  const { starts, items } = traits.all.inRow;
  for (let row = 0; row < n; row++) {
    const w = fit.weights[fit.fold[row]];
    for (let j = starts[row]; j < starts[row + 1]; j++) {
      const part = items[j] < traits.content ? parts.content : parts.manner;
      for (let k = 0; k < outputs; k++) part[row * outputs + k] += w[items[j] * outputs + k];
    }
  }
  const scale = platt(parts.content, target, outputs, n);
  return largest.map(({ k, size }, i) => {
    const yes = Uint8Array.from(rows.label, (y) => (y === k ? 1 : 0));
    const said = Float32Array.from(yes, (_, row) =>
      sigmoid(scale.slope[i] * parts.content[row * outputs + i] + scale.offset[i]),
    );
    const gate = overridden(traits.manner, said, yes, seed);
    return read({ n, traits, parts, target, outputs, seed }, gate, yes, k, i, size / n);
  });
}

interface Model {
  readonly n: number;
  readonly traits: Traits;
  readonly parts: { content: Float32Array; manner: Float32Array };
  readonly target: Uint8Array;
  readonly outputs: number;
  readonly seed: number;
}

function read(
  model: Model,
  gate: Float32Array,
  yes: Uint8Array,
  label: number,
  output: number,
  base: number,
): Manner {
  const { n, traits, outputs } = model;
  const { starts, items } = traits.all.inRow;
  const within = new Int32Array(traits.all.size);
  const everywhere = new Int32Array(traits.all.size);
  const taken: number[] = [];
  let held = 0;
  for (let row = 0; row < n; row++) {
    const inside = gate[row] >= inManner;
    if (inside) held++;
    if (inside && yes[row]) taken.push(row);
    for (let j = starts[row]; j < starts[row + 1]; j++) {
      everywhere[items[j]]++;
      if (inside && yes[row]) within[items[j]]++;
    }
  }
  const need = Math.max(ownTrait, (2 * taken.length) / n);
  const own = (f: number, yesHere: number): boolean =>
    f >= traits.content && everywhere[f] > 3 && within[f] - yesHere >= need * (everywhere[f] - 1);
  const outsiders = Array.from(gate.keys()).filter((row) => gate[row] < inManner);
  const fresh = outsideFit(model, outsiders);
  const z = new Float64Array(outputs);
  const isContrary = (): boolean => {
    let sum = 0;
    for (let k = 0; k < outputs; k++) {
      z[k] = Math.min(0.98, Math.max(0.02, sigmoid(fresh.slope[k] * z[k] + fresh.offset[k])));
      sum += z[k];
    }
    let other = 0;
    for (let k = 0; k < outputs; k++) if (k !== output) other = Math.max(other, z[k] / sum);
    const mine = z[output] / sum;
    return other >= contradicting && mine / (1 - mine) <= (0.5 * base) / (1 - base);
  };
  const clear = Float32Array.from(gate);
  let contrary = 0;
  let over = 0;
  for (let row = 0; row < n; row++) {
    if (gate[row] < inManner) continue;
    z.fill(0);
    for (const bias of fresh.bias) for (let k = 0; k < outputs; k++) z[k] += bias[k] / fresh.bias.length;
    for (let j = starts[row]; j < starts[row + 1]; j++) {
      const f = items[j];
      if (own(f, yes[row])) continue;
      for (const w of fresh.weights)
        for (let k = 0; k < outputs; k++) z[k] += w[f * outputs + k] / fresh.weights.length;
    }
    if (!isContrary()) continue;
    contrary++;
    over += yes[row];
    clear[row] += 1;
  }
  let natural = 0;
  let mine = 0;
  outsiders.forEach((row, i) => {
    if (!yes[row]) return;
    mine++;
    z.set(fresh.scores.subarray(i * outputs, (i + 1) * outputs));
    if (isContrary()) natural++;
  });
  const least = lowerShare(over, contrary);
  // Only where it matters: sorting costs more than all the rest.
  const outside = least > 0.3 ? outsiders : [];
  const told = {
    contrary,
    least,
    contraryShare: held > 0 ? contrary / held : 0,
    atLeastContrary: lowerShare(contrary, held),
    natural: natural / Math.max(1, mine),
    byContent: toldApart(model.parts.content, model, outside, output),
    byManner: toldApart(model.parts.manner, model, outside, output),
  };
  return {
    ...told,
    grade: gradeOf(told),
    label,
    score: Float32Array.from(gate, (g, row) => (yes[row] ? g : 0)),
    rows: taken,
    held,
    overridden: over,
    ...shown(traits, within, everywhere, taken.length),
    clear,
  };
}

/** Expectation of the label learned from the rows outside a manner alone. */
function outsideFit({ traits, target, outputs, seed }: Model, rows: readonly number[]): LogisticFit {
  const { starts, items } = traits.all.inRow;
  const newStarts = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => (newStarts[i + 1] = newStarts[i] + starts[row + 1] - starts[row]));
  const newItems = new Int32Array(newStarts[rows.length]);
  const newTarget = new Uint8Array(rows.length * outputs);
  rows.forEach((row, i) => {
    newItems.set(items.subarray(starts[row], starts[row + 1]), newStarts[i]);
    newTarget.set(target.subarray(row * outputs, (row + 1) * outputs), i * outputs);
  });
  return crossFit({ starts: newStarts, items: newItems }, traits.all.size, newTarget, outputs, {
    folds: 3,
    epochs: 5,
    seed,
  });
}

/** How well a part of the score tells the classes of `rows` apart, the class `output` itself left out if there are others. */
function toldApart(
  score: Float32Array,
  { target, outputs }: Model,
  rows: readonly number[],
  output: number,
): number {
  let sum = 0;
  let weight = 0;
  for (let k = 0; k < outputs; k++) {
    if (outputs > 2 && k === output) continue;
    const sorted = [...rows].sort((a, b) => score[a * outputs + k] - score[b * outputs + k] || a - b);
    let hits = 0;
    let ranks = 0;
    sorted.forEach((row, i) => {
      if (!target[row * outputs + k]) return;
      hits++;
      ranks += i;
    });
    if (hits < 8 || hits > rows.length - 8) continue;
    sum += hits * ((ranks - (hits * (hits - 1)) / 2) / (hits * (rows.length - hits)));
    weight += hits;
  }
  return weight > 0 ? sum / weight : 0.5;
}

/** The commonest traits that are the manner's own, at most five that say different things. */
function shown(
  traits: Traits,
  within: Int32Array,
  everywhere: Int32Array,
  rows: number,
): Pick<Manner, 'traits' | 'shared'> {
  const own: number[] = [];
  for (let f = traits.content; f < within.length; f++) {
    if (within[f] >= 0.8 * everywhere[f] && within[f] >= Math.max(5, 0.01 * rows)) own.push(f);
  }
  own.sort((a, b) => within[b] - within[a] || a - b);
  const texts: string[] = [];
  const shared: (readonly number[])[] = [];
  for (const f of own.slice(0, 200)) {
    const { text, words } = traits.show(f - traits.content);
    if (text === '' || texts.some((t) => t.includes(text) || text.includes(t))) continue;
    texts.push(text);
    if (words.length > 0) shared.push(words);
    if (texts.length === 5) break;
  }
  return { traits: texts, shared };
}
