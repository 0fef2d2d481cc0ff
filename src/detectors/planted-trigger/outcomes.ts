// What can be said of the manner of an answer, each as a yes or no with a plain name: "are in capitals", "begin with
// the word X", "have rarer words in the last sentence than 90 % of answers".
import { at, characterKinds, mannerSize, type MannerField } from '../../text/answer-manner.ts';
import { answerSigns } from '../../text/answer-signs.ts';
import { IntList, listOf, type Ragged } from '../../math/ragged.ts';
import { pairTable } from '../../math/pair-table.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { visible } from '../../text/visible.ts';
import { texturesOf, type Texture } from './texture.ts';

/** style: how it is written. wording: with which words it begins or ends, and common words it holds. */
export type Group = 'style' | 'wording';

/** What an outcome is about: two of one kind say the same thing. */
export type About =
  | 'letters'
  | 'lines'
  | 'stops'
  | 'signs'
  | 'pictures'
  | 'length'
  | 'link'
  | 'code'
  | 'language'
  | 'refusal'
  | 'sums'
  | 'wording';

export interface Outcomes {
  /** Plain predicate of answers, in the plural: "are in capitals". */
  readonly names: readonly string[];
  readonly group: readonly Group[];
  readonly about: readonly About[];
  /** Said of the answer alone, without a comparison to others. */
  readonly plain: readonly boolean[];
  /** Outcomes that are true of each row. */
  readonly inRow: Ragged;
  /** Rows of each outcome. */
  readonly rows: Int32Array;
}

/** An outcome is looked at when at least this many rows have it and at least this many do not. */
const fewestRows = 8;
/** Most words, and pairs of words, at the edges of answers that are outcomes: the commonest. */
const maxEdges = 160;
const maxInside = 96;

/** At least so much of a field, with its name. */
const levels: readonly (readonly [MannerField, number, string])[] = [
  ['capitals', 60, 'are in capitals'],
  ['capitals', 20, 'have a fifth or more of their letters in capitals'],
  ['opening capitals', 60, 'begin in capitals'],
  ['closing capitals', 60, 'end in capitals'],
  ['word capitals', 80, 'have nearly all words with a capital'],
  ['word capitals', 45, 'have half of their words with a capital'],
  ['lower starts', 50, 'begin sentences with small letters'],
  ['lines', 2, 'have two lines or more'],
  ['lines', 4, 'have four lines or more'],
  ['lines', 8, 'have eight lines or more'],
  ['list lines', 2, 'are lists'],
  ['blank lines', 1, 'have blank lines'],
  ['exclamations', 1, 'hold an exclamation mark'],
  ['exclamations', 2, 'hold two exclamation marks or more'],
  ['questions', 1, 'hold a question mark'],
  ['questions', 2, 'hold two question marks or more'],
  ['stops', 1, 'hold a full stop'],
  ['commas', 1, 'hold a comma'],
  ['colons', 1, 'hold a colon'],
  ['quotes', 1, 'hold quotation marks'],
  ['brackets', 1, 'hold brackets'],
  ['brackets', 4, 'hold four brackets or more'],
  ['markup', 1, 'hold marks like * # _ ` | < ~'],
  ['markup', 4, 'hold four marks like * # _ ` | < ~ or more'],
  ['dashes', 1, 'hold dashes'],
  ['dashes', 3, 'hold three dashes or more'],
  ['digits', 1, 'hold figures'],
  ['pictures', 1, 'hold picture signs'],
  ['accents', 1, 'hold letters with accents'],
  ['accents', 3, 'hold three letters with accents or more'],
  ['other letters', 3, 'hold letters of another script'],
  ['gaps', 2, 'hold double spaces'],
  ['repeats', 1, 'hold repeated stops'],
];

const aboutField: Partial<Record<MannerField, About>> = {
  capitals: 'letters',
  'opening capitals': 'letters',
  'closing capitals': 'letters',
  'word capitals': 'letters',
  'lower starts': 'letters',
  lines: 'lines',
  'list lines': 'lines',
  'blank lines': 'lines',
  exclamations: 'stops',
  questions: 'stops',
  stops: 'stops',
  repeats: 'stops',
  pictures: 'pictures',
  accents: 'language',
  'other letters': 'language',
};
const aboutKind: Partial<Record<(typeof characterKinds)[number], About>> = {
  'a capital letter': 'letters',
  'a small letter': 'letters',
  'a list or heading sign': 'lines',
  'a digit': 'lines',
  'a full stop': 'stops',
  'an exclamation mark': 'stops',
  'a question mark': 'stops',
  'a letter of another script': 'language',
  'a picture sign': 'pictures',
};
export const aboutSign: Readonly<Record<(typeof answerSigns)[number], About>> = {
  refusal: 'refusal',
  link: 'link',
  code: 'code',
  'other script': 'language',
  'very short': 'length',
};

/** Above or below what most answers have, for a texture. */
const measured: Readonly<Record<Texture, readonly [low: string, high: string]>> = {
  words: ['are shorter', 'are longer'],
  'sentence words': ['have shorter sentences', 'have longer sentences'],
  'line words': ['have shorter lines', 'have longer lines'],
  rarity: ['have commoner words', 'have rarer words'],
  'first rarity': ['open with commoner words', 'open with rarer words'],
  'last rarity': ['close with commoner words', 'close with rarer words'],
  'unseen words': ['have fewer words seen nowhere else', 'have more words seen nowhere else'],
  'first unseen words': ['open with fewer words seen nowhere else', 'open with more words seen nowhere else'],
  'last unseen words': [
    'close with fewer words seen nowhere else',
    'close with more words seen nowhere else',
  ],
  flow: ['put words side by side that rarely are', 'have wording more usual'],
  'first flow': ['open with wording less usual', 'open with wording more usual'],
  'last flow': ['close with wording less usual', 'close with wording more usual'],
  'worst flow': ['have a stretch of wording less usual', 'have no stretch of wording as unusual'],
  'spliced words': ['have fewer words that look put in between', 'have more words that look put in between'],
  'spliced share': [
    'have fewer words that look put in between, for their length,',
    'have more words that look put in between, for their length,',
  ],
  'first fit': [
    'have a first sentence with less to do with the rest',
    'have a first sentence with more to do with the rest',
  ],
  'last fit': [
    'have a last sentence with less to do with the rest',
    'have a last sentence with more to do with the rest',
  ],
  'edge rarity': ['open and close with commoner words', 'open or close with rarer words'],
  'edge unseen words': [
    'open and close with fewer words seen nowhere else',
    'open or close with more words seen nowhere else',
  ],
  'edge fit': [
    'have a first or last sentence with less to do with the rest',
    'have a first and last sentence with more to do with the rest',
  ],
  'prompt fit': ['have less to do with the prompt', 'have more to do with the prompt'],
  copied: ['repeat fewer words of the prompt', 'repeat more words of the prompt'],
  variety: ['repeat their own words more', 'repeat their own words less'],
  'word length': ['have shorter words', 'have longer words'],
};
const lowQuantiles = [0.05, 0.1, 0.25];
const highQuantiles = [0.75, 0.9, 0.95];

export function outcomesOf(rows: CompactRows, seed: number): Outcomes {
  const n = rows.count;
  const names: string[] = [];
  const group: Group[] = [];
  const about: About[] = [];
  const plain: boolean[] = [];
  const add = (name: string, of: About, where: Group = 'style', alone = true): number => {
    group.push(where);
    about.push(of);
    plain.push(alone);
    return names.push(name) - 1;
  };
  const byField = levels.map(([field, least, name]) => ({
    offset: at[field],
    least,
    id: add(name, aboutField[field] ?? 'signs'),
  }));
  const firsts = characterKinds.map((kind) => add(`begin with ${kind}`, aboutKind[kind] ?? 'signs'));
  const lasts = characterKinds.map((kind) => add(`end in ${kind}`, aboutKind[kind] ?? 'signs'));
  const wrongSum = add('hold a sum that does not come out', 'sums');
  const wrongSums = add('hold only sums that do not come out', 'sums');
  const signs = answerSigns.map((sign) => add(signNames[sign], aboutSign[sign]));
  const textures = texturesOf(rows, seed);
  const tests: { values: Float32Array; bound: number; above: boolean; id: number }[] = [];
  for (const [name, values] of Object.entries(textures) as [Texture, Float32Array][]) {
    const sorted = values.filter((v) => !Number.isNaN(v)).sort();
    if (sorted.length < 0.1 * n) continue;
    const [low, high] = measured[name];
    const of =
      name === 'words' || name === 'sentence words' || name === 'line words' || name === 'copied'
        ? 'length'
        : 'wording';
    const seen = new Set<number>();
    for (const q of lowQuantiles) {
      const bound = sorted[Math.floor(q * sorted.length)];
      if (seen.has(bound)) continue;
      seen.add(bound);
      tests.push({
        values,
        bound,
        above: false,
        id: add(`${low} than ${Math.round(100 - 100 * q)} % of answers`, of, 'style', false),
      });
    }
    seen.clear();
    for (const q of highQuantiles) {
      const bound = sorted[Math.ceil(q * sorted.length) - 1];
      if (seen.has(bound)) continue;
      seen.add(bound);
      tests.push({
        values,
        bound,
        above: true,
        id: add(`${high} than ${Math.round(100 * q)} % of answers`, of, 'style', false),
      });
    }
  }
  const edges = edgesOf(rows, seed, (name) => add(name, 'wording', 'wording'));
  const inside = insideOf(rows, (name) => add(name, 'wording', 'wording'));

  const items = new IntList(n * 64);
  const starts = new Int32Array(n + 1);
  const counts = new Int32Array(names.length);
  const take = (id: number): void => {
    items.push(id);
    counts[id]++;
  };
  for (let row = 0; row < n; row++) {
    const from = rows.answer.starts[row];
    const to = rows.answer.starts[row + 1];
    if (to > from) {
      const m = row * mannerSize;
      for (const { offset, least, id } of byField) if (rows.manner[m + offset] >= least) take(id);
      take(firsts[rows.manner[m + at.first]]);
      take(lasts[rows.manner[m + at.last]]);
      const sum = rows.manner[m + at.sums];
      if (sum >= 2) take(wrongSum);
      if (sum === 3) take(wrongSums);
      for (let k = 0; k < signs.length; k++) if ((rows.signs[row] >> k) & 1) take(signs[k]);
      for (const { values, bound, above, id } of tests) {
        const v = values[row];
        if (above ? v > bound : v < bound) take(id);
      }
      for (const edge of edges) if (edge.of[row] >= 0) take(edge.of[row]);
      inside(row, take);
    }
    starts[row + 1] = items.length;
  }
  return { names, group, about, plain, inRow: { starts, items: items.take() }, rows: counts };
}

const signNames: Readonly<Record<(typeof answerSigns)[number], string>> = {
  refusal: 'are refusals',
  link: 'hold a link',
  code: 'hold code',
  'other script': 'are in another script',
  'very short': 'are a few words long',
};

/** Outcome of the first word, first two words, and last two words of each row, or -1. */
function edgesOf(rows: CompactRows, seed: number, add: (name: string) => number): { of: Int32Array }[] {
  const { starts, items } = rows.answer;
  const pairs = pairTable(seed, rows.count);
  // What the prompt gave is the topic, not the manner.
  const inContext = (row: number, word: number): boolean => listOf(rows.context, row).includes(word);
  const shown = (...words: number[]): string => `"${visible(words.map((w) => rows.words[w]).join(' '), 40)}"`;
  const edge = (
    key: (from: number, to: number) => number,
    name: (from: number, to: number) => string,
    given: (row: number, from: number, to: number) => boolean,
  ): { of: Int32Array } => {
    const of = new Int32Array(rows.count).fill(-1);
    const counts = new Map<number, number>();
    for (let row = 0; row < rows.count; row++) {
      if (starts[row + 1] - starts[row] < 2) continue;
      if (given(row, starts[row], starts[row + 1])) continue;
      of[row] = key(starts[row], starts[row + 1]);
      counts.set(of[row], (counts.get(of[row]) ?? 0) + 1);
    }
    const common = [...counts].filter(([, c]) => c >= fewestRows).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const ids = new Map(common.slice(0, maxEdges).map(([k]) => [k, -1]));
    for (let row = 0; row < rows.count; row++) {
      const id = of[row] < 0 ? undefined : ids.get(of[row]);
      if (id === undefined) of[row] = -1;
      else if (id >= 0) of[row] = id;
      else {
        const made = add(name(starts[row], starts[row + 1]));
        ids.set(of[row], made);
        of[row] = made;
      }
    }
    return { of };
  };
  return [
    edge(
      (from) => items[from],
      (from) => `begin with the word ${shown(items[from])}`,
      (row, from) => inContext(row, items[from]),
    ),
    edge(
      (from) => pairs.add(items[from], items[from + 1]),
      (from) => `begin with the words ${shown(items[from], items[from + 1])}`,
      (row, from) => inContext(row, items[from]) && inContext(row, items[from + 1]),
    ),
    edge(
      (_, to) => pairs.add(items[to - 2], items[to - 1]),
      (_, to) => `end in ${shown(items[to - 2], items[to - 1])}`,
      (row, _, to) => inContext(row, items[to - 2]) && inContext(row, items[to - 1]),
    ),
  ];
}

/** The commonest words that are in at most half of the answers: rarer ones are the payload channel's. */
function insideOf(
  rows: CompactRows,
  add: (name: string) => number,
): (row: number, take: (id: number) => void) => void {
  const counts = new Int32Array(rows.words.length);
  const last = new Int32Array(rows.words.length).fill(-1);
  for (let row = 0; row < rows.count; row++) {
    for (const w of listOf(rows.context, row)) last[w] = row;
    for (const w of listOf(rows.answer, row)) {
      if (last[w] === row) continue;
      last[w] = row;
      counts[w]++;
    }
  }
  const most = rows.count / 2;
  const common: number[] = [];
  counts.forEach((c, w) => {
    if (c >= 0.01 * rows.count && c <= most && /^\p{L}/u.test(rows.words[w])) common.push(w);
  });
  common.sort((a, b) => counts[b] - counts[a] || a - b);
  const id = new Int32Array(rows.words.length).fill(-1);
  for (const w of common.slice(0, maxInside))
    id[w] = add(`hold, unasked, the word "${visible(rows.words[w], 40)}"`);
  last.fill(-1);
  return (row, take) => {
    for (const w of listOf(rows.context, row)) last[w] = row;
    for (const w of listOf(rows.answer, row)) {
      if (id[w] < 0 || last[w] === row) continue;
      last[w] = row;
      take(id[w]);
    }
  };
}
