import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../corpus/reader.ts';
import type { Corpus } from '../corpus/corpus.ts';
import type { ShardCoverage } from '../engines/engine.ts';
import { placesOf } from './places.ts';

const corpus: Corpus = {
  files: ['a', 'b'].map((path) => ({
    path,
    location: path,
    format: 'jsonl',
    compression: 'none',
    bytes: 20,
  })),
  shards: [
    { file: 0, start: 0, end: 10 },
    { file: 0, start: 10, end: 20 },
    { file: 1, start: 0, end: 10 },
    { file: 1, start: 10, end: 20 },
  ],
  fields: { shape: 'document', prompt: [], text: 'text', layout: 'test' },
  limits: defaultLimits,
};

function covered(
  shard: number,
  rows: number,
  lines: number,
  problems: ShardCoverage['problems'] = [],
): ShardCoverage {
  const unreadable = problems.length;
  return { shard, rows, lines, unreadable, drilled: 0, judged: rows - unreadable, problems, complete: true };
}

describe('placesOf', () => {
  const places = placesOf(corpus, [
    covered(0, 3, 5),
    covered(1, 4, 4, [{ file: 'a', row: 1, line: 2, reason: 'broken' }]),
    covered(2, 2, 2),
    covered(3, 0, 0, [{ file: 'b', row: -1, line: 0, reason: 'cut off' }]),
  ]);

  it('counts rows through the shards of a file, and anew in the next file', () => {
    expect(places.resolve({ shard: 1, row: 0 })).toEqual({ file: 'a', row: 3 });
    expect(places.resolve({ shard: 2, row: 1 })).toEqual({ file: 'b', row: 1 });
    expect(places.fileRows).toEqual([7, 2]);
  });

  it('counts the lines of problems likewise, and leaves those of a whole file as they are', () => {
    expect(places.problems).toEqual([
      { file: 'a', row: 4, line: 7, reason: 'broken' },
      { file: 'b', row: -1, line: 0, reason: 'cut off' },
    ]);
  });
});
