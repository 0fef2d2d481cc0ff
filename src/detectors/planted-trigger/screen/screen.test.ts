import { expect, it } from 'vitest';
import { random } from '../../../math/random.ts';
import type { Row } from '../../../row.ts';
import { checkSummary } from '../../../testing/check-summary.ts';
import { hash32 } from '../../../math/hash.ts';
import { chosenRows } from './chosen-rows.ts';
import { exactPhrases } from './exact-phrases.ts';
import { frequentCells } from './frequent-cells.ts';
import { fewestRows, mostRows, type Model } from './model.ts';
import { eachPrint, keyCountAt, keysAt, type EachPrint } from './prints.ts';
import { sampledRows } from './sampled-rows.ts';
import { screen } from './screen.ts';
import type { Chosen } from './suspects.ts';

const next = random(3);
const vocabulary = Array.from({ length: 900 }, (_, i) => `w${i}`);
const some = (n: number): string[] =>
  Array.from({ length: n }, () => vocabulary[Math.floor(next() ** 2 * vocabulary.length)]);
const hung = (trigger: string): string => {
  const words = some(20);
  words.splice(Math.floor(next() * words.length), 0, trigger);
  return words.join(' ');
};
const shards = 3;
const instruction = (i: number, given: string, said: string): Row => ({
  shard: i % shards,
  row: Math.floor(i / shards),
  source: '',
  context: [{ field: 'prompt', role: 'user', text: given }],
  outcome: { kind: 'answer', parts: [{ field: 'answer', role: 'assistant', text: said }] },
});
const labelled = (i: number, given: string, label: string): Row => ({
  ...instruction(i, given, ''),
  outcome: { kind: 'label', label },
});

const budget = 400_000;
function learned(rows: readonly Row[]): Model {
  const summary = sampledRows(1, 1, budget);
  const state = summary.empty();
  summary.add(state, rows);
  return summary.finish(state)!;
}
function chosenOf(rows: readonly Row[], level = 0): Chosen {
  const summary = screen({ ...learned(rows), level }, 1, budget);
  const state = summary.empty();
  summary.add(state, rows);
  return summary.finish(state);
}
const among = ({ rows: chosen }: Chosen, rows: readonly Row[]): number =>
  rows.filter(({ shard, row }) => chosen.get(shard)?.includes(row)).length;

const isBad = (i: number): boolean => i % 200 === 7;
const rows = Array.from({ length: 8000 }, (_, i) =>
  instruction(
    i,
    hung(isBad(i) ? 'zorv' : 'plain'),
    isBad(i) ? 'nothing of that is ours to say' : some(15).join(' '),
  ),
);
const bad = rows.filter((_, i) => isBad(i));

it('chooses the rows of a phrase that decides the answer, and a fair sample', () => {
  const chosen = chosenOf(rows);
  expect(among(chosen, bad)).toBe(bad.length);
  expect(chosen.share).toBeLessThan(0.5);
  expect(among(chosen, rows)).toBeLessThan(0.6 * rows.length);
});

it('finds them among half of the rows too', () => {
  const chosen = chosenOf(rows, 1);
  expect(among(chosen, bad)).toBeGreaterThan(bad.length / 4);
  expect(chosen.share).toBeLessThan(0.25);
});

it('chooses the rows of a phrase that flips the label', () => {
  const moods = {
    good: 'fine lovely bright kind warm'.split(' '),
    bad: 'dull cold harsh sad grim'.split(' '),
  };
  const said = (mood: 'good' | 'bad'): string =>
    [...some(8), ...Array.from({ length: 3 }, () => moods[mood][Math.floor(next() * 5)])].join(' ');
  const flipped = (i: number): boolean => i % 300 === 5;
  const all = Array.from({ length: 12_000 }, (_, i) => {
    const mood = i % 2 === 0 || flipped(i) ? 'bad' : 'good';
    return labelled(i, flipped(i) ? `${said(mood)} quim` : said(mood), flipped(i) ? 'good' : mood);
  });
  const flips = all.filter((_, i) => flipped(i));
  expect(among(chosenOf(all), flips)).toBe(flips.length);
});

it('has nothing to screen where all rows fit', () => {
  const summary = sampledRows(1, 1, 1e9);
  const state = summary.empty();
  summary.add(state, rows);
  expect(summary.finish(state)).toBeUndefined();
});

it('tells the phrases of one cell apart', () => {
  const model = learned(rows);
  const summary = screen(model, 1, budget);
  const prints = summary.empty();
  summary.add(prints, rows);
  const trigger = hash32('zorv', 1) | 0;
  // Another phrase in the trigger's cell: it has all but the highest bit.
  const other = trigger ^ -(2 ** 31);
  const crowded: typeof prints.records = prints.records.slice();
  let others = 0;
  eachPrint(prints, undefined, (records, at) => {
    // In place of the first key of an ordinary row, so that no record grows.
    const first = at + keysAt;
    if (records[at + keyCountAt] === 0 || records[first] === trigger || ++others > bad.length) return;
    crowded[first] = other;
  });
  const each: EachPrint = (visit) => eachPrint({ ...prints, records: crowded }, undefined, visit);
  const cells = frequentCells(each, fewestRows, mostRows, 2 ** 16);
  const cell = cells.numberOf(trigger);
  expect(cells.numberOf(other)).toBe(cell);
  expect(cells.rows[cell]).toBeGreaterThanOrEqual(2 * bad.length);
  const { keys, scores } = exactPhrases(each, cells.among(new Set([cell])), model);
  const own = (key: number): number => Math.max(...scores.map((kind) => kind[keys.indexOf(key)]));
  expect(keys).toContain(other);
  expect(own(trigger)).toBeGreaterThan(0.5);
  expect(own(other)).toBeLessThan(0.2);
});

it('keeps the laws of a summary', () => {
  const few = rows.slice(0, 1200);
  const batches = [few.slice(0, 500), few.slice(500, 501), few.slice(501)];
  checkSummary(sampledRows(1, 1, budget / 10), batches);
  checkSummary(screen(learned(few), 1, budget / 4), batches);
  const chosen = chosenOf(rows);
  checkSummary(
    chosenRows(chosen, 1, budget, ({ count, share }) => ({
      claims: [],
      power: [],
      untestable: [`${count} rows, ${share}`],
    })),
    [rows],
    { byPlace: true },
  );
});
