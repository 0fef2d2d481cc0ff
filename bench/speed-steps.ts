// What bench/speed measures, one step in a process of its own: reading without judging, each detector alone with its
// reads and judgements apart, the whole scan on one and two cores, of JSONL and of Parquet, and setting rows aside.
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openCorpus } from '../src/corpus/open.ts';
import { defaultLimits } from '../src/corpus/reader.ts';
import { readRows } from '../src/corpus/read-rows.ts';
import { splitLines } from '../src/corpus/spans/lines.ts';
import { detectors } from '../src/detectors/index.ts';
import { inProcess } from '../src/engines/in-process.ts';
import { threads } from '../src/engines/threads.ts';
import { clean } from '../src/quarantine.ts';
import { writeReport } from '../src/report/write-report.ts';
import { scanFile } from './trial.ts';

/** Parts of a step that were timed apart, in milliseconds. */
export type Parts = readonly { readonly step: string; readonly ms: number }[];

type Step = (path: string) => Promise<Parts | void>;

/** Everything is held against this. */
export const unit = 'split + JSON.parse';

/** What needs no learning, and is asked of every corpus: measured together too. */
const twins = ['hidden-text', 'near-duplicate-flood'];

const chunks = (path: string) => createReadStream(path, { highWaterMark: 2 ** 20 });
/** Where the whole scan of a corpus leaves its report. */
export const reportFolder = (path: string): string => join(dirname(path), 'speed-report');

/** The Parquet copy of a corpus of JSONL. */
export const parquetOf = (path: string): string => path.replace(/\.jsonl$/, '.parquet');

async function rows(path: string): Promise<void> {
  const corpus = await openCorpus([path]);
  for (let shard = 0; shard < corpus.shards.length; shard++) {
    for await (const batch of readRows(corpus, shard)) void batch;
  }
}

async function scanWith(path: string, workers: number, only?: readonly string[]): Promise<Parts> {
  const engine = workers > 1 ? threads(workers) : inProcess();
  const { report, flagged } = await scanFile(path, engine, 1, only);
  await engine.close();
  if (!only && path.endsWith('.jsonl')) await writeReport(reportFolder(path), report, flagged);
  return report.timings;
}

export const steps: Readonly<Record<string, Step>> = {
  'bytes only': async (path) => {
    for await (const chunk of chunks(path)) void chunk;
  },
  'split lines': async (path) => {
    for await (const spans of splitLines(chunks(path), defaultLimits)) void spans;
  },
  [unit]: async (path) => {
    for await (const spans of splitLines(chunks(path), defaultLimits)) {
      for (const { bytes } of spans) if (bytes.length > 1) JSON.parse(Buffer.from(bytes).toString());
    }
  },
  'rows (split, parse, shape)': rows,
  ...Object.fromEntries(
    detectors.map(({ id }): [string, Step] => [`${id} alone, 1 core`, (path) => scanWith(path, 1, [id])]),
  ),
  [`${twins.join(' + ')}, 2 cores`]: (path) => scanWith(path, 2, twins),
  'whole scan, 1 core': (path) => scanWith(path, 1),
  'whole scan, 2 cores': (path) => scanWith(path, 2),
  'whole scan of Parquet, 2 cores': (path) => scanWith(parquetOf(path), 2),
  // Of what the whole scan found.
  clean: async (path) => {
    const report = reportFolder(path);
    const outDir = join(dirname(path), 'speed-clean');
    await clean({ file: path, report, rule: { severity: 'low' }, outDir, force: true, version: 'bench' });
    await rm(outDir, { recursive: true });
  },
};
