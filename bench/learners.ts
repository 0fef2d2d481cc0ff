// The learners beside scikit-learn (liblinear for the support vector machines): five-fold accuracy and time of a fit on
// identical matrices and folds, in turns in one run. scikit-learn is taken from the Python that BEZOAR_PYTHON names, or
// installed with pip into .bench/learners-python; where neither works our figures stand alone. Writes
// bench/results/learners.md. An argument names the tasks to run, with a comma between, and writes nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { presence, rowCount } from '../src/math/matrix.ts';
import type { Weighted } from '../src/math/weighted.ts';
import { outOfFold, stratifiedFolds, type Part } from '../src/training/cross-validation.ts';
import { phraseFeatures } from '../src/training/features.ts';
import { classesBy, type Linear, type ManyLinear } from '../src/training/learned.ts';
import { logistic } from '../src/training/logistic.ts';
import { naiveBayes } from '../src/training/naive-bayes.ts';
import { ridge } from '../src/training/ridge.ts';
import { softmax } from '../src/training/softmax.ts';
import {
  oneVersusRest,
  supportVectorMachine,
  type MachineOptions,
} from '../src/training/support-vector-machine.ts';
import { sst2, trec, type Rec } from './corpora.ts';

const turns = 3;

interface Data {
  readonly x: Weighted;
  readonly y: Int32Array;
  readonly classes: number;
  readonly fold: Uint8Array;
  readonly ms: number;
}

function made(records: readonly Rec[], of: (x: Weighted) => Weighted = (x) => x): Data {
  const texts = records.map(({ text }) => String(text));
  const names = [...new Set(records.map(({ label }) => String(label)))].sort();
  const number = new Map(names.map((name, k) => [name, k]));
  const y = Int32Array.from(records, ({ label }) => number.get(String(label))!);
  const start = performance.now();
  const { matrix } = phraseFeatures(texts);
  const ms = performance.now() - start;
  return { x: of(matrix), y, classes: names.length, fold: stratifiedFolds(y, 5, 1), ms };
}

const data: Record<string, Data> = {
  sst2: made(sst2()),
  trec: made(trec(true)),
  'sst2-counts': made(sst2(), presence),
};

type Fit = (part: Part, classes: number) => Linear | ManyLinear;

const machine =
  (options: MachineOptions): Fit =>
  (part, classes) =>
    classes === 2 ? supportVectorMachine(part, options) : oneVersusRest(part, classes, options);
const cut = (model: Linear): Linear => ({ ...model, bias: model.bias - 0.5 });

const learners: Record<string, { readonly name: string; readonly other: string; readonly fit: Fit }> = {
  svm2: { name: 'SVM, squared hinge', other: 'LinearSVC', fit: machine({}) },
  'svm2-exact': { name: 'the same, tolerance 1e-4', other: 'LinearSVC', fit: machine({ tolerance: 1e-4 }) },
  hinge: { name: 'SVM, hinge', other: 'LinearSVC', fit: machine({ loss: 'hinge' }) },
  'hinge-exact': {
    name: 'the same, tolerance 1e-4',
    other: 'LinearSVC',
    fit: machine({ loss: 'hinge', tolerance: 1e-4 }),
  },
  logistic1: { name: 'logistic, C = 1', other: 'newton-cg', fit: (part) => logistic(part) },
  logistic10: { name: 'logistic, C = 10', other: 'newton-cg', fit: (part) => logistic(part, { cost: 10 }) },
  softmax1: { name: 'softmax, C = 1', other: 'lbfgs', fit: (part, classes) => softmax(part, classes) },
  softmax10: {
    name: 'softmax, C = 10',
    other: 'lbfgs',
    fit: (part, classes) => softmax(part, classes, { cost: 10 }),
  },
  ridge: { name: 'ridge to 0 and 1', other: 'Ridge, sparse_cg', fit: (part) => cut(ridge(part)) },
  multinomial: {
    name: 'naive Bayes, multinomial',
    other: 'MultinomialNB',
    fit: (part, classes) => naiveBayes(part, classes),
  },
  bernoulli: {
    name: 'naive Bayes, Bernoulli',
    other: 'BernoulliNB',
    fit: (part, classes) => naiveBayes(part, classes, { events: 'bernoulli' }),
  },
};

const tasks = (
  process.argv[2] ??
  'sst2:svm2,sst2:svm2-exact,sst2:hinge,sst2:hinge-exact,trec:svm2,sst2:logistic1,sst2:logistic10,trec:softmax1,sst2:ridge,sst2-counts:multinomial,sst2-counts:bernoulli,trec:multinomial'
).split(',');
/** Those that a bar stands over go several times. */
const often = (task: string): boolean => /:(svm2|hinge)/.test(task);

interface Measured {
  readonly task: string;
  readonly accuracy: number;
  readonly seconds: readonly number[];
  readonly reached?: boolean;
}

async function own(task: string): Promise<Measured> {
  const [name, learner] = task.split(':');
  const { x, y, classes, fold } = data[name];
  const seconds: number[] = [];
  const { scores, outputs, models } = await outOfFold(x, y, fold, (part) => {
    const start = performance.now();
    const model = learners[learner].fit(part, classes);
    seconds.push((performance.now() - start) / 1000);
    return model;
  });
  const right = classesBy(scores, outputs).filter((k, i) => k === y[i]).length;
  return { task, accuracy: right / y.length, seconds, reached: models.every((m) => m.converged.reached) };
}

const folder = resolve('.bench', 'learners');
function write(): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, { x, y, fold }] of Object.entries(data)) {
    const parts = { starts: x.starts, items: x.items, values: x.values, y, fold };
    for (const [part, numbers] of Object.entries(parts))
      writeFileSync(join(folder, `${name}.${part}`), numbers);
    writeFileSync(join(folder, `${name}.json`), JSON.stringify({ rows: rowCount(x), size: x.size }));
  }
}

/** The Python to run, or why there is none. */
function findPython(): { readonly python: string } | { readonly without: string } {
  const hasIt = (python: string) =>
    spawnSync(python, ['-c', 'import sklearn'], { encoding: 'utf8' }).status === 0;
  for (const python of [process.env.BEZOAR_PYTHON ?? '', 'python3'])
    if (python && hasIt(python)) return { python };
  const home = resolve('.bench', 'learners-python');
  const python = join(home, 'bin', 'python');
  if (existsSync(python) && hasIt(python)) return { python };
  if (spawnSync('python3', ['-m', 'venv', home]).status !== 0) return { without: 'no Python with venv here' };
  spawnSync(python, ['-m', 'pip', 'install', '-q', 'scikit-learn'], { stdio: 'ignore' });
  return hasIt(python) ? { python } : { without: 'pip could not install scikit-learn' };
}

function others(python: string, wanted: readonly string[]): Measured[] {
  const run = spawnSync(python, [resolve('bench', 'python', 'learners.py'), folder, wanted.join(',')], {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  if (run.status !== 0) throw new Error(`scikit-learn failed: ${run.stderr.slice(-400)}`);
  return run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Measured);
}

write();
const found = findPython();
if ('without' in found) console.error(`our figures alone: ${found.without}`);
const ours = new Map<string, Measured[]>();
const theirs = new Map<string, Measured[]>();
const put = (into: Map<string, Measured[]>, measured: Measured) =>
  into.set(measured.task, [...(into.get(measured.task) ?? []), measured]);
for (let turn = 0; turn < turns; turn++) {
  for (const task of tasks) {
    if (turn > 0 && !often(task)) continue;
    put(ours, await own(task));
    if ('python' in found) for (const measured of others(found.python, [task])) put(theirs, measured);
    console.error(turn + 1, task, ours.get(task)!.at(-1)!.seconds, theirs.get(task)?.at(-1)!.seconds);
  }
}

const median = (all: readonly Measured[]): number => {
  const sorted = all.flatMap(({ seconds }) => seconds).sort((a, b) => a - b);
  return 1000 * sorted[Math.floor(sorted.length / 2)];
};
const percent = (x: number) => (100 * x).toFixed(2);
const ms = (x: number) => x.toFixed(x < 10 ? 1 : 0);
const lines = tasks.map((task) => {
  const [name, learner] = task.split(':');
  const mine = ours.get(task)!;
  const other = theirs.get(task);
  const { name: what, other: with_ } = learners[learner];
  const start = `| ${name} | ${what} | ${percent(mine[0].accuracy)} | ${ms(median(mine))} | ${mine[0].reached ? 'yes' : 'no'} |`;
  if (!other) return `${start} | | | | |`;
  const difference = percent(mine[0].accuracy - other[0].accuracy);
  const each = mine.map((turn, i) => median([turn]) / median([other[i]])).sort((a, b) => a - b);
  const range = each.length > 1 ? ` (${each[0].toFixed(2)}-${each.at(-1)!.toFixed(2)})` : '';
  const ratio = `${(median(mine) / median(other)).toFixed(2)}${range}`;
  return `${start} ${with_} | ${percent(other[0].accuracy)} | ${ms(median(other))} | ${difference} | ${ratio} |`;
});
/** What issue 8 asks for, and whether this run has it. */
function bars(): string {
  const compared = tasks.filter((task) => theirs.has(task));
  if (compared.length === 0) return '';
  const far = Math.max(
    ...compared.map((task) => Math.abs(ours.get(task)![0].accuracy - theirs.get(task)![0].accuracy)),
  );
  const figures = [`accuracy within 0.3 points of scikit-learn: ${percent(far)} at most`];
  for (const task of ['sst2:svm2', 'sst2:hinge', 'trec:svm2']) {
    if (!theirs.has(task)) continue;
    const ratio = median(ours.get(task)!) / median(theirs.get(task)!);
    figures.push(`${task}: at most 1.5 x the time of liblinear: ${ratio.toFixed(2)}`);
  }
  return `\nBars: ${figures.join('; ')}.\n`;
}

const about = Object.entries(data)
  .filter(([name]) => !name.includes('-'))
  .map(
    ([name, { x, classes, ms: time }]) =>
      `${name} ${rowCount(x)} x ${x.size}, ${x.items.length} values, ${classes} classes, made in ${ms(time)} ms`,
  )
  .join('; ');
const text = `# Learners beside scikit-learn

\`npm run bench:learners\`; five folds (seed 1), the same matrices and folds for both, C = 1 where nothing else is said. Milliseconds are the median over folds, for support
vector machines also over ${turns} turns in which both go one after the other, with the least and greatest ratio of a turn; ${cpus()[0].model}, other jobs on the machine.${'without' in found ? ` scikit-learn is missing: ${found.without}.` : ''}
${about}.

| data | learner | accuracy, % | ms a fit | at rest | scikit-learn | accuracy, % | ms a fit | difference, points | time, ours / theirs |
|---|---|---|---|---|---|---|---|---|---|
${lines.join('\n')}
${bars()}`;
console.log(text);
if (process.argv[2] === undefined) writeFileSync(join('bench', 'results', 'learners.md'), text);
