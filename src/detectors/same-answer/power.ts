// What would have been found of one fixed answer in rows that have nothing else in common: rows of this corpus are drawn as if
// they had it, and their prompts held against the bar of a low finding. Without a phrase to explain it, it is no more.
import type { Power } from '../../finding.ts';
import { random } from '../../math/random.ts';
import { listOf } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { asked, mostGroups, remainders, type Analysis } from './analyse.ts';
import { bars, type Graded } from './grade.ts';
import { indexPrompts, meanCosine } from './prompts.ts';

const sizes = [8, 10, 15, 20, 50];
const draws = 60;
/** So many draws without a miss say no more than this (rule of three). */
const surest = 1 - 3 / draws;

export function powerOf(
  rows: CompactRows,
  { measured }: Analysis,
  told: readonly Graded[],
  shown: number,
  seed: number,
): Power[] {
  const prompts = indexPrompts(rows);
  const next = random(seed + 11);
  // Of more repeated answers than are measured, or told, the largest come first.
  const lows = told.filter(({ grade }) => grade === 'low');
  const larger = Math.max(
    measured.length < mostGroups ? 0 : measured[mostGroups - 1].rows.length,
    shown === 0 ? Infinity : lows.length < shown ? 0 : lows[shown - 1].m.rows.length,
  );
  const points = sizes.map((n) => {
    const drawn = Array.from({ length: draws }, () => {
      const sample = Array.from({ length: Math.min(n, asked) }, () => Math.floor(next() * rows.count));
      const likeness = meanCosine(
        sample.map((row) => listOf(prompts.words, row)),
        prompts,
      );
      const rest = remainders(rows, sample, new Map());
      return { likeness, remaining: rest.reduce((sum, words) => sum + words.length, 0) / rest.length };
    });
    const usual = drawn.reduce((sum, { likeness }) => sum + likeness, 0) / draws;
    const found = drawn.filter(
      ({ likeness, remaining }) => likeness - usual <= bars.low.likeness && remaining >= bars.low.remaining,
    ).length;
    const rowsOfCorpus = Math.round(n / rows.share);
    return { rows: rowsOfCorpus, chance: n > larger ? Math.min(surest, found / draws) : 0 };
  });
  return [
    {
      threat: 'backdoor',
      planted: 'one fixed answer to unlike prompts, with no phrase in common',
      severity: 'low',
      points,
    },
  ];
}
