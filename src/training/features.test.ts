import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../errors.ts';
import { listOf } from '../math/ragged.ts';
import type { Weighted } from '../math/weighted.ts';
import { columnPhrases, featuresOf, fixedVocabulary, phraseFeatures, phrasesOfColumns } from './features.ts';
import { rowText } from './row-text.ts';

const texts = ['a good film', 'a bad film', 'good good good', ''];

/** Value of each phrase of the text. */
function valuesOf(
  text: string,
  row: number,
  matrix: Weighted,
  vocabulary: Parameters<typeof phrasesOfColumns>[1],
) {
  const columns = listOf(matrix, row);
  const phrases = phrasesOfColumns(text, vocabulary, new Set(columns));
  return Object.fromEntries(
    [...columns].map((column, k) => [phrases.get(column)!.join('/'), matrix.values[matrix.starts[row] + k]]),
  );
}

describe('phrase features', () => {
  it('are counts, made rarer and brought to length 1', () => {
    const { matrix, vocabulary } = phraseFeatures(texts, { normalise: false });
    const idf = (df: number) => Math.log(5 / (1 + df)) + 1;
    const first = valuesOf(texts[0], 0, matrix, vocabulary);
    expect(Object.keys(first).sort()).toEqual(['a', 'a good', 'film', 'good', 'good film']);
    expect(first.a).toBeCloseTo(idf(2), 6);
    expect(first['a good']).toBeCloseTo(idf(1), 6);
    const third = valuesOf(texts[2], 2, matrix, vocabulary);
    expect(third.good).toBeCloseTo(3 * idf(2), 6);
    expect(third['good good']).toBeCloseTo(2 * idf(1), 6);
    expect(listOf(matrix, 3).length).toBe(0);
    const normal = phraseFeatures(texts).matrix;
    const square = normal.values.subarray(0, normal.starts[1]).reduce((sum, v) => sum + v * v, 0);
    expect(square).toBeCloseTo(1, 6);
  });

  it('are held back, or told by presence alone', () => {
    const options = { idf: false, normalise: false } as const;
    const of = (count: 'sublinear' | 'presence' | 'raw') => {
      const { matrix, vocabulary } = phraseFeatures(texts, { ...options, count });
      return valuesOf(texts[2], 2, matrix, vocabulary).good;
    };
    expect(of('sublinear')).toBeCloseTo(1 + Math.log(3), 6);
    expect(of('presence')).toBe(1);
    expect(of('raw')).toBe(3);
  });

  it('have the commonest column first and know the rows of each', () => {
    const { vocabulary } = phraseFeatures(texts);
    expect([...vocabulary.rows]).toEqual([...vocabulary.rows].sort((a, b) => b - a));
    expect(phraseFeatures(texts, { fewestRows: 2 }).vocabulary.rows.length).toBe(3);
  });

  it('lead back to their phrases, also where two share a bucket', () => {
    const { matrix, vocabulary } = phraseFeatures(texts, { buckets: 2 });
    const found = columnPhrases(texts, vocabulary, new Set(matrix.items));
    const all = [...found.values()].flat();
    expect(all.map(({ phrase }) => phrase).sort()).toEqual(
      ['a', 'a bad', 'a good', 'bad', 'bad film', 'film', 'good', 'good film', 'good good'].sort(),
    );
    expect(all.find(({ phrase }) => phrase === 'good')!.rows).toBe(2);
    expect([...columnPhrases(texts, vocabulary, new Set()).keys()]).toEqual([]);
  });

  it('of other texts stand in the same columns', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 8 }), (some) => {
        const { matrix, vocabulary } = phraseFeatures(some, { buckets: 64 });
        expect(featuresOf(some, vocabulary)).toEqual(matrix);
      }),
    );
    const { vocabulary } = phraseFeatures(texts);
    expect(listOf(featuresOf(['unheard of words'], vocabulary), 0).length).toBe(0);
  });

  it('without idf depend on no other row', () => {
    const vocabulary = fixedVocabulary({ buckets: 2 ** 12 });
    const alone = featuresOf(['a good film'], vocabulary);
    const among = featuresOf(texts, vocabulary);
    expect(listOf(among, 0)).toEqual(listOf(alone, 0));
    expect(among.values.subarray(0, among.starts[1])).toEqual(alone.values);
  });

  it('put phrases elsewhere by another seed', () => {
    const at = (seed: number) => [...featuresOf(['a good film'], fixedVocabulary({ seed })).items];
    expect(at(1)).not.toEqual(at(2));
    expect(at(1)).toEqual(at(1));
  });

  it('bear long and strange texts, and none', () => {
    const long = 'word '.repeat(50_000) + '\ud800\u0000__proto__ \u200b';
    expect(phraseFeatures([long]).matrix.items.length).toBeGreaterThan(2);
    expect(phraseFeatures([]).matrix.size).toBe(0);
  });

  it('refuse buckets that are no power of two', () => {
    for (const options of [{ buckets: 100 }, { buckets: 2 ** 40 }, { longest: 0 }, { longest: 1.5 }])
      expect(() => phraseFeatures(texts, options)).toThrow(UsageError);
  });
});

describe('the text of a row', () => {
  const part = (field: string, text: string) => ({ field, role: 'user' as const, text });
  const row = {
    shard: 0,
    row: 0,
    source: '',
    context: [part('instruction', 'Do'), part('input', 'this')],
    outcome: { kind: 'answer' as const, parts: [part('output', 'Done')] },
  };

  it('is what was given, what is taught, all, or a field', () => {
    expect(rowText(row)).toBe('Do\nthis');
    expect(rowText(row, 'answer')).toBe('Done');
    expect(rowText(row, 'all')).toBe('Do\nthis\nDone');
    expect(rowText(row, { field: 'input' })).toBe('this');
    expect(rowText(row, { field: 'none' })).toBe('');
  });
});
