import { describe, expect, it } from 'vitest';
import { sigmoid } from '../../math/logistic.ts';
import { random } from '../../math/random.ts';
import { swapShare, swappedChance } from './swap-share.ts';

/** Margins of pairs whose better answer wins as often as the model says, a share of them swapped. */
function margins(n: number, share: number, spread: number, seed: number) {
  const next = random(seed);
  const swapped = new Uint8Array(n);
  const all = Float32Array.from({ length: n }, (_, i) => {
    const m = spread * (next() + next() + next() - 1.5);
    const won = next() < sigmoid(m) ? m : -m;
    swapped[i] = next() < share ? 1 : 0;
    return swapped[i] ? -won : won;
  });
  return { all, swapped };
}

describe('the share of swapped pairs', () => {
  it.each([0.005, 0.02, 0.05, 0.1])('is measured where the model is often sure: %d', (share) => {
    const inside = [1, 2, 3, 4, 5].filter((seed) => {
      const { low, high } = swapShare(margins(5000, share, 8, seed).all);
      return low <= share && share <= high;
    });
    expect(inside.length).toBeGreaterThanOrEqual(4);
  });

  it('gains nothing where none is swapped, however often the better answer loses', () => {
    for (const spread of [1, 2, 4, 8])
      for (const seed of [1, 2, 3])
        expect(swapShare(margins(3000, 0, spread, seed).all).gain).toBeLessThan(8);
  });

  it('gives chances that come out', () => {
    const { all, swapped } = margins(20_000, 0.05, 8, 7);
    const found = swapShare(all);
    let expected = 0;
    let right = 0;
    all.forEach((m, i) => {
      const chance = swappedChance(found, m);
      if (chance < 0.5) return;
      expected += chance;
      right += swapped[i];
    });
    expect(right).toBeGreaterThan(300);
    expect(Math.abs(right - expected) / right).toBeLessThan(0.1);
  });

  it('knows nothing of no rows', () => {
    expect(swapShare(new Float32Array(0)).gain).toBe(0);
  });
});
