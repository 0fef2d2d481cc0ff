import { expect, it } from 'vitest';
import { crossFit, sigmoid } from './logistic.ts';
import { random } from './random.ts';

/** n rows of ten yes-or-no features; the label follows feature 0 nine times in ten. */
function made(n: number) {
  const next = random(5);
  const items: number[] = [];
  const starts = [0];
  const target = new Uint8Array(n);
  for (let row = 0; row < n; row++) {
    const first = next() < 0.5;
    if (first) items.push(0);
    for (let f = 1; f < 10; f++) if (next() < 0.5) items.push(f);
    starts.push(items.length);
    target[row] = first === next() < 0.9 ? 1 : 0;
  }
  return { features: { starts: Int32Array.from(starts), items: Int32Array.from(items) }, target };
}

it('predicts held-out rows about as well as the label can be known, and calibrated', () => {
  const n = 3000;
  const { features, target } = made(n);
  const fit = crossFit(features, 10, target, 1, { folds: 5, epochs: 4, seed: 1 });
  let right = 0;
  let sure = 0;
  let sureRight = 0;
  for (let row = 0; row < n; row++) {
    const p = sigmoid(fit.slope[0] * fit.scores[row] + fit.offset[0]);
    const hit = p > 0.5 === (target[row] === 1);
    if (hit) right++;
    if (p > 0.85) {
      sure++;
      if (hit) sureRight++;
    }
  }
  expect(right / n).toBeGreaterThan(0.87);
  expect(sure).toBeGreaterThan(500);
  expect(Math.abs(sureRight / sure - 0.9)).toBeLessThan(0.04);
});

it('does not let a row teach the model that scores it', () => {
  // A feature of one row only, and a label that nothing else explains: held out, the row looks like all others.
  const n = 400;
  const starts = Int32Array.from({ length: n + 1 }, (_, i) => i);
  const items = Int32Array.from({ length: n }, (_, i) => i);
  const target = Uint8Array.from({ length: n }, (_, i) => (i % 4 === 0 ? 1 : 0));
  const { scores } = crossFit({ starts, items }, n, target, 1, { folds: 5, epochs: 4, seed: 1 });
  const mean = (label: number): number => {
    const own = [...scores].filter((_, i) => target[i] === label);
    return own.reduce((a, b) => a + b, 0) / own.length;
  };
  expect(Math.abs(mean(1) - mean(0))).toBeLessThan(0.05);
});

it('learns from a part of the rows when all would take too many steps', () => {
  const n = 1000;
  const starts = Int32Array.from({ length: n + 1 }, (_, i) => i);
  const items = Int32Array.from({ length: n }, (_, i) => i);
  const target = Uint8Array.from({ length: n }, (_, i) => i % 2);
  const learned = (maxSteps?: number): number => {
    const { weights } = crossFit({ starts, items }, n, target, 1, { folds: 2, epochs: 3, seed: 1, maxSteps });
    return weights[0].filter((w) => w !== 0).length;
  };
  expect(learned()).toBe(500);
  expect(learned(n * 2 * 3)).toBe(500);
  expect(learned(n * 2)).toBe(167);
  expect(learned(1)).toBe(1);
});
