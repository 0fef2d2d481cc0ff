// What partition and vote certifies of real corpora: accuracy, and shares of rows that are provably right against so many poisoned
// rows, with five keys and folds. Writes bench/results/certify.md.
import { writeFileSync } from 'node:fs';
import { certifyFolds, summarise, type CertificateSummary } from '../src/training/certificate.ts';
import { sms, sst2, trec, type Rec } from './corpora.ts';

const seeds = [1, 2, 3, 4, 5];
const radii = [1, 5, 10, 20, 35];
const cases: readonly (readonly [name: string, rows: readonly Rec[], parts: readonly number[]])[] = [
  ['sst2', sst2(), [50, 100, 250]],
  ['sms-spam', sms(), [50, 100, 250]],
  ['trec, six kinds', trec(), [25, 50]],
];

const percent = (share: number): string => (100 * share).toFixed(1);

/** Mean and, where seeds differ, the least and the most. */
function over(all: readonly number[], told = percent): string {
  const mean = all.reduce((sum, each) => sum + each, 0) / all.length;
  return `${told(mean)} (${told(Math.min(...all))}-${told(Math.max(...all))})`;
}

const lines = [
  '# What a vote of parts certifies',
  '',
  `Made by \`npm run bench:certify\`: five folds, ${seeds.length} seeds of folds and keys; mean and range, in %. Rows are right against so many`,
  'added, removed or relabelled rows; median: half of all rows are right against so many. The smallest class counts in "of each class" as',
  'much as the largest: on sms-spam who always says "ham" is right in 87.4 %.',
  '',
  `| corpus | parts | right | mean of the classes | median | right against ${radii.join(' / ')} | smallest class, against 10 |`,
  '|---|---|---|---|---|---|---|',
];
for (const [name, rows, all] of cases) {
  const texts = rows.map(({ text }) => String(text));
  const labels = [...new Set(rows.map(({ label }) => String(label)))].sort();
  const y = Int32Array.from(rows, ({ label }) => labels.indexOf(String(label)));
  const sizes = labels.map((_, k) => y.filter((of) => of === k).length);
  const smallest = sizes.indexOf(Math.min(...sizes));
  for (const parts of all) {
    const found: CertificateSummary[] = seeds.map((seed) =>
      summarise(
        certifyFolds({ texts, y, classes: labels.length, parts, key: `key ${seed}`, seed }),
        y,
        labels.length,
        radii,
      ),
    );
    const at = (radius: number) =>
      found.map(({ certified }) => certified.find(({ parts: altered }) => altered === radius)!);
    const line = [
      name,
      parts,
      over(found.map(({ accuracy }) => accuracy)),
      over(found.map(({ balancedAccuracy }) => balancedAccuracy)),
      over(
        found.map(({ median }) => median),
        (value) => value.toFixed(1),
      ),
      radii
        .map((radius) => percent(at(radius).reduce((sum, { share }) => sum + share, 0) / seeds.length))
        .join(' / '),
      over(at(10).map(({ ofClass }) => ofClass[smallest])),
    ];
    console.log(line.join(' | '));
    lines.push(`| ${line.join(' | ')} |`);
  }
}
writeFileSync('bench/results/certify.md', `${lines.join('\n')}\n`);
