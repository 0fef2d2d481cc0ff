// How well odd-one-out ranks and finds rows that do not belong, beside plain distance to the mean, and how often it cries
// wolf on clean corpora. Writes bench/results/outliers.md. `node scripts/bench.mjs outliers 11` for seeds from 11 on.
import { mkdirSync, writeFileSync } from 'node:fs';
import { oddOneOut, judge } from '../src/detectors/odd-one-out.ts';
import { farOf } from '../src/detectors/odd-one-out/strength.ts';
import { viewsOf, type View } from '../src/detectors/odd-one-out/views.ts';
import { defaults } from '../src/option.ts';
import type { Row } from '../src/row.ts';
import { compactRows } from '../src/summaries/compact-rows.ts';
import { answerKey, sst2 } from './corpora.ts';
import { cleanCorpora, formatCorpora, subSamples, type Named } from './corpus-rows.ts';
import { boilerplate, foreign, foreignScript, junk, patched, planted, type Planted } from './odd-rows.ts';
import { auroc, averagePrecision } from './ranking.ts';

const first = Number(process.argv[2] ?? 1);
/** A part of the names of the trials to run. */
const only = process.argv[3];
const seeds = [0, 1, 2, 3, 4].map((i) => first + i);
const subSamplesEach = 75;

function compacted(all: readonly Row[], seed: number) {
  const summary = compactRows(seed, 2 ** 27);
  const state = summary.empty();
  for (let i = 0; i < all.length; i += 1024) summary.add(state, all.slice(i, i + 1024));
  return summary.finish(state);
}

const ranked = (scores: ArrayLike<number>, bad: readonly boolean[]) => ({
  area: auroc(scores, bad),
  precision: averagePrecision(scores, bad),
});

/** Distance to the mean of the row's kind, each number in units of its standard deviation. */
function plainDistance({ vectors, d, kinds, kindNames }: View): Float64Array {
  const n = kinds.length;
  const out = new Float64Array(n);
  for (let j = 0; j < d; j++) {
    let mean = 0;
    let square = 0;
    for (let i = j; i < n * d; i += d) mean += vectors[i] / n;
    for (let i = j; i < n * d; i += d) square += (vectors[i] - mean) ** 2 / n;
    const sums = new Float64Array(kindNames.length);
    const counts = new Float64Array(kindNames.length);
    kinds.forEach((kind, row) => {
      if (kind < 0) return;
      counts[kind]++;
      sums[kind] += vectors[row * d + j];
    });
    kinds.forEach((kind, row) => {
      if (kind >= 0 && square > 0)
        out[row] += (vectors[row * d + j] - sums[kind] / counts[kind]) ** 2 / square;
    });
  }
  return out;
}

const poisonedReviews = (name: string) => (): Planted => ({
  rows: sst2(`poisoned/${name}.tsv`).map(({ text, label }, row): Row => ({
    shard: 0,
    row,
    source: '',
    context: [{ field: 'text', role: 'user', text: String(text) }],
    outcome: { kind: 'label', label: String(label) },
  })),
  bad: answerKey(`poisoned/${name}.answers.tsv`),
});

const clean = await cleanCorpora();
const fillers = { 'random characters': junk, Spanish: foreign, Chinese: foreignScript, boilerplate };
const trials: [string, string, readonly number[], (seed: number) => Planted][] = [
  ...clean.flatMap(({ name, rows }) =>
    Object.entries(fillers).flatMap(([what, fill]) =>
      [0.003, 0.01, 0.03].map((share): (typeof trials)[number] => [
        name,
        `${what}, ${share * 100} %`,
        seeds,
        (seed) => planted(rows, share, fill, seed),
      ]),
    ),
  ),
  ...[0.01, 0.02, 0.05].map((share): (typeof trials)[number] => [
    'MNIST, vectors',
    `patched and relabelled, ${share * 100} % of the class`,
    seeds,
    (seed) => patched(share, seed % 10, (seed * 3 + 1) % 10, seed),
  ]),
  ['sst2', 'syntactic template, 20 %', [1], poisonedReviews('sst2-syntactic')],
  ['sst2', 'rare trigger words, 1 %', [1], poisonedReviews('sst2-rare-words')],
];
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

const lines = [
  '# odd-one-out',
  '',
  `Made by \`npm run bench:outliers\`: rows that do not belong, put into real corpora, seeds ${seeds[0]} to ${seeds[4]}. Area under the ROC curve and average precision of the strength of a row, and of its plain distance to the mean (of its class, for vectors) on the same numbers. Found: runs with a finding of medium or above most of whose rows are planted, and how many of the planted it lists; false: such findings most of whose rows are not.`,
  '',
  '| corpus | planted | AUROC | plain | average precision | plain | found | recall | false |',
  '|---|---|---|---|---|---|---|---|---|',
];
let clock = 0;
for (const [corpus, what, trialSeeds, make] of trials) {
  if (only && !`${corpus} ${what}`.includes(only)) continue;
  const runs = trialSeeds.map((seed) => {
    const { rows: all, bad } = make(seed);
    const rows = compacted(all, seed);
    const isBad = rows.places.map((places) => places.some(({ row }) => bad.has(row)));
    const views = viewsOf(rows);
    const view = views[views.length - 1];
    const before = process.cpuUsage().user;
    const { claims } = judge(rows, { options: defaults(oddOneOut.options), seed });
    clock = Math.max(clock, process.cpuUsage().user - before);
    const graded = claims.filter(({ severity }) => severity === 'medium' || severity === 'high');
    const right = graded.filter((c) => c.rows.filter(({ row }) => bad.has(row)).length > c.rows.length / 2);
    const listed = new Set(right.flatMap((c) => c.rows.map(({ row }) => row)).filter((row) => bad.has(row)));
    return {
      own: ranked(farOf(view, rows.trusted).strength, isBad),
      plain: ranked(plainDistance(view), isBad),
      found: right.length > 0,
      recall: listed.size / bad.size,
      wrong: graded.length - right.length,
    };
  });
  const of = (value: (run: (typeof runs)[number]) => number): string => mean(runs.map(value)).toFixed(3);
  const line = `| ${corpus} | ${what} | ${of((r) => r.own.area)} | ${of((r) => r.plain.area)} | ${of((r) => r.own.precision)} | ${of((r) => r.plain.precision)} | ${runs.filter((r) => r.found).length} of ${runs.length} | ${of((r) => r.recall)} | ${runs.reduce((sum, r) => sum + r.wrong, 0)} |`;
  lines.push(line);
  console.log(line);
}

if (only) process.exit();
lines.push(
  '',
  'Clean corpora with at least one claim of the severity:',
  '',
  '| set | scans | medium | low |',
  '|---|---|---|---|',
);
const sets: [string, Iterable<Named>][] = [
  ['clean', clean],
  ['formats', await formatCorpora()],
  ['sub-samples', subSamples(clean, subSamplesEach, 100 + first)],
];
for (const [name, corpora] of sets) {
  const counts = { scans: 0, medium: 0, low: 0 };
  for (const { name: corpus, rows } of corpora) {
    const { claims } = judge(compacted(rows, first), { options: defaults(oddOneOut.options), seed: first });
    counts.scans++;
    for (const kind of ['medium', 'low'] as const) {
      const some = claims.filter(({ severity }) => severity === kind);
      if (some.length > 0) counts[kind]++;
      if (kind === 'medium') for (const { title } of some) console.log(`false: ${corpus}: ${title}`);
    }
  }
  const line = `| ${name} | ${counts.scans} | ${counts.medium} | ${counts.low} |`;
  lines.push(line);
  console.log(line);
}
console.log(`longest judgement: ${(clock / 1e6).toFixed(2)} s of CPU`);
mkdirSync('bench/results', { recursive: true });
writeFileSync('bench/results/outliers.md', `${lines.join('\n')}\n`);
