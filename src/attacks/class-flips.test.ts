import { expect, it } from 'vitest';
import { poisoned, seeds } from '../../test/contracts/poisoned.ts';
import { labelOf } from './backdoor.ts';
import { classFlips } from './class-flips.ts';
import { asked } from './rewrite.ts';

it('labels rows of one class as one other', async () => {
  const classes = new Set<string | null>();
  for (const seed of seeds) {
    const { rows, changes } = await poisoned(classFlips, 'classification', 30, seed);
    const was = new Set(changes.map(({ from }) => labelOf(rows[from])));
    const is = new Set(changes.map(({ row }) => labelOf(row)));
    expect([was.size, is.size]).toEqual([1, 1]);
    expect([...was]).not.toEqual([...is]);
    expect(changes.every(({ from, row }) => asked(row) === asked(rows[from]))).toBe(true);
    classes.add([...was][0]);
  }
  expect(classes.size).toBe(2);
});

it('says when no class has so many rows', async () => {
  const { rows } = await poisoned(classFlips, 'classification', 30);
  expect(classFlips.poison(rows, 399, 1)).toBe('there are no 399 rows of one label');
});
