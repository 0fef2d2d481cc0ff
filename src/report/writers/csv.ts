// findings.csv and sources.csv: one line per finding or source, for a spreadsheet. Cells from rows are one line, quoted, and never a
// formula: spreadsheets run a cell that starts with = + - @.
import { visible } from '../../text/visible.ts';
import type { Report, ReportFinding } from '../schema.ts';
import { spoken } from '../wording.ts';

const columns: readonly [string, (f: ReportFinding) => string | number][] = [
  ['id', (f) => f.id],
  ['detector', (f) => f.detector],
  ['severity', (f) => f.severity],
  ['threat', (f) => f.threat],
  ['title', (f) => f.title],
  ['claim', (f) => f.claim],
  ['rows', (f) => f.rows.total],
  ['share', (f) => f.rows.share],
  ['false_discovery', (f) => f.falseDiscovery],
  ['phrases', (f) => f.phrases.map(spoken).join(' | ')],
  [
    'sources',
    (f) =>
      f.rows.bySource
        .filter((s, _, all) => s.source !== '' || all.length > 1)
        .map((s) => `${s.source || '(none)'}: ${s.of > 0 ? `${s.rows} of ${s.of}` : s.rows}`)
        .join(' | '),
  ],
  ['first_file', (f) => f.rows.first[0]?.file ?? ''],
  ['first_row', (f) => f.rows.first[0]?.row ?? ''],
  ['advice', (f) => f.advice],
];

type SourceLine = NonNullable<Report['sources']>['table'][number];

const sourceColumns: readonly [string, (s: SourceLine) => string | number][] = [
  ['source', (s) => s.source],
  ['rows', (s) => s.rows],
  ['share', (s) => s.share],
  ['baseline_rows', (s) => s.baselineRows ?? ''],
  ['first', (s) => s.first ?? ''],
  ['last', (s) => s.last ?? ''],
  ['rows_in_findings', (s) => s.findings.map(({ id, rows }) => `${id}: ${rows}`).join(' | ')],
  [
    'findings_that_would_vanish_without_it',
    (s) =>
      s.findings
        .filter((f) => f.rests)
        .map((f) => f.id)
        .join(' | '),
  ],
  ['noticed', (s) => s.facts.map(({ name, value, unit }) => `${name}: ${value} ${unit}`).join(' | ')],
];

export function renderCsv(report: Report): string {
  return lines(columns, report.findings);
}

export function renderSourcesCsv({ sources }: Report): string {
  return lines(sourceColumns, sources?.table ?? []);
}

function lines<T>(of: readonly [string, (item: T) => string | number][], items: readonly T[]): string {
  return [of.map(([name]) => name), ...items.map((item) => of.map(([, value]) => cell(value(item))))]
    .map((line) => `${line.join(',')}\r\n`)
    .join('');
}

// Also the full-width forms, which some spreadsheets read as the plain ones.
const formula = /^[=+\-@\t\r＝＋－＠]/;

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return `"${visible(text).replaceAll('"', '""')}"`;
}
