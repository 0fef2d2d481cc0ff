// Rows whose prompts are one task: the same but for numbers, and but for the words that fill a slot (names, rooms).
// Nobody says which words fill slots, so several readings are tried: none; words of few rows; one word or two, at the
// same place of otherwise equal prompts.
import { mix32 } from '../../math/hash.ts';
import { holderCounts } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { joinBySlot } from './slots.ts';
import type { Masked } from './masked.ts';

/** Words of a prompt that stand in fewer rows than this are hidden; `slots`: and one slot more is looked for. */
const readings = [
  { width: 0, slots: false },
  { width: 16, slots: true },
  { width: 48, slots: true },
  { width: 256, slots: false },
] as const;
/** Fewest words of a prompt that stay, and the share of its words: with less, unlike tasks read the same. */
const fewestWords = 3;
const leastShown = 0.6;
/** Most words hidden in a prompt, numbers aside: more are a text of their own under a common heading. */
const mostHidden = 6;
/** Stands for hidden words. */
const hiddenWord = -1;

/** Rows of each group, ascending; one list of groups for each reading that brings new ones. */
export type Groups = readonly Int32Array[];

/** Copies count as rows. `least`: fewest rows of a group. */
export function findGroups(rows: CompactRows, masked: Masked, least: number, seed: number): Groups[] {
  const holders = holderCounts(rows.context, rows.words.length);
  const prompt = new Int32Array(longestPrompt(rows));
  const known = new Set<number>();
  const found: Groups[] = [];
  for (const { width, slots } of readings) {
    const keys = new Float64Array(rows.count).fill(NaN);
    /** Words of the row's prompt in `prompt`, or 0 where too little of it is left. */
    const read = (row: number): number => readPrompt(rows, masked, holders, width, row, prompt);
    for (let row = 0; row < rows.count; row++) {
      const length = read(row);
      if (length > 0) keys[row] = keyOf(prompt, length, seed);
    }
    if (slots) joinBySlot(rows.count, keys, read, prompt, seed);
    const fresh = equalKeys(rows, keys, least).filter((list) => isNew(known, list));
    if (fresh.length > 0) found.push(fresh);
  }
  return found;
}

function longestPrompt({ context: { starts }, count }: CompactRows): number {
  let longest = 0;
  for (let row = 0; row < count; row++) longest = Math.max(longest, starts[row + 1] - starts[row]);
  return longest;
}

/** Writes a prompt with numbers and rare words hidden, neighbours as one; returns its length, 0 where too little is left. */
function readPrompt(
  { context: { starts, items } }: CompactRows,
  masked: Masked,
  holders: Int32Array,
  width: number,
  row: number,
  prompt: Int32Array,
): number {
  let length = 0;
  let shown = 0;
  let hidden = 0;
  for (let k = starts[row]; k < starts[row + 1]; k++) {
    const word = items[k];
    const number = masked.isNumber[word] === 1;
    const rare = !number && masked.isWord[word] === 1 && holders[word] < width;
    if (rare) hidden++;
    if (!number && !rare) {
      prompt[length++] = masked.of[word];
      if (masked.isWord[word] === 1) shown++;
    } else if (length === 0 || prompt[length - 1] !== hiddenWord) prompt[length++] = hiddenWord;
  }
  return shown < fewestWords || hidden > mostHidden || shown < leastShown * (shown + hidden) ? 0 : length;
}

function keyOf(prompt: Int32Array, length: number, seed: number): number {
  let a = seed;
  let b = ~seed;
  for (let k = 0; k < length; k++) {
    a = Math.imul(a ^ (prompt[k] + 2), 0x85ebca6b) ^ (a >>> 15);
    b = mix32(b ^ Math.imul(prompt[k] + 2, 0x27d4eb2f));
  }
  return (mix32(a) & 0x1fffff) * 2 ** 32 + b;
}

function equalKeys(rows: CompactRows, keys: Float64Array, least: number): Int32Array[] {
  const sorted = keys.slice().sort();
  const several = new Map<number, number[]>();
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) several.set(sorted[i], []);
  for (let row = 0; row < rows.count; row++) several.get(keys[row])?.push(row);
  // One text alone has one answer, so two at least, and with their copies enough.
  return [...several.values()]
    .filter((list) => list.reduce((sum, row) => sum + rows.places[row].length, 0) >= least)
    .map((list) => Int32Array.from(list));
}

function isNew(known: Set<number>, list: Int32Array): boolean {
  let a = 1;
  let b = list.length;
  for (const row of list) {
    a ^= mix32(row + 0x1234567);
    b = (b + mix32(row ^ 0x2c1b3c6d)) >>> 0;
  }
  const key = (a & 0x1fffff) * 2 ** 32 + b;
  if (known.has(key)) return false;
  known.add(key);
  return true;
}
