// One thread of bench/detect: runs a trial with one seed at a time and tells what came of it.
import { parentPort } from 'node:worker_threads';
import { inProcess } from '../src/engines/in-process.ts';
import { all } from './detect-trials.ts';
import { judge, scanFile, tryMix } from './trial.ts';

/** `trial`: index in the list of all trials. */
export interface Task {
  readonly trial: number;
  readonly seed: number;
}

const engine = inProcess();

parentPort?.on('message', ({ trial, seed }: Task) => {
  void run(trial, seed).then((outcome) => parentPort?.postMessage(outcome));
});

async function run(trial: number, seed: number) {
  const { make, by, rows, alone } = all[trial];
  const only = alone ? by : undefined;
  const mix = make(seed);
  if (typeof mix !== 'string') return tryMix(mix, `${rows}-${seed}`, engine, seed, by, only);
  const { report, flagged } = await scanFile(mix, engine, seed, only);
  return judge(report, flagged, new Set(), by);
}
