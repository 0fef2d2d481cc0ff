// `bezoar watch`: what the losses of a training say of its rows, afterwards or while it goes on.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenCorpus } from '../../corpus/open.ts';
import { joinIds, type Joined } from '../../corpus/loss-log/join-ids.ts';
import { followLog } from '../../corpus/loss-log/follow-log.ts';
import { readLog } from '../../corpus/loss-log/read-log.ts';
import { defaultLimits } from '../../corpus/reader.ts';
import { inProcess } from '../../engines/in-process.ts';
import { UsageError } from '../../errors.ts';
import { severities, type Claim, type Severity } from '../../finding.ts';
import { refuse, writeAtomically } from '../../report/atomic-write.ts';
import { version } from '../../report/version.ts';
import { counted } from '../../report/wording.ts';
import { byPlace, type Place } from '../../row.ts';
import { alreadyJudged } from '../../scan/already-judged.ts';
import { visible } from '../../text/visible.ts';
import { judgeWatch, type Group, type Watched, type WatchFinding } from '../../training/watch/judge-watch.ts';
import type { Histories, HistoryKeeper } from '../../training/watch/row-histories.ts';
import { watchReport, watchVersion, type WatchReport } from '../../training/watch/watch-report.ts';
import { limitsOf, type InForce } from '../flags.ts';
import type { Interrupt } from '../interrupt.ts';
import type { ProgressLine } from '../progress.ts';
import type { StatusLine } from '../status-line.ts';
import { print } from '../terminal.ts';
import { openPaths } from './scan.ts';
import { refuseUnwritable, scanAndReport } from './scan-and-report.ts';
import { watchLog, type Looking, type ReadSoFar } from './watch-log.ts';

export interface WatchContext {
  readonly interrupt: Interrupt;
  readonly status: StatusLine;
  readonly progress: ProgressLine;
}

/** Sources that are looked at as groups, those with the most rows first. */
const mostGroups = 200;
const shownRows = 3;
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

interface Lists {
  readonly suspects: ReadonlySet<string>;
  readonly threshold: ReadonlySet<string>;
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
  const { findings, untestable } = judge(read.keeper, live ? read.looks + 1 : 0, joined);
  await mkdir(out, { recursive: true }).catch((error: unknown) => refuse(out, error));
  const report = reportOf(h, read, findings, untestable, lists, joined);
  await writeAtomically(join(out, 'watch.json'), [`${JSON.stringify(report, null, 1)}\n`]);
  await writeAtomically(join(out, 'watch-rows.jsonl'), rowLines(h));
  if (!set.on('quiet'))
    await print([...summary(report), '', `  all of it  ${visible(join(out, 'watch.json'))}`].join('\n'));
  const alarmed = read.alarms.size > 0 || findings.some(isAlarm) ? 1 : 0;
  if (!corpus || !joined) return alarmed;
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
  const toScan = { corpus, notes, leftOut, detectors: [it], engine: inProcess([it]), seed };
  return Math.max(alarmed, await scanAndReport(toScan, asScan, context));
}

function nothingIn(log: string, { unreadable, firstReason }: ReadSoFar): UsageError {
  return new UsageError(
    'nothing-to-scan',
    `there is no loss of a row in ${visible(log)}${unreadable > 0 ? `: ${counted(unreadable, 'line')} without, the first has ${firstReason}` : ''}`,
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

/** Ids as a file lists them: one a line, or rows of a scan as `file:row`. */
async function listOf(path: string | undefined): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  if (path === undefined) return ids;
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(
      'no-such-file',
      `cannot read ${visible(path)}`,
      'Name a file with an id a line.',
      error,
    );
  });
  for (const line of text.split('\n')) {
    const id = line.trim();
    if (id.startsWith('{')) {
      const { file, row } = parsed(id, path);
      ids.add(`${file}:${row}`);
    } else if (id !== '') ids.add(id);
  }
  return ids;
}

function parsed(line: string, path: string): { file: string; row: number } {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {}
  const { file, row } = (record ?? {}) as { file?: unknown; row?: unknown };
  if (typeof file === 'string' && typeof row === 'number') return { file, row };
  throw new UsageError(
    'wrong-kind',
    `${visible(path)} has a line that is neither an id nor a row of a scan: ${visible(line, 60)}`,
    'Write an id a line, or give flagged.jsonl as a scan writes it.',
  );
}

function rowsOf(keeper: HistoryKeeper, ids: ReadonlySet<string>, joined?: Joined): Set<number> {
  const rows = new Set<number>();
  for (const id of ids) {
    const row = keeper.indexOf(id) ?? keeper.indexOf(joined?.byFile.get(id) ?? '');
    if (row !== undefined) rows.add(row);
  }
  return rows;
}

function groupsOf(
  h: Histories,
  keeper: HistoryKeeper,
  suspects: ReadonlySet<string>,
  joined?: Joined,
): Group[] {
  const bySource = new Map<string, Set<number>>();
  for (let row = 0; row < h.size; row++) {
    const source = joined?.sources.get(h.ids[row]) ?? h.sources[row];
    if (source === '') continue;
    const rows = bySource.get(source);
    if (rows) rows.add(row);
    else bySource.set(source, new Set([row]));
  }
  const sources = [...bySource]
    .sort((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostGroups)
    .map(([name, rows]): Group => ({ kind: 'source', name, rows }));
  const asked: Group = { kind: 'suspects', name: '', rows: rowsOf(keeper, suspects, joined) };
  return suspects.size > 0 ? [asked, ...sources] : sources;
}

function reportOf(
  h: Histories,
  { unreadable, firstReason, behindEnd, ended }: ReadSoFar,
  findings: readonly WatchFinding[],
  untestable: readonly string[],
  { suspects, threshold }: Lists,
  joined: Joined | undefined,
): WatchReport {
  const { late, crowded } = h.left;
  const missing = joined ? h.size - joined.places.size : 0;
  const notes = [
    unreadable > 0 &&
      `Left out: ${counted(unreadable, 'line')} that ${unreadable === 1 ? 'is' : 'are'} no entry, the first for ${firstReason}.`,
    late > 0 &&
      `Left out: ${counted(late, 'loss', 'losses')} not after the last one of the same row, as when steps are told twice or out of order.`,
    crowded > 0 &&
      `Left out: ${counted(crowded, 'loss', 'losses')} of rows beyond the ${h.size.toLocaleString('en')} that fit in memory.`,
    behindEnd > 0 &&
      `Left out: ${counted(behindEnd, 'loss', 'losses')} behind the end of the training, as of another one in the same file.`,
    missing > 0 && `Not in the data: ${counted(missing, 'row')} of the log.`,
    joined &&
      joined.twice > 0 &&
      `The data has ${counted(joined.twice, 'row')} with an id that another row had before: the first is meant.`,
    suspects.size > 0 &&
      findings.every(({ id }) => id !== 'gap-change:suspects:') &&
      'The rows in question were learned as others are, as far as can be seen.',
    threshold.size > 0 &&
      threshold.size < 20 &&
      'Fewer than 20 threshold rows say nothing; the cut is a robust one.',
  ];
  return watchReport.parse({
    schemaVersion: watchVersion,
    tool: { name: 'bezoar', version },
    log: {
      entries: h.entries,
      rows: h.size,
      unreadable,
      late,
      crowded,
      firstStep: h.firstStep,
      lastStep: h.lastStep,
      ended,
    },
    joined: joined?.places.size,
    findings: findings.map((finding) => ({ ...finding, rows: finding.rows.map(({ row }) => h.ids[row]) })),
    untestable,
    notes: notes.filter((note) => typeof note === 'string'),
  });
}

function* rowLines(h: Histories): Generator<string> {
  const mean = (sum: number, n: number): number | null => (n > 0 ? Number((sum / n).toPrecision(6)) : null);
  for (let i = 0; i < h.size; i++)
    yield `${JSON.stringify({
      row: h.ids[i],
      seen: h.seen[i],
      loss: mean(h.lossSum[i], h.seen[i]),
      areaUnderMargin: mean(h.marginSum[i], h.marginSeen[i]),
      gradientNorm: mean(h.gradientSum[i], h.gradientSeen[i]),
      forgotten: h.forgotten[i],
      learnedAt: h.learnedAt[i] === 0 ? null : h.learnedAt[i],
      ...(h.broken[i] > 0 ? { broken: h.broken[i] } : {}),
    })}\n`;
}

function summary({ log, findings, untestable, notes }: WatchReport): string[] {
  const ends = {
    told: '',
    'end of file': '',
    idle: ', idle since',
    interrupted: ', interrupted',
    'first alarm': ', stopped at the first alarm',
  };
  return [
    `${counted(log.entries, 'loss', 'losses')} of ${counted(log.rows, 'row')}, steps ${log.firstStep} to ${log.lastStep}${ends[log.ended]}.`,
    ...findings.flatMap(({ severity, title, claim, rows }) => [
      ` ${severity.toUpperCase().padEnd(7)} ${title}`,
      `         ${claim}`,
      `         rows ${rows
        .slice(0, shownRows)
        .map((id) => visible(id, 40))
        .join(
          ', ',
        )}${rows.length > shownRows ? ` and ${(rows.length - shownRows).toLocaleString('en')} more` : ''}`,
    ]),
    ...(findings.length === 0 ? ['Nothing out of the ordinary.'] : []),
    ...untestable.map((what) => `Not looked for. ${what}`),
    ...notes,
  ];
}

function claimOf(finding: WatchFinding, h: Histories, joined: Joined): Claim[] {
  const { severity, threat, title, claim, evidence, falseDiscovery, advice } = finding;
  const places = finding.rows.flatMap(({ row }): Place[] => {
    const place = joined.places.get(h.ids[row]);
    return place ? [place] : [];
  });
  if (places.length === 0) return [];
  const examples = places.slice(0, 8).map((place) => ({ place }));
  const rows = places.slice().sort(byPlace);
  return [
    {
      severity,
      threat,
      title,
      claim,
      evidence,
      falseDiscovery,
      rows,
      phrases: [],
      outcomePhrases: [],
      examples,
      advice,
    },
  ];
}
