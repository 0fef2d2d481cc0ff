// One step of bench/speed-steps in a process of its own, so that peak memory is that of the step, and the corpora to measure it on.
import { spawnSync } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wantedPlants } from './corpus/plants.ts';
import { prepare } from './corpus/setting.ts';
import { writeCorpus } from './corpus/write.ts';
import { writeInstructions } from './instruction-rows.ts';
import { steps, type Parts } from './speed-steps.ts';

export interface Measured {
  readonly step: string;
  readonly ms: number;
  /** Of all threads, user and system. */
  readonly cpuMs: number;
  readonly peakMB: number;
  readonly parts: Parts;
}

/** Each kind of corpus that is made and measured. */
export const kinds: readonly {
  readonly name: string;
  make(path: string, bytes: number, seed: number): Promise<void>;
}[] = [
  { name: 'documents', make: writeDocuments },
  { name: 'instruction rows', make: writeInstructions },
];

/** Plants like those of a real attack are few: 250 documents. */
async function writeDocuments(path: string, bytes: number, seed: number): Promise<void> {
  const request = {
    setting: prepare(),
    megabytes: bytes / 1e6,
    seed,
    part: 0,
    wanted: wantedPlants('gibberish:250'),
  };
  writeCorpus(dirname(path), request, basename(path, '.jsonl'));
}

const self = fileURLToPath(import.meta.url);

async function run(step: string, path: string): Promise<void> {
  const start = performance.now();
  const parts = (await steps[step](path)) ?? [];
  const ms = performance.now() - start;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpuMs = (userCPUTime + systemCPUTime) / 1000;
  process.stdout.write(JSON.stringify({ step, ms, cpuMs, peakMB: maxRSS / 1024, parts }));
}

/** The fastest of `runs`, with the largest peak memory. */
export function measure(step: string, path: string, runs: number): Measured {
  const all = Array.from({ length: runs }, () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [self, '--run', step, path], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${step}: ${stderr}`);
    return JSON.parse(stdout) as Measured;
  });
  const fastest = all.reduce((best, m) => (m.ms < best.ms ? m : best));
  const peakMB = Math.max(...all.map((m) => m.peakMB));
  console.log(step, (fastest.ms / 1000).toFixed(1), 's', peakMB.toFixed(0), 'MB');
  return { ...fastest, peakMB };
}

// This file is the process, when it is run.
const [flag, step, path] = process.argv.slice(2);
if (process.argv[1] === self && flag === '--run') await run(step, path);
