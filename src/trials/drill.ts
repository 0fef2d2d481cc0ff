// A drill: attack by attack, budget by budget and seed by seed, a copy of the corpus is poisoned and scanned, and what the
// detectors make of it becomes the coverage matrix. The corpus itself is only read.
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Attack } from '../attack.ts';
import { attacks as allAttacks } from '../attacks/index.ts';
import { hashOfHashes, hashReadable } from '../corpus/fingerprint.ts';
import type { Corpus } from '../corpus/corpus.ts';
import type { Detector } from '../detector.ts';
import { detectors as allDetectors } from '../detectors/index.ts';
import { refuse } from '../report/atomic-write.ts';
import { drillSchemaVersion, type DrillReport } from '../report/drill/schema.ts';
import { planOf, type OptionValues } from '../scan/plan.ts';
import { attackOf, cellOf, itselfOf } from './matrix.ts';
import { appendRecord, readRecords, recordVersion, type TrialRecord } from './records.ts';
import { runHere, runInThreads, type Runner, type TrialSetup, type TrialTask } from './runner.ts';
import { subjectOf, type TrialSubject } from './subject.ts';

export interface DrillProgress {
  readonly done: number;
  readonly planned: number;
  /** Done in an earlier run. */
  readonly recalled: number;
  /** Of this run. */
  readonly ms: number;
}

export interface DrillRequest {
  readonly corpus: Corpus;
  /** Rows: what is planted, of each attack. */
  readonly budgets: readonly number[];
  readonly seeds: readonly number[];
  /** Those of this project unless given; with others, trials run one after another. */
  readonly attacks?: readonly Attack[];
  readonly detectors?: readonly Detector[];
  readonly options?: OptionValues;
  /** Rows that are taken of a larger corpus. */
  readonly rows: number;
  /** Trials at once. */
  readonly workers: number;
  /** Where trials that are done are kept, for a drill that goes on; it is made if need be. */
  readonly folder: string;
  /** Milliseconds from the start after which no trial is begun. */
  readonly time?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DrillProgress) => void;
  readonly clock: () => number;
  readonly version: string;
}

export const trialsName = 'trials.jsonl';

export async function drill(given: DrillRequest): Promise<DrillReport> {
  const request = { ...given, budgets: ascending(given.budgets), seeds: ascending(given.seeds) };
  const { corpus, budgets, seeds, options = {}, rows, version, folder } = request;
  const start = request.clock();
  const { attacks = allAttacks, detectors = allDetectors } = request;
  const { shape } = corpus.fields;
  const fitting = attacks.filter(({ shapes }) => shapes.includes(shape));
  const looking = planOf(detectors, shape, options, 0).filter(({ looks }) => looks);
  const hashes = await hashReadable(corpus.files);
  const facts = [
    recordVersion,
    version,
    hashes,
    corpus.fields,
    corpus.limits,
    rows,
    looking.map(({ detector, setup }) => [detector.id, detector.version, setup.options]),
  ];
  const keyOf = ({ attack, budget, seed }: TrialTask): string => {
    const own = fitting.find(({ id }) => id === attack);
    return digest([...facts, own?.version ?? 0, attack, budget, seed]);
  };
  const tasks = tasksOf(fitting, budgets, seeds);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => refuse(folder, error));
  const used = looking.map(({ detector }) => detector);
  const subject = await subjectOf(corpus, rows);
  const records = await recordsOf(request, subject, used, tasks, keyOf, start);

  const itself = itselfOf(records);
  const cells = fitting.flatMap(({ id }) =>
    budgets.flatMap((budget) => cellOf(id, budget, records, itself) ?? []),
  );
  const byAttack = fitting.map((attack) => attackOf(attack, cells, records));
  return {
    schemaVersion: drillSchemaVersion,
    kind: 'drill',
    tool: { name: 'bezoar', version },
    corpus: {
      files: corpus.files.map(({ path }, i) => ({ path, sha256: hashes[i] })),
      sha256: hashOfHashes(hashes),
      shape,
      rows: subject.lines.length,
      of: subject.of,
    },
    plan: {
      budgets: [...budgets],
      seeds: [...seeds],
      attacks: fitting.map(({ id, version: v, title, threat, sources }) => ({
        id,
        version: v,
        title,
        threat,
        sources: [...sources],
      })),
      detectors: used.map(({ id, version: v, title }) => ({ id, version: v, title })),
    },
    trials: { planned: tasks.length, done: records.length },
    itself,
    cells,
    attacks: byAttack,
    uncaught: byAttack
      .filter(({ id, caughtBy }) => caughtBy.length === 0 && cells.some(({ attack }) => attack === id))
      .map(({ id }) => id),
  };
}

/** The trials that are done: those of earlier runs, and those that this one has the time for. */
async function recordsOf(
  request: DrillRequest,
  subject: TrialSubject,
  looking: readonly Detector[],
  tasks: readonly TrialTask[],
  keyOf: (task: TrialTask) => string,
  start: number,
): Promise<readonly TrialRecord[]> {
  const { folder, clock, signal, time = Infinity, onProgress } = request;
  const path = join(folder, trialsName);
  // Nothing tells whether a detector or an attack of somebody's own is still the one of the last run.
  const kept = onlyOurs(request) ? await readRecords(path) : new Map<string, TrialRecord>();
  const records = tasks.flatMap((task) => kept.get(keyOf(task)) ?? []);
  const missing = tasks.filter((task) => !kept.has(keyOf(task)));
  if (missing.length === 0) return records;
  const recalled = records.length;
  const tell = (): void =>
    onProgress?.({ done: records.length, planned: tasks.length, recalled, ms: clock() - start });
  tell();
  await withRunner(request, subject, looking, missing.length, async (runner) => {
    const next = missing.values();
    const work = async (): Promise<void> => {
      for (const task of next) {
        if (signal?.aborted || clock() - start > time) return;
        const result = await runner.run(task).catch((error: unknown) => {
          // The workers were ended with it.
          if (signal?.aborted) return undefined;
          throw error;
        });
        if (!result) return;
        const record = { key: keyOf(task), ...task, result };
        await appendRecord(path, record);
        records.push(record);
        tell();
      }
    };
    await Promise.all(Array.from({ length: runner.width }, work));
  });
  return records;
}

/** Seed by seed, so that a drill that is stopped has seen all attacks at all budgets. */
function tasksOf(
  attacks: readonly Attack[],
  budgets: readonly number[],
  seeds: readonly number[],
): TrialTask[] {
  const planted = seeds.flatMap((seed) =>
    budgets.flatMap((budget) => attacks.map(({ id }) => ({ attack: id, budget, seed }))),
  );
  return [{ attack: '', budget: 0, seed: seeds[0] }, ...planted];
}

async function withRunner(
  request: DrillRequest,
  subject: TrialSubject,
  looking: readonly Detector[],
  tasks: number,
  use: (runner: Runner) => Promise<void>,
): Promise<void> {
  const { corpus, rows, options = {}, version, workers, attacks = allAttacks, signal } = request;
  const scratch = await mkdtemp(join(tmpdir(), 'bezoar-drill-'));
  // However the process ends, no copy stays.
  const tidy = (): void => rmSync(scratch, { recursive: true, force: true });
  process.once('exit', tidy);
  const setup: TrialSetup = { corpus, rows, options, version, scratch };
  const bytes = subject.lines.reduce((sum, line) => sum + line.length, 0);
  const room = Math.floor(totalmem() / 2 / (workerBytes + bytesPerByte * bytes));
  const width = Math.max(1, Math.min(workers, tasks, room));
  let runner: Runner | undefined;
  const stop = (): void => void runner?.close();
  try {
    runner =
      onlyOurs(request) && width > 1
        ? runInThreads(
            setup,
            looking.map(({ id }) => id),
            width,
          )
        : runHere(subject, setup, attacks, looking);
    signal?.addEventListener('abort', stop);
    await use(runner);
  } finally {
    signal?.removeEventListener('abort', stop);
    await runner?.close();
    tidy();
    process.off('exit', tidy);
  }
}

/** Memory of a worker that scans a small corpus, and what each byte of the rows takes beside it: lines, rows, the copy. */
const workerBytes = 400 * 2 ** 20;
const bytesPerByte = 8;

const onlyOurs = ({ attacks = [], detectors = [] }: DrillRequest): boolean =>
  [...attacks, ...detectors].every(isOurs);

const ascending = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);

/** Whether a worker thread can find it by its id. */
const isOurs = (one: Attack | Detector): boolean =>
  (allAttacks as readonly object[]).includes(one) || (allDetectors as readonly object[]).includes(one);

const digest = (facts: unknown): string =>
  createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
