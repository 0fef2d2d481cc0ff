// How long reading and judging take, each as a ratio to splitting and parsing the same file on the same machine in the
// same run, and the peak memory of a whole scan. Writes bench/results/speed.{json,md}. An argument names another JSONL.
import { spawnSync } from 'node:child_process';
import { createReadStream, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCorpus } from '../src/corpus/open.ts';
import { defaultLimits } from '../src/corpus/reader.ts';
import { readRows } from '../src/corpus/read-rows.ts';
import { splitLines } from '../src/corpus/spans/lines.ts';
import { detectors } from '../src/detectors/index.ts';
import { inProcess } from '../src/engines/in-process.ts';
import { threads } from '../src/engines/threads.ts';
import { defaults } from '../src/option.ts';
import { shared } from './corpora.ts';
import { scanFile } from './trial.ts';

type Step = (path: string) => Promise<unknown>;

async function rows(path: string): Promise<number> {
  const corpus = await openCorpus([path]);
  let count = 0;
  for (let shard = 0; shard < corpus.shards.length; shard++) {
    for await (const batch of readRows(corpus, shard)) count += batch.rows.length;
  }
  return count;
}

async function scanWith(path: string, workers: number): Promise<unknown> {
  const engine = workers > 1 ? threads(workers) : inProcess();
  const { report } = await scanFile(path, engine, 1);
  await engine.close();
  return report.timings;
}

async function readAndJudge(path: string, id: string): Promise<void> {
  const corpus = await openCorpus([path]);
  const engine = inProcess();
  const detector = detectors.find((d) => d.id === id)!;
  const setup = { options: defaults(detector.options), seed: 1 };
  const kind = detector.survey ? 'survey' : 'inspect';
  await engine.read(corpus, [{ kind, detector: id, setup, survey: undefined }], () => undefined);
  await engine.close();
}

const steps: Record<string, Step> = {
  'bytes only': async (path) => {
    for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) void chunk;
  },
  'split lines': async (path) => {
    for await (const spans of splitLines(createReadStream(path, { highWaterMark: 2 ** 20 }), defaultLimits))
      void spans;
  },
  'split + JSON.parse': async (path) => {
    for await (const spans of splitLines(createReadStream(path, { highWaterMark: 2 ** 20 }), defaultLimits)) {
      for (const { bytes } of spans) if (bytes.length > 1) JSON.parse(Buffer.from(bytes).toString());
    }
  },
  'rows (split, parse, shape)': rows,
  ...Object.fromEntries(
    detectors.map(({ id }) => [`${id} alone, 1 core`, (path: string) => readAndJudge(path, id)]),
  ),
  'whole scan, 1 core': (path) => scanWith(path, 1),
  'whole scan, 2 cores': (path) => scanWith(path, 2),
};

const self = fileURLToPath(import.meta.url);
const [, , first, second] = process.argv;
if (first === '--step') {
  // One step in a process of its own, so that peak memory is that of the step.
  const start = performance.now();
  const detail = await steps[second](process.argv[4]);
  const ms = performance.now() - start;
  console.log(JSON.stringify({ ms, peakMB: process.resourceUsage().maxRSS / 1024, detail }));
} else {
  const path = first ?? join(shared, 'clean', 'sft-mix.jsonl');
  const megabytes = statSync(path).size / 1e6;
  const results = Object.keys(steps).map((step) => {
    const runs = [1, 2, 3].map(() => {
      const { stdout, stderr, status } = spawnSync(process.execPath, [self, '--step', step, path], {
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`${step}: ${stderr}`);
      return JSON.parse(stdout) as { ms: number; peakMB: number };
    });
    const ms = runs.map((r) => r.ms).sort((a, b) => a - b)[1];
    const peakMB = Math.max(...runs.map((r) => r.peakMB));
    console.log(step, ms.toFixed(0), 'ms', peakMB.toFixed(0), 'MB');
    return { step, ms, peakMB };
  });
  const unit = results.find(({ step }) => step === 'split + JSON.parse')!.ms;
  const lines = [
    '# How long it takes',
    '',
    `Made by \`npm run bench:speed\` on ${megabytes.toFixed(1)} MB of JSONL, Node ${process.versions.node}, ${availableParallelism()} cores (${cpus()[0].model.trim()}).`,
    'Median of three runs, each in a process of its own; peak memory is the largest of the three.',
    '',
    '| step | ms | x split + JSON.parse | MB/s | peak MB |',
    '|---|---|---|---|---|',
    ...results.map(
      ({ step, ms, peakMB }) =>
        `| ${step} | ${ms.toFixed(0)} | ${(ms / unit).toFixed(1)} | ${((megabytes / ms) * 1000).toFixed(1)} | ${peakMB.toFixed(0)} |`,
    ),
  ];
  mkdirSync(join('bench', 'results'), { recursive: true });
  writeFileSync(
    join('bench', 'results', 'speed.json'),
    `${JSON.stringify({ megabytes, results }, null, 1)}\n`,
  );
  writeFileSync(join('bench', 'results', 'speed.md'), `${lines.join('\n')}\n`);
}
