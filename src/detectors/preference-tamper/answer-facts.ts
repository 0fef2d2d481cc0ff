// What can be measured of an answer beside its words: how long it is, whether it goes with its prompt, uses the prompt's
// numbers, comes to a stop, refuses, and whether its sums come out. From words alone, so that both answers of a pair are
// measured alike.
import { holderCounts, listOf, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { signsOf } from '../../text/answer-signs.ts';
import { sumsOf } from '../../text/sums.ts';
import { written } from '../../text/words.ts';

export const answerFacts = [
  'length',
  'prompt words',
  'words from the prompt',
  'prompt covered',
  'opening from the prompt',
  'prompt numbers used',
  'numbers from nowhere',
  'numbers used again',
  'sums that come out',
  'ends with a stop',
  'refusal',
  'variety',
  'rarity',
  'figures',
  'lists and marks',
] as const;
export type AnswerFact = (typeof answerFacts)[number];
export const factCount = answerFacts.length;
export const factAt = Object.fromEntries(answerFacts.map((name, i) => [name, i])) as Record<
  AnswerFact,
  number
>;

const openingWords = 25;
/** Words in which a refusal is looked for. */
const refusalWords = 24;
/** Words read for sums. */
const sumWords = 400;

/** What words are, looked up once for each of them. */
export interface Lexicon {
  readonly rarity: Float32Array;
  /** 1: a number. 2: a stop that may end an answer. 3: a mark of lists and headings. 0: another word. */
  readonly kind: Uint8Array;
}

export function lexiconOf(rows: CompactRows): Lexicon {
  const df = holderCounts(rows.context, rows.words.length);
  const inAnswers = holderCounts(rows.answer, rows.words.length);
  const rarity = Float32Array.from(df, (n, w) => Math.log((rows.count + 1) / (n + inAnswers[w] / 2 + 1)));
  for (let w = 0; w < rarity.length; w++) rarity[w] = Math.max(0, rarity[w]);
  const kind = Uint8Array.from(rows.words, (word) =>
    /^\d/.test(word) ? 1 : /^[.!?。！？…)"”’'`}\]>]$/u.test(word) ? 2 : /^[*#•|]$/u.test(word) ? 3 : 0,
  );
  return { rarity, kind };
}

/** `factCount` numbers for the answers of `side`. */
export function factsOf(rows: CompactRows, side: Ragged, { rarity, kind }: Lexicon): Float32Array {
  const facts = new Float32Array(rows.count * factCount);
  const inPrompt = new Int32Array(rows.words.length).fill(-1);
  const seen = new Int32Array(rows.words.length).fill(-1);
  const equals = rows.words.indexOf('=');
  for (let row = 0; row < rows.count; row++) {
    let promptSquare = 0;
    let promptNumbers = 0;
    let promptWeight = 0;
    for (const w of listOf(rows.context, row)) {
      if (inPrompt[w] === row) continue;
      inPrompt[w] = row;
      promptSquare += rarity[w] ** 2;
      promptWeight += rarity[w];
      if (kind[w] === 1) promptNumbers++;
    }
    const said = listOf(side, row);
    let square = 0;
    let shared = 0;
    let weight = 0;
    let sharedWeight = 0;
    let distinct = 0;
    let used = 0;
    let opening = 0;
    let figures = 0;
    let nowhere = 0;
    let again = 0;
    let marks = 0;
    for (let p = 0; p < said.length; p++) {
      const w = said[p];
      if (kind[w] === 3) marks++;
      const given = inPrompt[w] === row;
      if (kind[w] === 1) {
        figures++;
        if (given || seen[w] === row) again++;
        else if (p === 0 || said[p - 1] !== equals) nowhere++;
      }
      if (seen[w] === row) continue;
      seen[w] = row;
      distinct++;
      square += rarity[w] ** 2;
      weight += rarity[w];
      if (!given) continue;
      shared += rarity[w] ** 2;
      sharedWeight += rarity[w];
      if (p < openingWords) opening += rarity[w];
      if (kind[w] === 1) used++;
    }
    const n = said.length;
    const text = written([...said.subarray(0, refusalWords)].map((w) => rows.words[w]));
    const at = row * factCount;
    facts[at] = Math.log2(1 + n);
    facts[at + 1] = shared / Math.sqrt(square * promptSquare + 1);
    facts[at + 2] = sharedWeight / (weight + 4);
    facts[at + 3] = sharedWeight / (promptWeight + 4);
    facts[at + 4] = opening / (promptWeight + 4);
    facts[at + 5] = used / (promptNumbers + 1);
    facts[at + 6] = Math.log2(1 + nowhere);
    facts[at + 7] = again / (figures + 1);
    facts[at + 8] = equals < 0 ? 0 : sums(rows, said, equals);
    facts[at + 9] = n > 0 && kind[said[n - 1]] === 2 ? 1 : 0;
    facts[at + 10] = signsOf(text, n) & 1;
    facts[at + 11] = distinct / Math.sqrt(n + 1);
    facts[at + 12] = weight / (distinct + 2);
    facts[at + 13] = Math.log2(1 + figures);
    facts[at + 14] = Math.log2(1 + marks);
  }
  return facts;
}

const ofSums = [0, 1, -1, -1.5];

function sums({ words }: CompactRows, said: Int32Array, equals: number): number {
  if (!said.includes(equals)) return 0;
  let text = '';
  let before = '';
  for (const w of said.subarray(0, sumWords)) {
    const word = words[w];
    const digit = /^\d/.test(word);
    // 3 . 5 is the number 3.5 and 1 , 000 is 1,000.
    const glued = (digit && /\d[.,]$/.test(text)) || ((word === '.' || word === ',') && /^\d/.test(before));
    text += glued ? word : ` ${word}`;
    before = word;
  }
  return ofSums[sumsOf(text)];
}
