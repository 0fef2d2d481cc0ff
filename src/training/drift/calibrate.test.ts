import { describe, expect, it } from 'vitest';
import { random } from '../../math/random.ts';
import { sigmoid } from '../../math/logistic.ts';
import { calibrate } from './calibrate.ts';

const n = 4000;
const next = random(1);
const none = { starts: new Int32Array(n + 1), items: new Int32Array(0) };
/** One phrase in the rows 0 .. count - 1. */
const inFirst = (count: number) => ({
  starts: Int32Array.from({ length: n + 1 }, (_, i) => Math.min(i, count)),
  items: new Int32Array(count),
});
const mean = (list: Float64Array) => list.reduce((sum, p) => sum + p, 0) / list.length;

describe('chances made of scores', () => {
  const scores = Float64Array.from({ length: n }, () => 4 * next() - 2);
  const has = Uint8Array.from(scores, (s) => (next() < sigmoid(1.5 * s - 1) ? 1 : 0));

  it('are those that the outcomes were drawn with', () => {
    const p = calibrate({ scores, has, outputs: 1, common: none, commons: 0 });
    scores.forEach(
      (s, i) => i % 40 === 0 && expect(Math.abs(p[i] - sigmoid(1.5 * s - 1))).toBeLessThan(0.05),
    );
  });

  it('reckon with what a common phrase adds, but not with what only a trigger would', () => {
    const common = inFirst(400);
    const mild = has.map((each, i) => (i < 400 && next() < 0.15 ? 1 : each));
    const p = calibrate({ scores, has: mild, outputs: 1, common, commons: 1 });
    expect(mean(p.slice(0, 400))).toBeCloseTo(mean(Float64Array.from(mild.slice(0, 400))), 1);
    const forced = has.map((each, i) => (i < 400 ? 1 : each));
    const q = calibrate({ scores, has: forced, outputs: 1, common, commons: 1 });
    expect(mean(q.slice(0, 400))).toBeLessThan(0.6);
  });

  it('of several classes add up to 1 with that of none', () => {
    const many = Float64Array.from({ length: 3 * n }, () => 2 * next() - 1);
    const own = new Uint8Array(3 * n);
    for (let i = 0; i < n; i++) if (i % 4 < 3) own[3 * i + (i % 4)] = 1;
    const p = calibrate({ scores: many, has: own, outputs: 3, common: none, commons: 0 });
    for (let i = 0; i < n; i += 97) {
      const sum = p[3 * i] + p[3 * i + 1] + p[3 * i + 2];
      expect(sum).toBeGreaterThan(0.6);
      expect(sum).toBeLessThan(0.9);
    }
  });

  it('are finite for scores that are all the same or part the outcomes cleanly', () => {
    for (const s of [new Float64Array(n), Float64Array.from(has, (each) => 2 * each - 1)])
      for (const p of calibrate({ scores: s, has, outputs: 1, common: none, commons: 0 }))
        if (!(p > 0 && p < 1)) expect(p).toBe('between 0 and 1');
  });
});
