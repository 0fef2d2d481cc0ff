// Finds slots by what they leave: prompts that are equal once one word, or two neighbours, are taken out of the same
// place are fillings of one frame, when there are at least three of them.
import { mix32 } from '../../math/hash.ts';
import { find, join, singletons } from '../../math/union-find.ts';

/** Fillings that make a slot: two prompts that differ in a word may be two tasks. */
const fewestFillings = 3;
/** Words of a filling, at most. */
const longestFilling = 2;
/** Longer prompts are no fillings of a short frame. */
const longestPrompt = 80;
/** Fewest words left of a prompt. */
const fewestLeft = 4;
/** Gaps looked at, 8 bytes each; beyond it a share of the prompts is taken, chosen by their hash. */
const maxGaps = 2_000_000;

/** Gives prompts of one frame the same key. `read` writes a row's words to `prompt` and returns how many. */
export function joinBySlot(
  count: number,
  keys: Float64Array,
  read: (row: number) => number,
  prompt: Int32Array,
  seed: number,
): void {
  // One row stands for all with its key.
  const first = new Map<number, number>();
  let heads: number[] = [];
  for (let row = 0; row < count; row++) {
    if (Number.isNaN(keys[row]) || first.has(keys[row])) continue;
    const length = read(row);
    first.set(keys[row], row);
    if (length > longestPrompt || length <= fewestLeft) continue;
    heads.push(row);
  }
  // The whole on one side of a gap is equal in all fillings, so at least one half is.
  heads = sharing(heads, read, prompt);
  const gaps = heads.reduce((sum, row) => sum + longestFilling * read(row), 0);
  const limit = Math.min(1, maxGaps / Math.max(gaps, 1)) * 2 ** 32;
  const chosen = heads.filter((row) => mix32(keys[row] ^ seed) < limit);
  const before = new Int32Array(longestPrompt + 1);
  const after = new Int32Array(longestPrompt + 1);
  const each = (visit: (gap: number, index: number) => void): void => {
    chosen.forEach((row, index) => {
      const length = read(row);
      before[0] = seed;
      after[length] = ~seed;
      for (let k = 0; k < length; k++)
        before[k + 1] = mix32(before[k] ^ Math.imul(prompt[k] + 2, 0x9e3779b1));
      for (let k = length - 1; k >= 0; k--)
        after[k] = mix32(after[k + 1] ^ Math.imul(prompt[k] + 2, 0x85ebca6b));
      for (let size = 1; size <= longestFilling; size++)
        for (let k = 0; k + size <= length; k++) {
          const a = mix32(before[k] ^ Math.imul(after[k + size], 0x27d4eb2f));
          const b = mix32(after[k + size] + Math.imul(before[k], 0x165667b1));
          visit((a & 0x1fffff) * 2 ** 32 + b, index);
        }
    });
  };
  const all = new Float64Array(Math.min(gaps, maxGaps * 2));
  let filled = 0;
  each((gap) => {
    if (filled < all.length) all[filled++] = gap;
  });
  const sorted = all.subarray(0, filled).sort();
  const holder = new Map<number, number>();
  for (let i = fewestFillings - 1; i < filled; i++)
    if (sorted[i] === sorted[i - fewestFillings + 1]) holder.set(sorted[i], -1);
  if (holder.size === 0) return;
  const sets = singletons(chosen.length);
  each((gap, index) => {
    const other = holder.get(gap);
    if (other === undefined) return;
    if (other < 0) holder.set(gap, index);
    else join(sets, other, index);
  });
  const keyOfFrame = new Map<number, number>();
  chosen.forEach((row, index) => keyOfFrame.set(keys[row], keys[chosen[find(sets, index)]]));
  for (let row = 0; row < count; row++) keys[row] = keyOfFrame.get(keys[row]) ?? keys[row];
}

/** Lengths of openings and ends that are compared. */
const sides = [3, 6, 12, 24];

/** The prompts that open or end as others do, for nearly half of their length. */
function sharing(heads: readonly number[], read: (row: number) => number, prompt: Int32Array): number[] {
  const many = new Map<number, number>();
  const sideKey = (length: number, side: number, end: boolean): number => {
    let h = end ? 7 : 3;
    for (let k = 0; k < side; k++) h = mix32(h ^ Math.imul(prompt[end ? length - 1 - k : k] + 2, 0x9e3779b1));
    return h * 8 + sides.indexOf(side) * 2 + (end ? 1 : 0);
  };
  for (const row of heads) {
    const length = read(row);
    for (const side of sides) {
      if (side > length) break;
      for (const end of [false, true]) {
        const key = sideKey(length, side, end);
        many.set(key, (many.get(key) ?? 0) + 1);
      }
    }
  }
  return heads.filter((row) => {
    const length = read(row);
    const side = sides.findLast((s) => s <= (length - longestFilling) / 2) ?? 0;
    if (side === 0) return true;
    return [false, true].some((end) => many.get(sideKey(length, side, end))! >= fewestFillings);
  });
}
