import { describe, expect, it } from 'vitest';
import { listOf } from '../math/ragged.ts';
import type { Row } from '../row.ts';
import { checkSummary } from '../testing/check-summary.ts';
import { compactRows } from './compact-rows.ts';

const part = (text: string) => [{ field: 'text', role: 'user' as const, text }];
const row = (i: number, context: string, answer: string): Row => ({
  shard: i % 3,
  row: i,
  source: '',
  context: part(context),
  outcome: { kind: 'answer', parts: part(answer) },
});
const rows = Array.from({ length: 300 }, (_, i) =>
  row(i, `question ${i % 287} about ${i % 7}`, `answer ${i % 287}`),
);
const batches = Array.from({ length: 10 }, (_, i) => rows.slice(i * 30, i * 30 + 30));

function finish(budget: number) {
  const summary = compactRows(1, budget);
  const state = summary.empty();
  for (const batch of batches) summary.add(state, batch);
  return summary.finish(state);
}

describe('compactRows', () => {
  it('keeps the laws of a summary, whole and sampled', () => {
    checkSummary(compactRows(1, 2 ** 20), batches);
    checkSummary(compactRows(1, 6000), batches);
  });

  it('folds exact copies and keeps their places', () => {
    const found = finish(2 ** 20);
    expect(found.count).toBe(
      300 - found.places.filter((p) => p.length > 1).flatMap((p) => p.slice(1)).length,
    );
    expect(found.places.flat()).toHaveLength(300);
    expect(found.places.some((p) => p.length === 2)).toBe(true);
  });

  it('gives back the words of a row', () => {
    const found = finish(2 ** 20);
    const words = [...listOf(found.context, 0)].map((w) => found.words[w]);
    expect(words.join(' ')).toMatch(/^question \d+ about \d$/);
  });

  it('samples by content when the rows do not fit, and says what share', () => {
    const found = finish(6000);
    expect(found.share).toBeLessThan(1);
    expect(found.count).toBeGreaterThan(0);
    expect(found.count).toBeLessThan(200);
    expect(found.seen).toBe(300);
    const copies = found.places.filter((p) => p.length > 1);
    const whole = new Map(finish(2 ** 20).places.map((p) => [`${p[0].shard} ${p[0].row}`, p.length]));
    for (const p of copies) expect(whole.get(`${p[0].shard} ${p[0].row}`)).toBe(p.length);
  });

  it('keeps the start and the end of a long context', () => {
    const long = Array.from({ length: 1000 }, (_, i) => `w${i}`).join(' ');
    const summary = compactRows(1, 2 ** 20);
    const state = summary.empty();
    summary.add(state, [row(0, long, 'yes')]);
    const found = summary.finish(state);
    const words = [...listOf(found.context, 0)].map((w) => found.words[w]);
    expect(words).toHaveLength(400);
    expect(words[0]).toBe('w0');
    expect(words.at(-1)).toBe('w999');
  });

  it('holds a hostile word in bounded space', () => {
    const summary = compactRows(1, 2 ** 20);
    const state = summary.empty();
    summary.add(state, [row(0, 'x'.repeat(1e6), '__proto__ constructor')]);
    const found = summary.finish(state);
    expect(found.words.every((word) => word.length <= 64)).toBe(true);
    expect(found.words).toContain('__proto__');
  });
});

describe('what rows bring beside their words', () => {
  const pair = (i: number, more: Partial<Row> = {}): Row => ({
    shard: 0,
    row: i,
    context: part(`ask ${i}`),
    outcome: { kind: 'choice', chosen: part('yes indeed'), rejected: part('no never') },
    source: i % 2 ? 'odd' : 'even',
    ...more,
  });
  const finished = (given: readonly Row[], budget = 2 ** 20) => {
    const summary = compactRows(1, budget);
    const state = summary.empty();
    summary.add(state, given.slice(0, 3));
    const other = summary.empty();
    summary.add(other, given.slice(3));
    summary.merge(state, other);
    return summary.finish(state);
  };

  it('keeps the words of what is rejected, the source and the trust', () => {
    const kept = finished([pair(0), pair(1, { trusted: true }), pair(2), pair(3)]);
    expect([...listOf(kept.rejected, 3)].map((w) => kept.words[w])).toEqual(['no', 'never']);
    expect([...kept.source].map((s) => kept.sources[s])).toEqual(['even', 'odd', 'even', 'odd']);
    expect([...kept.trusted]).toEqual([0, 1, 0, 0]);
    expect(kept.embeddings.length).toBe(0);
  });

  it('tells pairs with the same answer and another rejected one apart', () => {
    const other = { kind: 'choice', chosen: part('yes indeed'), rejected: part('perhaps') } as const;
    expect(finished([pair(0), pair(0, { row: 1, outcome: other })]).count).toBe(2);
  });

  it('projects vectors so that cosines are kept', () => {
    const vector = (k: number) => Float32Array.from({ length: 300 }, (_, i) => Math.sin(i * (k < 3 ? 1 : 7)));
    const kept = finished(
      Array.from({ length: 5 }, (_, i) => pair(i, i === 4 ? {} : { embedding: vector(i) })),
    );
    const of = (i: number) => kept.embeddings.subarray(i * 128, (i + 1) * 128);
    const cosine = (a: Float32Array, b: Float32Array) => {
      const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, v, i) => sum + v * y[i], 0);
      return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    };
    expect(cosine(of(0), of(2))).toBeCloseTo(1);
    expect(Math.abs(cosine(of(0), of(3)))).toBeLessThan(0.35);
    expect(of(4).every((v) => v === 0)).toBe(true);
  });
});
