import { describe, expect, it } from 'vitest';
import { random } from '../math/random.ts';
import type { Corpus } from './corpus.ts';
import { partOf } from './part.ts';
import { defaultLimits } from './reader.ts';
import type { CorpusFile } from './shard.ts';

const file = (path: string, bytes: number, compression: CorpusFile['compression'] = 'none'): CorpusFile => ({
  path,
  location: path,
  format: 'jsonl',
  compression,
  bytes,
});

const corpus: Corpus = {
  files: [file('a', 1000), file('b', 600, 'gzip'), file('c', 5)],
  shards: [
    { file: 0, start: 0, end: 500 },
    { file: 0, start: 500, end: 1000 },
    { file: 1, start: 0, end: 600 },
    { file: 2, start: 0, end: 5 },
  ],
  fields: { shape: 'document', prompt: [], text: 'text', layout: 'test' },
  limits: defaultLimits,
};

describe('partOf', () => {
  it('is the corpus itself when that is small', () => {
    expect(partOf(corpus, random(1), 1605)).toBe(corpus);
  });

  it('takes pieces of line files and the heads of others, spread over all', () => {
    const { shards } = partOf(corpus, random(1), 400, 40);
    const cut = shards.filter((s) => s.file === 0);
    expect(cut.length).toBeGreaterThan(3);
    for (const { start, end } of cut) {
      expect((start % 500) % 40).toBe(0);
      expect(end - start).toBeLessThanOrEqual(40);
    }
    expect(shards.find((s) => s.file === 1)).toMatchObject({ start: 0, end: 600 });
    expect(shards.find((s) => s.file === 1)!.head).toBeLessThan(600);
    const bytes = shards.reduce((sum, { start, end, head }) => sum + (head ?? end - start), 0);
    expect(bytes).toBeLessThanOrEqual(400);
  });

  it('is chosen by the seed alone', () => {
    expect(partOf(corpus, random(1), 200, 40)).toEqual(partOf(corpus, random(1), 200, 40));
    expect(partOf(corpus, random(1), 200, 40)).not.toEqual(partOf(corpus, random(2), 200, 40));
  });
});
