import { describe, expect, it } from 'vitest';
import { random } from '../../math/random.ts';
import type { Step } from '../../math/step.ts';
import { compareDefences } from '../compare-defences.ts';
import { phraseFeatures } from '../features.ts';
import { weighers } from './weighers.ts';

const next = random(2);
const n = 120;
// A tenth of the labels says nothing of the words.
const y = Int32Array.from({ length: n }, (_, i) => (next() < 0.1 ? Math.floor(3 * next()) : i % 3));
const texts = Array.from(y, (_, i) =>
  Array.from({ length: 12 }, () => `w${Math.floor(next() * 20) + 15 * (i % 3)}`).join(' '),
);
const { matrix: x } = phraseFeatures(texts);
const task = { x, y, classes: 3 };

const works: Record<string, (step: Step) => unknown> = {
  'defences beside one another': (step) =>
    compareDefences({ ...task, testX: x, testY: y }, { share: 0.05 }, step),
};
for (const id of ['sever', 'loss', 'centred-gradient', 'huber', 'early-loss', 'residual-phrase'] as const)
  works[id] = (step) => weighers[id].weigh({ ...task, part: 0.05, dimensions: 32, seed: 1, step });

describe.each(Object.entries(works))('%s', (_, work) => {
  it('tells how far it is, and never goes back', async () => {
    const shares: number[] = [];
    await work((_what, share) => void shares.push(share));
    expect(shares.length).toBeGreaterThanOrEqual(5);
    expect([shares[0], shares.at(-1)! < 1]).toEqual([0, true]);
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
  });
  it('stops where it is told to', async () => {
    let told = 0;
    const stopping = async (): Promise<void> => {
      told++;
      await new Promise((resolve) => setImmediate(resolve));
      if (told === 3) throw new Error('interrupted');
    };
    await expect(work(stopping)).rejects.toThrow('interrupted');
    expect(told).toBe(3);
  });
});
