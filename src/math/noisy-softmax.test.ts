import { describe, expect, it } from 'vitest';
import { noisySoftmax } from './noisy-softmax.ts';
import { random } from './random.ts';

const classes = 4;

/** Labels drawn from the softmax of 4 times the scores, of which a share is then wrong. */
function drawn(n: number, share: number, seed: number) {
  const next = random(seed);
  const scores = new Float32Array(n * classes);
  const bad: boolean[] = [];
  const label = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const p = Array.from({ length: classes }, () => 3 * next() - 1.5);
    scores.set(p, i * classes);
    const weights = p.map((z) => Math.exp(4 * z));
    let at = next() * weights.reduce((a, b) => a + b, 0);
    let k = 0;
    while (k < classes - 1 && (at -= weights[k]) > 0) k++;
    const flip = next() < share;
    label[i] = flip ? (k + 1 + Math.floor(next() * (classes - 1))) % classes : k;
    bad.push(flip);
  }
  return { scores, label, bad };
}

const none = (n: number): Uint8Array => new Uint8Array(n);

describe('chances with wrong labels', () => {
  it.each([0.02, 0.05, 0.1])('count a share of %d within three standard errors', (share) => {
    const { scores, label } = drawn(6000, share, 3);
    const { rate, error } = noisySoftmax(scores, label, classes, none(6000));
    expect(Math.abs(rate - share)).toBeLessThan(3 * error + 0.003);
    expect(error).toBeLessThan(0.01);
  });

  it('are right as often as they say', () => {
    const { scores, label, bad } = drawn(20_000, 0.1, 4);
    const { wrong } = noisySoftmax(scores, label, classes, none(20_000));
    for (const [from, to] of [
      [0.2, 0.5],
      [0.5, 0.8],
      [0.8, 1],
    ]) {
      const bin = [...wrong.keys()].filter((i) => wrong[i] >= from && wrong[i] < to);
      const said = bin.reduce((sum, i) => sum + wrong[i], 0) / bin.length;
      expect(bin.length).toBeGreaterThan(100);
      expect(Math.abs(bin.filter((i) => bad[i]).length / bin.length - said)).toBeLessThan(0.1);
    }
  });

  it('find next to nothing where nothing is wrong', () => {
    const { scores, label } = drawn(6000, 0, 5);
    expect(noisySoftmax(scores, label, classes, none(6000)).rate).toBeLessThan(0.005);
  });

  it('accuse no row that is vouched for', () => {
    const { scores, label } = drawn(1000, 0.1, 6);
    const sure = Uint8Array.from(label, (_, i) => Number(i % 2 === 0));
    const { wrong } = noisySoftmax(scores, label, classes, sure);
    expect([...wrong].filter((w, i) => sure[i] && w > 0)).toEqual([]);
    expect([...wrong].some((w) => w > 0.5)).toBe(true);
  });

  it('name the pair of classes that is exchanged', () => {
    const { scores, label } = drawn(6000, 0, 7);
    const exchanged = label.map((y, i) => (y === 2 && i % 6 === 0 ? 0 : y));
    const { pairs, table } = noisySoftmax(scores, exchanged, classes, none(6000));
    expect([...pairs.keys()]).toEqual([2 * classes]);
    expect(table[2 * classes]).toBeGreaterThan(0.1);
    expect(table[2 * classes]).toBeLessThan(0.23);
  });

  it('stay numbers whatever the scores', () => {
    const n = 60;
    const label = Int32Array.from({ length: n }, (_, i) => i % classes);
    for (const fill of [0, 1e6, -1e6]) {
      const { wrong, rate, error } = noisySoftmax(
        new Float32Array(n * classes).fill(fill),
        label,
        classes,
        none(n),
      );
      expect([...wrong, rate, error].every(Number.isFinite)).toBe(true);
    }
  });
});
