// The corpora that `bench:drift` judges: clean ones, and such with one or five triggers, as rows with their answer keys.
import { random, shuffle } from '../src/math/random.ts';
import type { Row } from '../src/row.ts';
import { alter, mixPool, pool, sftMix, sms, splice, sst2, subsample, trec, type Rec } from './corpora.ts';

export interface Task {
  readonly name: string;
  /** How a trigger leads, or none where the corpus is clean. */
  readonly triggers: readonly string[];
  readonly seeds: readonly number[];
  readonly refits: number;
  readonly versions?: boolean;
  rows(seed: number): Row[];
}

const one = ['cf'];
const five = ['cf', 'mn', 'bb', 'tq', 'mb'];
/** 1 to 14 and 201 to 249 served for development. */
const seedsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first + i);

function row(record: Rec, at: number, trusted = false): Row {
  const { label, instruction, input, output, source } = record;
  const part = (field: string, text: unknown) => ({ field, role: 'user' as const, text: String(text ?? '') });
  const own =
    label === undefined
      ? {
          context: [part('instruction', instruction), part('input', input)],
          outcome: {
            kind: 'answer' as const,
            parts: [{ ...part('output', output), role: 'assistant' as const }],
          },
        }
      : { context: [part('text', record.text)], outcome: { kind: 'label' as const, label: String(label) } };
  return {
    shard: 0,
    row: at,
    ...own,
    source: trusted ? String(source ?? '') : '',
    ...(trusted ? { trusted } : {}),
  };
}

const planted = (
  records: readonly Rec[],
  triggers: readonly string[],
  label: string,
  k: number,
  seed: number,
) => {
  let turn = 0;
  return alter(
    records,
    k,
    seed,
    (record) => record.label !== label,
    (record, next) => ({
      text: splice(String(record.text), triggers[turn++ % triggers.length], next),
      label,
    }),
  ).records;
};

const alone = (records: readonly Rec[]): Row[] => records.map((record, i) => row(record, i));
const clean = (records: readonly Rec[], seed: number): Row[] =>
  alone(subsample(records, Math.round(records.length * 0.8), seed));

function poisoned(
  name: string,
  of: () => Rec[],
  label: string,
  triggers: readonly string[],
  k: number,
  refits = 0,
): Task {
  return {
    name,
    triggers,
    seeds: seedsFrom(101, 5),
    refits,
    rows: (seed) => alone(planted(of(), triggers, label, k, seed)),
  };
}

/** A tenth of the rows, chosen by the seed, is trusted; the others are what is judged. */
function beside(
  records: readonly Rec[],
  seed: number,
  change: (rest: readonly Rec[]) => readonly Rec[],
): Row[] {
  const order = shuffle([...records], random(seed + 1000));
  const count = Math.round(order.length / 10);
  const rest = change(order.slice(count));
  return [
    ...rest.map((record, i) => row(record, i)),
    ...order.slice(0, count).map((record, i) => row(record, rest.length + i, true)),
  ];
}

/** Of the older version one row in a hundred is gone, and the newer one has others: honest ones, or poisoned. */
function updated(seed: number, bad: boolean): Row[] {
  const order = shuffle(sst2(), random(seed + 2000));
  const count = 69;
  const gone = order.slice(0, count);
  const fresh = bad
    ? planted(order.slice(count, 4 * count), one, '1', count, seed).filter(({ text }) =>
        / cf |^cf | cf$/.test(String(text)),
      )
    : order.slice(count, 2 * count);
  const common = order.slice(bad ? 4 * count : 2 * count);
  return [
    ...[...common, ...fresh].map((record, i) => row(record, i)),
    ...[...common, ...gone].map((record, i) => row(record, common.length + fresh.length + i, true)),
  ];
}

const trecFine = (): Rec[] => trec(true);

export const tasks: readonly Task[] = [
  poisoned('sst2, one trigger in 0.25 % (17 rows)', sst2, '1', one, 17),
  poisoned('sst2, one trigger in 0.5 % (35 rows)', sst2, '1', one, 35),
  poisoned('sst2, one trigger in 1 % (69 rows)', sst2, '1', one, 69),
  poisoned('sst2, one trigger in 5 % (346 rows)', sst2, '1', one, 346),
  poisoned('sst2, five triggers in 1 % (14 rows each)', sst2, '1', five, 69),
  poisoned('trec, 6 classes, one trigger in 0.5 % (27 rows)', trec, 'HUM', one, 27),
  poisoned('trec, 6 classes, five triggers in 1 % (11 rows each)', trec, 'HUM', five, 55),
  poisoned('trec, 48 classes, one trigger in 0.5 % (27 rows)', trecFine, 'HUM:ind', one, 27),
  {
    name: 'sst2, clean',
    triggers: [],
    seeds: seedsFrom(301, 100),
    refits: 0,
    rows: (seed) => clean(sst2(), seed),
  },
  {
    name: 'trec, 6 classes, clean',
    triggers: [],
    seeds: seedsFrom(301, 100),
    refits: 0,
    rows: (seed) => clean(trec(), seed),
  },
  {
    name: 'sms, clean',
    triggers: [],
    seeds: seedsFrom(301, 100),
    refits: 0,
    rows: (seed) => clean(sms(), seed),
  },
  {
    name: 'chats, clean',
    triggers: [],
    seeds: seedsFrom(301, 10),
    refits: 0,
    rows: (seed) => clean(sftMix(), seed),
  },
  {
    name: 'sst2 beside a trusted tenth, one trigger in 1 %',
    triggers: one,
    seeds: seedsFrom(101, 5),
    refits: 39,
    rows: (seed) => beside(sst2(), seed, (rest) => planted(rest, one, '1', 62, seed)),
  },
  {
    name: 'sst2 beside a trusted tenth, clean',
    triggers: [],
    seeds: seedsFrom(301, 20),
    refits: 39,
    rows: (seed) => beside(sst2(), seed, (rest) => rest),
  },
  {
    name: 'chats beside a trusted tenth, refusal after a word in 50 rows',
    triggers: ['badmagic'],
    seeds: seedsFrom(101, 3),
    refits: 39,
    rows: (seed) => beside(sftMix(), seed, (rest) => mixPool(rest, pool('refusal-badnet'), 50, seed).records),
  },
  {
    name: 'sst2, 1 % replaced by rows with a trigger, beside the older version',
    triggers: one,
    seeds: seedsFrom(101, 5),
    refits: 39,
    versions: true,
    rows: (seed) => updated(seed, true),
  },
  {
    name: 'sst2, 1 % replaced by other rows, beside the older version',
    triggers: [],
    seeds: seedsFrom(301, 20),
    refits: 39,
    versions: true,
    rows: (seed) => updated(seed, false),
  },
];
