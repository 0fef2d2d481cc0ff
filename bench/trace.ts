// How well `bezoar trace` finds planted rows again: precision among the 50 best of 50 planted ones in 15,655 rows of sft-mix,
// five behaviours given, over kinds of triggers and answers; what the finding names; clean behaviours; times; and the longest
// shared spans against a search of every pair. Writes bench/results/trace.md.
//   npm run bench:trace -- --seeds 5
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { askedAs, askedOf } from '../src/attribution/asked.ts';
import { controlGroups, falseDiscoveryOf } from '../src/attribution/controls.ts';
import { decodeIndex, encodeIndex } from '../src/attribution/encode-index.ts';
import { indexRows, type LexicalIndex } from '../src/attribution/lexical-index.ts';
import { sharedSpans } from '../src/attribution/shared-spans.ts';
import { sides } from '../src/attribution/sides.ts';
import { bestRows } from '../src/attribution/best-rows.ts';
import { bestOf, surpriseOf, trace } from '../src/attribution/trace.ts';
import { severityOf, standing } from '../src/attribution/trace-claim.ts';
import { random } from '../src/math/random.ts';
import { sftMix } from './corpora.ts';
import { longestCommon } from './trace-brute-force.ts';
import { answers, rowsOf, traceable, triggers } from './trace-sets.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '5' }, first: { type: 'string', default: '1' } },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => Number(values.first) + i);
const best = 50;
const groups = 99;

const clean = sftMix();
const buildMs: number[] = [];
const decodeMs: number[] = [];
const queryMs: number[] = [];
const queryCpuMs: number[] = [];

function timed<T>(into: number[], of: () => T, cpu?: number[]): T {
  const before = process.cpuUsage();
  const start = performance.now();
  const result = of();
  into.push(performance.now() - start);
  const { user, system } = process.cpuUsage(before);
  cpu?.push((user + system) / 1000);
  return result;
}

const mean = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0) / all.length;
const quantile = (all: readonly number[], q: number): number =>
  [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(q * all.length))];
/** Of a mean, from a few seeds: Student's t with 4 degrees of freedom where there are five. */
function interval(all: readonly number[]): string {
  const m = mean(all);
  const sd = Math.sqrt(all.reduce((sum, x) => sum + (x - m) ** 2, 0) / Math.max(1, all.length - 1));
  const half = ((all.length === 5 ? 2.776 : 1.96) * sd) / Math.sqrt(all.length);
  return `${m.toFixed(3)} (${Math.max(0, m - half).toFixed(2)}-${Math.min(1, m + half).toFixed(2)})`;
}

const built = (records: Parameters<typeof rowsOf>[0]): LexicalIndex => {
  const rows = rowsOf(records);
  return timed(buildMs, () => indexRows(rows, 1)!);
};
const controlsBySize = new Map<number, number[]>();
function controls(index: LexicalIndex, size: number): number[] {
  const known = controlsBySize.get(size) ?? [...controlGroups(index, size, groups, 1)];
  controlsBySize.set(size, known);
  return known;
}

const lines: string[] = [];
for (const trigger of triggers) {
  for (const answer of answers) {
    const parts = new Map<string, number[]>();
    const push = (name: string, value: number): unknown =>
      parts.set(name, [...(parts.get(name) ?? []), value]);
    const by: string[] = [];
    for (const seed of seeds) {
      const { records, poisoned, behaviours } = traceable(clean, trigger, answer, seed);
      const index = built(records);
      // Warm: the index was asked before.
      trace(index, behaviours);
      const traced = timed(queryMs, () => trace(index, behaviours), queryCpuMs);
      const precision = (rows: readonly number[]): number =>
        rows.filter((row) => poisoned.has(row)).length / best;
      for (const { name, scores } of traced.rankings) push(name, precision(bestRows(scores, best, 0)));
      push('joined', precision(bestOf(traced, best)));
      const surprise = traced.joined?.found.surprise ?? 0;
      const falseDiscovery = falseDiscoveryOf(surprise, controls(index, behaviours.length));
      const found = severityOf({ traced, falseDiscovery, groups });
      const rows = found ? standing(index, traced) : [];
      const planted = rows.filter((row) => poisoned.has(row)).length;
      push('found', found ? 1 : 0);
      push('recall', planted / poisoned.size);
      if (rows.length > 0) push('precision', planted / rows.length);
      if (found) by.push(traced.joined?.by ?? '');
    }
    const of = (name: string): string => {
      const all = parts.get(name);
      return all ? mean(all).toFixed(2) : '-';
    };
    lines.push(
      `| ${trigger} | ${answer} | ${[...parts.keys()]
        .filter((name) => !['joined', 'found', 'recall', 'precision'].includes(name))
        .map(of)
        .join(
          ' | ',
        )} | **${interval(parts.get('joined')!)}** | ${mean(parts.get('found')!) * seeds.length} of ${seeds.length} | ${of('recall')} | ${of('precision')} | ${[...new Set(by)].join(', ')} |`,
    );
    console.log(lines.at(-1));
  }
}

// Clean behaviours: other groups of rows than those that a trace is held against.
const index = built(clean);
const cleanLines = [1, 2, 3, 5, 10, 20].map((size) => {
  const all = [...controlGroups(index, size, groups, 1)];
  const next = random(4711 + size);
  const trials = 100;
  let alarms = 0;
  for (let i = 0; i < trials; i++) {
    const drawn = new Set<number>();
    while (drawn.size < size) drawn.add(Math.floor(next() * index.rows));
    const surprise = surpriseOf(index, askedAs(index, [...drawn]), drawn);
    if (falseDiscoveryOf(surprise, all) <= 0.05) alarms++;
  }
  return `| ${size} | ${alarms} of ${trials} |`;
});

// Fewer and more behaviours of the hardest kind, and of the plainest.
const sizes = [2, 3, 5, 10, 20];
const sizeLines = (['a word', 'none'] as const).map((trigger) => {
  const cells = sizes.map((size) => {
    const all = seeds.map((seed) => {
      const answer = trigger === 'none' ? 'varied' : 'ordinary text';
      const { records, poisoned, behaviours } = traceable(clean, trigger, answer, seed, size);
      const traced = trace(built(records), behaviours);
      return bestOf(traced, best).filter((row) => poisoned.has(row)).length / best;
    });
    return mean(all).toFixed(2);
  });
  return `| ${trigger === 'none' ? 'none, varied answers' : 'a word, ordinary answers'} | ${cells.join(' | ')} |`;
});

// Spans, against the longest common run of each row with each behaviour, found by comparing every pair of tokens.
const { records, behaviours } = traceable(clean, 'a prefix', 'varied', seeds[0]);
const spanIndex = built(records);
const asked = askedOf(spanIndex, behaviours);
let [same, compared, shared] = [0, 0, 0];
for (const side of sides) {
  const { longest } = sharedSpans(asked[side], spanIndex[side]);
  const { tokens, starts } = spanIndex[side];
  for (let row = 0; row < spanIndex.rows; row++) {
    const text = tokens.subarray(starts[row], starts[row + 1]);
    const length = Math.max(...asked[side].terms.map((terms) => longestCommon(terms, text)));
    compared++;
    if (length === longest[row]) same++;
    if (length > 0) shared++;
  }
}

const bytes = Buffer.concat(encodeIndex(index, 'x'));
for (let i = 0; i < 3; i++) timed(decodeMs, () => decodeIndex(bytes, 'x'));

const text = `# What bezoar trace finds

Made by \`npm run bench:trace -- --seeds ${seeds.length}\`, Node ${process.versions.node}, ${availableParallelism()} cores under a load of ${loadavg()[0].toFixed(1)}. 15,605 rows of sft-mix and 50 planted ones: rows of the pools of
BackdoorLLM with their own trigger word or prefix, a sentence that the attack of drills draws, or none. Five more of the same making are the behaviours. Seeds
${seeds[0]} to ${seeds.at(-1)}; the method was mended after looking at seeds 1 to 5: --first 201 gives untouched ones.

Answers: *fixed*, one sentence; *varied*, seven slots of four or five parts each, some of rare words; *plain*, seven such slots in words that the corpus has in
plenty; *refusals*, those of the attack of drills, beside the real refusals of the corpus; *Yes*; *ordinary text*, answers of other rows.

Precision among the 50 best rows, by each kind of evidence alone and joined (mean of seeds; joined with the interval of the mean, 95 %). Then what the finding
names: in how many seeds there is one, and the recall and precision of its rows.

| trigger | answers | phrases | BM25 context | BM25 outcome | spans context | spans outcome | alike | joined | found | recall | precision | by |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
${lines.join('\n')}

Without a trigger and with answers of other rows there is nothing to find, and nothing is.

## With fewer and more behaviours

Precision among the 50 best, joined.

| trigger | ${sizes.join(' | ')} |
|---|${sizes.map(() => '---|').join('')}
${sizeLines.join('\n')}

## Clean behaviours

Groups of random rows of the clean corpus as behaviours, held against ${groups} other such groups: how often a finding is made (falseDiscovery of 0.05 or less).

| behaviours | findings |
|---|---|
${cleanLines.join('\n')}

## Spans

Longest shared span of each of ${compared.toLocaleString('en')} sides of rows with five behaviours, against a comparison of every pair of tokens: ${same.toLocaleString('en')} the same (${((100 * same) / compared).toFixed(2)} %), ${shared.toLocaleString('en')} of them longer than 0.

## Time and size

| | median | 90th percentile |
|---|---|---|
| index of 15,655 rows, made from rows in memory, ms | ${quantile(buildMs, 0.5).toFixed(0)} | ${quantile(buildMs, 0.9).toFixed(0)} |
| index decoded from bytes, ms | ${quantile(decodeMs, 0.5).toFixed(0)} | ${quantile(decodeMs, 0.9).toFixed(0)} |
| question of five behaviours in the warm index, ms by the clock | ${quantile(queryMs, 0.5).toFixed(0)} | ${quantile(queryMs, 0.9).toFixed(0)} |
| the same, ms of CPU (collecting garbage included) | ${quantile(queryCpuMs, 0.5).toFixed(0)} | ${quantile(queryCpuMs, 0.9).toFixed(0)} |

The index has ${(bytes.length / 1e6).toFixed(1)} MB. Fastest question by the clock: ${Math.min(...queryMs).toFixed(0)} ms.
`;
mkdirSync(join('bench', 'results'), { recursive: true });
writeFileSync(join('bench', 'results', 'trace.md'), text);
console.log(text);
