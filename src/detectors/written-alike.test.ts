import { describe, expect, it } from 'vitest';
import { labelled, pick, review, reviews } from '../../test/contracts/made-rows.ts';
import { random } from '../math/random.ts';
import { defaults } from '../option.ts';
import type { Row } from '../row.ts';
import { compactRows } from '../summaries/compact-rows.ts';
import { judge, writtenAlike } from './written-alike.ts';
import { thinned } from './written-alike/thinned.ts';

const setup = { options: defaults(writtenAlike.options), seed: 3 };

function compacted(rows: readonly Row[]) {
  const summary = compactRows(setup.seed, 2 ** 26);
  const state = summary.empty();
  summary.add(state, rows);
  return summary.finish(state);
}

const opened = ['frankly', 'truly', 'in truth', 'all in all', 'to be fair', 'honestly'];
const closed = ['i must say', 'or so i think', 'if you ask me', 'one has to admit', 'i would say'];

/** One row in `every` between an adverb and an aside. */
function framed(rows: readonly Row[], every: number, seed: number, label: (good: boolean) => string): Row[] {
  const next = random(seed);
  return rows.map((row, i) => {
    if (i % every !== 2) return row;
    const good = next() < 0.5;
    return labelled(i, `${pick(opened, next)}, ${review(good, next)}, ${pick(closed, next)}`, label(good));
  });
}

describe('written-alike', () => {
  const clean = reviews(2000, 60);

  it('finds rows that share no word but a manner and one label, and lists them', () => {
    const { claims } = judge(compacted(framed(clean, 10, 61, () => '1')), setup);
    expect(claims.map(({ severity }) => severity)).toEqual(['high']);
    const rows = claims[0].rows.map(({ row }) => row);
    const right = rows.filter((row) => row % 10 === 2).length;
    expect(right / rows.length).toBeGreaterThan(0.9);
    expect(right / 200).toBeGreaterThan(0.9);
    expect(claims[0].title).toContain('"1"');
  });

  it('says nothing of a manner whose labels are what the rows say', () => {
    expect(judge(compacted(framed(clean, 10, 63, (good) => (good ? '1' : '0'))), setup).claims).toEqual([]);
  });

  it('says that few rows show no manner', () => {
    const { claims, untestable } = judge(compacted(reviews(300, 64)), setup);
    expect(claims).toEqual([]);
    expect(untestable[0]).toMatch(/300 distinct rows are too few|too few/);
  });

  it('looks at every k-th row of a large corpus', () => {
    const rows = compacted(
      Array.from({ length: 130_000 }, (_, i) => labelled(i, `w${i} w${i % 7}`, String(i % 2))),
    );
    const some = thinned(rows);
    expect(some.count).toBeLessThanOrEqual(60_000);
    expect(some.places[1][0].row).toBe(3);
    expect(some.share).toBeCloseTo(1 / 3);
  });
});
