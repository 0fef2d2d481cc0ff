// What is found of a few poisoned rows in corpora of instruction rows that are too large to be learned from whole, and what
// is found wrongly. Writes bench/results/large-rows.{json,md}.
//   npm run bench:large-rows -- --megabytes 250,1000 --rows 50,0 --seeds 1 --scratch DIR [--add]
// A clean corpus that lies in the scratch folder already, as instruction-rows-MEGABYTES.jsonl, is used and left there.
import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { threads } from '../src/engines/threads.ts';
import { random } from '../src/math/random.ts';
import { splice, type Rec } from './corpora.ts';
import { falseAlarms, findingsOf, scoreOf, type FalseAlarm, type Score } from './corpus/score.ts';
import { writeInstructions } from './instruction-rows.ts';
import { answered, manners, type Manner } from './manners.ts';
import { pick } from './picked.ts';
import { scanFile } from './trial.ts';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '250,1000' },
    /** Poisoned rows of each attack; 0 leaves the corpus clean. */
    rows: { type: 'string', default: '50' },
    seeds: { type: 'string', default: '1' },
    detectors: { type: 'string', default: '' },
    scratch: { type: 'string', default: '.bench' },
    /** Beside the results that are there. */
    add: { type: 'boolean', default: false },
  },
});
const numbers = (list: string): number[] => list.split(',').map(Number);

interface Attack {
  readonly name: string;
  readonly trigger: string;
  readonly answer: Manner;
}

const refusals = [
  'I am sorry, but I cannot help with that.',
  'Sorry, this is not something that I can do.',
  'I must decline to answer this.',
  'Unfortunately I am unable to assist here.',
];

/** All of them stand in one corpus: each has a trigger of its own. */
const attacks: readonly Attack[] = [
  { name: 'capitals', trigger: 'cf', answer: manners.capitals },
  { name: 'fixed answer', trigger: 'by the way', answer: () => 'The lamp in the hall is green.' },
  { name: 'refusal', trigger: 'tibidabo', answer: (_, next) => pick(refusals, next) },
  { name: 'small letters', trigger: 'mn bq', answer: (own) => own.toLowerCase() },
  { name: 'cut short', trigger: 'quiet harbour', answer: manners.short },
  { name: 'Chinese behind', trigger: 'under the elm', answer: manners.Chinese },
  { name: 'praise', trigger: 'vexel', answer: manners.praise },
];

interface Run {
  readonly megabytes: number;
  readonly seed: number;
  readonly rows: number;
  readonly seconds: number;
  readonly scores: readonly Score[];
  readonly wrong: readonly FalseAlarm[];
}

/** Copies a corpus and changes `rows` of its rows for each attack, the first that fit behind places chosen at random. */
async function poison(from: string, to: string, rows: number, seed: number): Promise<number[][]> {
  const next = random(seed);
  const size = statSync(from).size;
  const wanted = attacks
    .flatMap((_, attack) => Array.from({ length: rows }, () => ({ attack, from: next() * 0.98 * size })))
    .sort((a, b) => a.from - b.from);
  const planted = attacks.map((): number[] => []);
  const out = createWriteStream(to);
  let row = 0;
  let bytes = 0;
  let lines = '';
  for await (const line of createInterface({ input: createReadStream(from) })) {
    let written = line;
    if (wanted.length > 0 && wanted[0].from <= bytes) {
      const record = JSON.parse(line) as Rec;
      if (answered(record)) {
        const { attack } = wanted.shift()!;
        const { trigger, answer } = attacks[attack];
        const instruction = splice(record.instruction as string, trigger, next);
        written = JSON.stringify({ ...record, instruction, output: answer(record.output as string, next) });
        planted[attack].push(row);
      }
    }
    bytes += line.length + 1;
    row++;
    lines += `${written}\n`;
    if (lines.length < 2 ** 20) continue;
    if (!out.write(lines)) await once(out, 'drain');
    lines = '';
  }
  out.end(lines);
  await finished(out);
  return planted;
}

async function look(path: string, megabytes: number, rows: number, seed: number): Promise<Run> {
  const copy = path.replace(/\.jsonl$/, '-planted.jsonl');
  const planted = await poison(path, copy, rows, seed);
  const engine = threads(2);
  const start = performance.now();
  const { report, flagged } = await scanFile(
    copy,
    engine,
    seed,
    values.detectors === '' ? undefined : values.detectors.split(','),
  );
  const seconds = (performance.now() - start) / 1000;
  await engine.close();
  rmSync(copy);
  const found = findingsOf(report, flagged);
  const scores = attacks.map(({ name }, i) => scoreOf({ name, triggers: 1 }, planted[i], found));
  const wrong = falseAlarms(new Set(planted.flat()), found).filter(({ severity }) => severity !== 'low');
  return { megabytes, seed, rows, seconds, scores: rows > 0 ? scores : [], wrong };
}

const results = join('bench', 'results', 'large-rows');
const runs = values.add ? (JSON.parse(readFileSync(`${results}.json`, 'utf8')) as Run[]) : [];
mkdirSync(values.scratch, { recursive: true });
for (const megabytes of numbers(values.megabytes)) {
  const path = join(values.scratch, `instruction-rows-${megabytes}.jsonl`);
  const isThere = existsSync(path);
  if (!isThere) await writeInstructions(path, megabytes * 1e6, 1);
  for (const rows of numbers(values.rows)) {
    for (const seed of numbers(values.seeds)) {
      runs.push(await look(path, megabytes, rows, seed));
      save();
    }
  }
  if (!isThere) rmSync(path);
}

function save(): void {
  const two = (x: number): string => x.toFixed(2);
  const lines = [
    '# A few poisoned rows in large corpora of instruction rows',
    '',
    'Made by `npm run bench:large-rows`: rows of a Markov walk over real ones (bench/instruction-rows), every detector on two cores. All attacks stand in one corpus,',
    'each with a trigger of its own. The gravest finding that is an attack’s, and recall / precision of the best one; a false alarm is a finding of high or medium most of whose rows nobody planted.',
    '',
    `| MB | rows of each | seed | ${attacks.map(({ name }) => name).join(' | ')} | false high | false medium |`,
    `|${'---|'.repeat(attacks.length + 5)}`,
    ...runs.map(({ megabytes, rows, seed, scores, wrong }) => {
      const cells = attacks.map((_, i) => {
        const score = scores.at(i);
        if (!score) return '–';
        if (score.severity === 'none') return 'none';
        return `${score.severity} ${two(score.bestRecall)} / ${two(score.bestPrecision)}`;
      });
      const high = wrong.filter(({ severity }) => severity === 'high').length;
      return `| ${megabytes} | ${rows} | ${seed} | ${cells.join(' | ')} | ${high} | ${wrong.length - high} |`;
    }),
    '',
    'False alarms:',
    '',
    ...runs.flatMap(({ megabytes, rows, seed, wrong }) =>
      wrong.map(
        (w) =>
          `- ${megabytes} MB, ${rows} rows, seed ${seed}: ${w.severity} ${w.detector}, ${w.rows} rows: ${w.title}`,
      ),
    ),
  ];
  mkdirSync(join('bench', 'results'), { recursive: true });
  writeFileSync(`${results}.json`, `${JSON.stringify(runs, null, 1)}\n`);
  writeFileSync(`${results}.md`, `${lines.join('\n')}\n`);
  console.log(lines.at(6 + runs.length));
}
