import { describe, expect, it } from 'vitest';
import { sumKinds, sumsOf } from './sums.ts';

const kind = (text: string): string => sumKinds[sumsOf(text)];

describe('sums written out', () => {
  it.each([
    ['no sums here', 'none'],
    ['Ian gave 6 + 9 + 4 = 19 roses. He kept 20 - 19 = 1.', 'all right'],
    ['It costs 2*$3.50=$7, or 7/3 = 2.33 each; 1,000 x 2 = 2,000.', 'all right'],
    ['He has 10 - 4 = 6, then 6 + 2 = 9.', 'some wrong'],
    ['That makes 4 + 4 = 9.', 'all wrong'],
    ['x = 5 and y = 7, a product of 3 / 4 = 6 / 8', 'none'],
  ])('%s: %s', (text, told) => {
    expect(kind(text)).toBe(told);
  });

  it('is linear on hostile text', () => {
    const from = performance.now();
    for (const text of [
      '1='.repeat(50_000),
      '1'.repeat(99_999) + '=',
      ' 1+'.repeat(32_000) + '=1',
      '='.repeat(100_000),
    ])
      sumsOf(text);
    expect(performance.now() - from).toBeLessThan(10_000);
  });
});
