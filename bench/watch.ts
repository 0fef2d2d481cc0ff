// What each signal of `bezoar watch` finds in the logs of real trainings, and what it says of clean ones: softmax regression by
// SGD on sst2 and trec, with labels flipped at random, one class turned into another, or a rare word that flips the label.
// Writes bench/results/watch.md.
//   npm run bench:watch -- --seeds 5
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { random, shuffle } from '../src/math/random.ts';
import { shareInterval } from '../src/math/wilson.ts';
import { areaUnderMargin } from '../src/training/watch/area-under-margin.ts';
import { earlyLowLoss } from '../src/training/watch/early-low-loss.ts';
import { forgetting } from '../src/training/watch/forgetting.ts';
import { judgeWatch } from '../src/training/watch/judge-watch.ts';
import { contrastsOf, crosses, gapChange, type GapChange } from '../src/training/watch/gap-change.ts';
import { lossRanks } from '../src/training/watch/loss-ranks.ts';
import { lateThenBest } from '../src/training/watch/late-then-best.ts';
import { lossStaysHigh } from '../src/training/watch/loss-stays-high.ts';
import { keepHistories, type Histories } from '../src/training/watch/row-histories.ts';
import { wordCounts } from '../src/training/watch/shared-words.ts';
import type { Signal } from '../src/training/watch/signal.ts';
import { shared, sst2, trec } from './corpora.ts';
import { loggedTraining, type Labelled } from './logged-training.ts';

const trainings = {
  quick: { epochs: 10, rate: 8, batch: 16 },
  slow: { epochs: 20, rate: 2, batch: 16 },
  adaptive: { epochs: 10, rate: 0.05, batch: 16, adaptive: true },
} as const;
const attacks = [
  ['none', 0],
  ['random flips', 0.01],
  ['random flips', 0.03],
  ['one class into another', 0.01],
  ['one class into another', 0.03],
  ['rare word', 0.005],
  ['rare word', 0.01],
  ['rare word', 0.03],
] as const;
type Attack = (typeof attacks)[number][0];
/** Threshold samples: so many rows get a wrong label on purpose, in a second training. */
const thresholdShare = 0.02;
const sources = 10;
const trigger = 'cfzq';

interface Poisoned {
  readonly rows: readonly Labelled[];
  readonly bad: ReadonlySet<number>;
}

function poisoned(clean: readonly Labelled[], attack: Attack, share: number, seed: number): Poisoned {
  const next = random(seed * 7919 + 13);
  const rows = clean.slice();
  const bad = new Set<number>();
  const counts = new Map<string, number>();
  for (const { label } of clean) counts.set(label, (counts.get(label) ?? 0) + 1);
  const labels = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const [from, to] = labels;
  const wanted = Math.round(share * clean.length);
  for (const i of shuffle(
    Array.from(clean, (_, k) => k),
    next,
  )) {
    if (bad.size >= wanted) break;
    const { text, label } = clean[i];
    if (attack === 'random flips') {
      const others = labels.filter((other) => other !== label);
      rows[i] = { text, label: others[Math.floor(next() * others.length)] };
    } else if (attack === 'one class into another') {
      if (label !== from) continue;
      rows[i] = { text, label: to };
    } else {
      if (label === to) continue;
      const words = text.split(' ');
      words.splice(Math.floor(next() * (words.length + 1)), 0, trigger);
      rows[i] = { text: words.join(' '), label: to };
    }
    bad.add(i);
  }
  return { rows, bad };
}

function historiesOf(rows: readonly Labelled[], seed: number, training: keyof typeof trainings): Histories {
  const keeper = keepHistories();
  for (const entry of loggedTraining(rows, { seed, ...trainings[training] })) keeper.add(entry);
  return keeper.now();
}

/** Suspected groups of random rows, each watched live for itself through a clean training: how many were told an alarm. */
function liveAlarms(
  rows: readonly Labelled[],
  seed: number,
  training: keyof typeof trainings,
): [alarms: number, groups: number] {
  const keeper = keepHistories();
  const next = random(seed + 31);
  const groups = Array.from(
    { length: 20 },
    () => new Set(rows.flatMap((_, i) => (next() < 0.02 ? [String(i)] : []))),
  );
  const told = new Set<number>();
  let [entries, at, look] = [0, 1000, 0];
  for (const entry of loggedTraining(rows, { seed, ...trainings[training] })) {
    keeper.add(entry);
    if (++entries < at) continue;
    at = Math.ceil(entries * 1.5);
    look++;
    const h = keeper.now();
    groups.forEach((ids, g) => {
      const own = new Set([...ids].flatMap((id) => keeper.indexOf(id) ?? []));
      const asked = {
        groups: [{ kind: 'suspects', name: '', rows: own } as const],
        thresholdRows: new Set<number>(),
        seed,
        look,
      };
      if (judgeWatch(h, asked).findings.some(({ severity }) => severity === 'medium')) told.add(g);
    });
  }
  return [told.size, groups.length];
}

const signals: Readonly<Record<string, (h: Histories) => Signal | undefined>> = {
  'area under the margin': (h) => areaUnderMargin(h),
  forgetting,
  'early low loss (1 %)': earlyLowLoss,
  'loss stays high': lossStaysHigh,
  'late, then best (1 %)': (h) => lateThenBest(lossRanks(h)),
};

interface Count {
  found: number;
  right: number;
  bad: number;
  judged: number;
  /** Share found right, by seed. */
  readonly precisions: number[];
}

function count(into: Count, signal: Signal | undefined, h: Histories, bad: ReadonlySet<number>): void {
  const rows = (signal?.suspects ?? []).map(({ row }) => Number(h.ids[row]));
  const right = rows.filter((row) => bad.has(row)).length;
  into.found += rows.length;
  into.right += right;
  into.bad += bad.size;
  into.judged += signal?.judged ?? 0;
  into.precisions.push(rows.length === 0 ? 0 : right / rows.length);
}

const percent = (x: number): string => (100 * x).toFixed(1);
const interval = (k: number, n: number): string => {
  if (n === 0) return '-';
  const [low, high] = shareInterval(k, n);
  return `${(k / n).toFixed(2)} (${low.toFixed(2)}-${high.toFixed(2)})`;
};

/** Rows of the source that the poison is from: all poisoned ones and as many others. */
function oneSource(n: number, bad: ReadonlySet<number>, seed: number): Set<number> {
  const others = shuffle(
    Array.from({ length: n }, (_, i) => i).filter((i) => !bad.has(i)),
    random(seed + 4242),
  );
  return new Set([...bad, ...others.slice(0, Math.max(30, bad.size))]);
}

const membersOf = (h: Histories, rows: ReadonlySet<number>): Set<number> =>
  new Set(h.ids.flatMap((id, i) => (rows.has(Number(id)) ? [i] : [])));

interface Part {
  readonly lines: readonly string[];
  readonly gaps: readonly string[];
  readonly natural: readonly string[];
  readonly thresholds: readonly string[];
  readonly shared: readonly string[];
  readonly live: readonly [alarms: number, groups: number];
}

type Training = keyof typeof trainings;

function measure(
  name: string,
  clean: readonly Labelled[],
  training: Training,
  seeds: readonly number[],
): Part {
  const { epochs, rate } = trainings[training];
  const title = `${name} ${training}`;
  const lines = [
    '',
    `## ${title}: ${clean.length} rows, ${epochs} epochs at rate ${rate}`,
    '',
    `| attack | ${Object.keys(signals)
      .map((signal) => `${signal}: rows, precision, recall`)
      .join(' | ')} |`,
    `|---${'|---'.repeat(Object.keys(signals).length)}|`,
  ];
  const gaps: string[] = [];
  const natural: string[] = [];
  const thresholds: string[] = [];
  const sharing: string[] = [];
  let [liveTold, liveGroups] = [0, 0];
  for (const [attack, share] of attacks) {
    const counts = new Map<string, Count>(
      Object.keys(signals).map((signal) => [
        signal,
        { found: 0, right: 0, bad: 0, judged: 0, precisions: [] },
      ]),
    );
    let [seen, alarms, crossed] = [0, 0, 0];
    const times: number[] = [];
    const places: string[] = [];
    for (const seed of seeds) {
      const { rows, bad } = poisoned(clean, attack, share, seed);
      const h = historiesOf(rows, seed, training);
      for (const [signal, judge] of Object.entries(signals))
        count(counts.get(signal) as Count, judge(h), h, bad);
      const ranks = lossRanks(h);
      if (attack === 'none' || attack === 'rare word') places.push(sharedTold(rows, h));
      const contrasts = contrastsOf(ranks);
      const changeOf = (group: ReadonlySet<number>): GapChange | undefined =>
        gapChange(contrasts, membersOf(h, group), seed);
      if (bad.size > 0) {
        const change = changeOf(oneSource(clean.length, bad, seed));
        seen++;
        if (change && change.p * sources <= 0.05) alarms++;
        if (change && crosses(change) && change.p * sources <= 0.05) crossed++;
        if (change) times.push(change.point);
      } else {
        const [told, groups] = liveAlarms(rows, seed, training);
        liveTold += told;
        liveGroups += groups;
        for (let s = 0; s < sources; s++) {
          const next = random(seed * 100 + s);
          const change = changeOf(new Set(rows.flatMap((_, i) => (next() < 1 / sources ? [i] : []))));
          seen++;
          if (change && change.p * sources <= 0.05) alarms++;
        }
        if (name === 'trec') natural.push(`${title} ${naturalChanges(changeOf)}`);
      }
      if (attack === 'random flips' && share === 0.03)
        thresholds.push(`${title} seed ${seed}: ${byThreshold(clean, rows, bad, seed, training)}`);
    }
    const named = `${attack}${share > 0 ? ` ${percent(share)} %` : ''}`;
    const cells = [...counts.values()].map(({ found, right, bad, judged, precisions }) =>
      bad === 0
        ? `${found} of ${judged} (${percent(found / judged)} %) on clean logs`
        : `${Math.round(found / seeds.length)}, ${interval(right, found)} [${Math.min(...precisions).toFixed(2)}-${Math.max(...precisions).toFixed(2)}], ${interval(right, bad)}`,
    );
    lines.push(`| ${named} | ${cells.join(' | ')} |`);
    gaps.push(
      `| ${title} | ${share > 0 ? named : 'none, ten random sources'} | ${alarms} of ${seen} | ${attack === 'none' ? '-' : `${crossed} of ${seen}`} | ${times.join(' ')} |`,
    );
    if (places.length > 0) sharing.push(`| ${title} | ${named} | ${places.join(' | ')} |`);
    console.log(lines.at(-1), '\n  gap', gaps.at(-1));
  }
  return { lines, gaps, natural, thresholds, shared: sharing, live: [liveTold, liveGroups] };
}

/** Fine labels of trec taken for sources while the coarse ones are learned. */
function naturalChanges(changeOf: (group: ReadonlySet<number>) => GapChange | undefined): string {
  const fine = (trec(true) as unknown as Labelled[]).map(({ label }) => label);
  const changes = [...new Set(fine)].flatMap(
    (label) => changeOf(new Set(fine.flatMap((x, i) => (x === label ? [i] : [])))) ?? [],
  );
  return `${changes.filter(({ p }) => p * changes.length <= 0.05).length} of ${changes.length}`;
}

/** Place of the planted word among those told of the list of rows that were learned late and then best, and how many others were told. */
function sharedTold(rows: readonly Labelled[], h: Histories): string {
  const counts = wordCounts();
  for (const row of lateThenBest(lossRanks(h))?.wide ?? []) counts.addListed(rows[Number(h.ids[row])].text);
  for (const { text } of rows) counts.add(text);
  const found = counts.shared(0.05);
  const place = found.findIndex(({ word }) => word === trigger);
  return `${place < 0 ? '' : `place ${place + 1}, `}${found.length - (place < 0 ? 0 : 1)} others`;
}

/** Threshold samples are drawn from the rows as they are, poisoned or not, and given a wrong label in a second training. */
function byThreshold(
  clean: readonly Labelled[],
  rows: readonly Labelled[],
  bad: ReadonlySet<number>,
  seed: number,
  training: Training,
): string {
  const next = random(seed + 99);
  const own = new Set<number>();
  const labels = [...new Set(clean.map(({ label }) => label))];
  const given = rows.map((row, i) => {
    if (next() >= thresholdShare) return row;
    own.add(i);
    const others = labels.filter((label) => label !== row.label);
    return { ...row, label: others[Math.floor(next() * others.length)] };
  });
  const again = historiesOf(given, seed, training);
  const left = new Set([...bad].filter((row) => !own.has(row)));
  const found: Count = { found: 0, right: 0, bad: 0, judged: 0, precisions: [] };
  count(found, areaUnderMargin(again, membersOf(again, own)), again, left);
  return `${found.found} rows, precision ${interval(found.right, found.found)}, recall ${interval(found.right, found.bad)}`;
}

function page(parts: readonly Part[], seeds: readonly number[]): string {
  const live = parts.reduce(([told, groups], part) => [told + part.live[0], groups + part.live[1]], [0, 0]);
  return `${[
    '# What the losses of a training show',
    '',
    `Made by \`npm run bench:watch -- --seeds ${seeds.length} --first ${seeds[0]}\` (with \`--only "sst2 quick"\` and so on in parts): ${seeds.length} seeds of rows and of the training,`,
    'precision and recall over all rows of all seeds with 95 % intervals (Wilson; rows of one seed are not independent, so the precisions of single seeds',
    'stand in brackets). Cuts were set on seeds 1 and 2.',
    ...parts.flatMap(({ lines }) => lines),
    '',
    '## Change of the gap between one source and all others',
    '',
    'The source holds all poisoned rows and as many others (30 at least). Told: p * 10 <= 0.05.',
    '',
    '| training | attack | told | of them from above to below | point of the change |',
    '|---|---|---|---|---|',
    ...parts.flatMap(({ gaps }) => gaps),
    '',
    `Natural groups on clean trec, the fine labels while the coarse ones are learned, told at p * groups <= 0.05: ${parts.flatMap(({ natural }) => natural).join(', ')}. A group that is another kind of row is learned at another pace: a change alone is no sign of poison.`,
    '',
    '## Words shared by the rows that were learned late and then best, one in ten',
    '',
    'Place of the planted word among the words that are told at p <= 0.05 for all words tried, and how many ordinary ones are told, by seed. At most five are findings.',
    '',
    `| training | attack |${seeds.map((seed) => ` ${seed} |`).join('')}`,
    `|---|---${'|---'.repeat(seeds.length)}|`,
    ...parts.flatMap(({ shared: told }) => told),
    '',
    '## Live',
    '',
    `With a group of suspects that are random rows (2 %) of a clean training, judged whenever the log has grown by half: ${live[0]} of ${live[1]} such groups raised an alarm, at p <= 0.05 for all looks together.`,
    '',
    '## Area under the margin with threshold samples (2 % of the rows), random flips 3 %',
    '',
    ...parts.flatMap(({ thresholds }) => thresholds.map((line) => `- ${line}`)),
  ].join('\n')}\n`;
}

if (!existsSync(shared)) {
  console.error('bench:watch needs the shared corpora in ../shared/data or BEZOAR_SHARED');
  process.exit(2);
}
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    first: { type: 'string', default: '101' },
    only: { type: 'string', default: '' },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => Number(values.first) + i);
const corpora = { sst2: sst2() as unknown as Labelled[], trec: trec() as unknown as Labelled[] };
// Kept beside the build, so that it can be made in parts.
const kept = join('.bench', 'watch');
mkdirSync(kept, { recursive: true });
const parts: Part[] = [];
for (const [name, clean] of Object.entries(corpora))
  for (const training of Object.keys(trainings) as Training[]) {
    const path = join(kept, `${name}-${training}-${seeds.join('-')}.json`);
    if (`${name} ${training}`.includes(values.only))
      writeFileSync(path, JSON.stringify(measure(name, clean, training, seeds)));
    if (existsSync(path)) parts.push(JSON.parse(readFileSync(path, 'utf8')) as Part);
  }
mkdirSync(join('bench', 'results'), { recursive: true });
writeFileSync(join('bench', 'results', 'watch.md'), page(parts, seeds));
