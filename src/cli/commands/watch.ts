// `bezoar watch`: what the losses of a training say of its rows, afterwards or while it goes on.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenCorpus } from '../../corpus/open.ts';
import { joinIds, type Joined } from '../../corpus/loss-log/join-ids.ts';
import { followLog } from '../../corpus/loss-log/follow-log.ts';
import { readLog } from '../../corpus/loss-log/read-log.ts';
import { defaultLimits } from '../../corpus/reader.ts';
import { inProcess } from '../../engines/in-process.ts';
import { UsageError } from '../../errors.ts';
import { severities, type Severity } from '../../finding.ts';
import { refuse, writeAtomically } from '../../report/atomic-write.ts';
import { renderWatch, watchPage } from '../../report/pages/watch-page.ts';
import { counted } from '../../report/wording.ts';
import { alreadyJudged } from '../../scan/already-judged.ts';
import { visible } from '../../text/visible.ts';
import { judgeWatch, type Watched, type WatchFinding } from '../../training/watch/judge-watch.ts';
import { lateThenBest } from '../../training/watch/late-then-best.ts';
import { lossRanks } from '../../training/watch/loss-ranks.ts';
import type { Histories, HistoryKeeper } from '../../training/watch/row-histories.ts';
import { limitsOf, type InForce } from '../flags.ts';
import type { Interrupt } from '../interrupt.ts';
import type { ProgressLine } from '../progress.ts';
import type { StatusLine } from '../status-line.ts';
import { print } from '../terminal.ts';
import { openPaths } from './scan.ts';
import { refuseUnwritable, scanAndReport } from './scan-and-report.ts';
import { groupsOf, listOf, rowsOf, type Lists } from './watch-lists.ts';
import { claimOf, reportOf, rowLines, summary } from './watch-output.ts';
import { sharedWordFindings } from './watch-words.ts';
import { watchLog, type Looking, type ReadSoFar } from './watch-log.ts';

export interface WatchContext {
  readonly interrupt: Interrupt;
  readonly status: StatusLine;
  readonly progress: ProgressLine;
}

const pollMs = 200;
const longestLine = 2 ** 20;
/** Of the permutations: which groups are drawn is nothing that whoever writes rows could use. */
const seed = 1;

export async function runWatch(log: string, set: InForce, context: WatchContext): Promise<number> {
  const out = set.text('watchTo') as string;
  await refuseUnwritable(out);
  const lists = {
    suspects: await listOf(set.text('suspects')),
    threshold: await listOf(set.text('thresholdRows')),
  };
  const data = set.list('watchData');
  const corpus = data === undefined ? undefined : await openPaths(data, set, []);
  if (corpus === undefined && set.text('idColumn') !== undefined)
    throw new UsageError('bad-option', '--id-column needs --data', 'Name the data that has the column.');
  // Whatever ends it, what was seen is written.
  return context.interrupt.stoppable(() => watchTo(out, log, set, context, lists, corpus));
}

async function watchTo(
  out: string,
  log: string,
  set: InForce,
  context: WatchContext,
  lists: Lists,
  corpus: OpenCorpus | undefined,
): Promise<number> {
  const { interrupt, status } = context;
  const gate = severities.indexOf(set.text('watchFailOn') as Severity);
  const isAlarm = ({ severity }: WatchFinding): boolean => severities.indexOf(severity) <= gate;
  const judge = (keeper: HistoryKeeper, look: number, joined?: Joined): Watched => {
    const h = keeper.now();
    return judgeWatch(h, {
      groups: groupsOf(h, keeper, lists.suspects, joined),
      thresholdRows: rowsOf(keeper, lists.threshold, joined),
      seed,
      look,
    });
  };
  const follow = set.on('follow');
  const live = follow || set.on('failFast');
  const how: Looking = {
    judge: live ? (keeper, look) => judge(keeper, look).findings.filter(isAlarm) : undefined,
    failFast: set.on('failFast'),
    onAlarm: ({ severity, claim }, step) => {
      status.clear();
      if (!set.on('quiet')) process.stdout.write(`ALARM  step ${step}: ${severity}: ${claim}\n`);
    },
    onProgress: (entries, rows, step) =>
      status.show(
        `${entries.toLocaleString('en')} losses of ${rows.toLocaleString('en')} rows, step ${step}`,
      ),
    stopped: () => interrupt.signal.aborted,
    otherwise: () => (interrupt.signal.aborted ? 'interrupted' : follow ? 'idle' : 'end of file'),
    stopAtEnd: follow,
  };
  const limits = { ...defaultLimits, ...limitsOf(set) };
  const idleMs = 1000 * (set.number('idle') as number);
  const batches = follow
    ? followLog(log, { signal: interrupt.signal, idleMs, pollMs, longestLine })
    : readLog(log, { ...limits, recordBytes: Math.min(limits.recordBytes, longestLine) });
  const read = await watchLog(batches, how);
  status.clear();
  const h = read.keeper.now();
  if (h.entries === 0) throw nothingIn(log, read);
  const joined = corpus && (await joinedTo(corpus, h, read.keeper, set.text('idColumn'), log));
  const { findings: ofLosses, untestable } = judge(read.keeper, live ? read.looks + 1 : 0, joined);
  const late = corpus && lateThenBest(lossRanks(h))?.wide;
  const ofWords =
    corpus && joined && late ? await sharedWordFindings(corpus, joined, h, read.keeper, late) : [];
  const findings = [...ofLosses, ...ofWords];
  await mkdir(out, { recursive: true }).catch((error: unknown) => refuse(out, error));
  const report = reportOf(h, read, findings, untestable, lists, joined);
  await writeAtomically(join(out, 'watch.json'), [`${JSON.stringify(report, null, 1)}\n`]);
  await writeAtomically(join(out, 'watch-rows.jsonl'), rowLines(h));
  if (!set.on('quiet'))
    await print(
      [
        ...summary(report),
        '',
        `  all of it  ${visible(join(out, 'watch.json'))}${corpus ? '' : ', pictures in watch.html'}`,
      ].join('\n'),
    );
  const alarmed = read.alarms.size > 0 || findings.some(isAlarm) ? 1 : 0;
  if (!corpus || !joined) {
    await writeAtomically(join(out, 'watch.html'), [renderWatch(report)]);
    return alarmed;
  }
  const claims = findings.flatMap((finding) => claimOf(finding, h, joined));
  const it = alreadyJudged(
    {
      id: 'training-losses',
      version: 1,
      title: 'Rows that were learned otherwise than the others, by the losses of a training',
      catches: ['availability', 'backdoor'],
      sources: [
        'Pleiss et al. 2020, Identifying Mislabeled Data using the Area Under the Margin Ranking',
        'Toneva et al. 2019, An Empirical Study of Example Forgetting during Deep Neural Network Learning',
        'Li et al. 2021, Anti-Backdoor Learning: Training Clean Models on Poisoned Data',
      ],
    },
    { claims, power: [], untestable },
  );
  const asScan: InForce = {
    ...set,
    text: (name) => set.text(name === 'out' ? 'watchTo' : name === 'failOn' ? 'watchFailOn' : name),
  };
  const { notes, leftOut } = corpus;
  const toScan = {
    corpus,
    notes,
    leftOut,
    detectors: [it],
    engine: inProcess([it]),
    seed,
    page: watchPage(report),
  };
  return Math.max(alarmed, await scanAndReport(toScan, asScan, context));
}

function nothingIn(log: string, { unreadable, firstReason }: ReadSoFar): UsageError {
  return new UsageError(
    'nothing-to-scan',
    `there is no loss of a row in ${visible(log)}${unreadable > 0 ? `: ${counted(unreadable, 'line')} without; the first: ${firstReason}` : ''}`,
    'Each entry needs the columns step, row and loss; docs/watch.md shows a log, integrations/python writes one.',
  );
}

async function joinedTo(
  corpus: OpenCorpus,
  h: Histories,
  keeper: HistoryKeeper,
  idColumn: string | undefined,
  log: string,
): Promise<Joined> {
  const joined = await joinIds(corpus, (id) => keeper.indexOf(id) !== undefined, idColumn);
  if (joined.places.size === 0)
    throw new UsageError(
      'bad-option',
      `no row of the data is one of the log's, such as ${visible(h.ids[0], 80)} in ${visible(log)}`,
      idColumn === undefined
        ? 'Ids are file:row or the number of the row in all of the data, from 0 on; else say with --id-column where they stand.'
        : 'Check the name of the column, and that it holds what the log calls rows.',
    );
  return joined;
}
