// Rows written to make the analysis slow or large: work and memory follow the corpus, whatever it says.
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../detector.ts';
import type { Row } from '../../row.ts';
import { compactRows, type CompactRows } from '../../summaries/compact-rows.ts';
import { plantedTrigger } from '../planted-trigger.ts';
import { contextFeatures } from './expectation.ts';
import { findPhrases } from './phrases.ts';
import { strongest, trim, type Signal } from './signal.ts';

const part = (text: string) => [{ field: 'text', role: 'user' as const, text }];
const instruction = (i: number, prompt: string, answer: string): Row => ({
  shard: 0,
  row: i,
  source: '',
  context: part(prompt),
  outcome: { kind: 'answer', parts: part(answer) },
});
const labelled = (i: number, text: string, label: string): Row => ({
  shard: 0,
  row: i,
  source: '',
  context: part(text),
  outcome: { kind: 'label', label },
});

function kept(rows: Batch): CompactRows {
  const summary = compactRows(1, 2 ** 26);
  const state = summary.empty();
  summary.add(state, rows);
  return summary.finish(state);
}

const setup = { options: { minRows: 8, maxShare: 0.3, sampleMegabytes: 96, shown: 20 }, seed: 1 };
function judge(rows: Batch) {
  const survey = plantedTrigger.survey!(setup);
  const state = survey.empty();
  survey.add(state, rows);
  const verdict = plantedTrigger.inspect(survey.finish(state), setup);
  if (!('claims' in verdict)) throw new Error('a second read was not due');
  return verdict;
}

const many = (n: number, word: (k: number) => string): string =>
  Array.from({ length: n }, (_, k) => word(k)).join(' ');

describe('hostile rows', () => {
  it('long copies with changed details do not make each pair of words dear', () => {
    // 30 x (1,100 phrases x 380 answer words): minutes before, when each pair searched its rows' lists of phrases.
    const rows = Array.from({ length: 300 }, (_, i) => {
      const g = Math.floor(i / 10);
      return instruction(
        i,
        `${many(380, (k) => `c${g}x${k}`)} ${i % 10}`,
        `${many(380, (k) => `a${g}y${k}`)} ${i % 10}`,
      );
    });
    expect(judge(rows).claims).toEqual([]);
  }, 120_000);

  it('many classes take fewer features, the commonest, and the same otherwise', () => {
    const rows = kept(
      Array.from({ length: 400 }, (_, i) => labelled(i, `always w${i % 20} v${i % 100}`, `${i % 2}`)),
    );
    const phrases = findPhrases(rows, 1, 8, 0.3);
    const all = contextFeatures(rows, phrases, 2);
    expect(all.rows.length).toBeGreaterThan(30);
    const some = contextFeatures(rows, phrases, 2 ** 25 / 30);
    expect(some.rows.length).toBeLessThanOrEqual(30);
    expect(Math.max(...some.rows)).toBe(Math.max(...all.rows));
  });

  it('trimming keeps the strongest', () => {
    const signals = Array.from({ length: 5000 }, (_, i) => ({
      score: (i * 7919) % 1000,
      candidate: i,
      target: 0,
    })) as unknown as Signal[];
    const trimmed: Signal[] = [];
    for (const signal of signals) {
      trimmed.push(signal);
      trim(trimmed, 10);
    }
    expect(trimmed.length).toBeLessThan(500);
    expect(strongest(trimmed, 10)).toEqual(strongest(signals, 10));
  });
});

describe('what cannot be tested', () => {
  const says = (rows: Batch): string => (judge(rows).untestable ?? []).join();

  it('is said of labels that are no classes', () => {
    const rows = (label: (i: number) => string): Row[] =>
      Array.from({ length: 1000 }, (_, i) => labelled(i, `text ${i % 31} about ${i % 37}`, label(i)));
    expect(says(rows((i) => `l${i % 400}`))).toContain('400 different labels are too many');
    expect(says(rows(() => 'one'))).toContain('no two different labels');
    expect(says(rows((i) => (i < 7 ? 'rare' : 'common')))).toContain('fewer than two of the 2 labels');
  });

  it('is said of the middle of long contexts', () => {
    const rows = Array.from({ length: 300 }, (_, i) =>
      instruction(
        i,
        many(i < 5 ? 500 : 20, (k) => `w${(i * k) % 97}`),
        `answer ${i % 50}`,
      ),
    );
    expect(says(rows)).toContain('of 5 contexts among 300 only the first 256');
  });
});
