// From the rows that bring code to what is worth telling: for each weakness how many rows show it, how many do the same
// safely, what ties the former together, and which of them promise the contrary.
import type { Severity } from '../../finding.ts';
import type { CodeRow, CodeRows, Shown } from './records.ts';
import { rules } from './rules.ts';
import { gradeLies, gradeOf } from './severity.ts';
import { tieOf, type Tie } from './ties.ts';
import { twins, type Twins } from './twins.ts';

export interface Case {
  readonly row: CodeRow;
  readonly shown: Shown;
}

export interface Weakness {
  readonly rule: number;
  readonly cases: readonly Case[];
  /** Rows of the whole corpus that show it, and that avoid it. */
  readonly unsafe: number;
  readonly safe: number;
  readonly tie: Tie | undefined;
  readonly custom: number;
  readonly twins: Twins;
  /** What `twins` counts in. */
  readonly others: readonly CodeRow[];
  readonly grade: Severity | undefined;
  readonly lies: readonly Case[];
  /** Rows that promise to avoid it and do. */
  readonly keepers: number;
  readonly liesGrade: Severity | undefined;
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
    const tie = tieOf(unsafeRows, others, 1 / rows.safeShare);
    const alike = twins(unsafeRows, others);
    const custom = tie
      ? (safe - tie.safe) / Math.max(1, safe - tie.safe + unsafe - tie.unsafe)
      : safe / (safe + unsafe);
    const lies = cases.filter(({ shown }) => shown.promised > 0);
    const keepers = Math.round(
      others.filter((row) => row.kept[row.safe.indexOf(rule)] > 0).length / rows.safeShare,
    );
    return [
      {
        rule,
        cases,
        unsafe,
        safe,
        tie,
        custom,
        twins: alike,
        others,
        grade: gradeOf({ unsafe, safe, tie, twins: alike.share, custom }),
        lies,
        keepers,
        liesGrade: gradeLies(lies.length, keepers),
      },
    ];
  });
}
