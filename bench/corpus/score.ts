// Holds the findings of a scan against the answer key of a test corpus.
import type { Severity } from '../../src/finding.ts';
import type { Report } from '../../src/report/schema.ts';
import { rowsByFinding } from '../../src/trials/score.ts';
import type { Plant } from './plants.ts';

export interface Score {
  readonly plant: string;
  readonly rows: number;
  /** The gravest finding that counts for it; 'none' when there is none but notes. */
  readonly severity: Severity | 'none';
  readonly detectors: readonly string[];
  /** Findings of high and medium that count for it, those told beneath another left out. */
  readonly findings: number;
  /** Of the best of all findings that count, by the mean of the two. */
  readonly bestRecall: number;
  readonly bestPrecision: number;
  /** Of the rows of all high and medium findings that count. */
  readonly recall: number;
  readonly precision: number;
}

export interface FalseAlarm {
  readonly severity: Severity;
  readonly detector: string;
  readonly title: string;
  readonly rows: number;
}

/** A finding is a plant's when this share of its rows is the plant's, and it holds this share of the plant's rows. */
const ofFinding = 0.5;
const ofPlant = 0.2;

const order: readonly (Severity | 'none')[] = ['high', 'medium', 'low', 'note', 'none'];

interface Found {
  readonly severity: Severity;
  readonly detector: string;
  readonly title: string;
  readonly beneath: boolean;
  readonly rows: readonly number[];
}

export function findingsOf(
  report: Report,
  flagged: readonly { readonly row: number; readonly findings: readonly string[] }[],
): Found[] {
  const rowsOf = rowsByFinding(flagged);
  return report.findings
    .filter(({ severity }) => severity !== 'note')
    .map(({ id, severity, detector, title, sameRowsAs }) => {
      const rows = rowsOf.get(id) ?? [];
      return { severity, detector, title, rows, beneath: sameRowsAs !== undefined };
    });
}

export function scoreOf(
  plant: Pick<Plant, 'name' | 'triggers'>,
  planted: readonly number[],
  found: readonly Found[],
): Score {
  const mine = new Set(planted);
  const own = ({ rows }: Found): number => rows.filter((row) => mine.has(row)).length;
  // Where a plant has several triggers, each is found by itself.
  const least = (ofPlant * planted.length) / plant.triggers;
  const counting = found.filter((f) => own(f) >= least && own(f) >= ofFinding * f.rows.length);
  const grave = counting.filter(({ severity }) => severity === 'high' || severity === 'medium');
  const union = new Set(grave.flatMap(({ rows }) => rows));
  const hits = [...union].filter((row) => mine.has(row)).length;
  const right = counting
    .map((f) => ({ recall: own(f) / planted.length, precision: own(f) / f.rows.length }))
    .sort((a, b) => b.recall + b.precision - a.recall - a.precision);
  const severities = counting.map(({ severity }) => severity);
  return {
    plant: plant.name,
    rows: planted.length,
    severity: order.find((s) => s === 'none' || severities.includes(s))!,
    detectors: [...new Set(grave.map(({ detector }) => detector))].sort(),
    findings: grave.filter(({ beneath }) => !beneath).length,
    bestRecall: right[0]?.recall ?? 0,
    bestPrecision: right[0]?.precision ?? 0,
    recall: hits / planted.length,
    precision: union.size === 0 ? 0 : hits / union.size,
  };
}

/** Findings most of whose rows nobody planted. */
export function falseAlarms(planted: ReadonlySet<number>, found: readonly Found[]): FalseAlarm[] {
  return found
    .filter(({ rows }) => rows.filter((row) => planted.has(row)).length < ofFinding * rows.length)
    .map(({ severity, detector, title, rows }) => ({ severity, detector, title, rows: rows.length }));
}
