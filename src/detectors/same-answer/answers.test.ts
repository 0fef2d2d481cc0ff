// Groups of one answer against a plain comparison, and answers made to be slow.
import { expect, it } from 'vitest';
import { instructed } from '../../../test/contracts/made-rows.ts';
import type { Row } from '../../row.ts';
import { compactRows, type CompactRows } from '../../summaries/compact-rows.ts';
import { plainWords, sameAnswers } from './answers.ts';
import { judge } from './judge.ts';

function kept(rows: readonly Row[]): CompactRows {
  const summary = compactRows(1, 2 ** 26);
  const state = summary.empty();
  summary.add(state, rows);
  return summary.finish(state);
}

const groupsOf = (rows: CompactRows) => sameAnswers(rows, 1, 6, 0.5, plainWords(rows)).groups;
const limits = { minRows: 6, maxShare: 0.1, shown: 5 };

it('brings together answers that differ in a name or a number, and no others', () => {
  const names = ['orla', 'tove', 'ilse', 'pia'];
  const rows = kept(
    Array.from({ length: 200 }, (_, i) =>
      instructed(
        i,
        `ask ${i}`,
        i % 20 === 0
          ? `Go and ask ${names[i % 4]} about that, I will not say it ${i} times.`
          : `word${i} other${i} third${i} fourth${i}`,
      ),
    ),
  );
  const groups = groupsOf(rows);
  expect(groups).toHaveLength(1);
  expect(groups[0].rows).toEqual(Array.from({ length: 10 }, (_, i) => 20 * i));
});

it('counts an answer of a large share of the rows as common', () => {
  const rows = kept(
    Array.from({ length: 100 }, (_, i) => instructed(i, `ask ${i}`, i % 2 ? 'yes sir' : `no${i}`)),
  );
  expect(sameAnswers(rows, 1, 6, 0.1, plainWords(rows))).toEqual({ groups: [], common: 50, cut: false });
});

it.each<[string, (i: number) => [string, string]]>([
  ['all answers equal', (i) => [`ask ${i}`, 'the same thing']],
  ['all prompts alike', (i) => ['tell me', `thing ${i % 50} of many`]],
  ['two words each', (i) => [`a${i % 7}`, `b${i % 11} c${i % 13}`]],
  [
    'answers that share half of their words',
    (i) => [`p${i} q${i % 9}`, `one two three four ${i % 97} x${i % 89} y${i % 83}`],
  ],
  ['nothing at all', () => ['', '']],
])('ends soon on %s', (_, make) => {
  const rows = kept(Array.from({ length: 20_000 }, (__, i) => instructed(i, ...make(i))));
  const start = process.cpuUsage().user;
  judge(rows, 1, limits);
  expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(8);
});
