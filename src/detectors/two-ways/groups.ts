// Rows whose prompts are one task: the same but for numbers, and but for words that stand in few rows (names, rooms,
// amounts). Groups are made at several widths of "few", for a task may be told apart by a word as common as its slots.
import { mix32 } from '../../math/hash.ts';
import { holderCounts } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Masked } from './masked.ts';

/** Rows of a prompt's words are hidden below this many; 0: numbers alone are hidden. */
const widths = [0, 16, 64, 256];
/** Fewest words of a prompt that stay, and the share of its words: with less, unlike tasks read the same. */
const fewestWords = 3;
const leastShown = 0.6;
/** Most words hidden in a prompt, numbers aside: more are a text of their own under a common heading. */
const mostHidden = 6;

export interface Groups {
  readonly width: number;
  /** Rows of each group, ascending. */
  readonly members: readonly Int32Array[];
}

/** Copies count as rows. `least`: fewest rows of a group. */
export function findGroups(rows: CompactRows, masked: Masked, least: number, seed: number): Groups[] {
  const holders = holderCounts(rows.context, rows.words.length);
  const found: Groups[] = [];
  /** Group of each row at the last width, to leave out groups that do not change. */
  let before: Int32Array | undefined;
  for (const width of widths) {
    const keys = new Float64Array(rows.count);
    for (let row = 0; row < rows.count; row++) keys[row] = keyOf(rows, masked, holders, row, width, seed);
    const { members, groupOf } = equalKeys(rows, keys, least);
    const fresh = members.filter((list) => !before || !sameGroup(before, list));
    if (fresh.length > 0) found.push({ width, members: fresh });
    before = groupOf;
  }
  return found;
}

/** Hash of a prompt with numbers and rare words hidden; NaN where too little is left. */
function keyOf(
  { context: { starts, items } }: CompactRows,
  masked: Masked,
  holders: Int32Array,
  row: number,
  width: number,
  seed: number,
): number {
  let a = seed;
  let b = ~seed;
  let shown = 0;
  let hidden = 0;
  let inHidden = false;
  for (let k = starts[row]; k < starts[row + 1]; k++) {
    const word = items[k];
    const number = masked.isNumber[word] === 1;
    const rare = !number && masked.isWord[word] === 1 && holders[word] < width;
    if (number || rare) {
      if (rare) hidden++;
      if (inHidden) continue;
      inHidden = true;
      a = Math.imul(a ^ 0x51ed270b, 0x9e3779b1);
      b = mix32(b ^ 0x2545f491);
      continue;
    }
    inHidden = false;
    if (masked.isWord[word] === 1) shown++;
    a = Math.imul(a ^ (masked.of[word] + 1), 0x85ebca6b) ^ (a >>> 15);
    b = mix32(b ^ Math.imul(masked.of[word] + 1, 0x27d4eb2f));
  }
  if (shown < fewestWords || hidden > mostHidden || shown < leastShown * (shown + hidden)) return NaN;
  return (mix32(a) & 0x1fffff) * 2 ** 32 + b;
}

function equalKeys(rows: CompactRows, keys: Float64Array, least: number) {
  const sorted = keys.slice().sort();
  const several = new Map<number, number[]>();
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) several.set(sorted[i], []);
  const copied = (row: number): boolean => rows.places[row].length >= least;
  for (let row = 0; row < rows.count; row++) {
    if (several.has(keys[row])) several.get(keys[row])!.push(row);
    else if (copied(row) && !Number.isNaN(keys[row])) several.set(keys[row], [row]);
  }
  const groupOf = new Int32Array(rows.count).fill(-1);
  const members: Int32Array[] = [];
  for (const list of several.values()) {
    // One text alone has one answer.
    if (list.length < 2 || list.reduce((sum, row) => sum + rows.places[row].length, 0) < least) continue;
    for (const row of list) groupOf[row] = members.length;
    members.push(Int32Array.from(list));
  }
  return { members, groupOf };
}

/** A wider group holds the narrow ones whole, so a group all of whose rows were in one is that one. */
function sameGroup(before: Int32Array, list: Int32Array): boolean {
  const old = before[list[0]];
  return old >= 0 && list.every((row) => before[row] === old);
}
