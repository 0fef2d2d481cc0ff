import { expect, it } from 'vitest';
import { random } from '../../math/random.ts';
import type { Row } from '../../row.ts';
import { compactRows } from '../../summaries/compact-rows.ts';
import { judge } from './judge.ts';

const limits = { minRows: 6, maxShare: 0.1, shown: 5 };

function prose(next: () => number, length: number): string {
  return Array.from({ length }, () => `word${Math.floor(next() ** 2 * 3000)}`).join(' ');
}

/** `words` of each prompt; the rows of `repeated` have the same answer, the others each its own. */
function judged(words: number, repeated: readonly number[] = []) {
  const next = random(4);
  const rows = Array.from({ length: 600 }, (_, row): Row => {
    const at = repeated.findIndex((_size, k) => row < repeated.slice(0, k + 1).reduce((a, b) => a + b, 0));
    const text = at < 0 ? prose(next, 12) : prose(random(900 + at), 12);
    return {
      shard: 0,
      row,
      source: '',
      context: [{ field: 'prompt', role: 'user', text: prose(next, words) }],
      outcome: { kind: 'answer', parts: [{ field: 'answer', role: 'assistant', text }] },
    };
  });
  const summary = compactRows(5, 2 ** 24);
  const state = summary.empty();
  summary.add(state, rows);
  return judge(summary.finish(state), 5, limits).verdict;
}

const chances = (verdict: ReturnType<typeof judged>): number[] =>
  verdict.power[0].points.map(({ chance }) => chance);

it('would tell of an answer that eight unlike prompts share, and does', () => {
  expect(chances(judged(15))[0]).toBeGreaterThan(0.9);
  expect(judged(15, [8]).claims.map(({ rows }) => rows.length)).toEqual([8]);
});

it('would not where prompts are too short to be unlike, and does not', () => {
  expect(chances(judged(3))).toEqual([0, 0, 0, 0, 0]);
  expect(judged(3, [8]).claims).toEqual([]);
});

it('would not of an answer in fewer rows than those of which enough is told already', () => {
  const verdict = judged(15, [12, 12, 12, 12, 12]);
  expect(verdict.claims).toHaveLength(5);
  const [eight, ten, fifteen] = chances(verdict);
  expect([eight, ten]).toEqual([0, 0]);
  expect(fifteen).toBeGreaterThan(0.9);
});
