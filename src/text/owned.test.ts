import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../detector.ts';
import { compactRows } from '../summaries/compact-rows.ts';
import { tally } from '../summaries/tally.ts';
import { owned } from './owned.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** 64 rows of 1 MB whose first word, label and source are new and long enough to be kept as views. */
const long = (i: number, what: string): string =>
  Buffer.from(`${what} number ${i} ${'x'.repeat(20)}${i} `.padEnd(2 ** 20, ' y')).toString();
const row = (i: number, kind: 'answer' | 'label'): Batch[number] => ({
  shard: 0,
  row: i,
  source: long(i, 'source'),
  context: [{ field: 'text', role: 'user', text: long(i, 'context') }],
  outcome:
    kind === 'label'
      ? { kind, label: long(i, 'label') }
      : { kind, parts: [{ field: 'text', role: 'assistant', text: long(i, 'answer') }] },
});

describe('owned', () => {
  it('gives the same text', () => {
    for (const text of ['', 'a', 'a longer text than thirteen', 'half \ud83d of a pair, longer'])
      expect(owned(text)).toBe(text);
  });

  it.each(['answer', 'label'] as const)('rows of 1 MB leave little behind (%s)', (kind) => {
    const summaries = [compactRows(1, 2 ** 26), tally(1)];
    const states = summaries.map((summary): any => summary.empty());
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 64; i++) summaries.forEach((summary, k) => summary.add(states[k], [row(i, kind)]));
    collect();
    expect((process.memoryUsage().heapUsed - before) / 2 ** 20).toBeLessThan(20);
    expect(states[1].sources.names.size).toBe(64);
  });
});
