// How well written-alike ranks the rows of a manner of writing: the area under the ROC curve over all rows, five seeds.
// Writes bench/results/manner-rows.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manners } from '../src/detectors/written-alike/judge.ts';
import { compactLabelled } from './corpus-rows.ts';
import { sst2, type Mix } from './corpora.ts';
import { auroc } from './ranking.ts';
import { keptBack, rewritten, syntactic, tunedOn } from './rewritten.ts';

const seeds = [1, 2, 3, 4, 5];
const reviews = sst2();

function measure({ records, poisoned }: Mix, seed: number): { area: number; grade: string } {
  const rows = compactLabelled(records, seed);
  const found = manners(rows, seed);
  if (found.length === 0) return { area: NaN, grade: 'none' };
  const [best] = found;
  // A row that stands more than once has one score.
  const bad = rows.places.map((places) => places.some(({ row }) => poisoned.has(row)));
  return { area: auroc([...best.score], bad), grade: best.grade ?? 'none' };
}

const lines = [
  '# written-alike: how well it ranks the rows of a manner',
  '',
  'Made by `npm run bench:manner-rows`. Area under the ROC curve of the row score over all rows of sst2, of which a share is',
  'written in one manner and has one label; mean and least over five seeds; and the grades of the finding.',
  '',
  '| manner | share | mean | least | grades |',
  '|---|---|---|---|---|',
];
const sets: readonly (readonly [string, readonly number[], (share: number, seed: number) => Mix])[] = [
  ['syntactic template', [0.2, 0.1, 0.05], syntactic],
  ...Object.entries({ ...tunedOn, ...keptBack }).map(
    ([name, rewrite]) =>
      [
        `${name} rewrite`,
        [0.2, 0.1, 0.05],
        (share: number, seed: number) => rewritten(reviews, rewrite, share, seed % 2 ? '1' : '0', seed),
      ] as const,
  ),
];
for (const [name, shares, make] of sets) {
  for (const share of shares) {
    const results = seeds.map((seed) => measure(make(share, seed), seed));
    const areas = results.map(({ area }) => area).filter((area) => !Number.isNaN(area));
    const mean = areas.reduce((a, b) => a + b, 0) / areas.length;
    const line = `| ${name} | ${share * 100} % | ${mean.toFixed(3)} | ${Math.min(...areas).toFixed(3)} | ${results.map(({ grade }) => grade).join(', ')} |`;
    lines.push(line);
    console.log(line);
  }
}
writeFileSync(join('bench', 'results', 'manner-rows.md'), `${lines.join('\n')}\n`);
