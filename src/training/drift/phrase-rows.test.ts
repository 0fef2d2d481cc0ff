import { describe, expect, it } from 'vitest';
import { listOf } from '../../math/ragged.ts';
import { phraseFeatures } from '../features.ts';
import { distinctRows } from './distinct-rows.ts';
import { phraseRows } from './phrase-rows.ts';

const buckets = 2 ** 20;

describe('phrases of rows', () => {
  it('need enough rows, and are one where they always stand together', () => {
    const texts = [
      ...Array.from({ length: 6 }, (_, i) => `good film u${i}`),
      ...Array.from({ length: 5 }, (_, i) => `good v${i}`),
      'rare',
      'rare',
    ];
    const features = phraseFeatures(texts, { buckets });
    const found = phraseRows(features, 1);
    // `good`, and `film` together with `good film`.
    expect(found.columns.map((own) => own.length).sort()).toEqual([1, 2]);
    expect([0, 1].map((j) => listOf(found.rows, j).length).sort()).toEqual([11, 6]);
    expect(listOf(found.ofRow, 0).length).toBe(2);
    expect(listOf(found.ofRow, 12).length).toBe(0);
  });

  it('that are all the same, a hundred thousand of them, are one', () => {
    const words = Array.from({ length: 50_000 }, (_, i) => `x${i.toString(36)}`).join(' ');
    const found = phraseRows(
      phraseFeatures(
        Array.from({ length: 6 }, (_, i) => `${words} ${i}`),
        { buckets },
      ),
      4,
    );
    expect(found.phrases).toBeLessThanOrEqual(2);
    expect(found.columns[0].length).toBeGreaterThan(90_000);
  });

  it('keep to the memory there is: those of more rows first', () => {
    const features = phraseFeatures(
      Array.from({ length: 40 }, (_, i) => (i < 20 ? 'common word' : i < 28 ? 'other' : 'y')),
      { buckets },
    );
    const found = phraseRows(features, 2 ** 23);
    expect(found.fewestRows).toBeGreaterThan(5);
    expect(found.phrases).toBeLessThanOrEqual(2);
  });
});

describe('different rows', () => {
  it('are alike word by word and teach the same', () => {
    const texts = ['Good film', 'good  FILM', 'good film', 'film good'];
    const { first, of, distinct } = distinctRows(texts, Uint8Array.of(1, 1, 0, 1), 1, 7);
    expect([[...first], [...of], distinct]).toEqual([[0, 2, 3], [0, 0, 1, 2], 3]);
  });

  it('of many are a sample of just that size', () => {
    const texts = Array.from({ length: 500 }, (_, i) => `row ${i}`);
    const { first, of, distinct } = distinctRows(texts, new Uint8Array(500), 1, 7, 60);
    expect([first.length, distinct, of.filter((d) => d >= 0).length]).toEqual([60, 500, 60]);
    expect(new Set(of.filter((d) => d >= 0)).size).toBe(60);
  });
});
