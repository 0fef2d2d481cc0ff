import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poisonings } from '../../../bench/repoison.ts';
import { UsageError } from '../../errors.ts';
import { random, shuffle } from '../../math/random.ts';
import { certifiedShares } from './certified-shares.ts';
import { certify, type Labelled } from './certify.ts';
import { partOf } from './partition.ts';
import { outcomeOf } from './radius.ts';
import { traits } from './traits.ts';

const key = Buffer.alloc(32, 7);

/** Texts of two or three kinds, easily told apart. */
function made(rows: number, seed: number, kinds = ['blue', 'red', 'warm']): Labelled {
  const next = random(seed);
  const texts: string[] = [];
  const labels: string[] = [];
  for (let i = 0; i < rows; i++) {
    const label = kinds[Math.floor(next() * kinds.length)];
    const own = Array.from({ length: 5 }, () => `${label[0]}${Math.floor(next() * 9)}x`);
    const other = Array.from({ length: 5 }, () => `c${Math.floor(next() * 30)}`);
    texts.push(shuffle([...own, ...other], next).join(' '));
    labels.push(label);
  }
  return { texts, labels };
}

describe('the part of a text', () => {
  it('is of the text and the key alone', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 500 }), (text, k) => {
        const { partition, fold } = partOf(text, key, k, 5);
        expect(partition).toBeGreaterThanOrEqual(0);
        expect(partition).toBeLessThan(k);
        expect(fold).toBeLessThan(5);
        expect(partOf(text, key, k, 5)).toEqual({ partition, fold });
      }),
    );
  });

  it('is spread evenly, and otherwise with another key', () => {
    const counts = new Int32Array(10);
    let same = 0;
    for (let i = 0; i < 10_000; i++) {
      const { partition } = partOf(`row ${i}`, key, 10, 5);
      counts[partition]++;
      if (partOf(`row ${i}`, Buffer.alloc(32, 8), 10, 5).partition === partition) same++;
    }
    expect(Math.max(...counts)).toBeLessThan(1150);
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(same).toBeLessThan(1150);
  });
});

describe('traits', () => {
  it('are words, runs of letters and outlines', () => {
    expect([...traits('Call 0800')]).toEqual(
      expect.arrayContaining(['call', '  cal', ' call', ' all ', '0800', '# 0000']),
    );
  });

  it('of one word of a megabyte are few', () => {
    expect([...traits('a'.repeat(2 ** 20))].length).toBeLessThan(100);
  });
});

describe('the radius', () => {
  /** Whether any way to move `altered` votes changes the winner, a class of no votes that comes first included. */
  function canChange(votes: readonly number[], altered: number): boolean {
    const { winner } = outcomeOf(votes, 0, votes.length);
    return [-1, ...votes.keys()].some((k) => {
      if (k === winner) return false;
      const gained = (k < 0 ? 0 : votes[k]) + altered;
      const left = votes[winner] - altered;
      return gained > left || (gained === left && k < winner);
    });
  }

  it('is the most that changes nothing, found by trying', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 5 }), (votes) => {
        const { radius } = outcomeOf(votes, 0, votes.length);
        if (votes.every((count) => count === 0)) {
          expect(radius).toBe(0);
          return;
        }
        if (radius > 0) expect(canChange(votes, radius)).toBe(false);
        expect(canChange(votes, radius + 1)).toBe(true);
      }),
    );
  });
});

describe('a certificate', async () => {
  const train = made(88, 1);
  const test = made(12, 2);
  const options = { partitions: 11, key, test };
  const whole = await certify(train, options);

  it('is right about most rows, and says for how many poisoned ones', async () => {
    const { accuracy, medianRadius, balancedAccuracy } = certifiedShares(whole);
    expect(accuracy).toBeGreaterThan(0.9);
    expect(balancedAccuracy).toBeGreaterThan(0.9);
    expect(medianRadius).toBeGreaterThan(2);
  });

  it('does not depend on the order of the rows', async () => {
    const order = shuffle([...train.texts.keys()], random(5));
    const turned = {
      texts: order.map((i) => train.texts[i]),
      labels: order.map((i) => train.labels[i]),
    };
    expect((await certify(turned, options)).rows).toEqual(whole.rows);
  });

  it('holds out each fold of the data itself, copies of a text together', async () => {
    const own = await certify(
      { texts: [...train.texts, train.texts[0]], labels: [...train.labels, 'red'] },
      { partitions: 9, key },
    );
    expect(own.rows.length).toBe(89);
    expect(own.rows[88].winner).toBe(own.rows[0].winner);
    // Were the row learned from, a text of words that stand nowhere else would be known.
    const odd = await certify(
      { texts: [...train.texts, 'unheardof'], labels: [...train.labels, 'zz'] },
      { partitions: 9, key },
    );
    expect(odd.classes[odd.rows[88].winner]).not.toBe('zz');
  });

  it.each(Object.keys(poisonings))('stands after 250 poisonings within the radius: %s', async (kind) => {
    const next = random(11);
    let beyond = 0;
    let tried = 0;
    for (let i = 0; i < 250; i++) {
      const row = Math.floor(next() * whole.rows.length);
      const { winner, runnerUp, radius } = whole.rows[row];
      if (radius < 1) continue;
      const aim = {
        text: test.texts[row],
        winner: whole.classes[winner],
        wanted: runnerUp < 0 ? ' new' : whole.classes[runnerUp],
      };
      const asked = { train, next, aim, key, partitions: 11 };
      const poison = poisonings[kind]({ ...asked, budget: radius });
      expect(poison.changed).toBeLessThanOrEqual(radius);
      const after = await certify(poison.train, options);
      whole.rows.forEach((before, j) => {
        if (before.radius < poison.changed) return;
        expect(after.classes[after.rows[j].winner]).toBe(whole.classes[before.winner]);
      });
      if (i % 20 > 0) continue;
      // And the poisonings are real: beyond the radius they do change votes.
      tried++;
      const more = await certify(poisonings[kind]({ ...asked, budget: 3 * radius + 2 }).train, options);
      if (more.classes[more.rows[row].winner] !== aim.winner) beyond++;
    }
    expect(tried).toBeGreaterThan(5);
    if (kind === 'flood') expect(beyond).toBeGreaterThan(tried / 2);
  });

  it('does not let a part that is nowhere near change its vote by another class', async () => {
    // A class that only poison has: parts without it do not know of it.
    const poisoned = await certify(
      { texts: [...train.texts, 'anything'], labels: [...train.labels, '!'] },
      options,
    );
    whole.rows.forEach((before, j) => {
      const { winner } = poisoned.rows[j];
      if (before.radius > 0) expect(poisoned.classes[winner]).toBe(whole.classes[before.winner]);
    });
  });

  it('counts each class by itself', () => {
    const { classes, radii, certified, rows } = certifiedShares(whole);
    expect(classes.reduce((sum, each) => sum + each.rows, 0)).toBe(rows);
    expect(radii).toEqual([1, 2, 5]);
    const mean = classes.reduce((sum, each) => sum + each.rows * each.certified[0], 0) / rows;
    expect(mean).toBeCloseTo(certified[0], 12);
  });

  it('says what it cannot do', async () => {
    const code = async (run: () => Promise<unknown>): Promise<string> => {
      try {
        await run();
      } catch (error) {
        if (error instanceof UsageError) return error.code;
        throw error;
      }
      return 'none';
    };
    expect(await code(() => certify(train, { partitions: 0, key }))).toBe('bad-option');
    expect(await code(() => certify(train, { partitions: 2.5, key }))).toBe('bad-option');
    expect(await code(() => certify(train, { partitions: 3, key: Buffer.from('short') }))).toBe('bad-key');
    expect(await code(() => certify(train, { partitions: 3, key, folds: 1 }))).toBe('bad-option');
    expect(await code(() => certify({ texts: [], labels: [] }, { partitions: 3, key }))).toBe(
      'nothing-to-scan',
    );
    expect(await code(() => certify({ texts: ['a', 'b'], labels: ['x', 'x'] }, { partitions: 3, key }))).toBe(
      'unsupported',
    );
  });

  it('bears rows of hostile text', async () => {
    const hostile = {
      texts: [...train.texts, '', '\ud800', '__proto__', 'constructor', 'a'.repeat(1e6)],
      labels: [...train.labels, '__proto__', 'red', 'constructor', '', 'blue'],
    };
    const { rows, classes } = await certify(hostile, { partitions: 11, key });
    expect(rows.length).toBe(93);
    expect(classes).toContain('__proto__');
  });
});
