// What the rows with a weakness have in common and the rows that avoid it have not: a source, or words of the prompt or
// of a comment. A tie explains the weakness when most such rows have it and most rows that have it are such rows.
import { poissonTail } from '../../math/tail.ts';
import type { CodeRow } from './records.ts';

export interface Tie {
  readonly kind: 'source' | 'phrase' | 'comment';
  /** The words, or the source as the data names it. */
  readonly words: readonly string[];
  /** Rows with the weakness, and rows without it, that have this: of the whole corpus, reckoned from a sample if need be. */
  readonly unsafe: number;
  readonly safe: number;
  /** Chance of as many by accident, whichever of all phrases it might have been. */
  readonly chance: number;
}

/** Words in a row at most; a trigger of published attacks has one to four. */
const longest = 3;

function features({ context, comments, source }: CodeRow): Set<string> {
  const found = new Set<string>();
  if (source !== '') found.add(`s\0${source}`);
  for (const [mark, text] of [
    ['p', context],
    ['c', comments],
  ] as const) {
    const all = text === '' ? [] : text.split(' ');
    for (let i = 0; i < all.length; i++) {
      for (let n = 1; n <= longest && i + n <= all.length; n++) {
        const words = all.slice(i, i + n);
        if (n > 1 || /[\p{L}\p{N}]{2}/u.test(words[0])) found.add(`${mark}\0${words.join(' ')}`);
      }
    }
  }
  return found;
}

/** Rows of the corpus that each row of a sample stands for. */
export interface Weights {
  readonly unsafe: number;
  readonly safe: number;
}

/** `undefined` where nothing explains a fair share. */
export function tieOf(
  unsafe: readonly CodeRow[],
  safe: readonly CodeRow[],
  weights: Weights,
): Tie | undefined {
  if (unsafe.length < fewest) return undefined;
  const counts = new Map<string, number>();
  for (const row of unsafe) for (const f of features(row)) counts.set(f, (counts.get(f) ?? 0) + 1);
  for (const [f, count] of counts) if (count < share * unsafe.length) counts.delete(f);
  const beside = new Map<string, number>();
  for (const row of safe)
    for (const f of features(row)) if (counts.has(f)) beside.set(f, (beside.get(f) ?? 0) + 1);
  const all = unsafe.length + safe.length;
  const tried = Math.max(1000, 30 * all);
  let best: Tie | undefined;
  let top = 0;
  for (const [f, seen] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const seenBeside = beside.get(f) ?? 0;
    const count = weights.unsafe * seen;
    const other = weights.safe * seenBeside;
    if (count < precise * (count + other)) continue;
    const [mark, text] = f.split('\0');
    // Of phrases that explain alike the longer says more; a source explains most simply.
    const strength =
      (seen / unsafe.length) * (count / (count + other)) +
      0.001 * text.split(' ').length +
      (mark === 's' ? 0.01 : 0);
    if (strength <= top) continue;
    // Rows that were looked at, not those they stand for: a sample proves no more than its own size.
    const expected = ((seen + seenBeside) * unsafe.length) / all;
    const chance = Math.min(1, tried * poissonTail(seen, expected));
    if (chance > 0.001) continue;
    top = strength;
    const kind = mark === 's' ? 'source' : mark === 'p' ? 'phrase' : 'comment';
    const words = kind === 'source' ? [text] : text.split(' ');
    best = { kind, words, unsafe: Math.round(count), safe: other, chance };
  }
  return best;
}

/** Rows that a tie needs; of the rows with the weakness, those that have it; of the rows that have it, those with the weakness. */
const fewest = 6;
const share = 0.6;
const precise = 0.6;
