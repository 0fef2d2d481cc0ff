// How well preference-tamper ranks swapped pairs, what it says their share is, and how high any such model could come:
// pairs of a real answer and a worse one, five seeds. Writes bench/results/preferences.md. Arguments pick kinds of pairs.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contestsOf } from '../src/detectors/preference-tamper/contests.ts';
import { rewardOf } from '../src/detectors/preference-tamper/reward.ts';
import { listedChance } from '../src/detectors/preference-tamper/severity.ts';
import { chances } from '../src/detectors/preference-tamper/swapped.ts';
import { swapShare } from '../src/detectors/preference-tamper/swap-share.ts';
import type { Part, Row } from '../src/row.ts';
import { sigmoid } from '../src/math/logistic.ts';
import { rankSum } from '../src/math/rank-sum.ts';
import { compactRows } from '../src/summaries/compact-rows.ts';
import { sftMix, type Mix, type Rec } from './corpora.ts';
import { dpoDemo, pairs, swapped, type Worse } from './preference-pairs.ts';

const seeds = [1, 2, 3, 4, 5];
const shares = [0.005, 0.02, 0.05];
const n = 10_000;
const sft = sftMix();

function rowOf(r: Rec, row: number): Row {
  const part = (field: string): Part => ({ field, role: 'user', text: String(r[field]) });
  return {
    shard: 0,
    row,
    context: [part('prompt')],
    outcome: { kind: 'choice', chosen: [part('chosen')], rejected: [part('rejected')] },
    source: '',
  };
}

function measure({ records, poisoned }: Mix, seed: number) {
  const summary = compactRows(seed, 2 ** 27);
  const state = summary.empty();
  summary.add(state, records.map(rowOf));
  const contests = contestsOf(summary.finish(state));
  const { margins } = rewardOf(contests, seed);
  const swaps = swapShare(margins);
  const chance = chances(contests, margins, swaps);
  const bad = contests.rows.places.map((places) => places.some(({ row }) => poisoned.has(row)));
  const of = (wanted: boolean): Float64Array =>
    Float64Array.from(
      [...margins].filter((_, i) => bad[i] === wanted),
      (m) => -m,
    );
  const listed = [...chance.keys()].filter((i) => chance[i] >= listedChance);
  return {
    area: rankSum(of(true), of(false)).above,
    swaps,
    listed: listed.length,
    right: listed.filter((i) => bad[i]).length,
    poisoned: poisoned.size,
    /** Pairs of which the model is surer than nine to one. */
    sure: margins.filter((m) => sigmoid(Math.abs(swaps.scale * m)) >= 0.9).length / margins.length,
    /** Where nothing was swapped: chance that a pair, turned round, would stand above another. */
    ceiling: rankSum(
      Float64Array.from(margins),
      Float64Array.from(margins, (m) => -m),
    ).above,
  };
}

const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;
const lines = [
  '# preference-tamper: how well it ranks swapped pairs',
  '',
  `Made by \`npm run bench:preferences\`. ${n.toLocaleString('en-GB')} pairs of sft-mix, a real answer against a worse one, some of them swapped; five seeds.`,
  'Area: under the ROC curve of the chance to be swapped, over all pairs, mean and least. Ceiling: the same area for this',
  'model when it learned from pairs none of which was swapped: what is left is pairs that look equally good, or better the',
  'wrong way round, to it. Sure: pairs of which it would bet more than nine to one. Listed: rows named, and how many of them',
  'were swapped (precision) and of the swapped how many (recall). Share: its estimate, and in how many of five runs the',
  '95 % interval holds the truth.',
  '',
  '| rejected answers are | swapped | area | least | ceiling | sure | listed | precision | recall | share said | interval right |',
  '|---|---|---|---|---|---|---|---|---|---|---|',
];
const kinds: readonly (Worse | 'demo')[] = [
  'shuffled',
  'truncated',
  'mixed',
  'misfigured',
  'exchanged',
  'demo',
];
const names: Readonly<Record<Worse | 'demo', string>> = {
  shuffled: 'of a like prompt',
  truncated: 'cut short',
  mixed: 'of a like prompt, cut or with wrong numbers',
  misfigured: 'given wrong numbers, or two words exchanged',
  exchanged: 'the same, two words exchanged',
  demo: 'people’s choice (dpo_en_demo.json, 300)',
};
const wanted = process.argv.slice(2);
for (const kind of kinds.filter((k) => wanted.length === 0 || wanted.includes(k))) {
  const bySeed = seeds.map((seed) => ({
    seed,
    all: kind === 'demo' ? dpoDemo() : pairs(sft, n, kind, seed),
  }));
  const ceiling = mean(
    bySeed.map(({ seed, all }) => measure({ records: all, poisoned: new Set() }, seed).ceiling),
  );
  for (const share of shares) {
    if (kind === 'demo' && share < 0.05) continue;
    const results = bySeed.map(({ seed, all }) =>
      measure(swapped(all, Math.round(share * all.length), seed), seed),
    );
    const areas = results.map(({ area }) => area);
    const held = results.filter(({ swaps }) => swaps.low <= share && share <= swaps.high).length;
    const listed = mean(results.map((r) => r.listed));
    const line = `| ${names[kind]} | ${share * 100} % | ${mean(areas).toFixed(4)} | ${Math.min(...areas).toFixed(4)} | ${ceiling.toFixed(4)} | ${(100 * mean(results.map((r) => r.sure))).toFixed(0)} % | ${listed.toFixed(0)} | ${listed > 0 ? (mean(results.map((r) => r.right)) / listed).toFixed(2) : '-'} | ${mean(results.map((r) => r.right / r.poisoned)).toFixed(2)} | ${(100 * mean(results.map(({ swaps }) => swaps.share))).toFixed(2)} % | ${held}/5 |`;
    lines.push(line);
    console.log(line);
  }
}
if (wanted.length === 0) writeFileSync(join('bench', 'results', 'preferences.md'), `${lines.join('\n')}\n`);
