import { describe, expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import { random } from '../math/random.ts';
import { phraseFeatures } from './features.ts';
import { residualPhrases } from './residual-phrases.ts';
import { sever } from './sever.ts';

const words = (prefix: string, n: number): string[] => Array.from({ length: n }, (_, i) => `${prefix}${i}`);

/** Texts of common words and some that speak for their class; a tenth is labelled at random. */
function texts(n: number, classes: number, seed: number) {
  const next = random(seed);
  const common = words('w', 200);
  const own = Array.from({ length: classes }, (_, k) => words(`c${k}x`, 30));
  const y = new Int32Array(n);
  const all = Array.from({ length: n }, (_, i) => {
    const k = i % classes;
    y[i] = next() < 0.1 ? Math.floor(next() * classes) : k;
    return Array.from({ length: 14 }, () => {
      const from = next() < 0.25 ? own[k] : common;
      return from[Math.floor(next() * from.length)];
    });
  });
  return { all, y, next };
}

function withTrigger(classes: number, seed: number, planted: number) {
  const { all, y, next } = texts(900, classes, seed);
  const bad = new Set<number>();
  for (let i = 0; bad.size < planted; i += 7) {
    if (i % classes === 0) continue;
    all[i].splice(Math.floor(next() * all[i].length), 0, 'qzx');
    y[i] = 0;
    bad.add(i);
  }
  const { matrix: x } = phraseFeatures(all.map((each) => each.join(' ')));
  return { task: { x, y, classes }, bad };
}

describe.each([
  ['two classes, machine', 2, 'machine'],
  ['two classes, logistic', 2, 'logistic'],
  ['four classes', 4, 'machine'],
] as const)('residual phrases: %s', (_, classes, learner) => {
  it('find the rows of a trigger, which SEVER does not', async () => {
    const { task, bad } = withTrigger(classes, 3, 27);
    const { weights, scores, largest, limit, p, columns } = await residualPhrases(task, {
      learner,
      draws: 39,
    });
    expect(largest).toBeGreaterThan(limit);
    expect(p).toBeLessThan(0.05);
    const order = [...scores.keys()].sort((a, b) => scores[b] - scores[a] || a - b).slice(0, bad.size);
    expect(order.filter((i) => bad.has(i)).length).toBeGreaterThanOrEqual(25);
    for (const i of bad) expect(weights[i]).toBe(0);
    expect(new Set(Array.from(bad, (i) => columns[i])).size).toBeLessThan(4);
    const severed = await sever(task, { share: 0.03 });
    const top = [...severed.scores.keys()]
      .sort((a, b) => severed.scores[b] - severed.scores[a])
      .slice(0, bad.size);
    expect(top.filter((i) => bad.has(i)).length).toBeLessThan(13);
  });
});

describe('residual phrases', () => {
  it('leave rows without a trigger their weight, but for a few', async () => {
    let cried = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const { task } = withTrigger(2, seed, 0);
      const { weights, p } = await residualPhrases(task, { seed, draws: 39 });
      if (p <= 0.05) cried++;
      expect(weights.filter((weight) => weight === 0).length).toBeLessThan(45);
    }
    expect(cried).toBeLessThanOrEqual(2);
  });
  it('are the same twice, and lie between 0 and 1', async () => {
    const { task } = withTrigger(2, 5, 10);
    const one = await residualPhrases(task, { draws: 30 });
    expect(await residualPhrases(task, { draws: 30 })).toEqual(one);
    expect([...one.weights].every((weight) => weight === 0 || weight === 1)).toBe(true);
  });
  it('bear rows without phrases, one text for all, and a class of one row', async () => {
    const y = Int32Array.from({ length: 40 }, (_, i) => i % 2);
    for (const text of ['', 'the same']) {
      const { matrix: x } = phraseFeatures(Array.from({ length: 40 }, () => text));
      const { scores, weights } = await residualPhrases({ x, y, classes: 2 });
      expect(scores.every(Number.isFinite)).toBe(true);
      expect([...weights].every((weight) => weight === 1)).toBe(true);
    }
    const lone = Int32Array.from({ length: 40 }, (_, i) => (i === 3 ? 2 : i % 2));
    const { matrix: x } = phraseFeatures(texts(40, 2, 1).all.map((each) => each.join(' ')));
    expect((await residualPhrases({ x, y: lone, classes: 3 })).scores.every(Number.isFinite)).toBe(true);
  });
  it('refuse NaN, one class, and draws that cannot tell', async () => {
    const { task } = withTrigger(2, 5, 10);
    await expect(residualPhrases({ ...task, y: new Int32Array(900) })).rejects.toThrow(UsageError);
    await expect(residualPhrases(task, { draws: 5 })).rejects.toThrow(UsageError);
    await expect(residualPhrases(task, { level: 0 })).rejects.toThrow(UsageError);
    task.x.values[7] = NaN;
    await expect(residualPhrases(task)).rejects.toThrow(UsageError);
  });
});
