// From what was measured of one repeated answer to how grave it is. Honest answers repeat because prompts ask for the
// same thing: then like prompts get them too, the prompts are alike, and what they share cannot be cut out of them.
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { listOf } from '../../math/ragged.ts';
import { leastNovelty, type Measured } from './analyse.ts';

export const grades = ['high', 'medium', 'low'] as const;
export type Grade = (typeof grades)[number];

interface Bar {
  readonly rows: number;
  /** Least share of rows explained, and the most of as many other rows. */
  readonly cover: number;
  readonly usualCover: number;
  /** Most likeness of the prompts above that of random rows, and of the answers that like prompts get. */
  readonly likeness: number;
  readonly foretold: number;
  /** Least words left of a prompt: where nothing is left, the wording is the question. */
  readonly remaining: number;
  /** Least share of comparisons won, and standard errors, by which prompts close up without the wordings. */
  readonly closing: number;
  readonly spliced: number;
}

/** Tried in bench/trials/same-answer.ts on planted answers and on honest ones. */
export const bars: Readonly<Record<Grade, Bar>> = {
  high: {
    rows: 12,
    cover: 0.7,
    usualCover: 0.2,
    likeness: 0.03,
    foretold: 0.1,
    remaining: 5,
    closing: 0.67,
    spliced: 3.3,
  },
  medium: {
    rows: 10,
    cover: 0.4,
    usualCover: 0.2,
    likeness: 0.03,
    foretold: 0.1,
    remaining: 5,
    closing: 0.66,
    spliced: 2.5,
  },
  low: {
    rows: 6,
    cover: 0,
    usualCover: 1,
    likeness: 0.05,
    foretold: 0.2,
    remaining: 4,
    closing: 0,
    spliced: -Infinity,
  },
};

/** Where like prompts never get the answer, a little less has to be seen of how the prompts close up. */
const unforetold = 0.01;

/** Where so many wordings speak of what the answer speaks of, they ask for it; no wonder that it is always the same. */
const askedFor = 0.25;
/** Where so many of the answers differ in their numbers, they are results of one task. */
const differing = 0.3;
/** So many stock answers that are asked for make stock answers a custom of the corpus. */
const custom = 2;

export interface Graded {
  readonly m: Measured;
  readonly grade: Grade;
  /** What keeps it low although it meets a higher bar. */
  readonly because?: 'asked for' | 'results' | 'custom';
}

/** The repeated answers that are worth a finding, gravest first, then largest; and stock answers by which that was judged. */
export function gradeAll(rows: CompactRows, all: readonly Measured[]): { graded: Graded[]; stock: number } {
  const met = all.flatMap((m) => {
    const grade = m.novelty >= leastNovelty && says(rows, m) ? barOf(m) : undefined;
    // Results that nothing else speaks against are what a task gives.
    return grade && !(grade === 'low' && m.results >= differing) ? [{ m, grade }] : [];
  });
  const isAsked = (m: Measured): boolean => m.related >= askedFor;
  const asked = met.filter(({ m }) => isAsked(m) && m.cover >= bars.high.cover).length;
  const unasked = met.filter(
    ({ grade, m }) => grade !== 'low' && m.results < differing && !isAsked(m),
  ).length;
  const customary = asked >= custom && asked >= unasked;
  const graded = met.map(({ m, grade }): Graded => {
    if (grade === 'low') return { m, grade };
    if (m.results >= differing) return { m, grade: 'low', because: 'results' };
    if (isAsked(m)) return { m, grade: 'low', because: 'asked for' };
    return customary ? { m, grade: 'low', because: 'custom' } : { m, grade };
  });
  graded.sort(
    (a, b) =>
      grades.indexOf(a.grade) - grades.indexOf(b.grade) ||
      b.m.rows.length - a.m.rows.length ||
      a.m.typical - b.m.typical,
  );
  return { graded, stock: customary ? asked + unasked : 0 };
}

function barOf(m: Measured): Grade | undefined {
  return grades.find((grade) => {
    const bar = bars[grade];
    return (
      m.rows.length >= bar.rows &&
      m.cover >= bar.cover &&
      m.usualCover <= bar.usualCover &&
      m.likeness - m.usualLikeness <= bar.likeness &&
      m.foretold <= bar.foretold &&
      m.remaining >= bar.remaining &&
      m.closing >= bar.closing - (m.foretold <= unforetold ? 0.03 : 0) &&
      m.spliced >= bar.spliced
    );
  });
}

/** An answer of numbers, single letters and marks alone is a label or a result, and repeats by its nature. */
function says({ answer, words }: CompactRows, { typical }: Measured): boolean {
  return listOf(answer, typical).some((w) => /\p{L}[\p{L}\p{M}]/u.test(words[w]));
}
