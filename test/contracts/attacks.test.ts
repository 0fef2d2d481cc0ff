// Every attack of the registry keeps the promises of an attack on every shape that it names: in the rows that it makes, and
// in the copy that is written.
import { describe, expect, it } from 'vitest';
import { attacks } from '../../src/attacks/index.ts';
import { drillMark } from '../../src/corpus/drill-mark.ts';
import { checkAttack } from '../../src/testing.ts';
import { plant } from '../../src/trials/plant.ts';
import { poisonable } from './poisonable.ts';

it('has no two attacks of one id', () => {
  expect(new Set(attacks.map(({ id }) => id)).size).toBe(attacks.length);
});

const cases = attacks.flatMap((attack) => attack.shapes.map((shape) => [attack.id, shape, attack] as const));

describe.each(cases)('%s on %s rows', (id, shape, attack) => {
  it('keeps the promises of an attack', async () => {
    const { rows } = await poisonable(shape, 400);
    checkAttack(attack, { rows, budget: 12, tooFew: [] });
  });

  it('leaves every other row byte for byte as it was, with the right answer key', async () => {
    const corpus = await poisonable(shape, 400);
    const planted = plant(corpus, attack, 12, 3);
    if (typeof planted === 'string') throw new Error(planted);
    const rows = planted.poisoned.map(({ row }) => row);
    const origins = planted.poisoned.map(({ from }) => from);
    const poisoned = new Set(rows);
    expect(rows).toHaveLength(12);
    const marked = planted.lines.flatMap((line, row) =>
      (JSON.parse(line.toString()) as Record<string, unknown>)[drillMark] === id ? [row] : [],
    );
    expect(marked).toEqual(rows);
    const replaced = new Set<number>();
    const inserted = planted.lines.length - corpus.lines.length;
    // What is left without the planted rows is the corpus without those whose place they took.
    const kept = planted.lines.filter((_, row) => !poisoned.has(row));
    const left = new Map(kept.map((line) => [line.toString(), 0]));
    for (const line of kept) left.set(line.toString(), left.get(line.toString())! + 1);
    corpus.lines.forEach((line, row) => {
      const there = left.get(line.toString()) ?? 0;
      if (there > 0) left.set(line.toString(), there - 1);
      else replaced.add(row);
    });
    expect(replaced.size).toBe(12 - inserted);
    for (const row of replaced) expect(origins).toContain(row);
    // In order, too.
    const order = corpus.lines.filter((_, row) => !replaced.has(row));
    expect(Buffer.concat(kept).equals(Buffer.concat(order))).toBe(true);
  });
});
