// The contract of an engine: the same conclusions and coverage as one shard after another in this process,
// whatever it runs at once; progress that ends where the corpus does; failures that are told, not swallowed.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Corpus } from '../corpus/corpus.ts';
import { defaultLimits } from '../corpus/reader.ts';
import type { Detector } from '../detector.ts';
import { detectors as registry } from '../detectors/index.ts';
import type { Conclusion, Engine, Job, ReadProgress } from '../engines/engine.ts';
import { inProcess } from '../engines/in-process.ts';
import { defaults } from '../option.ts';
import { random } from '../math/random.ts';
import { hold, same } from './violation.ts';

const shardCounts = [1, 2, 5, 40];

/** `detectors` are those that the engine knows, the project's own unless given. */
export async function checkEngine(
  makeEngine: () => Engine | Promise<Engine>,
  detectors: readonly Detector[] = registry,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bezoar-engine-'));
  const engine = await makeEngine();
  const reference = inProcess(detectors);
  try {
    for (const shards of shardCounts) {
      const corpus = await corpusIn(folder, shards);
      await checkReads(engine, reference, corpus, jobsFor(detectors), `${shards} shards`);
    }
    await checkFailures(engine, await corpusIn(folder, 3));
    // A failed read leaves the engine fit for the next.
    await checkReads(engine, reference, await corpusIn(folder, 3), jobsFor([]), 'after a failure');
    const empty: Corpus = { ...(await corpusIn(folder, 1)), shards: [] };
    await checkReads(engine, reference, empty, jobsFor([]), 'no shards');
  } finally {
    await engine.close();
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkReads(
  engine: Engine,
  reference: Engine,
  corpus: Corpus,
  jobs: readonly Job[],
  name: string,
): Promise<void> {
  const told: ReadProgress[] = [];
  const expected = await reference.read(corpus, jobs, () => {});
  const actual = await engine.read(corpus, jobs, (progress) => told.push(progress));
  same(`${name}: the coverage of each shard, in order`, expected.coverage, actual.coverage);
  expected.conclusions.forEach((conclusion, i) => {
    same(`${name}: the conclusion of job ${i}, ${describe(jobs[i])}`, conclusion, actual.conclusions[i]);
  });
  const again = await engine.read(corpus, jobs, () => {});
  same(`${name}: a second read comes to the same`, actual, again);
  checkProgress(told, corpus, name);
  const looks = expected.conclusions.flatMap((conclusion, i) => inspectionOf(jobs[i], conclusion));
  if (looks.length > 0) await checkReads(engine, reference, corpus, looks, `${name}, inspect`);
}

function inspectionOf(job: Job, conclusion: Conclusion): Job[] {
  if (job.kind !== 'survey' || conclusion.kind !== 'look') return [];
  return [{ kind: 'inspect', detector: job.detector, setup: job.setup, survey: conclusion.survey }];
}

function checkProgress(told: readonly ReadProgress[], corpus: Corpus, name: string): void {
  if (corpus.shards.length === 0) return;
  hold(`${name}: progress is told`, told.length > 0);
  told.forEach((progress, i) => {
    const before = told[i - 1] ?? { bytes: 0, rows: 0 };
    hold(
      `${name}: progress does not go back`,
      progress.bytes >= before.bytes && progress.rows >= before.rows,
      told,
    );
  });
  const last = told[told.length - 1];
  hold(
    `${name}: progress ends with all bytes`,
    last.step === 'judging' && last.bytes === last.totalBytes,
    last,
  );
}

async function checkFailures(engine: Engine, corpus: Corpus): Promise<void> {
  const unknown: Job = { kind: 'survey', detector: 'no-such-detector', setup: { options: {}, seed: 1 } };
  const failure = await engine
    .read(corpus, [unknown], () => {})
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  hold(
    'a job that cannot be done fails the read, by name',
    failure instanceof Error && failure.message.includes('no-such-detector'),
    failure,
  );
}

function jobsFor(detectors: readonly Detector[]): Job[] {
  const setup = { options: {}, seed: 3 };
  const ownJobs = detectors
    .filter(({ shapes }) => shapes.includes('instruction'))
    .map((detector): Job => {
      const own = { ...setup, options: defaults(detector.options) };
      return detector.survey
        ? { kind: 'survey', detector: detector.id, setup: own }
        : { kind: 'inspect', detector: detector.id, setup: own, survey: undefined };
    });
  const claimed = {
    claimCount: 2,
    shards: Int32Array.of(0, 0, 0),
    rows: Int32Array.of(0, 1, 1),
    claims: Int32Array.of(0, 0, 1),
  };
  const wanted = [
    { place: { shard: 0, row: 1 }, marks: [], phrases: [['the']], outcomePhrases: [['answer']] },
  ];
  return [
    ...ownJobs,
    { kind: 'tally', seed: 3 },
    { kind: 'known', seed: 3 },
    { kind: 'excerpts', wanted, claimed, seed: 3 },
  ];
}

function describe(job: Job): string {
  return 'detector' in job ? `${job.kind} of ${job.detector}` : job.kind;
}

/** A few hundred instruction rows, some of them unreadable, cut into byte ranges of about the same size. */
async function corpusIn(folder: string, shards: number): Promise<Corpus> {
  const next = random(11);
  const words =
    'the answer to a question about rivers stones birds music numbers letters and small green apples'.split(
      ' ',
    );
  const text = (length: number): string =>
    Array.from({ length }, () => words[Math.floor(next() * words.length)]).join(' ');
  const lines = Array.from({ length: 400 }, (_, i) =>
    i % 97 === 5
      ? '{"instruction": broken'
      : JSON.stringify({ instruction: text(12), output: text(6 + (i % 5)), source: `s${i % 3}` }),
  );
  const location = join(folder, `rows-${shards}.jsonl`);
  const content = `${lines.join('\n')}\n`;
  await writeFile(location, content);
  const bytes = Buffer.byteLength(content);
  const at = (i: number): number => Math.floor((i * bytes) / shards);
  return {
    files: [{ path: 'rows.jsonl', location, format: 'jsonl', compression: 'none', bytes }],
    shards: Array.from({ length: shards }, (_, i) => ({ file: 0, start: at(i), end: at(i + 1) })),
    fields: {
      shape: 'instruction',
      prompt: ['instruction'],
      answer: 'output',
      source: 'source',
      layout: 'check',
    },
    limits: defaultLimits,
  };
}
