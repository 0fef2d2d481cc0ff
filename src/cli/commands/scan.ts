// `bezoar scan`: reads the files named, judges them, writes the report and prints what matters.
import { randomInt } from 'node:crypto';
import { constants, existsSync, statSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, relative, resolve } from 'node:path';
import { openCorpus, type OpenCorpus } from '../../corpus/open.ts';
import type { Limits } from '../../corpus/reader.ts';
import type { Detector } from '../../detector.ts';
import { detectors } from '../../detectors/index.ts';
import { chooseEngine } from '../../engines/choose.ts';
import { UsageError } from '../../errors.ts';
import { severities, type Severity } from '../../finding.ts';
import type { Report } from '../../report/schema.ts';
import { writeReport, type ReportFormat } from '../../report/write-report.ts';
import { renderTerminal } from '../../report/writers/terminal.ts';
import { scan } from '../../scan.ts';
import { visible } from '../../text/visible.ts';
import { closest } from '../closest.ts';
import type { InForce } from '../flags.ts';
import type { Interrupt } from '../interrupt.ts';
import type { ProgressLine } from '../progress.ts';
import { print, programName, wantsColour, widthOf } from '../terminal.ts';
import { version } from '../version.ts';

export interface ScanContext {
  readonly interrupt: Interrupt;
  readonly progress: ProgressLine;
}

/** Returns the exit code: 0 nothing to fail on, 1 found, 2 saw too little. */
export async function runScan(paths: readonly string[], set: InForce, context: ScanContext): Promise<number> {
  const { interrupt, progress } = context;
  // What can be wrong is said before hours are spent.
  const chosen = choose(set.list('only'), set.list('skip'));
  const out = set.text('out') as string;
  await refuseUnwritable(out);
  const corpus = await open(paths, set);
  const engine = chooseEngine(corpus, set.number('workers') ?? availableParallelism());
  let result;
  try {
    result = await scan({
      corpus,
      notes: corpus.notes,
      leftOut: corpus.leftOut,
      detectors: chosen,
      options: set.options('options'),
      seed: set.number('seed') ?? randomInt(2 ** 32),
      engine,
      onProgress: progress.update,
      clock: () => performance.now(),
      version,
    });
  } finally {
    progress.clear();
    await engine.close();
  }
  const { report, flagged } = result;
  if (set.on('strict')) refuseUnreadable(report);
  const formats = (set.list('format') ?? []).map((format) => (format === 'md' ? 'markdown' : format));
  await interrupt.whole(() => writeReport(out, report, flagged, formats as ReportFormat[]));
  if (!set.on('quiet')) {
    const colour = wantsColour(process.stdout, set.on('noColor'));
    const width = widthOf(process.stdout);
    const options = { colour, width, verbose: set.on('all'), reportPath: out, program: programName() };
    await print(renderTerminal(report, options));
  }
  return verdict(report, set.text('failOn') as Severity, set.number('minCoverage') as number);
}

/** A report that cannot be written is better known before the scan than after it. */
async function refuseUnwritable(out: string): Promise<void> {
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

function choose(only: readonly string[] | undefined, skip: readonly string[] | undefined): Detector[] {
  const known = detectors.map((detector) => detector.id);
  for (const id of [...(only ?? []), ...(skip ?? [])]) {
    if (known.includes(id)) continue;
    const guess = closest(id, known);
    const hint = guess ? `Did you mean ${guess}?` : `There are ${known.join(', ')}.`;
    throw new UsageError('bad-option', `no detector is called ${visible(id, 60)}`, hint);
  }
  const chosen = detectors.filter(({ id }) => (!only || only.includes(id)) && !skip?.includes(id));
  if (chosen.length > 0) return chosen;
  throw new UsageError('bad-option', 'no detector is left to look', 'Leave out --only or --skip.');
}

async function open(paths: readonly string[], set: InForce): Promise<OpenCorpus> {
  if (paths.length === 0) {
    throw new UsageError(
      'nothing-to-scan',
      'no file was named',
      'Name files or folders, or - for standard input: bezoar scan train.jsonl',
    );
  }
  const [first] = paths;
  const command = existsSync(first)
    ? undefined
    : closest(first, ['scan', 'clean', 'detectors', 'show', 'help']);
  if (command !== undefined && /^[a-z]+$/i.test(first)) {
    throw new UsageError(
      'no-such-file',
      `there is no command and no file ${first}`,
      `Did you mean bezoar ${command}?`,
    );
  }
  const limits: Limits = {
    recordBytes: set.number('limitRecordBytes') as number,
    depth: set.number('limitDepth') as number,
    unpackedBytes: set.number('limitUnpackedBytes') as number,
    columns: set.number('limitColumns') as number,
  };
  return openCorpus(paths, {
    fields: set.text('fields'),
    limits,
    stdin: process.stdin,
    baseline: set.list('baseline'),
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
