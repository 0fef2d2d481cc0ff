// Learns from a sample of rows what is ordinary in the corpus.
import { factor, substitute } from '../../../math/cholesky.ts';
import { characterKinds, at as mannerAt, mannerSize } from '../../../text/answer-manner.ts';
import { answerSigns } from '../../../text/answer-signs.ts';
import { learnClasses } from './classes.ts';
import { factsOf, measures, printOf } from './print.ts';
import {
  contextSize,
  factWords,
  firstSlot,
  mostFacts,
  mostRows,
  numbersSize,
  openingSize,
  projected,
  slotSize,
  unit,
  weightUnit,
  width,
  wordSize,
  type Fact,
  type Model,
  type WordWeights,
} from './model.ts';
import { countPhrases } from './phrase-keys.ts';
import type { Reading } from './reading.ts';

/** A row of the sample: all that a reading has. */
export interface SampledRow {
  /** Hash of its content. */
  readonly hash: number;
  readonly context: Int32Array<ArrayBuffer>;
  readonly answer: Int32Array<ArrayBuffer>;
  readonly manner: Uint8Array;
  readonly signs: number;
  readonly label: string | undefined;
}

/** A word of fewer rows has no weight of its own. */
const fewest = 3;
/** A fact that more answers than this show is not unusual. */
const unusual = 0.08;
/** What holds the weights of a context back, in rows. */
const penalty = 20;

/**
 * `part`: share of the corpus's rows that the sample is; of rows, those are screened whose hash is a multiple of 2 ** `level`.
 */
export function learn(rows: readonly SampledRow[], part: number, level: number): Model {
  const words = weigh(rows);
  const phrases = {
    counts: countPhrases(rows.map(({ context }) => context)),
    most: Math.min(200, Math.max(3, Math.ceil(1.5 * mostRows * part))),
    few: Math.min(100, Math.max(1, Math.floor(0.04 * mostRows * part))),
  };
  const n = rows.length;
  const numbers = new Int8Array(n * numbersSize);
  const measured = new Float32Array(n * measures);
  rows.forEach((row, i) => {
    const reading = readingOf(row);
    printOf(reading, words, numbers, i * numbersSize, measured.subarray(i * measures, (i + 1) * measures));
  });
  const classes = learnClasses(rows, words.table);
  // Rows of labels have no answers to measure.
  const facts = classes ? [] : unusualFacts(measured, n);
  const factCount = facts.length + (classes?.labels.length ?? 0);
  const bits = new Int32Array(n * factWords);
  rows.forEach((row, i) => {
    const measure = measured.subarray(i * measures, (i + 1) * measures);
    factsOf({ facts, classes, words }, readingOf(row), measure, bits, i * factWords);
  });
  const expected = expectations(numbers, bits, n, factCount);
  return { level, words, phrases, facts, classes, factCount, ...expected };
}

const readingOf = ({ context, answer, manner, signs, label }: SampledRow): Reading => ({
  context: { items: context, length: context.length },
  answer: { items: answer, length: answer.length },
  manner,
  signs,
  label,
  cost: 0,
});

/** The logarithm of how rare each word is, among contexts and among answers. */
function weigh(rows: readonly SampledRow[]): WordWeights {
  const counts = new Map<number, [context: number, answer: number]>();
  for (const row of rows) {
    [row.context, row.answer].forEach((list, side) => {
      for (const word of new Set(list)) {
        const known = counts.get(word);
        if (known) known[side]++;
        else counts.set(word, side === 0 ? [1, 0] : [0, 1]);
      }
    });
  }
  const known = [...counts]
    .filter(([word, [a, b]]) => word !== 0 && a + b >= fewest)
    .sort(([a], [b]) => a - b);
  const size = 2 ** Math.ceil(Math.log2(2 * known.length + 2));
  const table = new Int32Array(size * slotSize);
  const n = rows.length;
  for (const [word, [a, b]] of known) {
    let slot = firstSlot(word, size - 1);
    while (table[slotSize * slot] !== 0) slot = (slot + 1) & (size - 1);
    table[slotSize * slot] = word;
    table[slotSize * slot + 1] = a > 0 && a <= n / 2 ? Math.round(Math.log(n / a) / weightUnit) : 0;
    table[slotSize * slot + 2] = Math.round(Math.log(n / (b + 1)) / weightUnit);
  }
  return { table, unknown: Math.log(Math.max(2, n)) };
}

function unusualFacts(measured: Float32Array, n: number): Fact[] {
  const facts: Fact[] = [];
  const kinds: readonly number[] = [mannerAt.first, mannerAt.last];
  for (let number = measures - 1; number >= 0; number--) {
    const column = Float32Array.from({ length: n }, (_, i) => measured[i * measures + number]).sort();
    const share = (is: (x: number) => boolean): number => column.filter(is).length / n;
    if (kinds.includes(number)) {
      for (let kind = 1; kind < characterKinds.length; kind++)
        if (share((x) => x === kind) <= unusual) facts.push({ number, is: 'equal', bound: kind });
      continue;
    }
    const sign = number >= mannerSize && number < mannerSize + answerSigns.length;
    if (sign) {
      if (share((x) => x === 1) <= 2 * unusual) facts.push({ number, is: 'equal', bound: 1 });
      continue;
    }
    // The least value that few answers reach; where even the largest is common, one beyond it.
    const high = column[Math.floor((1 - unusual) * (n - 1))];
    const above = column.find((x) => x > high);
    facts.push({ number, is: 'most', bound: above ?? high + 1 });
    const low = column[Math.ceil(unusual * (n - 1))];
    const below = column.findLast((x) => x < low);
    if (below !== undefined) facts.push({ number, is: 'least', bound: below });
  }
  return facts.slice(0, mostFacts);
}

function expectations(numbers: Int8Array, bits: Int32Array, n: number, facts: number) {
  const outcomes = wordSize + openingSize + facts;
  const gram = new Float64Array(width * width);
  const sums = new Float64Array(outcomes * width);
  const own = new Float64Array(width);
  const scale = Math.sqrt(projected) / unit;
  const design = (row: number): void => {
    for (let j = 0; j < contextSize; j++) own[j] = numbers[row * numbersSize + j] * scale;
    own[contextSize] = 1;
  };
  const outcome = (row: number, k: number): number => {
    const fact = k - wordSize - openingSize;
    if (fact < 0) return numbers[row * numbersSize + contextSize + k] / unit;
    return (bits[row * factWords + (fact >> 5)] >>> (fact & 31)) & 1;
  };
  for (let row = 0; row < n; row++) {
    design(row);
    for (let i = 0; i < width; i++)
      for (let j = 0, o = i * width; j <= i; j++) gram[o + j] += own[i] * own[j];
    for (let k = 0; k < outcomes; k++) {
      const y = outcome(row, k);
      if (y !== 0) for (let j = 0, o = k * width; j < width; j++) sums[o + j] += y * own[j];
    }
  }
  for (let i = 0; i < width; i++) gram[i * width + i] += penalty;
  factor(gram, width);
  for (let k = 0; k < outcomes; k++) substitute(gram, width, sums, k * width);

  const mean = new Float32Array(projected);
  for (let row = 0; row < n; row++)
    for (let j = 0; j < projected; j++) mean[j] += numbers[row * numbersSize + j] / unit / n;
  let spread = 0;
  const left = [0, 0];
  for (let row = 0; row < n; row++) {
    design(row);
    for (let j = 0; j < projected; j++) spread += (numbers[row * numbersSize + j] / unit - mean[j]) ** 2 / n;
    for (let k = 0; k < wordSize + openingSize; k++) {
      let expected = 0;
      for (let j = 0, o = k * width; j < width; j++) expected += sums[o + j] * own[j];
      left[k < wordSize ? 0 : 1] += (outcome(row, k) - expected) ** 2 / n;
    }
  }
  // Sums of whole numbers are what is multiplied later.
  const expects = Float32Array.from(sums, (w, i) => (i % width < contextSize ? w * scale : w));
  return { expects, mean, spread, wordSpread: left[0], openingSpread: left[1] };
}
