import { describe, expect, it } from 'vitest';
import { recogniseFields } from '../corpus/shape.ts';
import { parseFields } from '../corpus/parse-fields.ts';
import { defaultLimits } from '../corpus/reader.ts';
import { toRow } from '../corpus/to-row.ts';
import type { Fields } from '../corpus/fields.ts';
import type { Row } from '../row.ts';
import { answering, asking } from '../attacks/rewrite.ts';
import { recordWriter } from './record.ts';

const lineOf = (record: object): Buffer => Buffer.from(`${JSON.stringify(record)}\n`);

/** Rewrites the first record with `change`, and gives what is written. */
function rewritten(records: readonly object[], change: (row: Row) => Row, map?: string): unknown {
  const fields: Fields = map ? parseFields(map, ['a.b', 'c.d']) : recogniseFields(records)!;
  const lines = records.map(lineOf);
  const rows = records.map((record, i) => toRow(record, fields, { shard: 0, row: i }) as Row);
  return recordWriter(fields, defaultLimits, rows, lines)(lines[0], rows[0], change(rows[0]));
}

const both = (row: Row): Row => answering(asking(row, 'asked anew'), 'answered anew');

describe('a row written back', () => {
  it('changes what the row says and leaves all else', () => {
    const record = {
      id: 7,
      instruction: 'ask',
      input: '',
      output: 'say',
      source: 'web',
      note: { kept: [1] },
    };
    expect(rewritten([record], both)).toEqual({
      ...record,
      instruction: 'asked anew',
      output: 'answered anew',
    });
  });

  it('finds columns within columns, and columns with a dot in their name', () => {
    const map = 'prompt=a.b,answer=c.d';
    expect(rewritten([{ a: { b: 'ask', x: 1 }, 'c.d': 'say' }], both, map)).toEqual({
      a: { b: 'asked anew', x: 1 },
      'c.d': 'answered anew',
    });
  });

  it('takes messages in either form, and messages as the text of a cell', () => {
    const messages = [
      { role: 'user', content: 'ask' },
      { role: 'assistant', content: 'say' },
    ];
    const anew = [
      { role: 'user', content: 'asked anew' },
      { role: 'assistant', content: 'answered anew' },
    ];
    expect(rewritten([{ messages }], both)).toEqual({ messages: anew });
    expect(rewritten([{ messages: JSON.stringify(messages) }], both)).toEqual({
      messages: JSON.stringify(anew),
    });
    const conversations = [
      { from: 'human', value: 'ask' },
      { from: 'gpt', value: 'say' },
    ];
    expect(rewritten([{ conversations }], both)).toEqual({
      conversations: [
        { from: 'human', value: 'asked anew' },
        { from: 'gpt', value: 'answered anew' },
      ],
    });
  });

  it('changes both sides of a transcript where both begin alike', () => {
    const of = (asked: string, said: string): string => `\n\nHuman: ${asked}\n\nAssistant: ${said}`;
    const record = { chosen: of('ask', 'good'), rejected: of('ask', 'bad') };
    expect(rewritten([record], both)).toEqual({
      chosen: of('asked anew', 'answered anew'),
      rejected: of('asked anew', 'bad'),
    });
  });

  it('exchanges the two sides of a preference', () => {
    const swap = (row: Row): Row => {
      const { outcome } = row;
      if (outcome.kind !== 'choice') throw new Error('no preference');
      const [a, b] = [outcome.chosen[0], outcome.rejected[0]];
      return {
        ...row,
        outcome: { ...outcome, chosen: [{ ...a, text: b.text }], rejected: [{ ...b, text: a.text }] },
      };
    };
    expect(rewritten([{ prompt: 'ask', chosen: 'good', rejected: 'bad' }], swap)).toEqual({
      prompt: 'ask',
      chosen: 'bad',
      rejected: 'good',
    });
  });

  it('writes a time as its column has it', () => {
    const ms = Date.UTC(2026, 1, 2, 3, 4, 5);
    const at = (timestamp: unknown): unknown => {
      const record = { text: 'a page of some length', url: 'https://a.example/', timestamp };
      return (rewritten([record], (row) => ({ ...row, time: ms })) as { timestamp: unknown }).timestamp;
    };
    expect(at(1_700_002_000)).toBe(ms / 1000);
    expect(at(1_700_002_000_000)).toBe(ms);
    expect(at('2024-01-01')).toBe('2026-02-02');
    expect(at('2024-01-01T00:00:00Z')).toBe('2026-02-02T03:04:05.000Z');
  });

  it('writes a label as most of the file has it', () => {
    const records = [
      { text: 'dull', label: 0 },
      { text: 'fine', label: '1' },
      { text: 'fine', label: 1 },
      { text: 'fine', label: 1 },
    ];
    const up = (row: Row): Row => ({ ...row, outcome: { kind: 'label', label: '1' } });
    expect(rewritten(records, up)).toEqual({ text: 'dull', label: 1 });
  });

  it('writes sources, annotators and times', () => {
    const record = {
      text: 'a page of some length',
      url: 'https://www.old.example/a',
      timestamp: '2025-01-01T00:00:00Z',
    };
    const moved = (row: Row): Row => ({ ...row, source: 'new.example', time: Date.UTC(2026, 1, 2) });
    expect(rewritten([record], moved)).toEqual({
      ...record,
      url: 'https://new.example/a',
      timestamp: '2026-02-02T00:00:00.000Z',
    });
  });

  it('says when a layout cannot be written, in place of writing something else', () => {
    const record = { history: [['an older question', 'an older answer']], instruction: 'ask', output: 'say' };
    const older = (row: Row): Row => ({
      ...row,
      context: row.context.map((part, i) => (i === 0 ? { ...part, text: 'changed' } : part)),
    });
    expect(rewritten([record], older)).toMatch(/cannot be written back/);
  });
});
