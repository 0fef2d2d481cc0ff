import { describe, expect, it } from 'vitest';
import { UsageError } from '../../errors.ts';
import type { Outcome, Row } from '../../row.ts';
import { outcomesOf } from './outcomes.ts';

const row = (outcome: Outcome, at = 0, text = 'something'): Row => ({
  shard: 0,
  row: at,
  context: [{ field: 'text', role: 'user', text }],
  outcome,
  source: '',
});
const labelled = (label: string): Row => row({ kind: 'label', label });
const answered = (text: string): Row =>
  row({ kind: 'answer', parts: [{ field: 'output', role: 'assistant', text }] });
const times = (count: number, make: (i: number) => Row): Row[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('what rows teach', () => {
  it('is one number for two classes, and one for each of more', () => {
    const two = outcomesOf([...times(6, () => labelled('a')), ...times(9, () => labelled('b'))]);
    expect(two).toMatchObject({ kind: 'classes', names: ['a'], without: ['b'] });
    expect([...two.has]).toEqual([...Array(6).fill(1), ...Array(9).fill(0)]);
    const three = outcomesOf(['a', 'b', 'c'].flatMap((label) => times(6, () => labelled(label))));
    expect(three.names).toEqual(['a', 'b', 'c']);
    expect(Array.from(three.has.subarray(18, 21))).toEqual([0, 1, 0]);
  });

  it('names no class of few rows, nor those beyond the most frequent 64', () => {
    const few = outcomesOf([
      ...times(9, () => labelled('a')),
      ...times(9, () => labelled('b')),
      labelled('__proto__'),
    ]);
    expect(few.names).toEqual(['a', 'b']);
    const many = outcomesOf(times(100 * 6, (i) => labelled(`c${i % 100}`)));
    expect(many.names.length).toBe(64);
  });

  it('of ratings is up or down', () => {
    const rows = times(12, (i) => row({ kind: 'rating', parts: [], up: i % 2 === 0 }));
    expect(outcomesOf(rows).names.length).toBe(1);
  });

  it('of answers is their signs, where some have them and others have not', () => {
    const rows = [
      ...times(25, () => answered('I am sorry, I cannot help with that request at all today.')),
      ...times(40, () => answered('The sky is blue because short waves of light are scattered more.')),
    ];
    expect(outcomesOf(rows)).toMatchObject({ kind: 'signs', names: ['refusal'] });
  });

  it('is refused plainly where nothing can be told apart', () => {
    const document: Outcome = { kind: 'document', parts: [{ field: 'text', role: 'user', text: 'long' }] };
    for (const rows of [
      [],
      times(50, () => labelled('same')),
      [labelled('a'), labelled('b')],
      times(50, () => row(document)),
      times(50, () => answered('The sky is blue because short waves of light are scattered more.')),
    ])
      expect(() => outcomesOf(rows)).toThrow(UsageError);
  });
});
