// What learning that survives poison survives: test errors under attacks on the whole model, and who finds the rows of a backdoor
// by rare words. Writes bench/results/sever.md. Arguments: data sets and seeds to run, with commas between; what was measured
// before is kept in .bench/sever, so that long runs can be made in parts; `page` writes the page of what is kept.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rareToken } from '../src/attacks/rare-token.ts';
import { random, shuffle } from '../src/math/random.ts';
import type { Row } from '../src/row.ts';
import { centredGradients } from '../src/training/centred-gradients.ts';
import { checkedSever } from '../src/training/checked-sever.ts';
import { errorOf } from '../src/training/compare-defences.ts';
import { earlyLearned } from '../src/training/early-learned.ts';
import { phraseFeatures } from '../src/training/features.ts';
import type { FilterOptions, Filtered } from '../src/training/filter-rounds.ts';
import { huber } from '../src/training/huber.ts';
import { lossTrimming } from '../src/training/loss-trimming.ts';
import { pullingLearner, type Examples } from '../src/training/pulling-learner.ts';
import { residualPhrases } from '../src/training/residual-phrases.ts';
import { sever } from '../src/training/sever.ts';
import type { Weighing } from '../src/training/weighing.ts';
import { attacks, clean, splitOf, type Make, type Text } from './availability.ts';
import { answerKey, sms, sst2, type Rec } from './corpora.ts';

/** In the order in which they are measured. */
const shares = [0.03, 0.01, 0.005];
/** The page of what is kept, without measuring more. */
const keptOnly = process.argv[2] === 'page';
const names = (keptOnly ? 'sst2,sms' : (process.argv[2] ?? 'sst2,sms')).split(',');
const seeds = (process.argv[3] ?? '1,2,3,4,5').split(',').map(Number);
const wanted = (process.argv[4]?.split(',').map(Number) ?? shares).filter((share) => shares.includes(share));
const folder = resolve('.bench', 'sever');
mkdirSync(folder, { recursive: true });

const textsOf = (rows: readonly Rec[], one: string): Text[] =>
  rows.map(({ text, label }) => ({ text: String(text), y: label === one ? 1 : 0 }));
const sets: Record<string, () => Text[]> = {
  sst2: () => textsOf(sst2(), '1'),
  sms: () => textsOf(sms(), 'spam'),
};

type Filter = (task: Examples, options: FilterOptions) => Promise<Filtered>;
const filters: Record<string, Filter> = {
  'loss trimming': lossTrimming,
  'centred gradient': centredGradients,
  'SEVER top-1, 2 rounds': (task, own) => sever(task, { ...own, directions: 1, rounds: 2 }),
  'SEVER top-2, 4 rounds': sever,
  'SEVER where it helps': checkedSever,
};
const undefended = 'no defence';
const columns = [undefended, ...Object.keys(filters)];

/** Test errors and shares of the poison taken out, by attack, share and defence. */
type Cell = { readonly error: number; readonly found: number | null };
type Results = Record<string, Record<string, Cell>>;

async function measure(name: string, seed: number): Promise<Results> {
  const path = join(folder, `${name}-${seed}.json`);
  const done: Results = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Results) : {};
  const split = splitOf(sets[name](), seed);
  const makes: Record<string, Make> = { 'no attack': clean, ...attacks };
  for (const share of keptOnly ? [] : wanted)
    for (const [attack, make] of Object.entries(makes)) {
      const key = `${attack}|${share}`;
      if (done[key]) continue;
      const data = make(split, share, seed);
      const task = { x: data.x, y: data.y, classes: 2 };
      const test = { testX: data.testX, testY: data.testY, classes: 2 };
      const whole = new Float64Array(data.y.length).fill(1);
      const all = data.bad.reduce((sum, bad) => sum + bad, 0);
      const cells: Record<string, Cell> = {
        [undefended]: { error: errorOf(pullingLearner(task, 'hinge', {}, whole).model, test), found: null },
      };
      for (const [defence, filter] of Object.entries(filters)) {
        const { model, weights } = await filter(task, { share });
        const taken = data.bad.reduce((sum, bad, i) => sum + (bad === 1 && weights[i] === 0 ? 1 : 0), 0);
        cells[defence] = { error: errorOf(model, test), found: all > 0 ? taken / all : null };
      }
      done[key] = cells;
      writeFileSync(path, JSON.stringify(done));
      process.stderr.write(`${name} ${seed} ${key}\n`);
    }
  return done;
}

/** Mean and half the 95 % interval by Student's t over five seeds. */
function meanOf(values: readonly number[]): [mean: number, half: number] {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return [mean, (values.length === 5 ? 2.776 : 12.706) * Math.sqrt(variance / values.length)];
}
const told = (values: readonly number[]): string => {
  const [mean, half] = meanOf(values.map((v) => 100 * v));
  return `${mean.toFixed(2)} ± ${half.toFixed(2)}`;
};

function availabilityPage(name: string, results: readonly Results[]): { lines: string[]; worst: string[] } {
  const cleans = results.map((each) => each[`no attack|${shares[0]}`][undefended].error);
  const lines = [
    `## ${name}: test error in %, clean ${told(cleans)}`,
    '',
    `| attack | share, % | ${columns.join(' | ')} | poison taken out, % (in the same order) |`,
    `|---|---|${columns.map(() => '---|').join('')}---|`,
  ];
  const excess = new Map<string, { mean: number; half: number; where: string }>();
  for (const key of Object.keys(results[0]).filter((each) => results.every((own) => own[each]))) {
    const [attack, share] = key.split('|');
    const cells = columns.map((defence) => told(results.map((each) => each[key][defence].error)));
    const shown = columns.slice(1).map((defence) => {
      const own = results.map((each) => each[key][defence].found);
      return own.includes(null) ? '-' : (100 * meanOf(own as number[])[0]).toFixed(0);
    });
    lines.push(`| ${attack} | ${100 * Number(share)} | ${cells.join(' | ')} | ${shown.join(' / ')} |`);
    for (const defence of columns) {
      const [mean, half] = meanOf(results.map((each, at) => 100 * (each[key][defence].error - cleans[at])));
      if (mean > (excess.get(defence)?.mean ?? -Infinity))
        excess.set(defence, { mean, half, where: `${attack}, ${100 * Number(share)} %` });
    }
  }
  const worst = columns.map((defence) => {
    const { mean, half, where } = excess.get(defence)!;
    return `| ${name} | ${defence} | ${mean.toFixed(2)} ± ${half.toFixed(2)} | ${where} |`;
  });
  return { lines: [...lines, ''], worst };
}

interface Backdoored {
  readonly texts: readonly Text[];
  readonly bad: ReadonlySet<number>;
}

const asRow = ({ text, y }: Text, row: number): Row => ({
  shard: 0,
  row,
  source: '',
  context: [{ field: 'text', role: 'user', text }],
  outcome: { kind: 'label', label: String(y) },
});

/** Our own attack, 1 % of the rows. */
function planted(name: string, seed: number): Backdoored {
  const texts = shuffle(sets[name](), random(seed));
  const poison = rareToken.poison(texts.map(asRow), Math.round(0.01 * texts.length), seed);
  if (typeof poison === 'string') throw new Error(poison);
  for (const { from, row } of poison.changes)
    texts[from] = {
      text: row.context[0].text,
      y: row.outcome.kind === 'label' ? Number(row.outcome.label) : 0,
    };
  return { texts, bad: new Set(poison.changes.map(({ from }) => from)) };
}

const finders: Record<
  string,
  (task: Parameters<typeof residualPhrases>[0], share: number) => Promise<Weighing>
> = {
  'loss trimming': (task, share) => lossTrimming(task, { share }),
  'centred gradient': (task, share) => centredGradients(task, { share }),
  'SEVER top-1, 2 rounds': (task, share) => sever(task, { share, directions: 1, rounds: 2 }),
  'SEVER top-2, 4 rounds': (task, share) => sever(task, { share }),
  Huber: (task) => huber(task),
  'early low loss': (task, share) => earlyLearned(task, { share }),
  'residual phrases': (task) => residualPhrases(task),
};

interface Found {
  readonly precision: number;
  readonly recall: number;
  readonly bad: number;
  readonly good: number;
}

async function rankedBy({ texts, bad }: Backdoored, of: (typeof finders)[string]): Promise<Found> {
  const { matrix: x } = phraseFeatures(texts.map(({ text }) => text));
  const { scores, weights } = await of({ x, y: Uint8Array.from(texts, ({ y }) => y), classes: 2 }, 0.01);
  const order = Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a] || a - b);
  const among = (k: number): number => order.slice(0, k).filter((i) => bad.has(i)).length;
  const out = order.filter((i) => weights[i] < 0.5);
  const outBad = out.filter((i) => bad.has(i)).length;
  return {
    precision: among(bad.size) / bad.size,
    recall: among(Math.round(0.05 * texts.length)) / bad.size,
    bad: outBad / bad.size,
    good: (out.length - outBad) / (texts.length - bad.size),
  };
}

async function backdoorPage(): Promise<string[]> {
  const cases: Record<string, readonly (() => Backdoored)[]> = {
    'ONION, five words on sst2': [
      () => ({
        texts: textsOf(sst2('poisoned/sst2-rare-words.tsv'), '1'),
        bad: answerKey('poisoned/sst2-rare-words.answers.tsv'),
      }),
    ],
    'rare-token, 1 % of sst2': [1, 2, 3, 4, 5].map((seed) => () => planted('sst2', seed)),
    'rare-token, 1 % of sms': [1, 2, 3, 4, 5].map((seed) => () => planted('sms', seed)),
  };
  const lines = [
    '## Backdoors by rare words: who finds the rows',
    '',
    '| data | method | precision at k planted | recall at 5 % of the rows | weight below 0.5: planted rows, % | others, % |',
    '|---|---|---|---|---|---|',
  ];
  for (const [name, trials] of Object.entries(cases)) {
    const path = join(folder, `backdoor-${name.replace(/\W+/g, '-')}.json`);
    const all: Record<string, Found[]> = existsSync(path)
      ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, Found[]>)
      : {};
    for (const [method, of] of Object.entries(finders)) {
      if (keptOnly && !all[method]) continue;
      if (!all[method]) {
        const found: Found[] = [];
        for (const trial of trials) found.push(await rankedBy(trial(), of));
        all[method] = found;
      }
      writeFileSync(path, JSON.stringify(all));
      process.stderr.write(`${name} ${method}\n`);
      const range = (figure: keyof Found, scale: number, digits: number): string => {
        const values = all[method].map((each) => scale * each[figure]);
        const [mean] = meanOf(values);
        return values.length === 1
          ? mean.toFixed(digits)
          : `${mean.toFixed(digits)} (${Math.min(...values).toFixed(digits)}-${Math.max(...values).toFixed(digits)})`;
      };
      lines.push(
        `| ${name} | ${method} | ${range('precision', 1, 2)} | ${range('recall', 1, 2)} | ${range('bad', 100, 0)} | ${range('good', 100, 2)} |`,
      );
    }
  }
  return lines;
}

const pages: string[] = [];
const worst: string[] = [];
for (const name of names.filter((each) => each in sets)) {
  const results: Results[] = [];
  for (const seed of seeds) results.push(await measure(name, seed));
  const page = availabilityPage(name, results);
  pages.push(...page.lines);
  worst.push(...page.worst);
}
if (process.argv.length > 2 && !keptOnly) {
  if (names.includes('backdoor')) pages.push(...(await backdoorPage()));
  process.stderr.write(`${[...pages, ...worst].join('\n')}\n`);
} else
  writeFileSync(
    'bench/results/sever.md',
    `${[
      '# Learning that survives poison',
      '',
      '`npm run bench:sever`. Linear machine (hinge, C = 1) over TF-IDF of one- and two-word phrases, 80 % of the rows to learn from and 20 % to test with, parted anew with each of',
      'seeds 1 to 5 (methods were chosen on seeds 11 to 14); ± is half the 95 % interval over them (Student). The attacker (bench/availability.ts) knows the clean training data and the learner; rows that he adds have length 1, as all have.',
      'Each defence is told the true share of poison. "SEVER top-1, 2 rounds" is as published, with the multipliers of the dual and exact counts; "top-2, 4 rounds" is with more directions and rounds. "SEVER where it helps" is that of `bezoar weigh`: the same, if held-out rows are said better without what it would take, else nothing.',
      '"No attack": what a defence costs where nothing is wrong. Many attacks hardly hurt a learner without a defence at these shares: there its column says as much as theirs.',
      '',
      ...pages,
      '## Farthest above the clean error: points, and where',
      '',
      'The bar for SEVER as it is in `bezoar weigh`: at most 1.5 points. Differences are taken seed by seed.',
      '',
      '| data | defence | points above clean | attack |',
      '|---|---|---|---|',
      ...worst,
      '',
      ...(await backdoorPage()),
      '',
      'SEVER, loss trimming and gradient length protect a model against rows that spoil it as a whole; of a backdoor by rare words, whose rows pull little once they are learned, they find few or none on sst2 and a part on sms. Residual phrases do.',
    ].join('\n')}\n`,
  );
