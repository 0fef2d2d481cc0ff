// The verdict over one set of rows: every repeated answer measured and graded, and what could not be seen.
import type { Verdict } from '../../finding.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { analyse } from './analyse.ts';
import { toClaim } from './claim.ts';
import { gradeAll } from './grade.ts';
import { powerOf } from './power.ts';

export interface Limits {
  readonly minRows: number;
  readonly maxShare: number;
  readonly shown: number;
}

/** With fewer rows a phrase that stands nowhere else is no wonder. */
const leastCorpus = 300;

export interface Judged {
  readonly verdict: Verdict;
  /** The words of the typical answer of each claim. */
  readonly answers: readonly (readonly string[])[];
}

export function judge(rows: CompactRows, seed: number, { minRows, maxShare, shown }: Limits): Judged {
  if (rows.answer.items.length === 0)
    return { verdict: { claims: [], power: [], untestable: [] }, answers: [] };
  if (rows.count < leastCorpus) {
    const why = [
      `repeated answers: ${rows.count} distinct rows are too few to tell a wording that nobody else uses from an ordinary one`,
    ];
    return { verdict: { claims: [], power: [], untestable: why }, answers: [] };
  }
  const analysis = analyse(rows, seed, minRows, maxShare);
  const { graded, stock } = gradeAll(rows, analysis.measured);
  let low = 0;
  const told = graded.filter(({ grade }) => grade !== 'low' || low++ < shown);
  return {
    verdict: {
      claims: told.map((g) => toClaim(analysis, g)),
      power: powerOf(rows, analysis, graded, shown, seed),
      untestable: untestable(rows, { ...analysis, stock }, minRows, maxShare),
    },
    answers: told.map(({ m }) => {
      const { starts, items } = rows.answer;
      return Array.from(items.subarray(starts[m.typical], starts[m.typical + 1]), (w) => rows.words[w]);
    }),
  };
}

function untestable(
  rows: CompactRows,
  { common, cut, stock }: { common: number; cut: boolean; stock: number },
  minRows: number,
  maxShare: number,
): string[] {
  const said: string[] = [];
  if (common > 0) {
    said.push(
      `fixed answers that are also this corpus's own: ${common.toLocaleString('en-GB')} rows have an answer that more than ${Math.round(100 * maxShare)} % of all rows share; planted ones among them cannot be told from the rest`,
    );
  }
  if (cut) {
    said.push(
      'the rarer of the repeated answers: so many answers are alike that not all could be compared with one another',
    );
  }
  if (stock > 0) {
    said.push(
      `fixed answers among stock answers: ${stock} answers are given here to whatever asks for them in other words, so a planted one cannot be told from them and is reported as low`,
    );
  }
  if (rows.share < 1) {
    said.push(
      `the same answer in few rows: only 1 in ${Math.round(1 / rows.share)} distinct rows fits the memory set aside (sampleMegabytes), so it must stand in ${Math.round(minRows / rows.share)} rows or more to be seen`,
    );
  }
  said.push(
    `a payload whose words differ from answer to answer, one that is a bare number or letter, and a fixed answer in fewer than ${minRows} rows`,
  );
  return said;
}
