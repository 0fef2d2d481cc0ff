// The sentences and figures that every writer words alike: the verdict, counts, shares, sureness, what would
// have been found. Only words for what the report already holds; nothing is computed anew.
import { severities, type Severity } from '../finding.ts';
import { enoughRows } from './enough-rows.ts';
import { groups } from './groups.ts';
import type { Report, ReportFinding } from './schema.ts';

type Power = Report['power'][number];

/** `1 row`, `15,655 rows`; the plural adds an s unless it is given. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${figure(n)} ${n === 1 ? one : many}`;
}

/** A measured number: thousands grouped, three significant digits for fractions, a power of ten when tiny. */
export function figure(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const size = Math.abs(value);
  if (size < 0.001) return value.toExponential(0).replace('e-', 'e−').replace('e+', 'e');
  if (size >= 1000) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

/** A share of 1 as a percentage that never rounds something to nothing, nor less than all to all. Does not break before %. */
export function percent(share: number): string {
  if (share === 0 || share === 1) return `${share * 100}\u00a0%`;
  const value = share * 100;
  if (value < 0.01) return '<\u00a00.01\u00a0%';
  if (value > 99.99) return '>\u00a099.99\u00a0%';
  if (value > 99) return `${(Math.floor(value * 100) / 100).toFixed(2)}\u00a0%`;
  return `${value < 1 ? value.toFixed(2) : value < 10 ? value.toFixed(1) : value.toFixed(0)}\u00a0%`;
}

/** Findings of each severity; several about the same rows count once. */
export function bySeverity(report: Report): ReadonlyMap<Severity, number> {
  const counts = new Map<Severity, number>(severities.map((s) => [s, 0]));
  for (const { finding } of groups(report)) {
    counts.set(finding.severity, (counts.get(finding.severity) ?? 0) + 1);
  }
  return counts;
}

/** Whether every row of every file was read: without it, nothing found is not a clean result. */
export function sawEverything({ coverage }: Report): boolean {
  return coverage.complete && coverage.read === coverage.rows && coverage.rows > 0;
}

/** How a report is to be coloured: its gravest finding, or whether nothing was found in all or part of the rows. */
export function mood(report: Report): Exclude<Severity, 'note'> | 'clean' | 'partial' {
  const worst = severities.find((s) => report.findings.some((f) => f.severity === s));
  if (worst && worst !== 'note') return worst;
  return sawEverything(report) ? 'clean' : 'partial';
}

/** The verdict without the finding's name, e.g. `2 high and 1 medium finding in 15,655 rows`. */
export function tally(report: Report): string {
  const { rows, read } = report.coverage;
  const counts = [...bySeverity(report)].filter(([severity, n]) => n > 0 && severity !== 'note');
  if (counts.length > 0) {
    const last = counts[counts.length - 1][1];
    const parts = counts.map(([severity, n]) => `${figure(n)} ${severity}`);
    return `${list(parts)} ${last === 1 ? 'finding' : 'findings'} in ${counted(read, 'row')}`;
  }
  if (rows === 0) return 'Nothing to look at: no rows';
  if (read < rows)
    return `Nothing found in the ${figure(read)} of ${counted(rows, 'row')} that could be read`;
  return report.coverage.complete
    ? `Nothing found in ${counted(rows, 'row')}`
    : `Nothing found in the ${counted(rows, 'row')} that were reached; ${brokenOff(report)}`;
}

/** The name of the gravest finding, '' when there is none above a note. Text from rows: escape before showing. */
export function gravest({ findings }: Report): string {
  return findings[0] && findings[0].severity !== 'note' ? findings[0].title : '';
}

/** Whether more than one finding above a note leads the report. */
export function several(report: Report): boolean {
  return groups(report).filter(({ finding }) => finding.severity !== 'note').length > 1;
}

/** The verdict in a line. Holds text from rows: escape before showing. */
export function headline(report: Report): string {
  const title = gravest(report);
  if (title === '') return tally(report);
  return several(report) ? `${tally(report)}, the gravest: ${title}` : `${tally(report)}: ${title}`;
}

/** What was read, in a sentence. */
export function coverageInWords(report: Report): string {
  const { coverage, corpus } = report;
  const files = counted(corpus.files.length, 'file');
  const read =
    coverage.rows === 0
      ? `No rows in ${files}`
      : coverage.unreadable === 0
        ? `${coverage.complete ? 'All ' : ''}${counted(coverage.rows, 'row')} of ${files} read`
        : `${figure(coverage.read)} of ${counted(coverage.rows, 'row')} of ${files} read (${percent(coverage.share)}); ` +
          `${counted(coverage.unreadable, 'row')} could not be`;
  const whole = coverage.complete ? `${read}.` : `${read}; ${brokenOff(report)}, so more may be there.`;
  return coverage.drilled ? `${whole} ${drilledInWords(coverage.drilled)}` : whole;
}

/** What nobody must miss who meets a copy that a drill left behind. */
export function drilledInWords(rows: number): string {
  return `A drill planted ${figure(rows)} of these rows: this is no data to train on.`;
}

function brokenOff({ corpus }: Report): string {
  return corpus.files.length === 1
    ? 'the file was not read to its end'
    : 'not every file was read to its end';
}

/** How sure a finding is: how often a clean corpus of this kind would show one at least this strong. */
export function sureness(falseDiscovery: number): string {
  if (falseDiscovery >= 0.5)
    return 'Seen in ordinary data too: a clean corpus often shows something this strong.';
  if (falseDiscovery < 1e-6)
    return 'Fewer than 1 in 1,000,000 clean corpora would show one this strong by chance.';
  const odds = Number((1 / falseDiscovery).toPrecision(falseDiscovery > 0.1 ? 1 : 2));
  return `About 1 in ${figure(Math.round(odds))} clean corpora would show one this strong by chance.`;
}

const sure = 0.95;

/** What the scan would have found of one kind of poison, in a sentence that can be quoted. */
export function powerInWords({ planted, severity, points }: Power): string {
  const enough = enoughRows(points, sure);
  if (enough !== undefined)
    return `${planted}: ${counted(enough, 'row')} or more would have been found as ${severity} with ${percent(sure)} probability`;
  const last = points[points.length - 1];
  if (!last || last.chance === 0)
    return `${planted}: ${last ? `even ${counted(last.rows, 'row')} ` : ''}would not have been found as ${severity}`;
  return `${planted}: even ${counted(last.rows, 'row')} would have been found as ${severity} with only ${percent(last.chance)} probability`;
}

/** How mixed the sources are, and which findings hang on one of them, in a sentence or two. */
export function sourcesInWords({ distinct, more, effective, table }: NonNullable<Report['sources']>): string {
  const mixed =
    distinct === 1
      ? 'All rows are from one source.'
      : `${more ? 'More than ' : ''}${counted(distinct, 'source')}, as mixed as ${figure(Number(effective.toPrecision(2)))} of equal size.`;
  const resting = table.flatMap(({ findings }) => findings.filter(({ rests }) => rests));
  if (resting.length === 0 || distinct === 1) return mixed;
  const on = table.filter(({ findings }) => findings.some(({ rests }) => rests)).length;
  const them = resting.length === 1 ? '1 finding rests' : `${figure(resting.length)} findings rest`;
  return `${mixed} ${them} on ${on === 1 ? 'one source' : `${figure(on)} sources`} and would vanish without ${on === 1 ? 'it' : 'them'}.`;
}

/** What the baseline has in common with the corpus, in a sentence or two. */
export function baselineInWords({ rows, judged, known, ordinary }: NonNullable<Report['baseline']>): string {
  const read =
    judged < rows ? `${figure(judged)} of its ${figure(rows)} rows` : `its ${counted(rows, 'row')}`;
  const shared =
    known > 0
      ? ` ${counted(known, 'row')} of the corpus that it has too ${known === 1 ? 'was' : 'were'} not judged again.`
      : '';
  const hidden =
    ordinary > 0
      ? ` ${counted(ordinary, 'finding')} about it alone ${ordinary === 1 ? 'is' : 'are'} not told.`
      : '';
  return `The baseline: ${read} taught what is ordinary.${shared}${hidden}`;
}

/** What is known of older text without it, in a sentence. */
export function markersInWords(files: NonNullable<Report['markers']>): string {
  const all = (of: (file: (typeof files)[number]) => number): number =>
    files.reduce((sum, file) => sum + of(file), 0);
  const markers = counted(
    all((file) => file.markers),
    'marker',
  );
  const rows = counted(
    all((file) => file.rows),
    'row',
  );
  return `The baseline: ${markers} of ${rows} of older text, from ${counted(files.length, 'file')}.`;
}

/** How a finding stands to the baseline. */
export function newness({ rows, of }: NonNullable<ReportFinding['baseline']>): string {
  return rows === 0
    ? `new: no row of the baseline's ${figure(of)} does this`
    : `also in ${figure(rows)} of the baseline's ${counted(of, 'row')}`;
}

/** A file as it is called; `-` is what was piped in. Escape before showing. */
export function fileName(path: string): string {
  return path === '-' ? 'standard input' : path;
}

/** Rows of a source, `43 of 1,812`; just `43` when it is not known how many that source has in all. */
export function ofAll(rows: number, of: number): string {
  return of > 0 ? `${figure(rows)} of ${figure(of)}` : figure(rows);
}

/** `a`, `a and b`, `a, b and c`. */
export function list(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}

/** A phrase as it is said: its tokens joined with spaces. */
export function spoken(phrase: readonly string[]): string {
  return phrase.join(' ');
}
