// What a scan prints: the verdict in a line, each grave finding with its phrase in its rows, then in a few lines
// what else there is, what would have been found, what was not read, and what to do next.
import { basename, dirname, join } from 'node:path';
import type { Severity } from '../../finding.ts';
import { visible } from '../../text/visible.ts';
import { groups } from '../groups.ts';
import type { Report, ReportFinding } from '../schema.ts';
import {
  baselineInWords,
  markersInWords,
  counted,
  coverageInWords,
  figure,
  gravest,
  fileName,
  headline,
  list,
  mood,
  powerInWords,
  sawEverything,
  sourcesInWords,
} from '../wording.ts';
import { findingLines } from './terminal-finding.ts';
import { paint, wrap, type Span } from './terminal-text.ts';

export interface TerminalOptions {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Everything the report holds rather than the gravest of it. */
  readonly verbose?: boolean;
  /** How the user calls this program; `bezoar` when not given. */
  readonly program?: string;
  /** Where the report was written: its folder, or its HTML page. */
  readonly reportPath?: string;
  /** Said in the place of `Nothing found …` by a command other than `scan`. Holds no text of rows but escaped. */
  readonly calm?: string;
}

/** Prints spans as wrapped lines, after an indent that continues on every line. */
export type Say = (spans: readonly Span[], first?: Span[], rest?: Span[]) => void;

const maxInFull = 10;
const maxProblems = 5;
const maxPower = 2;
/** Where nothing was found, what would have been is the result. */
const maxPowerClean = 4;
const maxUntestable = 5;
const maxNamed = 3;

export function renderTerminal(report: Report, options: TerminalOptions): string {
  const width = Math.min(Math.max(options.width, 40), 110);
  const lines: string[] = [];
  const say: Say = (spans, first = [], rest = first) =>
    lines.push(...wrap(spans, width, first, rest, options.colour));
  const gap = () => lines.push('');
  // What is to be copied stays on one line, however long.
  const whole: Say = (spans, first = []) =>
    lines.push([...first, ...spans].map((s) => paint(s, options.colour)).join(''));

  gap();
  const calm = gravest(report) === '' ? options.calm : undefined;
  say([
    calm === undefined
      ? { text: visible(headline(report), 300), style: moodStyle(report) }
      : { text: visible(calm, 300), style: 'strong' },
  ]);
  say([{ text: aboutCorpus(report), style: 'faint' }]);

  const full = groups(report).filter(
    ({ finding: { severity } }) => options.verbose || severity === 'high' || severity === 'medium',
  );
  const shown = options.verbose ? full : full.slice(0, maxInFull);
  shown.forEach(({ finding, also }) => {
    gap();
    findingLines(finding, also, say, {
      verbose: options.verbose === true,
      examples: full.length > 3 ? 1 : 2,
    });
  });
  if (full.length > shown.length) {
    gap();
    say([
      {
        text: `… and ${counted(full.length - shown.length, 'more finding')}: see the report.`,
        style: 'strong',
      },
    ]);
  }

  gap();
  if (!options.verbose) {
    folded(report, 'low', 'Low', say);
    folded(report, 'note', 'Noted', say);
  }
  origins(report, say);
  power(report, say, options.verbose === true);
  untestable(report, say, options);
  coverage(report, say, options.verbose === true);
  next(report, whole, options);
  gap();
  return lines.join('\n');
}

const labelled = (name: string): [Span[], Span[]] => [
  [{ text: name.padEnd(14), style: 'strong' }],
  [{ text: ' '.repeat(14) }],
];

function moodStyle(report: Report): Span['style'] {
  const state = mood(report);
  return state === 'partial' ? 'medium' : state;
}

function aboutCorpus(report: Report): string {
  const { files, shape } = report.corpus;
  const names = files.slice(0, 2).map((f) => visible(fileName(f.path), 80));
  const more = files.length > 2 ? [`${figure(files.length - 2)} more`] : [];
  const looked = report.plan.detectors.filter((d) => d.looked).map((d) => visible(d.id, 40));
  const by = looked.length > maxNamed ? counted(looked.length, 'detector') : list(looked) || 'no detector';
  return `${list([...names, ...more]) || 'no file'} · ${shape} rows · looked for by ${by} · seed ${report.plan.seed}`;
}

/** What is ordinary or of little weight: a line a detector, with the finding of most rows. */
function folded(report: Report, severity: Severity, name: string, say: Say): void {
  const byDetector = new Map<string, ReportFinding[]>();
  for (const { finding } of groups(report)) {
    if (finding.severity !== severity) continue;
    byDetector.set(finding.detector, [...(byDetector.get(finding.detector) ?? []), finding]);
  }
  for (const [detector, found] of byDetector) {
    const largest = found.reduce((a, b) => (b.rows.total > a.rows.total ? b : a));
    const title = visible(largest.title, 90);
    const many = `${counted(found.length, severity === 'note' ? 'note' : 'finding')}, the largest of ${counted(largest.rows.total, 'row')}: `;
    say([{ text: `${visible(detector, 60)}: ${found.length > 1 ? many : ''}${title}` }], ...labelled(name));
  }
}

/** Sources are told where findings hang on one of them, or there are many; their table is in the report. */
function origins({ sources, baseline, markers }: Report, say: Say): void {
  if (sources && sources.distinct > 1) say([{ text: sourcesInWords(sources) }], ...labelled('Sources'));
  if (baseline) say([{ text: baselineInWords(baseline) }], ...labelled('Baseline'));
  if (markers) say([{ text: markersInWords(markers) }], ...labelled('Baseline'));
}

function power(report: Report, say: Say, verbose: boolean): void {
  const shown = report.power.slice(
    0,
    verbose ? Infinity : mood(report) === 'clean' ? maxPowerClean : maxPower,
  );
  shown.forEach((p, i) => {
    const more =
      !verbose && i === shown.length - 1 && report.power.length > shown.length
        ? `, and ${counted(report.power.length - shown.length, 'more kind')} in the report`
        : '';
    say([{ text: visible(powerInWords(p), 300) + more }], ...labelled(i === 0 ? 'Would find' : ''));
  });
}

/** That a detector is not for rows of this shape is in the report; here it would drown what was looked for in vain. */
function untestable(report: Report, say: Say, { verbose = false, calm }: TerminalOptions): void {
  const name = calm === undefined ? 'Not testable' : 'Cannot tell';
  const looked = new Set(report.plan.detectors.filter((d) => d.looked).map(({ id }) => id));
  const shown = report.untestable.filter(({ detector }) => verbose || looked.has(detector));
  const few = shown.slice(0, verbose ? shown.length : maxUntestable);
  few.forEach(({ reason }, i) => {
    say([{ text: visible(reason, 240) }], ...labelled(i === 0 ? name : ''));
  });
  const more = shown.length - few.length;
  if (more > 0) say([{ text: `and ${figure(more)} more in the report`, style: 'faint' }], ...labelled(''));
}

function coverage(report: Report, say: Say, verbose: boolean): void {
  say(
    [
      { text: coverageInWords(report), style: sawEverything(report) ? undefined : 'medium' },
      {
        text: report.findings.some((f) => f.severity !== 'note') ? ' Rows count from 0.' : '',
        style: 'faint',
      },
    ],
    ...labelled('Read'),
  );
  const { problems } = report.coverage;
  const shown = verbose ? problems : problems.slice(0, maxProblems);
  for (const p of shown) {
    const file = visible(fileName(p.file), 120);
    const where = p.line > 0 ? `${file}:${p.line}` : p.row >= 0 ? `${file} row ${p.row}` : file;
    say([{ text: where }, { text: `  ${visible(p.reason, 160)}`, style: 'faint' }], ...labelled(''));
  }
  if (problems.length > shown.length)
    say(
      [{ text: `and ${figure(problems.length - shown.length)} more in the report`, style: 'faint' }],
      ...labelled(''),
    );
}

function next(report: Report, say: Say, { reportPath, program = 'bezoar' }: TerminalOptions): void {
  if (reportPath === undefined) return;
  const page = reportPath.endsWith('.html') ? reportPath : join(reportPath, 'report.html');
  say([{ text: visible(page), style: 'strong' }], ...labelled('Report'));
  const worst = new Set<Severity>(['high', 'medium']);
  const files = new Set(
    report.findings.filter((f) => worst.has(f.severity)).flatMap((f) => f.rows.first.map((r) => r.file)),
  );
  const [file] = files;
  if (file === undefined || file === '-') return;
  const command = `${program} clean ${quoted(file)} --report ${quoted(dirname(page))}`;
  const more = files.size > 1 ? `   # and ${counted(files.size - 1, 'more file')}` : '';
  say(
    [
      { text: command, style: 'strong' },
      { text: more, style: 'faint' },
    ],
    ...labelled('Take out'),
  );
}

/** A path as a shell takes it. One that cannot be typed is shown by name alone. */
function quoted(path: string): string {
  const shown = visible(path);
  if (shown !== path) return `'…${visible(basename(path)).replaceAll("'", '')}'`;
  return /^[\w@%+=:,./-]+$/.test(path) && !path.startsWith('-') ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
