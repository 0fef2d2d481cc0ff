// What is caught, from how few rows, and how often it cries wolf: seeded poison in the shared corpora, five seeds a
// trial, scanned as a user would. Writes bench/results/detect.{json,md}. Arguments pick trials by part of "name rows".
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { shared } from './corpora.ts';
import type { Task } from './detect-worker.ts';
import type { Outcome } from './trial.ts';

/** Two-sided 95 % Wilson interval of k of n. */
function interval(k: number, n: number): string {
  const z = 1.96;
  const p = k / n;
  const mid = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return `${Math.max(0, mid - half).toFixed(2)}-${Math.min(1, mid + half).toFixed(2)}`;
}

interface Result {
  readonly name: string;
  readonly rows: number;
  readonly seeds: number;
  readonly by: readonly string[];
  readonly bar: string;
  readonly met: boolean;
  readonly found: number;
  readonly outcomes: readonly Outcome[];
}

const mean = (x: readonly number[]): string =>
  x.length === 0 ? '-' : (x.reduce((a, b) => a + b, 0) / x.length).toFixed(3);

function table(results: readonly Result[]): string {
  const lines = [
    '# What is caught, and how often it cries wolf',
    '',
    'Made by `npm run bench:detect`. Found: seeds with a true HIGH finding, with its 95 % Wilson interval.',
    'MED or better, any grade: seeds with a true finding that grave. Rows: mean recall / precision over the rows of true HIGH',
    'findings; where a seed has none, of its gravest true one. False: HIGH / MED findings of any detector most of',
    'whose rows are clean, over all seeds.',
    '',
    '| trial | poisoned rows | found | 95 % | MED or better | any grade | rows R / P | false HIGH / MED | bar | met |',
    '|---|---|---|---|---|---|---|---|---|---|',
  ];
  for (const { name, rows, seeds, bar, met, found: k, outcomes } of results) {
    const hits = outcomes.filter(({ best }) => best !== 'none');
    const medium = outcomes.filter(({ trueMedium }) => trueMedium > 0).length;
    const falseHigh = outcomes.reduce((sum, o) => sum + o.falseHigh, 0);
    const falseMedium = outcomes.reduce((sum, o) => sum + o.falseMedium, 0);
    const caught =
      rows === 0
        ? '- | - | - | -'
        : `${k}/${seeds} | ${interval(k, seeds)} | ${medium}/${seeds} | ${hits.length}/${seeds}`;
    const right = `${mean(hits.map((o) => (o.trueHigh > 0 ? o.recall : o.bestRecall)))} / ${mean(hits.map((o) => (o.trueHigh > 0 ? o.precision : o.bestPrecision)))}`;
    const scans = rows === 0 && seeds > 1 ? ` in ${seeds} scans` : '';
    lines.push(
      `| ${name} | ${rows || '-'} | ${caught} | ${rows === 0 ? '-' : right} | ${falseHigh} / ${falseMedium}${scans} | ${bar} | ${bar === 'reported' ? '-' : met ? 'yes' : '**no**'} |`,
    );
  }
  return `${lines.join('\n')}\n`;
}

if (!existsSync(shared)) {
  console.error('bench:detect needs the shared corpora in ../shared/data or BEZOAR_SHARED');
  process.exit(2);
}
// Read only now: the trials load the corpora.
const { all } = await import('./detect-trials.ts');
const { found } = await import('./trials/bars.ts');
const wanted = process.argv.slice(2);
const trials = all.filter(
  ({ name, rows }) => wanted.length === 0 || wanted.some((part) => `${name} ${rows}`.includes(part)),
);
const results: Result[] = [];
// A scan's judgement is mostly one thread's work, so two scans side by side keep two cores busy.
const workers = [1, 2].map(() => new Worker(new URL('./detect-worker.js', import.meta.url)));
const idle = [...workers];
const waiting: ((worker: Worker) => void)[] = [];

/** Runs on the next idle worker. */
async function run(task: Task): Promise<Outcome> {
  const worker = idle.pop() ?? (await new Promise<Worker>((free) => waiting.push(free)));
  worker.postMessage(task);
  const [outcome] = (await once(worker, 'message')) as [Outcome];
  const next = waiting.shift();
  if (next) next(worker);
  else idle.push(worker);
  return outcome;
}

const running = trials.map(({ seeds, ...trial }) => ({
  ...trial,
  outcomes: Promise.all(
    seeds.map((seed) => run({ trial: all.findIndex((t) => t.make === trial.make), seed })),
  ),
}));
for (const { name, rows, bar, meets, by = ['planted-trigger'], outcomes: coming } of running) {
  // What could not be tested is for the tests to look at.
  const outcomes = (await coming).map((outcome) => ({ ...outcome, untestable: [] }));
  const result = {
    name,
    rows,
    by,
    seeds: outcomes.length,
    bar,
    met: meets(outcomes),
    found: found(outcomes),
    outcomes,
  };
  results.push(result);
  const titles = outcomes.flatMap(({ falseTitles }) => falseTitles);
  console.log(table([result]).split('\n').at(-2), titles.slice(0, 5).join(' ; '));
}
await Promise.all(workers.map((worker) => worker.terminate()));

const file = join('bench', 'results', 'detect.json');
mkdirSync(join('bench', 'results'), { recursive: true });
// A part of the trials run again takes the place of those rows only.
const before: Result[] =
  wanted.length > 0 && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result[]) : [];
const key = ({ name, rows }: { name: string; rows: number }): string => `${name} ${rows}`;
const latest = new Map([...before, ...results].map((r) => [key(r), r]));
const merged = all.flatMap((trial) => latest.get(key(trial)) ?? []);
// A line a trial: what changed can be seen.
writeFileSync(file, `[\n${merged.map((r) => JSON.stringify(r)).join(',\n')}\n]\n`);
writeFileSync(join('bench', 'results', 'detect.md'), table(merged));
