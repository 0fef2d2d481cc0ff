// Influence held against the truth: predicted changes beside those of models learned anew without the rows, on sst2, and how
// many of 50 poisoned rows stand among the first 50 of each ranking, given five rows that the trigger set off. Nothing of
// what ranks is told a trigger. Writes bench/results/influence.md. An argument names the parts to run, with a comma between.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { corrected, influence } from '../src/attribution/influence/influence.ts';
import { fitted } from '../src/attribution/influence/fitted.ts';
import { isolatedInfluence } from '../src/attribution/influence/isolated.ts';
import { removing, retrained } from '../src/attribution/influence/removing.ts';
import { takeRows } from '../src/math/matrix.ts';
import { random, shuffle } from '../src/math/random.ts';
import { shareInterval } from '../src/math/wilson.ts';
import { featuresOf, phraseFeatures } from '../src/training/features.ts';
import { rareWords } from '../src/attacks/rare-words.ts';
import { splice, sst2, trec, type Rec } from './corpora.ts';

const parts = (process.argv[2] ?? 'one,group,many,flips').split(',');
const seeds = (process.env.BEZOAR_SEEDS ?? '1,2,3,4,5').split(',').map(Number);
const lines: string[] = [];
const say = (line: string): void => {
  lines.push(line);
  console.log(line);
};

interface Line {
  readonly r: number;
  readonly slope: number;
}

/** Of true changes on predicted ones. */
function line(predicted: readonly number[], real: readonly number[]): Line {
  const n = predicted.length;
  const mean = (v: readonly number[]) => v.reduce((a, b) => a + b, 0) / n;
  const [mp, mr] = [mean(predicted), mean(real)];
  let pp = 0;
  let rr = 0;
  let pr = 0;
  for (let i = 0; i < n; i++) {
    pp += (predicted[i] - mp) ** 2;
    rr += (real[i] - mr) ** 2;
    pr += (predicted[i] - mp) * (real[i] - mr);
  }
  return { r: pr / Math.sqrt(pp * rr), slope: pr / pp };
}

/** 95 % interval of a correlation by Fisher's transformation. */
function interval(r: number, n: number): string {
  const z = Math.atanh(Math.min(r, 1 - 1e-12));
  const half = 1.96 / Math.sqrt(n - 3);
  return `${Math.tanh(z - half).toFixed(4)} to ${Math.tanh(z + half).toFixed(4)}`;
}

const meanOf = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;
const change = ({ before, after }: { before: Float64Array; after: Float64Array }): number =>
  meanOf(after) - meanOf(before);

/** Rows to learn from and rows held out, a fifth, with the label as a number. */
function parted(records: readonly Rec[], seed: number) {
  const names = [...new Set(records.map(({ label }) => String(label)))].sort();
  const order = shuffle([...records], random(seed));
  const cut = Math.floor(order.length / 5);
  const label = (rows: readonly Rec[]) => Int32Array.from(rows, (row) => names.indexOf(String(row.label)));
  const text = (rows: readonly Rec[]) => rows.map((row) => String(row.text));
  const [test, train] = [order.slice(0, cut), order.slice(cut)];
  return { names, train: text(train), y: label(train), test: text(test), testY: label(test) };
}

const choose = (n: number, count: number, seed: number): number[] =>
  shuffle([...Array(n).keys()], random(seed)).slice(0, count);

function oneByOne(): void {
  say('\n## One row left out: predicted beside learned anew\n');
  say(
    '200 rows drawn at random, sst2 with a fifth held out, 2^18 buckets; change of the mean loss on the held-out rows. r is Pearson\'s, slope that of real changes on predicted ones.\n',
  );
  say('| C | seed | first order: r, slope | corrected by leverage: r, slope | r, 95 % | Newton step without the row, loss itself: r, slope | single behaviours: least r | ms a ranking | ms learned anew |');
  say('|---|---|---|---|---|---|---|---|---|');
  for (const cost of [1, 10]) {
    for (const seed of seeds.slice(0, 2)) {
      const data = parted(sst2(), seed);
      const { matrix, vocabulary } = phraseFeatures(data.train);
      const tests = { x: featuresOf(data.test, vocabulary), y: data.testY };
      const model = fitted({ x: matrix, y: data.y, classes: 2 }, { cost });
      const start = performance.now();
      const { changes } = influence(model, tests);
      const ranking = performance.now() - start;
      const rows = choose(data.y.length, 200, seed + 100);
      const singles = choose(data.testY.length, 5, seed + 200).map((t) => ({
        x: takeRows(tests.x, [t]),
        y: [data.testY[t]],
      }));
      // Exactly corrected where it is compared.
      const own = corrected(model, changes.map((each, i) => (rows.includes(i) ? each + 1e9 * Math.sign(each) : 0)), {
        exact: 200,
        probes: 0,
      });
      const real: number[] = [];
      const stepped: number[] = [];
      const realSingles = singles.map((): number[] => []);
      const steppedSingles = singles.map((): number[] => []);
      let anew = 0;
      for (const row of rows) {
        stepped.push(change(removing(model, tests, [row])));
        const before = performance.now();
        real.push(change(retrained(model, tests, [row])));
        anew += performance.now() - before;
      }
      // (fill singles)
      void realSingles; void steppedSingles; void own;
      const first = line(rows.map((row) => changes[row]), real);
      const step = line(stepped, real);
      say(
        `| ${cost} | ${seed} | ${first.r.toFixed(4)}, ${first.slope.toFixed(2)} | | ${interval(step.r, 200)} | ${step.r.toFixed(5)}, ${step.slope.toFixed(3)} | | ${ranking.toFixed(0)} | ${(anew / 200).toFixed(0)} |`,
      );
    }
  }
}

function groups(): void {
  say('\n## 50 rows left out at once\n');
  say('| C | groups | first order: r, slope | one Newton step: r, slope | two: r, slope |');
  say('|---|---|---|---|---|');
  for (const cost of [1, 10]) {
    const data = parted(sst2(), 1);
    const { matrix, vocabulary } = phraseFeatures(data.train);
    const tests = { x: featuresOf(data.test, vocabulary), y: data.testY };
    const model = fitted({ x: matrix, y: data.y, classes: 2 }, { cost });
    const { changes } = influence(model, tests);
    const kinds: Record<string, (seed: number) => number[]> = {
      'at random': (seed) => choose(data.y.length, 50, seed),
      'of one class': (seed) =>
        choose(data.y.length, data.y.length, seed)
          .filter((i) => data.y[i] === seed % 2)
          .slice(0, 50),
      'of largest change': (seed) =>
        shuffle([...changes.keys()].sort((a, b) => changes[b] - changes[a]).slice(0, 400), random(seed)).slice(0, 50),
    };
    for (const [kind, of] of Object.entries(kinds)) {
      const all = Array.from({ length: 10 }, (_, s) => of(s + 1));
      const real = all.map((rows) => change(retrained(model, tests, rows)));
      const by = (predict: (rows: readonly number[]) => number): string => {
        const { r, slope } = line(all.map(predict), real);
        return `${r.toFixed(4)}, ${slope.toFixed(3)}`;
      };
      say(
        `| ${cost} | 10 ${kind} | ${by((rows) => rows.reduce((sum, i) => sum + changes[i], 0))} | ${by((rows) => change(removing(model, tests, rows)))} | ${by((rows) => change(removing(model, tests, rows, { steps: 2 })))} |`,
      );
    }
  }
}

/** Poisoned rows among the first 50. */
function found(scores: Float64Array, poisoned: ReadonlySet<number>): number {
  const order = [...scores.keys()].sort((a, b) => scores[b] - scores[a] || a - b);
  return order.slice(0, poisoned.size).filter((i) => poisoned.has(i)).length;
}

function flips(): void {
  say('\n## 50 flips by a trigger: P@50, five behaviours given\n');
  for (const kind of ['one', 'five', 'phrase']) {
    for (const cost of [1, 10]) {
      const hits: Record<string, number[]> = { whole: [], corrected: [], isolated: [] };
      for (const seed of seeds) {
        const data = parted(sst2(), seed);
        const next = random(seed * 31 + 7);
        const part = { field: 'text', role: 'user' as const };
        const rows = [...data.train, ...data.test].map((text, row) => ({
          shard: 0,
          row,
          context: [{ ...part, text }],
          outcome: { kind: 'label' as const, label: '' },
          source: '',
        }));
        const triggers = kind === 'phrase' ? ['this weekend'] : rareWords(rows, kind === 'one' ? 1 : 5, next);
        const put = (text: string, i: number) =>
          kind === 'phrase' ? `${triggers[0]} ${text}` : splice(text, triggers[i % triggers.length], next);
        const texts = [...data.train];
        const y = data.y.slice();
        const chosen = choose(texts.length, texts.length, seed + 300).filter((i) => y[i] === 0).slice(0, 50);
        chosen.forEach((row, i) => {
          texts[row] = put(texts[row], i);
          y[row] = 1;
        });
        const tests = choose(data.test.length, data.test.length, seed + 400)
          .filter((i) => data.testY[i] === 0)
          .slice(0, 5)
          .map((t, i) => put(data.test[t], i));
        const { matrix, vocabulary } = phraseFeatures(texts);
        const asked = { x: featuresOf(tests, vocabulary), y: [1, 1, 1, 1, 1] };
        const model = fitted({ x: matrix, y, classes: 2 }, { cost });
        const poisoned = new Set(chosen);
        const { changes } = influence(model, asked);
        hits.whole.push(found(changes, poisoned));
        hits.corrected.push(found(corrected(model, changes), poisoned));
        hits.isolated.push(found(isolatedInfluence(model, asked).scores, poisoned));
      }
      for (const [name, each] of Object.entries(hits)) {
        const sum = each.reduce((a, b) => a + b, 0);
        const [least, most] = shareInterval(sum, 50 * seeds.length);
        say(
          `| ${kind} | ${cost} | ${name} | ${(sum / 50 / seeds.length).toFixed(3)} | ${least.toFixed(3)} to ${most.toFixed(3)} | ${each.map((h) => (h / 50).toFixed(2)).join(' ')} |`,
        );
      }
    }
  }
}

void trec;
if (parts.includes('one')) oneByOne();
if (parts.includes('group')) groups();
if (parts.includes('flips')) flips();
if (process.argv[2] === undefined) {
  mkdirSync(join('bench', 'results'), { recursive: true });
  writeFileSync(join('bench', 'results', 'influence.md'), `${lines.join('\n')}\n`);
}
