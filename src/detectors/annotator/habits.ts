// Habits that show without anybody to compare with: always one answer, always the longer of two. Batches may be dealt
// out by kind, so one answer alone says little; nobody is dealt pairs by length.
import type { Annotated } from './votes.ts';

export interface Habit {
  readonly who: number;
  readonly kind: 'one answer' | 'the longer answer' | 'the shorter answer';
  /** The answer, where it is one. */
  readonly answer: number;
  readonly times: number;
  readonly of: number;
  /** The share of the others' answers that are so. */
  readonly usual: number;
}

export const fewestRows = 50;
const always = 0.97;
/** Others do the same in no more than this share, or it is how things are. */
const notUsual = 0.6;

export function habits({ annotators, kind, said }: Annotated): Habit[] {
  const sum = (value: (a: Annotated['annotators'][number]) => number): number =>
    annotators.reduce((total, a) => total + value(a), 0);
  const rows = said.reduce((a, b) => a + b, 0);
  const unequal = sum((a) => a.unequal);
  const longer = sum((a) => a.longer);
  return annotators.flatMap((a, who): Habit[] => {
    if (kind === 'choice') {
      const others = unequal - a.unequal;
      if (a.unequal < fewestRows || others < fewestRows) return [];
      const share = (longer - a.longer) / others;
      const own = { who, answer: -1, of: a.unequal };
      if (a.longer >= always * a.unequal && share <= notUsual)
        return [{ ...own, kind: 'the longer answer', times: a.longer, usual: share }];
      if (a.longer <= (1 - always) * a.unequal && 1 - share <= notUsual)
        return [{ ...own, kind: 'the shorter answer', times: a.unequal - a.longer, usual: 1 - share }];
      return [];
    }
    const of = a.said.reduce((x, y) => x + y, 0);
    if (of < fewestRows || rows - of < fewestRows) return [];
    const answer = a.said.indexOf(Math.max(...a.said));
    const times = a.said[answer];
    const usual = (said[answer] - times) / (rows - of);
    return times >= always * of && usual <= notUsual
      ? [{ who, kind: 'one answer', answer, times, of, usual }]
      : [];
  });
}
