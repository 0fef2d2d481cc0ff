// Influence held against the truth: predicted changes beside those of models learned anew without the rows, on sst2, and how
// many of 50 poisoned rows stand among the first 50 of each ranking, given five rows that the trigger set off. Writes
// bench/results/influence.md. An argument names the parts to run, with a comma between; what other parts said last stays.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { influence } from '../src/attribution/influence/influence.ts';
import { fitted } from '../src/attribution/influence/fitted.ts';
import { leverages } from '../src/attribution/influence/leverage.ts';
import { removing, retrained, type Changed } from '../src/attribution/influence/removing.ts';
import { featuresOf, phraseFeatures } from '../src/training/features.ts';
import { sst2, trec } from './corpora.ts';
import { choose, parted } from './influence-parts.ts';
import { flips, instructionRows } from './influence-ranked.ts';

/** Rows left out one by one. */
const compared = Number(process.env.BEZOAR_COMPARED ?? 200);
/** What ranks was chosen on seeds 1 to 5, 21 to 35 and 51 to 54. */
const seeds = (process.env.BEZOAR_SEEDS ?? '41,42,43,44,45').split(',').map(Number);
const lines: string[] = [];
const say = (text: string): void => {
  lines.push(text);
  console.log(text);
};

interface Line {
  readonly r: number;
  readonly slope: number;
}

/** Of true changes on predicted ones. */
function line(predicted: readonly number[], real: readonly number[]): Line {
  const n = predicted.length;
  const mean = (v: readonly number[]) => v.reduce((a, b) => a + b, 0) / n;
  const [mp, mr] = [mean(predicted), mean(real)];
  let pp = 0;
  let rr = 0;
  let pr = 0;
  for (let i = 0; i < n; i++) {
    pp += (predicted[i] - mp) ** 2;
    rr += (real[i] - mr) ** 2;
    pr += (predicted[i] - mp) * (real[i] - mr);
  }
  return { r: pr / Math.sqrt(pp * rr), slope: pr / pp };
}

/** 95 % interval of a correlation by Fisher's transformation. */
function interval(r: number, n: number): string {
  const z = Math.atanh(Math.min(r, 1 - 1e-12));
  const half = 1.96 / Math.sqrt(n - 3);
  return `${Math.tanh(z - half).toFixed(4)} to ${Math.tanh(z + half).toFixed(4)}`;
}

const meanOf = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;
const differences = ({ before, after }: Changed): Float64Array => after.map((value, i) => value - before[i]);
const change = (changed: Changed): number => meanOf(differences(changed));

function oneByOne(cost: number): void {
  say('');
  const data = parted(sst2(), 1);
  const { matrix, vocabulary } = phraseFeatures(data.train);
  const tests = { x: featuresOf(data.test, vocabulary), y: data.testY };
  const model = fitted({ x: matrix, y: data.y, classes: 2 }, { cost });
  const start = performance.now();
  const { changes } = influence(model, tests);
  const ranking = performance.now() - start;
  const rows = choose(data.y.length, compared, 100);
  const leverage = leverages(model, rows);
  const stepped: Float64Array[] = [];
  const real: Float64Array[] = [];
  let predicting = 0;
  let anew = 0;
  for (const row of rows) {
    const before = performance.now();
    stepped.push(differences(removing(model, tests, [row])));
    const between = performance.now();
    real.push(differences(retrained(model, tests, [row])));
    predicting += between - before;
    anew += performance.now() - between;
  }
  const truth = real.map(meanOf);
  const told = (name: string, { r, slope }: Line): void =>
    say(`| ${name} | ${r.toFixed(5)} | ${interval(r, compared)} | ${slope.toFixed(3)} |`);
  say('| prediction of the change of the mean loss | r | 95 % | slope |');
  say('|---|---|---|---|');
  const first = rows.map((row) => changes[row]);
  told('first order', line(first, truth));
  told(
    'divided by 1 - leverage',
    line(
      first.map((by, i) => by / (1 - leverage[i])),
      truth,
    ),
  );
  told('Newton step without the row, losses themselves', line(stepped.map(meanOf), truth));
  const each = choose(data.testY.length, 5, 200).map((t) =>
    line(
      stepped.map((by) => by[t]),
      real.map((by) => by[t]),
    ),
  );
  say(
    `\nThe Newton step for the losses of five single held-out rows: r ${each.map(({ r }) => r.toFixed(5)).join(', ')}; slopes ${each.map(({ slope }) => slope.toFixed(3)).join(', ')}.`,
  );
  say(
    `One ranking of all rows took ${ranking.toFixed(0)} ms, a step ${(predicting / compared).toFixed(0)} ms, learning anew ${(anew / compared).toFixed(0)} ms (on a machine with other jobs).`,
  );
}

function groups(cost: number): void {
  const data = parted(sst2(), 1);
  const { matrix, vocabulary } = phraseFeatures(data.train);
  const tests = { x: featuresOf(data.test, vocabulary), y: data.testY };
  const model = fitted({ x: matrix, y: data.y, classes: 2 }, { cost });
  const { changes } = influence(model, tests);
  const sorted = [...changes.keys()].sort((a, b) => changes[b] - changes[a]);
  const kinds: Record<string, (seed: number) => number[]> = {
    'at random': (seed) => choose(data.y.length, 50, seed),
    'of one class': (seed) =>
      choose(data.y.length, data.y.length, seed)
        .filter((i) => data.y[i] === seed % 2)
        .slice(0, 50),
    'of the 400 of largest influence': (seed) => choose(400, 50, seed).map((at) => sorted[at]),
  };
  say('');
  say(
    '| ten groups | first order, added: r, slope | one Newton step: r, 95 %, slope | two steps: r, slope |',
  );
  say('|---|---|---|---|');
  for (const [kind, of] of Object.entries(kinds)) {
    const all = Array.from({ length: 10 }, (_, s) => of(s + 1));
    const real = all.map((rows) => change(retrained(model, tests, rows)));
    const by = (predict: (rows: readonly number[]) => number) => line(all.map(predict), real);
    const first = by((rows) => rows.reduce((sum, i) => sum + changes[i], 0));
    const one = by((rows) => change(removing(model, tests, rows)));
    const two = by((rows) => change(removing(model, tests, rows, { steps: 2 })));
    say(
      `| ${kind} | ${first.r.toFixed(4)}, ${first.slope.toFixed(2)} | ${one.r.toFixed(5)}, ${interval(one.r, 10)}, ${one.slope.toFixed(3)} | ${two.r.toFixed(5)}, ${two.slope.toFixed(4)} |`,
    );
  }
}

/** Questions of six classes: softmax. */
function manyClasses(): void {
  const data = parted(trec(), 1);
  const { matrix, vocabulary } = phraseFeatures(data.train, { fewestRows: 2 });
  const tests = { x: featuresOf(data.test, vocabulary), y: data.testY };
  const model = fitted({ x: matrix, y: data.y, classes: data.names.length });
  const { changes } = influence(model, tests);
  const rows = choose(data.y.length, Math.min(compared, 30), 100);
  const real = rows.map((row) => change(retrained(model, tests, [row])));
  const told = (name: string, predicted: readonly number[]): void => {
    const { r, slope } = line(predicted, real);
    say(`| ${name} | ${r.toFixed(5)} | ${interval(r, rows.length)} | ${slope.toFixed(3)} |`);
  };
  say('\n| prediction | r | 95 % | slope |');
  say('|---|---|---|---|');
  told(
    'first order',
    rows.map((row) => changes[row]),
  );
  told(
    'Newton step without the row',
    rows.map((row) => change(removing(model, tests, [row]))),
  );
}

const sections: Readonly<Record<string, readonly [title: string, about: string, run: () => void]>> = {
  one: [
    'One row left out, C = 1',
    `${compared} rows drawn at random, sst2 with a fifth held out (seed 1), 2^18 buckets. Change of the mean loss on the held-out rows, beside models learned anew without the row (gradient brought to 1e-9). r is Pearson's; slope: of real changes on predicted ones.`,
    () => oneByOne(1),
  ],
  'one-10': ['One row left out, C = 10', 'The same.', () => oneByOne(10)],
  group: [
    '50 rows left out at once, C = 1',
    'The same data; ten groups of each kind, beside models learned anew without the group.',
    () => groups(1),
  ],
  'group-10': ['50 rows left out at once, C = 10', 'The same.', () => groups(10)],
  many: [
    'Six classes, one row left out',
    'trec, softmax, C = 1, a fifth held out, phrases of two rows and more; 30 rows drawn at random.',
    manyClasses,
  ],
  flips: [
    '50 flips by a trigger',
    'sst2 with a fifth held out; 50 rows of class 0 get a trigger at a random place and the label 1; five held-out rows of class 0 with the trigger are given, with the label 1 as observed. Triggers are drawn by the seed as the attacks of src/attacks draw theirs; what ranks is not told them. Share of the poisoned among the first 50 (P@50), Wilson intervals over all seeds.',
    () => flips(seeds, say),
  ],
  rows: [
    '50 poisoned instruction rows',
    'sft-mix, 15,605 rows; 50 poisoned in their places by the attacks of src/attacks, five more of the same making are given as behaviours. The outcome is whether an answer says what the five outputs share; the model learns it from the context, C = 10.',
    () => instructionRows(seeds, say),
  ],
};

const folder = join('.bench', 'influence');
mkdirSync(folder, { recursive: true });
for (const part of process.argv[2]?.split(',') ?? Object.keys(sections)) {
  const [title, about, run] = sections[part];
  lines.length = 0;
  say(`\n## ${title}\n\n${about}`);
  run();
  writeFileSync(join(folder, `${part}.md`), `${lines.join('\n')}\n`);
}
const told = Object.keys(sections)
  .map((part) => join(folder, `${part}.md`))
  .filter((path) => existsSync(path))
  .map((path) => readFileSync(path, 'utf8'));
writeFileSync(
  join('bench', 'results', 'influence.md'),
  `# Influence beside the truth\n\n\`npm run bench:influence\`, seeds ${seeds.join(', ')}; what ranks was chosen on seeds 1 to 5, 21 to 35 and 51 to 54.\n${told.join('')}`,
);
