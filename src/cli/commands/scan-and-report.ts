// The common end of commands that judge a corpus: the scan itself, the report, what is printed, and the exit code.
import { constants, existsSync, statSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, relative, resolve } from 'node:path';
import { chooseEngine } from '../../engines/choose.ts';
import type { Engine } from '../../engines/engine.ts';
import { UsageError } from '../../errors.ts';
import { severities, type Severity } from '../../finding.ts';
import type { OwnPage } from '../../report/pages/own-page.ts';
import type { Report } from '../../report/schema.ts';
import { writeReport, type ReportFormat } from '../../report/write-report.ts';
import { renderTerminal } from '../../report/writers/terminal.ts';
import { scan, type ScanRequest } from '../../scan.ts';
import type { Remembered } from '../../state/remember.ts';
import { visible } from '../../text/visible.ts';
import type { InForce } from '../flags.ts';
import type { Interrupt } from '../interrupt.ts';
import type { ProgressLine } from '../progress.ts';
import { print, programName, wantsColour, widthOf } from '../terminal.ts';
import { version } from '../../report/version.ts';

export interface ScanContext {
  readonly interrupt: Interrupt;
  readonly progress: ProgressLine;
}

export interface ToScan extends Pick<
  ScanRequest,
  'corpus' | 'notes' | 'leftOut' | 'detectors' | 'options' | 'seed' | 'known'
> {
  /** When states are kept. */
  readonly remembered?: Remembered;
  /** For detectors that are not of the registry. */
  readonly engine?: Engine;
  /** What the command has to show beside findings. */
  readonly page?: OwnPage;
}

/** Returns the exit code: 0 nothing to fail on, 1 found, 2 saw too little. */
export async function scanAndReport(
  { remembered, page, ...toScan }: ToScan,
  set: InForce,
  { interrupt, progress }: ScanContext,
): Promise<number> {
  const out = set.text('out') as string;
  const engine =
    toScan.engine ?? chooseEngine(toScan.corpus, set.number('workers') ?? availableParallelism());
  let result;
  try {
    result = await scan({
      ...toScan,
      memory: remembered?.memory,
      engine,
      onProgress: progress.update,
      clock: () => performance.now(),
      version,
    });
  } finally {
    progress.clear();
    await engine.close();
  }
  const { report, flagged, markers, recalled, changed } = result;
  if (set.on('strict')) refuseUnreadable(report);
  const formats = (set.list('format') ?? []).map((format) => (format === 'md' ? 'markdown' : format));
  await interrupt.whole(async () => {
    await writeReport(out, report, flagged, formats as ReportFormat[], markers, page);
    await remembered?.finish(changed);
  });
  if (!set.on('quiet')) {
    const { length } = toScan.corpus.shards;
    if (remembered) process.stderr.write(`bezoar: ${recalled} of ${length} shards were read before\n`);
    const colour = wantsColour(process.stdout, set.on('noColor'));
    const width = widthOf(process.stdout);
    const options = {
      colour,
      width,
      verbose: set.on('all'),
      reportPath: out,
      program: programName(),
      calm: page?.calm.title,
    };
    await print(renderTerminal(report, options));
  }
  return verdict(report, set.text('failOn') as Severity, set.number('minCoverage') as number);
}

/** A report that cannot be written is better known before the scan than after it. */
export async function refuseUnwritable(out: string): Promise<void> {
  let folder = resolve(out);
  while (!existsSync(folder)) folder = dirname(folder);
  if (!statSync(folder).isDirectory()) {
    throw new UsageError(
      'exists',
      `${relative('', folder) || out} is a file`,
      'Name a folder for the report with --out.',
    );
  }
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw new UsageError(
      'no-permission',
      `not allowed to write to ${folder}`,
      'Name another folder with --out.',
      error,
    );
  });
}

function refuseUnreadable({ coverage }: Report): void {
  if (coverage.unreadable === 0 && coverage.complete) return;
  const [first] = coverage.problems;
  const place = first
    ? `${visible(first.file, 120)}${first.line > 0 ? `:${first.line}` : ''}: ${first.reason}`
    : '';
  const message = `${coverage.unreadable} unreadable ${coverage.unreadable === 1 ? 'row' : 'rows'}, first ${place}`;
  throw new UsageError('unreadable-row', message, 'Mend the data, or leave out --strict to scan the rest.');
}

function verdict(report: Report, failOn: Severity, minCoverage: number): number {
  const graver = severities.slice(0, severities.indexOf(failOn) + 1);
  if (report.findings.some((finding) => graver.includes(finding.severity))) return 1;
  const { share, complete } = report.coverage;
  if (minCoverage === 0 || (complete && share >= minCoverage)) return 0;
  const seen = complete
    ? `only ${(share * 100).toFixed(1)} % of the rows could be read`
    : 'a file could not be read, or not to its end';
  process.stderr.write(`bezoar: ${seen}, too little to call the data clean (exit 2; see --min-coverage)\n`);
  return 2;
}
