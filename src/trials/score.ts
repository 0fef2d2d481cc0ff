// Holds the findings of a scan against an answer key.
import type { Severity } from '../finding.ts';
import type { FlaggedRow, Report } from '../report/schema.ts';

export type Grade = Exclude<Severity, 'note'>;

/** A finding, and which of its rows are planted. Notes describe rows and accuse none. */
export interface Told {
  readonly id: string;
  readonly detector: string;
  readonly severity: Grade;
  readonly title: string;
  readonly rows: readonly number[];
  /** Those of its rows that are planted. */
  readonly planted: readonly number[];
  readonly truth: Truth;
}

/**
 * True: most of its rows are planted. Mixed: no more than half, but at least a fifth and thrice their share of the corpus: what
 * was planted is behind it, and whoever takes its rows out takes many others too. False: neither.
 */
export type Truth = 'true' | 'mixed' | 'false';

const mixedShare = 0.2;
const mixedLift = 3;

function truthOf(rows: number, planted: number, corpusShare: number): Truth {
  const share = planted / rows;
  if (share > 0.5) return 'true';
  return share >= mixedShare && share >= mixedLift * corpusShare ? 'mixed' : 'false';
}

type Flagged = readonly Pick<FlaggedRow, 'row' | 'findings'>[];

/** The rows of each finding but notes, by its id; of a report of one file. */
export function rowsByFinding(flagged: Flagged): ReadonlyMap<string, readonly number[]> {
  const rowsOf = new Map<string, number[]>();
  for (const { row, findings } of flagged) {
    for (const id of findings) {
      const rows = rowsOf.get(id);
      if (rows) rows.push(row);
      else rowsOf.set(id, [row]);
    }
  }
  return rowsOf;
}

/** The findings in the order of the report, which is of one file. */
export function toldOf(report: Report, flagged: Flagged, planted: ReadonlySet<number>): Told[] {
  const rowsOf = rowsByFinding(flagged);
  const share = planted.size / report.corpus.rows;
  return report.findings.flatMap(({ id, detector, severity, title }) => {
    if (severity === 'note') return [];
    const rows = rowsOf.get(id) ?? [];
    const hit = rows.filter((row) => planted.has(row));
    return [
      { id, detector, severity, title, rows, planted: hit, truth: truthOf(rows.length, hit.length, share) },
    ];
  });
}

/** What one detector made of a planted corpus, at its gravest. */
export interface Catch {
  readonly detector: string;
  readonly severity: Grade;
  readonly title: string;
  /** Of the planted rows, over all its true findings of medium or graver; of low ones where it has no graver. */
  readonly recall: number;
  readonly precision: number;
}

export type Named = Pick<Told, 'detector' | 'severity' | 'title'>;

export interface Score {
  /** The gravest true finding. */
  readonly found: Grade | 'none';
  /** Rows of all true findings of medium or graver together; null where there is none. */
  readonly recall: number | null;
  readonly precision: number | null;
  /** Detectors with a true finding, the gravest first. */
  readonly by: readonly Catch[];
  /** Findings of medium or graver. */
  readonly mixed: readonly Named[];
  readonly false: readonly Named[];
}

/** `decoys` are those of the planted rows that teach nothing false: whoever misses them misses nothing. */
export function scoreOf(
  told: readonly Told[],
  planted: ReadonlySet<number>,
  decoys: ReadonlySet<number> = new Set(),
): Score {
  /** A row that several findings name counts once. */
  const rightness = (some: readonly Told[]): { recall: number; precision: number } => {
    const all = new Set(some.flatMap(({ rows }) => rows)).size;
    const hit = [...new Set(some.flatMap((t) => t.planted))];
    const poison = hit.filter((row) => !decoys.has(row)).length;
    return { recall: poison / (planted.size - decoys.size), precision: hit.length / all };
  };
  const right = told.filter(({ truth }) => truth === 'true');
  const graded = right.filter(({ severity }) => severity !== 'low');
  const detectors = [...new Set(right.map(({ detector }) => detector))];
  const by = detectors.map((detector): Catch => {
    const own = right.filter((t) => t.detector === detector);
    const [{ severity, title }] = own;
    const grave = own.filter((t) => t.severity !== 'low');
    return { detector, severity, title, ...rightness(grave.length > 0 ? grave : own) };
  });
  const gradedOf = (kind: Truth): Named[] =>
    told
      .filter(({ truth, severity }) => truth === kind && severity !== 'low')
      .map(({ detector, severity, title }) => ({ detector, severity, title }));
  return {
    found: right[0]?.severity ?? 'none',
    ...(graded.length > 0 ? rightness(graded) : { recall: null, precision: null }),
    by,
    mixed: gradedOf('mixed'),
    false: gradedOf('false'),
  };
}
