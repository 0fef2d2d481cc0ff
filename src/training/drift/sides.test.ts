import { describe, expect, it } from 'vitest';
import { gumbelChance } from '../../math/gumbel.ts';
import { random } from '../../math/random.ts';
import { nullOf } from './sides.ts';

const upTo = (n: number) => Int32Array.from({ length: n }, (_, i) => i);

describe('pairs of sets that differ by chance', () => {
  it('leave out as many rows of the same outcomes where few differ', () => {
    const alike = upTo(100).map((i) => i % 3);
    const gone = new Set([0, 3, 6, 1]);
    const first = upTo(100);
    const found = nullOf({ first, second: first.filter((i) => !gone.has(i)) }, alike, 1);
    expect(found.kind).toBe('left out');
    for (let b = 0; b < 20; b++) {
      const { first: one, second } = found.draw(b);
      const left = one.filter((i) => !second.includes(i));
      expect(one.length).toBe(100);
      expect(Array.from(left, (i) => i % 3).sort()).toEqual([0, 0, 0, 1]);
    }
    expect(found.draw(1)).not.toEqual(found.draw(2));
    expect(found.draw(1)).toEqual(found.draw(1));
  });

  it('have as many rows on either side where rows were replaced', () => {
    const first = upTo(90);
    const second = Int32Array.from([...upTo(80), ...upTo(5).map((i) => 95 + i)]);
    const { first: one, second: two } = nullOf({ first, second }, new Int32Array(100), 1).draw(0);
    expect(one.filter((i) => !two.includes(i)).length).toBe(10);
    expect(two.filter((i) => !one.includes(i)).length).toBe(5);
  });

  it('deal all rows out anew where most differ, also where one side is part of the other', () => {
    for (const [first, second] of [
      [upTo(60), upTo(20).map((i) => 60 + i)],
      [upTo(80), upTo(20)],
    ]) {
      const found = nullOf({ first, second }, new Int32Array(80), 1);
      expect(found.kind).toBe('regrouped');
      const drawn = found.draw(3);
      expect([drawn.first.length, drawn.second.length]).toEqual([first.length, second.length]);
      expect([...drawn.second]).not.toEqual([...second]);
    }
  });
});

describe('the chance of a largest value', () => {
  it('is near the real one in the tail, and never surer than ten times the count', () => {
    const next = random(9);
    const draws = Array.from({ length: 39 }, () =>
      Math.max(...Array.from({ length: 200 }, () => -Math.log(1 - next()))),
    );
    // Largest of 200 exponential numbers.
    const real = (x: number) => 1 - (1 - Math.exp(-x)) ** 200;
    const far = Math.max(...draws) + 1;
    expect(Math.abs(Math.log(gumbelChance(draws, far) / real(far)))).toBeLessThan(1.6);
    expect(gumbelChance(draws, 1e9)).toBeCloseTo(0.1 / 40, 9);
    expect(gumbelChance(draws, 0)).toBe(1);
    expect(gumbelChance([1, 1, 1, 1, 1, 1, 1, 1, 1], 2)).toBe(0.1);
  });
});
