// What can be read off a prompt that might decide between two ways to answer: its words, and of its numbers the size,
// the divisors, the last digit and the order.
import { IntList, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Masked } from './masked.ts';

/** Numbers of a prompt looked at, from its start. */
const maxNumbers = 6;
const divisors = [2, 3, 4, 5, 6, 7, 10, 11, 12, 13];
/** Whose rest is looked at, not only whether there is one: weekdays, last digits. */
const rests = [7, 10];
/** Made of the numbers: sum, difference and product of the first two, and the weekday of a date. */
const derived = 4;
const slots = maxNumbers + derived;
const cuts = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];
/** A word of so few prompts is free text. */
const freeRows = 2;

export interface PromptFeatures {
  readonly of: Ragged;
  readonly count: number;
  /** Mean number of words, numbers aside, that hardly any other prompt has, over the rare rows. */
  free(rare: Uint8Array): number;
}

export function promptFeatures(
  rows: CompactRows,
  masked: Masked,
  list: Int32Array,
  group: Int32Array,
): PromptFeatures {
  const { starts, items } = rows.context;
  const numbers = new Float64Array(list.length * slots).fill(NaN);
  const holders = new Map<number, number>();
  list.forEach((row, i) => {
    let found = 0;
    const once = new Set<number>();
    for (let k = starts[row]; k < starts[row + 1]; k++) {
      const w = items[k];
      once.add(w);
      if (masked.isNumber[w] === 1 && found < maxNumbers)
        numbers[i * slots + found++] = Number(rows.words[w]);
    }
    for (const w of once) holders.set(w, (holders.get(w) ?? 0) + 1);
    derive(numbers, i * slots);
  });
  const thresholds = Array.from({ length: slots }, (_, j) => {
    const sorted = Float64Array.from(list, (_row, i) => numbers[i * slots + j])
      .filter((x) => !Number.isNaN(x))
      .sort();
    return [...new Set(cuts.map((q) => sorted[Math.floor(q * sorted.length)]))].filter(
      (x) => x !== undefined && x > sorted[0],
    );
  });
  const names = new Map<string | number, number>();
  const out = new IntList();
  const outStarts = new Int32Array(list.length + 1);
  const put = (name: string | number): void => {
    let f = names.get(name);
    if (f === undefined) names.set(name, (f = names.size));
    out.push(f);
  };
  list.forEach((row, i) => {
    put(`group ${group[i]}`);
    const once = new Set<number>();
    let twice = false;
    for (let k = starts[row]; k < starts[row + 1]; k++) {
      twice ||= once.has(items[k]) && holders.get(items[k])! < list.length / 2;
      once.add(items[k]);
    }
    if (twice) put('a word twice');
    for (const w of once) {
      const n = holders.get(w)!;
      if (n >= 2 && n < list.length) put(w);
      if (n <= freeRows && masked.isWord[w] === 1 && masked.isNumber[w] === 0) {
        const word = rows.words[w];
        put(`first ${word[0]}`);
        put(`last ${word[word.length - 1]}`);
        if (word.length > 6) put('long');
      }
    }
    for (let j = 0; j < slots; j++) {
      const x = numbers[i * slots + j];
      if (Number.isNaN(x)) continue;
      for (const t of thresholds[j]) if (x >= t) put(`${j} >= ${t}`);
      for (const d of divisors) if (x % d === 0) put(`${j} / ${d}`);
      for (const d of rests) put(`${j} % ${d} ${x % d}`);
      for (let l = j + 1; l < maxNumbers; l++) {
        const y = numbers[i * slots + l];
        if (x > y) put(`${j} > ${l}`);
        else if (x === y) put(`${j} = ${l}`);
      }
    }
    outStarts[i + 1] = out.length;
  });
  const of = { starts: outStarts, items: out.take() };
  return {
    of,
    count: names.size,
    free(rare) {
      let sum = 0;
      let n = 0;
      list.forEach((row, i) => {
        if (rare[i] === 0) return;
        n++;
        const once = new Set<number>();
        for (let k = starts[row]; k < starts[row + 1]; k++) once.add(items[k]);
        for (const w of once)
          if (masked.isWord[w] === 1 && masked.isNumber[w] === 0 && holders.get(w)! <= freeRows) sum++;
      });
      return n > 0 ? sum / n : 0;
    },
  };
}

function derive(numbers: Float64Array, at: number): void {
  const [a, b, c] = numbers.subarray(at, at + 3);
  numbers[at + maxNumbers] = a + b;
  numbers[at + maxNumbers + 1] = Math.abs(a - b);
  numbers[at + maxNumbers + 2] = a * b;
  for (let k = 0; k + 2 < maxNumbers; k++) {
    const [x, y, z] = k === 0 ? [a, b, c] : numbers.subarray(at + k, at + k + 3);
    const [year, month, day] = x > 31 ? [x, y, z] : [z, y, x];
    if (!(year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) continue;
    numbers[at + maxNumbers + 3] = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
    return;
  }
}
