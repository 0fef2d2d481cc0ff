// How well label-against-text ranks and counts wrong labels: 2, 5 and 10 % of the labels of sst2 and trec flipped at
// random and by class pair, five seeds, against k-nearest-neighbour voting on the same numbers and the two rankings that
// are usual. Writes bench/results/label-noise.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { estimate, type Estimate } from '../src/detectors/label-against-text/estimate.ts';
import { labelled } from '../src/detectors/label-against-text/labelled.ts';
import { noisySoftmax } from '../src/math/noisy-softmax.ts';
import { compactLabelled } from './corpus-rows.ts';
import { clean, sst2, trec, type Mix, type Rec } from './corpora.ts';
import { flipped, type Flip } from './flips.ts';
import { neighbourVotes } from './neighbour-vote.ts';
import { auroc, averagePrecision } from './ranking.ts';

const seeds = process.argv[2] ? process.argv[2].split(',').map(Number) : [1, 2, 3, 4, 5];
const ks = [5, 10, 20, 50, 100];

interface Measured {
  readonly e: Estimate;
  readonly label: Int32Array;
  readonly bad: readonly boolean[];
  readonly texts: readonly string[];
  readonly ms: number;
}

function measure({ records, poisoned }: Mix): Measured {
  const rows = compactLabelled(records, 1);
  const judged = labelled(rows);
  if ('reason' in judged) throw new Error(judged.reason);
  const before = process.cpuUsage();
  const e = estimate(rows, judged, 1);
  const { user, system } = process.cpuUsage(before);
  return {
    e,
    label: judged.label,
    bad: judged.rows.map((row) => rows.places[row].some((place) => poisoned.has(place.row))),
    texts: judged.rows.map((row) => String(records[rows.places[row][0].row].text)),
    ms: (user + system) / 1000,
  };
}

/** Chance of the label, and how much likelier another is: without an idea of wrong labels, as cleanlab ranks rows. */
function usual({ e, label }: Measured): { self: Float64Array; margin: Float64Array } {
  const { chance } = noisySoftmax(e.scores, label, e.classes, new Uint8Array(label.length).fill(1));
  const self = new Float64Array(label.length);
  const margin = new Float64Array(label.length);
  label.forEach((y, i) => {
    const p = chance.subarray(i * e.classes, (i + 1) * e.classes);
    self[i] = 1 - p[y];
    margin[i] = p.reduce((top, q, k) => (k !== y && q > top ? q : top), 0) - p[y];
  });
  return { self, margin };
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const corpora: readonly (readonly [string, readonly Rec[], readonly Flip[]])[] = [
  ['sst2, 2 classes', sst2(), ['random']],
  ['trec, 6 classes', trec(), ['random', 'pair']],
  ['trec, 50 classes', trec(true), ['random', 'pair']],
];
const table: string[] = [];
const counted: string[] = [];
const reliability: string[] = [];
for (const [name, records, kinds] of corpora) {
  const natural = measure(clean(records));
  const accused = new Set(natural.texts.filter((_, i) => natural.e.wrong[i] > 0.5));
  counted.push(
    `| ${name} | none | ${percent(natural.e.rate)} | ${percent(natural.e.error)} | ${natural.e.wrong.filter((w) => w > 0.9).length} | ${Math.round(natural.ms)} |`,
  );
  const bins = Array.from({ length: 10 }, () => ({ rows: 0, expected: 0, flipped: 0, natural: 0 }));
  for (const kind of kinds) {
    for (const share of [0.02, 0.05, 0.1]) {
      const areas: number[][] = [];
      const precisions: number[][] = [];
      const rates: number[] = [];
      const errors: number[] = [];
      const sure: number[] = [];
      const times: number[] = [];
      for (const seed of seeds) {
        const m = measure(flipped(records, share, kind, seed));
        const { self, margin } = usual(m);
        const rankings = [m.e.wrong, self, margin, ...neighbourVotes(m.e.x, m.label, ks)];
        areas.push(rankings.map((scores) => auroc(scores, m.bad)));
        precisions.push(rankings.map((scores) => averagePrecision(scores, m.bad)));
        rates.push(m.e.rate);
        errors.push(m.e.error);
        sure.push(m.e.wrong.filter((w) => w > 0.9).length);
        times.push(m.ms);
        m.e.wrong.forEach((w, i) => {
          const bin = bins[Math.min(9, Math.floor(10 * w))];
          bin.rows++;
          bin.expected += w;
          if (m.bad[i]) bin.flipped++;
          else if (accused.has(m.texts[i])) bin.natural++;
        });
      }
      const column = (lists: readonly number[][], at: number): number => mean(lists.map((list) => list[at]));
      const best = ks.map((_, at) => at + 3).reduce((a, b) => (column(areas, b) > column(areas, a) ? b : a));
      const ahead = areas.map((list) => list[0] - list[best]);
      const line = `| ${name} | ${100 * share} %, ${kind} | ${[0, 1, 2, best].map((at) => `${column(areas, at).toFixed(3)} / ${column(precisions, at).toFixed(2)}`).join(' | ')} | ${ks[best - 3]} | ${mean(ahead).toFixed(3)} | ${Math.min(...ahead).toFixed(3)} |`;
      table.push(line);
      console.log(line);
      const count = `| ${name} | ${100 * share} %, ${kind} | ${rates.map(percent).join(', ')} | ${percent(mean(errors))} | ${mean(sure).toFixed(0)} | ${Math.round(mean(times))} |`;
      counted.push(count);
      console.log(count);
    }
  }
  bins.forEach(({ rows, expected, flipped: flips, natural: own }, at) => {
    if (rows === 0) return;
    reliability.push(
      `| ${name} | ${at / 10} to ${(at + 1) / 10} | ${rows} | ${(expected / rows).toFixed(3)} | ${(flips / rows).toFixed(3)} | ${(own / rows).toFixed(3)} |`,
    );
    console.log(reliability.at(-1));
  });
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

writeFileSync(
  join('bench', 'results', 'label-noise.md'),
  `${[
    '# label-against-text: how well it ranks and counts wrong labels',
    '',
    `Made by \`npm run bench:label-noise\`. Labels of the shared corpora flipped at random (each other class alike) or by class pair (each`,
    `class to the next); ${seeds.length} seeds. Every ranking works on the same numbers: area under the ROC curve / average precision of the flipped rows.`,
    '',
    '| corpus | flipped | label-against-text | chance of the label | margin | neighbours, best k | k | ahead of them | least of the seeds |',
    '|---|---|---|---|---|---|---|---|---|',
    ...table,
    '',
    'How many labels it holds to be wrong, in per cent, for each seed; its standard error; rows above 0.9; milliseconds of one core.',
    '',
    '| corpus | flipped, % | said to be wrong, % | standard error | rows above 0.9 | ms |',
    '|---|---|---|---|---|---|',
    ...counted,
    '',
    'Rows by their chance of a wrong label, over all runs above: the mean of it, the share that was flipped, and the share that was',
    'not but is held to be more likely wrong than not where nothing was flipped.',
    '',
    '| corpus | chance | rows | expected | flipped | wrong by nature |',
    '|---|---|---|---|---|---|',
    ...reliability,
  ].join('\n')}\n`,
);
