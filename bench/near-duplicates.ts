// Near copies beside brute force and beside other tools: recall and precision of the pairs that are found among 20,000
// texts against the exact Jaccard likeness of all pairs, and texts per second beside SemHash and two MinHash
// libraries on the same texts in the same run. Those are installed with pip into .bench/python; without Python they
// are skipped, and the reason is printed. Writes bench/results/near-duplicates.{json,md}.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { random, shuffle } from '../src/math/random.ts';
import type { Row } from '../src/row.ts';
import { nearDuplicates } from '../src/summaries/near-duplicates.ts';
import { appendWordHashes, wordHashes } from '../src/text/normal-form.ts';
import { alikePairs, halvesOf, jaccard, pairKey } from './brute-force.ts';
import { shared } from './corpora.ts';

const total = 20_000;
const rates = [0, 0.02, 0.05, 0.1, 0.2];
const copiesOfEach = 2;
const likely = 0.5;

/** Real texts of twelve words and more, each once. */
function realTexts(): string[] {
  const file = (name: string) => readFileSync(join(shared, 'clean', name), 'utf8').split('\n');
  const mix = file('sft-mix.jsonl')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, string>)
    .map((row) => `${row.instruction} ${row.input} ${row.output}`);
  const rest = [...file('sst2.tsv').slice(1), ...file('sms-spam.tsv')].map((line) =>
    line.replace(/\t/g, ' '),
  );
  return [...new Set([...mix, ...rest])].filter((text) => text.split(/\s+/).length >= 12);
}

/** Real texts, and copies of some with each word exchanged for one of the corpus at a known rate, shuffled. */
function makeTexts(): string[] {
  const next = random(17);
  const real = shuffle(realTexts(), next);
  const copies = Math.floor(total * 0.45);
  const texts = real.slice(0, total - copies);
  const vocabulary = texts.slice(0, 2000).flatMap((text) => text.split(/\s+/));
  const edited = (text: string, rate: number) =>
    text
      .split(' ')
      .map((word) => (next() < rate ? vocabulary[Math.floor(next() * vocabulary.length)] : word))
      .join(' ');
  for (let i = 0; texts.length < total; i++) {
    for (let c = 0; c < copiesOfEach && texts.length < total; c++) {
      texts.push(edited(real[i], rates[i % rates.length]));
    }
  }
  return shuffle(texts, next);
}

const texts = makeTexts();
const rows: Row[] = texts.map((text, row) => ({
  shard: 0,
  row,
  context: [],
  outcome: { kind: 'document', parts: [{ field: 'text', role: 'assistant', text }] },
  source: '',
}));

/** Sorted features of the whole and of both halves: words and pairs of neighbours, as the detector sees them. */
const features = texts.map((text) => {
  const words = wordHashes();
  appendWordHashes(text, 1, words);
  return halvesOf(words.low.subarray(0, words.length));
});
console.error(`${texts.length} texts; all pairs ...`);
const whole = alikePairs(
  features.map((f) => f.whole),
  0.2,
);
const inBoth = new Map<number, number>();
for (const [key] of whole) {
  const [a, b] = [features[Math.floor(key / total)], features[key % total]];
  inBoth.set(key, Math.min(jaccard(a.first, b.first), jaccard(a.second, b.second)));
}

export interface Figures {
  readonly name: string;
  readonly textsPerSecond: number;
  readonly note: string;
  readonly pairs: number;
  /** Of the pairs at least so alike, those found; and of those found, the ones at least so alike. */
  readonly recall: Record<string, number>;
  readonly precision: Record<string, number>;
}

function figures(
  name: string,
  seconds: number,
  found: Set<number>,
  truth: Map<number, number>,
  note: string,
): Figures {
  const recall: Record<string, number> = {};
  const precision: Record<string, number> = {};
  for (const least of [0.5, 0.6, 0.7, 0.8]) {
    let all = 0;
    let hit = 0;
    for (const [key, j] of truth) if (j >= least) [all, hit] = [all + 1, hit + (found.has(key) ? 1 : 0)];
    recall[least] = hit / all;
  }
  for (const least of [0.4, 0.5]) {
    let right = 0;
    for (const key of found) if ((truth.get(key) ?? 0) >= least) right++;
    precision[least] = found.size === 0 ? 1 : right / found.size;
  }
  return { name, textsPerSecond: texts.length / seconds, note, pairs: found.size, recall, precision };
}

function pairsOf(groups: readonly (readonly number[])[]): Set<number> {
  const pairs = new Set<number>();
  for (const group of groups) {
    for (const a of group) for (const b of group) if (a < b) pairs.add(pairKey(a, b, total));
  }
  return pairs;
}

/** What is found differs by the seed: one pair of large groups more or less is a thousand pairs. */
const seeds = [3, 4, 5, 6, 7, 8, 9, 10];
const averaged = (name: string, all: readonly Figures[]): Figures => {
  const mean = (of: (figures: Figures) => number) => all.reduce((sum, f) => sum + of(f), 0) / all.length;
  const means = (of: (figures: Figures) => Record<string, number>) =>
    Object.fromEntries(Object.keys(of(all[0])).map((least) => [least, mean((f) => of(f)[least])]));
  const recall = means((f) => f.recall);
  const precision = means((f) => f.precision);
  return { ...all[0], name, pairs: Math.round(mean((f) => f.pairs)), recall, precision };
};

// The first run warms up; the fastest of the others is what a scan of many rows comes to.
let seconds = Infinity;
const found = seeds.map((seed, run) => {
  const summary = nearDuplicates({ seed, maxRows: 500_000, likeness: likely });
  const start = performance.now();
  const state = summary.empty();
  for (let i = 0; i < rows.length; i += 1024) summary.add(state, rows.slice(i, i + 1024));
  const { clusters } = summary.finish(state);
  if (run > 0) seconds = Math.min(seconds, (performance.now() - start) / 1000);
  return pairsOf(clusters.map(({ places }) => places.map((p) => p.row)));
});
const ownFigures = (name: string, truth: Map<number, number>, note: string): Figures =>
  averaged(
    name,
    found.map((pairs) => figures(name, seconds, pairs, truth, note)),
  );
const results: Figures[] = [
  ownFigures('Bezoar, against both halves', inBoth, 'what it asks: both halves of the text alike'),
  ownFigures(
    'Bezoar, against the whole',
    whole,
    `one core, reading not counted; means of ${seeds.length} seeds`,
  ),
];

const folder = resolve('.bench', 'python');
const python = join(folder, 'bin', 'python');
function prepare(): string {
  if (existsSync(join(folder, 'ready'))) return '';
  const made = spawnSync('python3', ['-m', 'venv', folder], { encoding: 'utf8' });
  if (made.status !== 0)
    return `no Python with venv here (${made.error?.message ?? made.stderr.trim().slice(-200)})`;
  const packages = ['semhash==0.5.0', 'wordllama==0.4.0.post1', 'datasketch==2.0.0', 'rensa==0.5.0'];
  const pip = spawnSync(python, ['-m', 'pip', 'install', '-q', ...packages], { encoding: 'utf8' });
  if (pip.status !== 0)
    return `pip could not install ${packages.join(', ')} (${pip.stderr.trim().slice(-200)})`;
  writeFileSync(join(folder, 'ready'), '');
  return '';
}

let skipped = prepare();
if (skipped === '') {
  const input = join(folder, 'texts.json');
  writeFileSync(input, JSON.stringify(texts));
  const run = spawnSync(python, [resolve('bench', 'near-duplicates.py'), input, String(likely)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: { ...process.env, TOKENIZERS_PARALLELISM: 'false', OMP_NUM_THREADS: '1', RAYON_NUM_THREADS: '1' },
  });
  if (run.status !== 0) skipped = `the other tools failed: ${run.stderr.trim().slice(-400)}`;
  else {
    for (const line of run.stdout.trim().split('\n')) {
      const tool = JSON.parse(line) as {
        name: string;
        seconds: number;
        note: string;
        groups?: number[][];
        pairs?: [number, number][];
      };
      const pairs = tool.groups
        ? pairsOf(tool.groups)
        : new Set(tool.pairs!.map(([a, b]) => pairKey(Math.min(a, b), Math.max(a, b), total)));
      results.push(figures(tool.name, tool.seconds, pairs, whole, tool.note));
    }
  }
}
if (skipped !== '') console.error(`skipped: ${skipped}`);

const percent = (x: number) => `${(100 * x).toFixed(1)} %`;
const machine = { processor: cpus()[0]?.model.trim(), cores: availableParallelism(), node: process.version };
const lines = [
  '# Near copies beside brute force and other tools',
  '',
  `${total} texts of twelve words and more: ${total - Math.floor(total * 0.45)} real ones of ../shared/data and copies of some, each word exchanged at a rate of ${rates.join(', ')}. Likeness is the exact Jaccard likeness of the sets of words and pairs of neighbouring words of all pairs. A pair is found when both are in one group, or where a tool gives pairs when it is one of them. Most pairs between 0.5 and 0.7 as a whole are rows of one template with other content, which Bezoar tells apart on purpose: it asks that both halves of a text be alike, and its groups hold what is at least 0.38 like their most typical text. One core each, ${machine.processor}, Node ${machine.node}.`,
  '',
  '| tool | texts a second | pairs found | recall of pairs >= 0.5 | >= 0.6 | >= 0.7 | >= 0.8 | found pairs that are >= 0.5 | >= 0.4 |  |',
  '|---|---|---|---|---|---|---|---|---|---|',
  ...results.map(
    (r) =>
      `| ${r.name} | ${Math.round(r.textsPerSecond).toLocaleString('en-US')} | ${r.pairs.toLocaleString('en-US')} | ${[0.5, 0.6, 0.7, 0.8].map((x) => percent(r.recall[x])).join(' | ')} | ${percent(r.precision[0.5])} | ${percent(r.precision[0.4])} | ${r.note} |`,
  ),
  '',
  ...(skipped === '' ? [] : [`Other tools were skipped: ${skipped}`, '']),
];
mkdirSync('bench/results', { recursive: true });
writeFileSync(
  'bench/results/near-duplicates.json',
  `${JSON.stringify({ script: 'bench/near-duplicates.ts', machine, total, rates, results, skipped }, null, 2)}\n`,
);
writeFileSync('bench/results/near-duplicates.md', lines.join('\n'));
console.log(lines.join('\n'));
