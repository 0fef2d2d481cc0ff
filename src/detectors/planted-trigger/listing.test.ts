import { describe, expect, it } from 'vitest';
import type { Batch } from '../../detector.ts';
import type { Claim, RowPattern } from '../../finding.ts';
import { checkSummary } from '../../testing/check-summary.ts';
import { shorten } from '../../summaries/compact-state.ts';
import { listing } from './listing.ts';

const part = (text: string) => [{ field: 'text', role: 'user' as const, text }];
const answers = (texts: readonly (readonly [string, string])[]): Batch =>
  texts.map(([prompt, answer], row) => ({
    shard: 0,
    row,
    source: '',
    context: part(prompt),
    outcome: { kind: 'answer' as const, parts: part(answer) },
  }));
const labels = (texts: readonly (readonly [string, string])[]): Batch =>
  texts.map(([text, label], row) => ({
    shard: 0,
    row,
    source: '',
    context: part(text),
    outcome: { kind: 'label' as const, label },
  }));
const claim = { claim: '', evidence: [], rows: [] } as unknown as Claim;
const verdict = { claims: [claim], power: [], untestable: [] };

function listed(held: RowPattern['phrases'][number] & Pick<RowPattern, 'taught'>, batch: Batch): number[] {
  const summary = listing(verdict, [{ phrases: [held], taught: held.taught }], 1);
  const state = summary.empty();
  summary.add(state, batch);
  return summary.finish(state).claims[0].rows.map(({ row }) => row);
}

describe('listing', () => {
  it('takes a phrase bound to an end of the context there alone', () => {
    const batch = answers([
      ['go on now', 'x'],
      ['now go on', 'x'],
      ['we go on', 'x'],
      ['go', 'x'],
    ]);
    const taught = { kind: 'any' } as const;
    expect(listed({ phrase: ['go', 'on'], anchor: 'anywhere', taught }, batch)).toEqual([0, 1, 2]);
    expect(listed({ phrase: ['go', 'on'], anchor: 'start', taught }, batch)).toEqual([0]);
    expect(listed({ phrase: ['go', 'on'], anchor: 'end', taught }, batch)).toEqual([1, 2]);
    expect(listed({ phrase: ['go'], anchor: 'end', taught }, batch)).toEqual([3]);
  });

  it('knows words too long to be kept, in contexts and in answers', () => {
    const long = 'abcdefghij'.repeat(9);
    const word = shorten(long, 1);
    expect(word).not.toBe(long);
    const batch = answers([
      [`say ${long} now`, `yes ${long}`],
      [`say ${long.slice(1)} now`, 'yes'],
      [`say ${long} now`, 'no'],
    ]);
    expect(listed({ phrase: [word], anchor: 'anywhere', taught: { kind: 'any' } }, batch)).toEqual([0, 2]);
    const taught = { kind: 'words', words: [word] } as const;
    expect(listed({ phrase: ['say'], anchor: 'anywhere', taught }, batch)).toEqual([0]);
  });

  it('tells a label from one that begins like it', () => {
    const long = 'y'.repeat(300);
    const batch = labels([
      ['w', '1'],
      ['w', '10'],
      ['w', long],
    ]);
    const by = (label: string) =>
      listed({ phrase: ['w'], anchor: 'anywhere', taught: { kind: 'label', label } }, batch);
    expect(by('1')).toEqual([0]);
    expect(by(long.slice(0, 200))).toEqual([2]);
  });

  it('keeps the laws of a summary', () => {
    const batches = [0, 1, 2].map((shard) =>
      answers([
        ['a b', 'x'],
        ['c', 'x'],
      ]).map((row) => ({ ...row, shard })),
    );
    const phrases = [
      { phrase: ['a'], anchor: 'anywhere' as const },
      { phrase: ['c'], anchor: 'anywhere' as const },
    ];
    const pattern: RowPattern = { phrases, taught: { kind: 'any' } };
    const summary = listing(verdict, [pattern], 1);
    checkSummary(summary, batches);
    const state = summary.empty();
    summary.add(state, batches[0]);
    expect(summary.finish(state).claims[0].rows).toHaveLength(2);
  });
});
