import { expect, it } from 'vitest';
import { random } from './random.ts';
import { signedFit } from './signed-logistic.ts';

/** Contests in which feature 0 wins, feature 1 loses, and features 2 to 9 say nothing. */
function contests(n: number, seed: number) {
  const next = random(seed);
  const items: number[] = [];
  const signs: number[] = [];
  const starts = [0];
  for (let i = 0; i < n; i++) {
    const right = next() < 0.95 ? 1 : -1;
    items.push(0, 1, 2 + Math.floor(next() * 4), 6 + Math.floor(next() * 4));
    signs.push(right, -right, next() < 0.5 ? 1 : -1, next() < 0.5 ? 1 : -1);
    starts.push(items.length);
  }
  return {
    features: { starts: Int32Array.from(starts), items: Int32Array.from(items) },
    signs: Int8Array.from(signs),
    size: 10,
  };
}

it('learns who wins, and doubts those who win against the rule', () => {
  const all = contests(400, 1);
  const { margins } = signedFit(all, { folds: 5, epochs: 3, seed: 1 });
  let right = 0;
  for (let i = 0; i < 400; i++) if (margins[i] > 0 === all.signs[4 * i] > 0) right++;
  expect(right).toBeGreaterThan(380);
});

it('scores each contest by a model that did not see it', () => {
  // A feature of one contest alone says nothing about it.
  const n = 50;
  const features = {
    starts: Int32Array.from({ length: n + 1 }, (_, i) => i),
    items: Int32Array.from({ length: n }, (_, i) => i),
  };
  const { margins } = signedFit(
    { features, signs: new Int8Array(n).fill(1), size: n },
    { folds: 5, epochs: 3, seed: 1 },
  );
  expect([...margins].every((m) => m === 0)).toBe(true);
});

it('lets some contests count for more', () => {
  const all = contests(300, 2);
  // The few in which the rule is broken count a hundredfold: now they are the rule.
  const importance = Float32Array.from({ length: 300 }, (_, i) => (all.signs[4 * i] < 0 ? 100 : 0.01));
  const { margins } = signedFit(all, { folds: 5, epochs: 3, seed: 1, importance });
  let turned = 0;
  for (let i = 0; i < 300; i++) if (margins[i] > 0 === all.signs[4 * i] < 0) turned++;
  expect(turned).toBeGreaterThan(250);
});
