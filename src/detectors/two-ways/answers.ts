// The answers of a group of like prompts, written so that they can be compared: what is copied from a changing part
// of the prompt is named by that part, other numbers are hidden, and words that only few of them have are one word.
import { IntList } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Masked } from './masked.ts';

/** A word of the prompts that stands in less than this share of them is a part that changes. */
const changing = 0.6;
/** Parts that are told apart. */
const maxParts = 8;
/** A word stays itself when this many answers of the group hold it, and this share. */
const keptRows = 3;
const keptShare = 0.02;

export interface Alphabet {
  /** Masked words come first. */
  readonly part: number;
  readonly rare: number;
  readonly start: number;
  readonly end: number;
  /** Raw words, for numbers and rare words that may yet be the same across groups. */
  readonly raw: number;
  readonly size: number;
}

export function alphabet(rows: CompactRows, masked: Masked): Alphabet {
  const part = masked.names.length;
  const rare = part + maxParts;
  return { part, rare, start: rare + 1, end: rare + 2, raw: rare + 3, size: rare + 3 + rows.words.length };
}

export interface Reader {
  /** Prepares for the answers of a group. */
  enter(members: Int32Array): void;
  /** Appends the tokens of a row's answer, and to `extra` the raw words behind hidden ones. */
  read(row: number, tokens: IntList, extra: IntList): void;
}

export function answerReader(rows: CompactRows, masked: Masked, letters: Alphabet): Reader {
  const { context, answer } = rows;
  const words = rows.words.length;
  /** Last member that held the word, and members that did, of the present group. */
  const last = new Int32Array(words).fill(-1);
  const inPrompts = new Int32Array(words);
  const lastAnswer = new Int32Array(masked.names.length).fill(-1);
  const inAnswers = new Int32Array(masked.names.length);
  const touched = new IntList();
  const touchedAnswers = new IntList();
  /** Which changing part of the present row's prompt a word stands in. */
  const partOf = new Int32Array(words).fill(-1);
  let size = 0;
  let weight = 0;

  const changes = (word: number): boolean =>
    masked.isWord[word] === 1 && (masked.isNumber[word] === 1 || inPrompts[word] < changing * size);
  /** Between two numbers these make one number. */
  const joins = (items: Int32Array, k: number, from: number, to: number): boolean =>
    k > from &&
    k + 1 < to &&
    (rows.words[items[k]] === '.' || rows.words[items[k]] === ',') &&
    masked.isNumber[items[k - 1]] === 1 &&
    masked.isNumber[items[k + 1]] === 1;

  return {
    enter(members) {
      const seen = touched.take();
      for (const w of seen) {
        inPrompts[w] = 0;
        last[w] = -1;
      }
      touched.length = 0;
      const seenAnswers = touchedAnswers.take();
      for (const w of seenAnswers) {
        inAnswers[w] = 0;
        lastAnswer[w] = -1;
      }
      touchedAnswers.length = 0;
      size = members.length;
      weight = 0;
      for (const row of members) {
        const copies = rows.places[row].length;
        weight += copies;
        for (let k = context.starts[row]; k < context.starts[row + 1]; k++) {
          const w = context.items[k];
          if (last[w] === row) continue;
          if (last[w] < 0) touched.push(w);
          last[w] = row;
          inPrompts[w]++;
        }
        for (let k = answer.starts[row]; k < answer.starts[row + 1]; k++) {
          const w = masked.of[answer.items[k]];
          if (lastAnswer[w] === row) continue;
          if (lastAnswer[w] < 0) touchedAnswers.push(w);
          lastAnswer[w] = row;
          inAnswers[w] += copies;
        }
      }
    },
    read(row, tokens, extra) {
      let part = -1;
      let inside = false;
      const first = context.starts[row];
      const end = context.starts[row + 1];
      for (let k = first; k < end; k++) {
        const w = context.items[k];
        if (changes(w)) {
          if (!inside) part = Math.min(part + 1, maxParts - 1);
          inside = true;
          if (partOf[masked.plain[w]] < 0) partOf[masked.plain[w]] = part;
        } else if (!joins(context.items, k, first, end)) inside = false;
      }
      const kept = Math.max(keptRows, keptShare * weight);
      tokens.push(letters.start);
      let before = -1;
      for (let k = answer.starts[row]; k < answer.starts[row + 1]; k++) {
        const w = answer.items[k];
        if (joins(answer.items, k, answer.starts[row], answer.starts[row + 1])) continue;
        let token = letters.rare;
        const from = partOf[masked.plain[w]];
        if (from >= 0) token = letters.part + from;
        else if (inAnswers[masked.of[w]] >= kept) token = masked.of[w];
        if (from < 0 && (token === letters.rare || masked.isNumber[w] === 1)) extra.push(letters.raw + w);
        const repeats =
          token === before && (token === letters.rare || token === masked.number || token >= letters.part);
        if (!repeats) tokens.push(token);
        before = token;
      }
      tokens.push(letters.end);
      for (let k = first; k < end; k++) partOf[masked.plain[context.items[k]]] = -1;
    },
  };
}
