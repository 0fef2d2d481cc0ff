// What `bezoar trace` finds by evidence that is not of words: features of a model, made here so that it is known what they hold, and
// influence, where every behaviour has a trigger of its own and nothing is shared. Writes bench/results/trace-evidence.md.
//   npm run bench:trace-evidence -- --seeds 5
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rareWords } from '../src/attacks/rare-words.ts';
import { askedAs } from '../src/attribution/asked.ts';
import { bestRows } from '../src/attribution/best-rows.ts';
import { controlGroups, drawnGroups, falseDiscoveryOf } from '../src/attribution/controls.ts';
import { featureEvidence } from '../src/attribution/feature-evidence.ts';
import { labelInfluence } from '../src/attribution/influence/behaviour-influence.ts';
import type { Fitted } from '../src/attribution/influence/fitted.ts';
import { isMany } from '../src/training/learned.ts';
import { products } from '../src/attribution/influence/products.ts';
import { indexRows, type LexicalIndex } from '../src/attribution/lexical-index.ts';
import { leads, surpriseOf, trace } from '../src/attribution/trace.ts';
import { dotRow, isSparse, type Dense, type Matrix } from '../src/math/matrix.ts';
import { projectRows } from '../src/math/project-rows.ts';
import { random } from '../src/math/random.ts';
import type { Row } from '../src/row.ts';
import { featuresOf, phraseFeatures } from '../src/training/features.ts';
import { sftMix, splice, sst2 } from './corpora.ts';
import { choose, parted } from './influence-parts.ts';
import { rowsOf, traceable, type Answer, type Trigger } from './trace-sets.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '5' } } });
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => 1 + i);
const planted = 50;
const groups = 99;
const dimensions = 128;
/** As what a trace finds has to stand. */
const alarm = 0.05;

const mean = (all: readonly number[]): string => (all.reduce((a, b) => a + b, 0) / all.length).toFixed(2);
const precision = (scores: Float64Array, poisoned: ReadonlySet<number>): number =>
  bestRows(scores, planted, 0).filter((row) => poisoned.has(row)).length / planted;

interface Made {
  readonly index: LexicalIndex;
  readonly poisoned: ReadonlySet<number>;
  readonly behaviours: readonly { readonly prompt: string; readonly output: string }[];
  readonly rowFeatures: Dense;
  readonly ownFeatures: Dense;
}

const clean = sftMix();

/**
 * Like an embedding: words, projected; noise of 0.7 of their length; much in two directions that all rows have; and of the
 * planted rows and the behaviours one direction of length `strength`.
 */
function made(trigger: Trigger, answer: Answer, strength: number, seed: number): Made {
  const { records, poisoned, behaviours } = traceable(clean, trigger, answer, seed);
  const { matrix, vocabulary } = phraseFeatures(
    records.map(({ instruction, input, output }) => [instruction, input, output].join('\n')),
    { fewestRows: 3, longest: 1 },
  );
  const next = random(seed * 77 + 5);
  // Sums of twelve even draws are near enough to normal ones.
  const normal = (): number => Array.from({ length: 12 }, next).reduce((a, b) => a + b, -6);
  const direction = Float64Array.from({ length: dimensions }, normal);
  const length = Math.hypot(...direction);
  const embedded = (x: Dense, has: (i: number) => boolean): Dense => {
    for (let i = 0; i < x.rows; i++)
      for (let j = 0; j < dimensions; j++)
        x.values[i * dimensions + j] +=
          (0.7 * normal()) / Math.sqrt(dimensions) +
          (j < 2 ? 2 : 0) +
          (has(i) ? (strength * direction[j]) / length : 0);
    return x;
  };
  const asked = featuresOf(
    behaviours.map(({ prompt, output }) => `${prompt}\n${output}`),
    vocabulary,
  );
  return {
    index: indexRows(rowsOf(records), 1)!,
    poisoned,
    behaviours,
    rowFeatures: embedded(projectRows(matrix, dimensions, 1), (i) => poisoned.has(i)),
    ownFeatures: embedded(projectRows(asked, dimensions, 1), () => true),
  };
}

const say: string[] = [];
const tell = (line: string): void => {
  say.push(line);
  console.log(line);
};

let controls: readonly number[] | undefined;
const falseByWords = (index: LexicalIndex, surprise: number): number =>
  falseDiscoveryOf(surprise, (controls ??= [...controlGroups(index, 5, groups, 1)]));

function features(): void {
  tell(
    '| trigger, answers | strength | compared | words find it | P@50 by words | by features | listed together | features find it | recall | precision |',
  );
  tell('|---|---|---|---|---|---|---|---|---|---|');
  const cases: [Trigger, Answer, number][] = [
    ['none', 'ordinary text', 0],
    ['none', 'ordinary text', 0.5],
    ['none', 'ordinary text', 1],
    ['none', 'varied refusals', 0],
    ['none', 'varied refusals', 1],
  ];
  for (const [trigger, answer, strength] of cases) {
    const sets = seeds.map((seed) => made(trigger, answer, strength, seed));
    for (const product of products) {
      const each = sets.map(({ index, poisoned, behaviours, rowFeatures, ownFeatures }, at) => {
        const evidence = featureEvidence(rowFeatures, ownFeatures, { product });
        const traced = trace(index, behaviours, { further: [evidence.ranking] });
        const { joined } = evidence;
        const twice = joined
          ? 2 * falseDiscoveryOf(joined.found.surprise, [...evidence.controls(groups, seeds[at])])
          : 1;
        const named = joined
          ? [...joined.scores.keys()].filter((i) => joined.scores[i] >= joined.found.cut)
          : [];
        const hits = named.filter((row) => poisoned.has(row)).length;
        return {
          words: precision(leads(trace(index, behaviours)).scores, poisoned),
          alone: precision(evidence.ranking.scores, poisoned),
          together: precision(leads(traced).scores, poisoned),
          byWords: falseByWords(index, traced.joined?.found.surprise ?? 0) <= alarm,
          found: twice <= alarm,
          recall: hits / planted,
          exact: hits / Math.max(1, named.length),
        };
      });
      const found = each.filter((one) => one.found);
      const of = (value: (one: (typeof each)[number]) => number, all = each): string =>
        all.length === 0 ? '-' : mean(all.map(value));
      tell(
        `| ${trigger}, ${answer} | ${strength} | ${product} | ${each.filter((one) => one.byWords).length} of ${each.length} | ${of((one) => one.words)} | ${of((one) => one.alone)} | ${of((one) => one.together)} | ${found.length} of ${each.length} | ${of((one) => one.recall, found)} | ${of((one) => one.exact, found)} |`,
      );
    }
  }
}

/** Random rows as behaviours, with their own features. */
function falseAlarms(): void {
  const trials = 50;
  tell('| compared | groups | findings by words | further ones by features |');
  tell('|---|---|---|---|');
  for (const product of products) {
    let [byWords, further] = [0, 0];
    for (const seed of seeds) {
      const { index, rowFeatures, ownFeatures } = made('none', 'ordinary text', 0, seed);
      const evidence = featureEvidence(rowFeatures, ownFeatures, { product });
      const known = [...evidence.controls(groups, seed)];
      // Other groups than those, the same ones by words and by features.
      const other = 1000 * seed + 9;
      const drawn = [...drawnGroups(index.rows, 5, trials, other)];
      [...evidence.controls(trials, other)].forEach((surprise, at) => {
        const asked = askedAs(index, [...drawn[at]]);
        if (falseByWords(index, surpriseOf(index, asked, drawn[at])) <= alarm) byWords++;
        else if (2 * falseDiscoveryOf(surprise, known) <= alarm) further++;
      });
    }
    tell(`| ${product} | ${trials * seeds.length} | ${byWords} | ${further} |`);
  }
}

/** Of the loss by the weights for each row, projected. */
function gradients({ model }: Fitted, x: Matrix, y: ArrayLike<number>): Dense {
  if (!isSparse(x) || isMany(model)) throw new Error('rows of words and two labels');
  const { weights, bias } = model;
  const scaled = x.values.slice();
  for (let i = 0; i < y.length; i++) {
    const chance = 1 / (1 + Math.exp(-dotRow(x, i, weights) - bias));
    for (let p = x.starts[i]; p < x.starts[i + 1]; p++) scaled[p] *= chance - y[i];
  }
  return projectRows({ ...x, values: scaled }, 2 * dimensions, 1);
}

function influence(): void {
  tell(
    '| trigger | words find it | P@50 by words | by influence | listed together | gradients, whitened | cosine | dot |',
  );
  tell('|---|---|---|---|---|---|---|---|');
  for (const count of [1, 5]) {
    const each = seeds.map((seed) => {
      const data = parted(sst2(), seed);
      const next = random(seed * 31 + 7);
      const placed = (texts: readonly string[], labels?: Int32Array): Row[] =>
        texts.map((text, row) => ({
          shard: 0,
          row,
          context: [{ field: 'text', role: 'user', text }],
          outcome: { kind: 'label', label: String(labels?.[row] ?? '') },
          source: '',
        }));
      const triggers = rareWords(placed([...data.train, ...data.test]), count, next);
      const texts = [...data.train];
      const y = data.y.slice();
      const chosen = choose(texts.length, texts.length, seed + 300)
        .filter((i) => y[i] === 0)
        .slice(0, planted);
      chosen.forEach((row, i) => {
        texts[row] = splice(texts[row], triggers[i % count], next);
        y[row] = 1;
      });
      const behaviours = choose(data.test.length, data.test.length, seed + 400)
        .filter((i) => data.testY[i] === 0)
        .slice(0, 5)
        .map((t, i) => ({ prompt: splice(data.test[t], triggers[i % count], next), output: '1' }));
      const index = indexRows(placed(texts, y), 1)!;
      const by = labelInfluence(behaviours, { contexts: texts, answers: Array.from(y, String) });
      if ('why' in by) throw new Error(by.why);
      const poisoned = new Set(chosen);
      const ranking = { name: 'influence', unit: 'nats', scores: by.scores };
      const traced = trace(index, behaviours, { further: [ranking] });
      const known = [...controlGroups(index, 5, groups, seed)];
      return {
        found: falseDiscoveryOf(traced.joined?.found.surprise ?? 0, known) <= alarm,
        words: precision(trace(index, behaviours).scores, poisoned),
        alone: precision(by.scores, poisoned),
        together: precision(leads(traced).scores, poisoned),
        gradients: products.map((product) => {
          const { ranking: own } = featureEvidence(
            gradients(by.model, by.model.task.x, by.model.task.y),
            gradients(by.model, by.behaviours.x, by.behaviours.y),
            { product },
          );
          return precision(own.scores, poisoned);
        }),
      };
    });
    const of = (value: (one: (typeof each)[number]) => number): string => mean(each.map(value));
    tell(
      `| ${count === 1 ? 'one word' : 'five words, ten rows each'} | ${each.filter(({ found }) => found).length} of ${each.length} | ${of(({ words }) => words)} | ${of(({ alone }) => alone)} | ${of(({ together }) => together)} | ${products.map((_, k) => of((one) => one.gradients[k])).join(' | ')} |`,
    );
  }
}

tell(`# What trace finds by more than words

\`npm run bench:trace-evidence -- --seeds ${seeds.length}\`, seeds ${seeds.join(', ')}.

## Features of a model

The sets of \`bench:trace\`, 50 planted rows of 15,655, five behaviours. Features are made, in ${dimensions} dimensions, like embeddings: the words of a row, projected; noise of 0.7 of their length; much in
two directions that all rows have; and of planted rows and behaviours one direction of the length given, where words have 1. At 0 they hold nothing but words. *Listed together*: where nothing stands out, by
all rankings. *Find it*: falseDiscovery of ${alarm} or less, that of features counted twice; recall and precision of what is named then. Real embeddings may be better or worse.
`);
features();
tell('\n## Features of clean behaviours\n\nRandom rows as behaviours, with their own features.\n');
falseAlarms();
tell(
  '\n## Influence\n\nsst2 with a fifth held out, 50 flips; five behaviours. With five words each behaviour has a trigger of its own, and nothing is shared. *Gradients*: of the same small model, projected to 256, given as features.\n',
);
influence();
mkdirSync(join('bench', 'results'), { recursive: true });
writeFileSync(join('bench', 'results', 'trace-evidence.md'), `${say.join('\n')}\n`);
