// `bezoar trace`: from what a model was seen to do back to the rows that taught it.
import { randomInt } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DriftProbe } from '../../attribution/probe-behaviours.ts';
import { inProcess } from '../../engines/in-process.ts';
import { UsageError } from '../../errors.ts';
import { refuse, writeAtomically } from '../../report/atomic-write.ts';
import { tracePage } from '../../report/pages/trace-page.ts';
import { probesReport, traceReport, traceVersion, type TraceResult } from '../../report/trace-report.ts';
import { version } from '../../report/version.ts';
import { alreadyJudged } from '../../scan/already-judged.ts';
import { visible } from '../../text/visible.ts';
import type { InForce } from '../flags.ts';
import type { Interrupt } from '../interrupt.ts';
import type { ProgressLine } from '../progress.ts';
import type { StatusLine } from '../status-line.ts';
import { toldOf } from '../steps-of.ts';
import { print } from '../terminal.ts';
import { answersTo } from '../trace/answers.ts';
import type { Asking } from '../trace/ask.ts';
import { behavioursOf } from '../trace/behaviours.ts';
import { driftProbes } from '../trace/drift-probes.ts';
import { featureFiles, givenFeatures } from '../trace/given-features.ts';
import { keptIndex } from '../trace/kept-index.ts';
import { serve } from '../trace/serve.ts';
import { influenceLines, pathLines, probeLines, traceLines } from '../trace/trace-text.ts';
import { refuseUnwritable, scanAndReport } from './scan-and-report.ts';
import { openPaths } from './scan.ts';

export interface TraceContext {
  readonly interrupt: Interrupt;
  readonly status: StatusLine;
  readonly progress: ProgressLine;
}

const tracing = {
  id: 'trace',
  version: 1,
  title: 'Rows that have in common with a behaviour what other rows have not',
  catches: ['backdoor', 'availability', 'targeted-error'],
  sources: [
    'Robertson & Zaragoza 2009, The probabilistic relevance framework: BM25 and beyond',
    'Robertson & Sparck Jones 1976, Relevance weighting of search terms',
    'Blumer et al. 1985, The smallest automaton recognizing the subwords of a text',
  ],
} as const;

export async function runTrace(
  file: string | undefined,
  set: InForce,
  { interrupt, status, progress }: TraceContext,
): Promise<number> {
  const paths = set.list('traceData') ?? [];
  if (paths.length === 0)
    throw new UsageError(
      'nothing-to-scan',
      'no data was named',
      'Name it with --data: bezoar trace behaviours.jsonl --data train.jsonl',
    );
  const serving = set.on('traceServe');
  if (serving && file !== undefined)
    throw new UsageError('bad-option', 'behaviours were given to a server', 'Ask it: POST /trace.');
  const files = featureFiles(set);
  if (serving && files)
    throw new UsageError('bad-option', 'features were given to a server', 'Trace the behaviours by a file.');
  const probes = file === undefined || serving ? undefined : await probesIn(file, set);
  if (probes && files)
    throw new UsageError(
      'bad-option',
      'features were given beside a report of drift',
      'Its phrases are put into texts here, of which your model has seen none: leave the features out.',
    );
  const behaviours = serving || probes ? [] : await behavioursOf(file, set);
  const out = set.text('out') as string;
  if (!serving) await refuseUnwritable(out);
  const corpus = await openPaths(paths, set, []);
  const seed = set.number('seed') ?? randomInt(2 ** 32);
  const told = toldOf({ interrupt, status });
  const { index, anew } = await interrupt.stoppable(() =>
    keptIndex(corpus, set.text('traceIndex'), told).finally(status.clear),
  );
  if (anew !== undefined) process.stderr.write(`bezoar: ${visible(anew)}\n`);
  const asking: Asking = {
    corpus,
    index,
    seed,
    controls: new Map(),
    progress: (done, of) => told(`held against ordinary rows: ${done} of ${of} groups`),
  };
  if (serving) return listen({ ...asking, progress: () => undefined }, set, interrupt);
  const answers = await interrupt
    .stoppable(async () => {
      if (files) told('reading features …');
      const features = files && (await givenFeatures(files, index.rows, behaviours.length, set, seed));
      return answersTo(probes ? { probes } : { behaviours, features }, { corpus, asking, set, told });
    })
    .finally(status.clear);
  const head = { schemaVersion: traceVersion, tool: { name: 'bezoar', version }, seed };
  const report: unknown = probes
    ? probesReport.parse({
        ...head,
        probes: answers.map(({ probe, result, influence }) => {
          const { phrase, outcome, brings, p } = probe!;
          return { phrase, outcome, brings, p, ...result, influence };
        }),
      })
    : traceReport.parse({ ...head, ...answers[0].result, influence: answers[0].influence });
  const path = join(out, 'trace.json');
  await interrupt.whole(async () => {
    await mkdir(out, { recursive: true }).catch((error: unknown) => refuse(out, error));
    await writeAtomically(path, [`${JSON.stringify(report, null, 1)}\n`]);
  });
  if (!set.on('quiet'))
    await print(
      [
        ...answers.flatMap(({ probe, result, influence }) => [
          ...(probe ? probeLines(probe) : []),
          ...influenceLines(influence),
          ...traceLines(result),
        ]),
        ...pathLines(path),
      ].join('\n'),
    );
  const detector = alreadyJudged(tracing, {
    claims: answers.flatMap(({ claim }) => claim ?? []),
    power: [],
    untestable: [...new Set(answers.flatMap(({ result }) => untestable(result)))],
  });
  const { notes, leftOut } = corpus;
  return scanAndReport(
    {
      corpus,
      notes,
      leftOut,
      detectors: [detector],
      engine: inProcess([detector]),
      seed,
      page: tracePage(answers.map(({ probe, result, influence }) => ({ probe, ...result, influence }))),
    },
    set,
    { interrupt, progress },
  );
}

/** What the file says is taken as it is where its columns are named. */
const probesIn = (file: string, set: InForce): Promise<readonly DriftProbe[] | undefined> =>
  file === '-' ||
  ['behaviourFields', 'tracePrompt', 'traceOutput'].some((name) => set.text(name) !== undefined)
    ? Promise.resolve(undefined)
    : driftProbes(file);

function untestable({ behaviours, cutRows }: TraceResult): string[] {
  const told: string[] = [];
  if (behaviours.taken === 1)
    told.push('With one behaviour nothing can be told to be shared: give several of the same kind.');
  if (behaviours.taken < behaviours.given)
    told.push(`${behaviours.taken} of ${behaviours.given} behaviours were taken, spread over all.`);
  if (cutRows > 0) told.push(`Of ${cutRows} very long rows only the first MiB was looked at.`);
  return told;
}

async function listen(asking: Asking, set: InForce, interrupt: Interrupt): Promise<number> {
  const wanted = set.number('tracePort') as number;
  const { server, port } = await serve(asking, wanted).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    throw new UsageError(
      'in-use',
      `port ${wanted} cannot be had`,
      'Take another with --port, or any with --port 0.',
    );
  });
  await print(`listening on http://127.0.0.1:${port}/trace`);
  await interrupt.stoppable(
    () =>
      new Promise<void>((resolve) => {
        const end = (): void => {
          server.close(() => resolve());
          server.closeAllConnections();
        };
        if (interrupt.signal.aborted) end();
        else interrupt.signal.addEventListener('abort', end, { once: true });
      }),
  );
  return 0;
}
