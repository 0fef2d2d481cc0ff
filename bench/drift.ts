// Is drift found that was planted, and none where there is none? Judges the corpora of drift-tasks.ts as `bezoar drift` does and writes
// bench/results/drift.md. What was judged is kept in .bench/drift, so that it can be stopped and goes on:
//   npm run bench:drift -- --seconds 150
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { shareInterval } from '../src/math/wilson.ts';
import { judgeDrift } from '../src/training/drift/judge-drift.ts';
import { tasks, type Task } from './drift-tasks.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '1e9' }, only: { type: 'string', default: '' } },
});
const draws = 99;

interface Run {
  readonly task: string;
  readonly seed: number;
  readonly p: number;
  readonly ms: number;
  /** Place of each trigger among the ranked phrases, 0 for none. */
  readonly ranks: readonly number[];
  readonly top: string;
  /** Of the comparison with trusted rows or the older version. */
  readonly compared?: { readonly p: number; readonly top: string; readonly ordinary: number };
}

const folder = join('.bench', 'drift');
const kept = join(folder, 'runs.jsonl');
mkdirSync(folder, { recursive: true });
const runs: Run[] = existsSync(kept)
  ? readFileSync(kept, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Run)
  : [];

const until = performance.now() + 1000 * Number(values.seconds);
for (const task of tasks)
  for (const seed of task.seeds) {
    if (!task.name.includes(values.only)) continue;
    if (performance.now() > until || runs.some((run) => run.task === task.name && run.seed === seed))
      continue;
    const run = await judged(task, seed);
    runs.push(run);
    appendFileSync(kept, `${JSON.stringify(run)}\n`);
    console.log(JSON.stringify(run));
  }

async function judged(task: Task, seed: number): Promise<Run> {
  const rows = task.rows(seed);
  const start = performance.now();
  const { refits, versions = false } = task;
  const drift = await judgeDrift({ rows, versions, findings: [], seed, draws, refits });
  const ms = Math.round(performance.now() - start);
  const names = drift.shown.map(({ phrase }) => phrase);
  const [comparison] = drift.comparisons;
  return {
    task: task.name,
    seed,
    p: drift.residual.p,
    ms,
    ranks: task.triggers.map((trigger) => names.indexOf(trigger) + 1),
    top: names[0] ?? '',
    ...(comparison
      ? {
          compared: {
            p: comparison.effect.p,
            top: comparison.phrases[0]?.phrase ?? '',
            ordinary: comparison.effect.ordinary.p,
          },
        }
      : {}),
  };
}

const share = (count: number, all: number): string => {
  const [low, high] = shareInterval(count, all);
  return `${count} of ${all} (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)} %)`;
};
const median = (list: readonly number[]): number =>
  list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

function lineOf(task: Task): string {
  const own = runs.filter((run) => run.task === task.name);
  if (own.length === 0) return `| ${task.name} | 0 | | | | | |`;
  const alarms = own.filter(({ p }) => p <= 0.05).length;
  const ps = own.map(({ p }) => p).sort((a, b) => a - b);
  const ranks =
    task.triggers.length === 0
      ? ''
      : task.triggers.length === 1
        ? own.map((run) => run.ranks[0] || '-').join(' ')
        : own.map((run) => run.ranks.filter((rank) => rank > 0 && rank <= 10).length).join(' ') +
          ' of 5 in the top 10';
  const compared = own.flatMap((run) => (run.compared ? [{ ...run.compared, triggers: task.triggers }] : []));
  const beside =
    compared.length === 0
      ? ''
      : `${share(compared.filter(({ p }) => p <= 0.05).length, compared.length)}${task.triggers.length > 0 ? `, the trigger first in ${compared.filter(({ top, triggers }) => triggers.includes(top)).length}` : ''}; ordinary rows ${compared.filter(({ ordinary }) => ordinary <= 0.05).length}`;
  const show = (p: number): string => p.toFixed(3);
  return `| ${task.name} | ${own.length} | ${share(alarms, own.length)} | ${show(ps[0])} to ${show(ps.at(-1)!)} | ${ranks} | ${beside} | ${(median(own.map(({ ms }) => ms)) / 1000).toFixed(1)} |`;
}

const text = `# Drift

\`npm run bench:drift\`; ${draws} corpora drawn for each, 39 pairs of sets for comparisons; ${cpus()[0].model}, other jobs on the machine. Alarm: p <= 0.05. Poisoned corpora have the seeds
101 to 105, clean ones 301 and on; seeds 1 to 14 served for development, 201 to 249 to see that learners held back more strongly alarm too often on sst2. Clean runs are subsamples of four fifths of one corpus without replacement, so any two share 64 % of the rows that they
could share, and 100 of them are not 100 independent corpora: the intervals (Wilson, 95 %) are those of 100 independent ones and too narrow for what another corpus of the kind would show.
Ranks are places among the phrases once what those before them explain is taken away; - is none of the first 20.

| corpus | runs | alarms by residuals | p | rank of the trigger, by seed | alarms by comparison | s a run, median |
|---|---|---|---|---|---|---|
${tasks.map(lineOf).join('\n')}
`;
writeFileSync(join('bench', 'results', 'drift.md'), text);
