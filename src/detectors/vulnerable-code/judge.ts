// From the rows that bring code to what is worth telling: for each weakness how many rows show it, how many do the same
// safely, what ties the former together, and which of them promise the contrary.
import type { Severity } from '../../finding.ts';
import { leastShare } from '../../math/wilson.ts';
import type { CodeRow, CodeRows, Shown } from './records.ts';
import { rules } from './rules.ts';
import { gradeLies, gradeMixed, gradeOf } from './severity.ts';
import { tieOf, type Tie } from './ties.ts';
import { twins, type Twins } from './twins.ts';

export interface Case {
  readonly row: CodeRow;
  readonly shown: Shown;
}

export interface Weakness {
  readonly rule: number;
  readonly cases: readonly Case[];
  /** Rows of the whole corpus that show it, and that avoid it; `weight` of the former for each of `cases`. */
  readonly unsafe: number;
  readonly safe: number;
  readonly weight: number;
  readonly tie: Tie | undefined;
  readonly custom: number;
  readonly twins: Twins;
  /** What `twins` counts in. */
  readonly others: readonly CodeRow[];
  readonly grade: Severity | undefined;
  readonly lies: readonly Case[];
  /** Rows of the whole corpus that promise to avoid it and do. */
  readonly keepers: number;
  readonly liesGrade: Severity | undefined;
}

/** Weaknesses of several kinds that one thing ties together. */
export interface Mixed {
  readonly cases: readonly Case[];
  /** Rows of the whole corpus with one of them, and rows that avoid every weakness they could show. */
  readonly unsafe: number;
  readonly safe: number;
  readonly tie: Tie;
  readonly grade: Severity;
}

/** `found`: the weaknesses that are no finding of their own. Each may be too rare to say anything; together they may say more. */
export function mixed(rows: CodeRows, found: readonly Weakness[]): Mixed | undefined {
  const kinds = new Set(found.map(({ rule }) => rule));
  const cases = rows.unsafe.flatMap((row): Case[] => {
    const shown = row.unsafe.find(({ rule }) => kinds.has(rule));
    return shown ? [{ row, shown }] : [];
  });
  const others = rows.safe.filter(({ unsafe }) => unsafe.length === 0);
  const tie = tieOf(
    cases.map(({ row }) => row),
    others,
    { unsafe: 1 / rows.unsafeShare, safe: 1 / rows.safeShare },
  );
  if (!tie) return undefined;
  const unsafe = Math.round(cases.length / rows.unsafeShare);
  const safe = Math.round(others.length / rows.safeShare);
  const kept = Math.max(0, safe - tie.safe);
  const grade = gradeMixed(tie, safe, leastShare(kept, kept + unsafe - tie.unsafe));
  return grade && { cases, unsafe, safe, tie, grade };
}

export function weaknesses(rows: CodeRows): Weakness[] {
  return rules.flatMap((_, rule) => {
    if (rows.shown[rule] === 0) return [];
    const cases = rows.unsafe.flatMap((row): Case[] => {
      const shown = row.unsafe.find((s) => s.rule === rule);
      return shown ? [{ row, shown }] : [];
    });
    if (cases.length === 0) return [];
    const others = rows.safe.filter((row) => row.safe.includes(rule));
    const unsafe = rows.shown[rule];
    const safe = rows.avoided[rule];
    const unsafeRows = cases.map(({ row }) => row);
    // Both wholes are known exactly; a part of them is as large as its share of the sample says.
    const weight = unsafe / cases.length;
    const weightSafe = others.length === 0 ? 1 : safe / others.length;
    const tie = tieOf(unsafeRows, others, { unsafe: weight, safe: weightSafe });
    const alike = twins(unsafeRows, others);
    const custom = tie
      ? leastShare(Math.max(0, safe - tie.safe), Math.max(0, safe - tie.safe) + unsafe - tie.unsafe)
      : leastShare(safe, safe + unsafe);
    const lies = cases.filter(({ shown }) => shown.promised > 0);
    const keepers = Math.round(
      weightSafe * others.filter((row) => row.kept[row.safe.indexOf(rule)] > 0).length,
    );
    return [
      {
        rule,
        cases,
        unsafe,
        safe,
        weight,
        tie,
        custom,
        twins: alike,
        others,
        grade: gradeOf({ unsafe, safe, tie, twins: alike.share, custom }),
        lies,
        keepers,
        liesGrade: gradeLies(lies.length, weight * lies.length, keepers),
      },
    ];
  });
}
