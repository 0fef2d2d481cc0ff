// Where trials run: one after another in this thread, or side by side in several. A trial is mostly one thread's work, so
// two scans side by side keep two cores busy where one scan on two would not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Attack } from '../attack.ts';
import type { Corpus } from '../corpus/corpus.ts';
import type { Detector } from '../detector.ts';
import { errorOf, type Failure } from '../errors.ts';
import { inProcess } from '../engines/in-process.ts';
import type { OptionValues } from '../scan/plan.ts';
import type { TrialSubject } from './subject.ts';
import { tryOut, type TrialResult } from './trial.ts';

/** Plain data: attacks and detectors by id. */
export interface TrialTask {
  /** '' for the corpus as it is. */
  readonly attack: string;
  readonly budget: number;
  readonly seed: number;
}

export interface TrialSetup {
  readonly corpus: Corpus;
  /** Rows that are taken of a larger corpus. */
  readonly rows: number;
  readonly options: OptionValues;
  readonly version: string;
  /** A folder for copies. */
  readonly scratch: string;
}

export interface Runner {
  /** Trials that it runs at once. */
  readonly width: number;
  run(task: TrialTask): Promise<TrialResult>;
  close(): Promise<void>;
}

/** With attacks and detectors of one's own, which cannot cross a thread. */
export function runHere(
  subject: TrialSubject,
  setup: TrialSetup,
  attacks: readonly Attack[],
  detectors: readonly Detector[],
  name = 'here',
): Runner {
  const engine = inProcess(detectors);
  return {
    width: 1,
    run: ({ attack, ...plan }) =>
      tryOut(
        subject,
        { ...plan, attack: attack === '' ? undefined : attacks.find(({ id }) => id === attack) },
        {
          detectors,
          options: setup.options,
          engine,
          scratch: join(setup.scratch, `${name}.jsonl`),
          clock: () => performance.now(),
          version: setup.version,
        },
      ),
    close: () => engine.close(),
  };
}

/** What a worker is started with. */
export interface WorkerStart {
  readonly setup: TrialSetup;
  readonly detectors: readonly string[];
  readonly index: number;
}

export type FromTrialWorker =
  | { readonly kind: 'result'; readonly result: TrialResult }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** With the attacks and those of the detectors of this project that are named. */
export function runInThreads(setup: TrialSetup, detectors: readonly string[], width: number): Runner {
  const file = workerUrl();
  if (!existsSync(file)) throw new Error(`${fileURLToPath(file)} is missing: run \`npm run build\` first`);
  const workers = Array.from({ length: width }, (_, index) => {
    const workerData: WorkerStart = { setup, detectors, index };
    return new Worker(file, { workerData });
  });
  const idle = [...workers];
  return {
    width,
    async run(task) {
      const worker = idle.pop();
      if (!worker) throw new Error('more trials at once than workers');
      const result = await ask(worker, task);
      idle.push(worker);
      return result;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function ask(worker: Worker, task: TrialTask): Promise<TrialResult> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      worker.off('message', hear).off('error', fail).off('exit', stop);
      end();
    };
    const hear = (message: FromTrialWorker): void =>
      settle(() => (message.kind === 'result' ? resolve(message.result) : reject(errorOf(message.failure))));
    const fail = (error: Error): void => settle(() => reject(error));
    const stop = (code: number): void =>
      settle(() => reject(new Error(`a worker stopped with code ${code}`)));
    worker.on('message', hear).on('error', fail).on('exit', stop);
    worker.postMessage(task);
  });
}

/** The worker as it is built, also when this module runs from its source. */
function workerUrl(): URL {
  const here = import.meta.url;
  return new URL(here.endsWith('.ts') ? '../../dist/trials/worker.js' : './worker.js', here);
}
