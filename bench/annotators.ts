// How well annotator finds unreliable workers in simulated crowds on real items, whom it accuses wrongly, and how many of
// the labels that it thinks true are. Writes bench/results/annotators.md. `node scripts/bench.mjs annotators 11` for the
// five seeds from 11 on.
import { mkdirSync, writeFileSync } from 'node:fs';
import { isSummary } from '../src/detector.ts';
import { annotator } from '../src/detectors/annotator.ts';
import { annotated } from '../src/detectors/annotator/votes.ts';
import type { Claim, Verdict } from '../src/finding.ts';
import { fitCrowd, truths } from '../src/math/dawid-skene.ts';
import { random, shuffle } from '../src/math/random.ts';
import { defaults } from '../src/option.ts';
import type { Row } from '../src/row.ts';
import { judgements } from '../src/summaries/judgements.ts';
import { sftMix, sst2, trec, type Rec } from './corpora.ts';
import { crowdOf, nameOf, type CrowdAnswers, type Item, type Worker } from './crowd.ts';

const first = Number(process.argv[2] ?? 1);
/** A part of the names of the cases to run. */
const only = process.argv[3];
const seeds = [0, 1, 2, 3, 4].map((i) => first + i);

interface Task {
  readonly name: string;
  readonly items: readonly Item[];
  readonly classes: readonly string[];
  readonly pairs?: readonly { prompt: string; good: string; bad: string }[];
}

function taskOf(name: string, records: readonly Rec[]): Task {
  const classes = [...new Set(records.map(({ label }) => String(label)))].sort();
  const seen = new Set<string>();
  const items: Item[] = [];
  for (const { text, label } of records) {
    if (seen.has(String(text))) continue;
    seen.add(String(text));
    items.push({ text: String(text), truth: classes.indexOf(String(label)) });
  }
  return { name, items, classes };
}

/** Real answers against another row's: the better side stands first or second by chance. */
function pairTask(): Task {
  const next = random(5);
  const records = shuffle(sftMix(), next).slice(0, 6001);
  const pairs = records.slice(0, 6000).map((r, i) => ({
    prompt: `${String(r.instruction)}\n${String(r.input ?? '')}`,
    good: String(r.output),
    bad: String(records[i + 1].output),
  }));
  return {
    name: 'sft-mix, preferences',
    items: pairs.map(({ prompt }) => ({ text: prompt, truth: Math.floor(next() * 2) })),
    classes: ['first', 'second'],
    pairs,
  };
}

const part = (role: 'user' | 'assistant', text: string) => ({ field: 'text', role, text }) as const;

function answersTo(
  task: Task,
  workers: readonly Worker[],
  perItem: number,
  seed: number,
  items = Infinity,
  hard = 0,
) {
  const { pairs, classes } = task;
  const chosen = shuffle(
    task.items.map((_, i) => i),
    random(seed * 31),
  ).slice(0, Math.min(items, task.items.length));
  return crowdOf(
    chosen.map((i) => task.items[i]),
    classes,
    workers,
    perItem,
    seed,
    hard,
    pairs &&
      ((item, answer) => {
        const { prompt, good, bad } = pairs[chosen[item]];
        const isRight = answer === task.items[chosen[item]].truth;
        return {
          context: [part('user', prompt)],
          outcome: {
            kind: 'choice',
            chosen: [part('assistant', isRight ? good : bad)],
            rejected: [part('assistant', isRight ? bad : good)],
          },
        };
      }),
  );
}

function judge(rows: readonly Row[], seed: number): Verdict {
  const setup = { options: defaults(annotator.options), seed };
  const survey = annotator.survey!(setup);
  const state = survey.empty();
  for (let i = 0; i < rows.length; i += 1024) survey.add(state, rows.slice(i, i + 1024));
  const verdict = annotator.inspect(survey.finish(state), setup);
  if (isSummary(verdict)) throw new Error('a second read was asked for');
  return verdict;
}

/** Shares of items whose likely truth, and whose most frequent answer, is the true class. */
function corrected(answers: CrowdAnswers, classes: readonly string[], seed: number) {
  const { rows, item, answer, truths: real } = answers;
  const counts = real.map(() => new Float64Array(classes.length));
  const next = random(seed);
  rows.forEach((_, i) => (counts[item[i]][answer[i]] += 1 + 1e-6 * next()));
  const voted = counts.filter((c, i) => c.indexOf(Math.max(...c)) === real[i]).length;
  const itemAt = new Map(rows.map((r, i) => [r.row, item[i]]));
  const summary = judgements(seed, 1e6, (s) => annotated(s, 'label'));
  const state = summary.empty();
  summary.add(state, rows);
  const data = summary.finish(state)!;
  const likely = truths(data.votes, fitCrowd(data.votes));
  let right = 0;
  likely.forEach((t, i) => {
    const at = itemAt.get(data.places[data.votes.starts[i]].row)!;
    if (data.classes[t] === classes[real[at]]) right++;
  });
  return { likely: right / likely.length, voted: voted / real.length };
}

const mentions = (claim: Claim, worker: number): boolean => claim.title.includes(`"${nameOf(worker)}"`);

const repeat = (n: number, make: (i: number) => Worker): Worker[] =>
  Array.from({ length: n }, (_, i) => make(i));
const honest = (n: number, right = 0.85): Worker[] => repeat(n, () => ({ kind: 'honest', right }));
const spread = (n: number): Worker[] =>
  repeat(n, (i) => ({ kind: 'honest', right: 0.6 + (0.35 * i) / (n - 1) }));

interface Case {
  readonly name: string;
  readonly workers: readonly Worker[];
  readonly perItem?: number;
  readonly items?: number;
  readonly hard?: number;
}
const cases: Case[] = [
  {
    name: '20 honest 0.85, 3 adversarial 0.2',
    workers: [...honest(20), ...repeat(3, () => ({ kind: 'adversary', right: 0.2 }))],
  },
  {
    name: 'the same, 200 items',
    workers: [...honest(20), ...repeat(3, () => ({ kind: 'adversary', right: 0.2 }))],
    items: 200,
  },
  {
    name: 'honest 0.6 to 0.95, 3 adversarial 0.2',
    workers: [...spread(20), ...repeat(3, () => ({ kind: 'adversary', right: 0.2 }))],
  },
  {
    name: '20 honest, 3 who call each class the next (0.2 right)',
    workers: [...honest(20), ...repeat(3, () => ({ kind: 'shifter', right: 0.2 }))],
  },
  {
    name: '20 honest, 3 who copy one another (0.6)',
    workers: [...honest(20), ...repeat(3, () => ({ kind: 'copier', right: 0.6, group: 1 }))],
  },
  {
    name: '20 honest, 3 who copy one another (0.85)',
    workers: [...honest(20), ...repeat(3, () => ({ kind: 'copier', right: 0.85, group: 1 }))],
  },
  { name: '20 honest, 3 who guess', workers: [...honest(20), ...repeat(3, () => ({ kind: 'guesser' }))] },
  {
    name: '20 honest, 3 with always one answer',
    workers: [...honest(20), ...repeat(3, () => ({ kind: 'constant' }))],
  },
  {
    name: '20 honest, 3 who call one class another (0.8 of it)',
    workers: [...honest(20), ...repeat(3, () => ({ kind: 'mixer', right: 0.85, mixes: 0.8 }))],
  },
  {
    name: '20 honest, 9 adversarial 0.2',
    workers: [...honest(20), ...repeat(9, () => ({ kind: 'adversary', right: 0.2 }))],
  },
  {
    name: '20 honest, 3 adversarial, 2 items in 10 hard',
    workers: [...honest(20), ...repeat(3, () => ({ kind: 'adversary', right: 0.2 }))],
    hard: 0.2,
  },
  { name: 'all honest, 0.85', workers: honest(23) },
  { name: 'all honest, 0.6 to 0.95, 2 items in 10 hard', workers: spread(23), hard: 0.2 },
  { name: 'all honest, 0.85, 4 items in 10 hard', workers: honest(23), hard: 0.4 },
  { name: 'all honest, 0.6 to 0.95', workers: spread(23) },
  { name: 'all honest, 0.6 to 0.95, 200 items', workers: spread(23), items: 200 },
  { name: 'all honest, 0.6 to 0.95, 3 answers an item', workers: spread(23), perItem: 3 },
  { name: 'all honest, 0.6 to 0.95, 200 workers', workers: spread(200) },
];

const tasks = [taskOf('sst2, 2 classes', sst2()), taskOf('trec, 6 classes', trec()), pairTask()];
const lines = [
  '# annotator',
  '',
  `Made by \`npm run bench:annotators\`: simulated workers on real items with their true labels, five answers an item unless said, seeds ${seeds[0]} to ${seeds[4]}. Found: runs in which each dishonest worker is named by a finding of medium or above; high: by a high one. Accused: honest workers so named, over all runs. Corrected: share of items whose likely truth, and whose majority vote, is the true label.`,
  '',
  '| items | workers | found | high | missed | accused, medium / high | corrected | majority |',
  '|---|---|---|---|---|---|---|---|',
];
let clock = 0;
for (const task of tasks) {
  for (const { name, workers, perItem = 5, items, hard } of cases) {
    // A side of a pair has no order that a worker could keep to.
    if (task.pairs && workers.some(({ kind }) => kind === 'constant' || kind === 'mixer')) continue;
    if (only && !name.includes(only)) continue;
    let found = 0;
    let highs = 0;
    let missed = 0;
    let medium = 0;
    let high = 0;
    const shares: { likely: number; voted: number }[] = [];
    for (const seed of seeds) {
      const answers = answersTo(task, workers, perItem, seed, items, hard);
      const before = process.cpuUsage().user;
      const { claims } = judge(answers.rows, seed);
      clock += process.cpuUsage().user - before;
      const graded = claims.filter(({ severity }) => severity === 'high' || severity === 'medium');
      const named = workers.map((_, w) => graded.filter((c) => mentions(c, w)));
      const bad = workers.flatMap(({ kind }, w) => (kind === 'honest' ? [] : [w]));
      const unseen = bad.filter((w) => named[w].length === 0).length;
      missed += unseen;
      if (unseen === 0) found++;
      if (bad.every((w) => named[w].some(({ severity }) => severity === 'high'))) highs++;
      workers.forEach(({ kind }, w) => {
        if (kind !== 'honest') return;
        if (named[w].some(({ severity }) => severity === 'high')) high++;
        else if (named[w].length > 0) medium++;
      });
      if (!task.pairs) shares.push(corrected(answers, task.classes, seed));
      if (process.argv[4]) for (const c of graded) console.log(`   ${c.severity} ${c.title}: ${c.claim}`);
    }
    const mean = (value: (s: (typeof shares)[number]) => number): string =>
      shares.length === 0 ? '-' : (shares.reduce((sum, s) => sum + value(s), 0) / shares.length).toFixed(4);
    const someBad = workers.some(({ kind }) => kind !== 'honest');
    const line = `| ${task.name} | ${name} | ${someBad ? `${found} of ${seeds.length}` : '-'} | ${someBad ? `${highs} of ${seeds.length}` : '-'} | ${missed} | ${medium} / ${high} | ${mean((s) => s.likely)} | ${mean((s) => s.voted)} |`;
    lines.push(line);
    console.log(line);
  }
}
console.log(`judging: ${(clock / 1e6).toFixed(1)} s of CPU in all`);
if (only) process.exit();
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/annotators.md', `${lines.join('\n')}\n`);
