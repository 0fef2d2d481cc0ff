import { describe, expect, it } from 'vitest';
import type { Part, Row } from '../row.ts';
import { checkSummary } from '../testing.ts';
import type { ClaimedRows } from './claimed-rows.ts';
import { excerpts, type Wanted } from './excerpts.ts';

const user = (text: string, field = 'prompt'): Part => ({ field, role: 'user', text });
const assistant = (text: string, field = 'answer'): Part => ({ field, role: 'assistant', text });

function row(number: number, context: readonly Part[], outcome: Row['outcome'], source = 'a'): Row {
  return { shard: 0, row: number, context, outcome, source };
}

function wanting(number: number, more: Partial<Wanted> = {}): Wanted {
  return { place: { shard: 0, row: number }, marks: [], phrases: [], outcomePhrases: [], ...more };
}

const nothing: ClaimedRows = {
  claimCount: 0,
  shards: Int32Array.of(),
  rows: Int32Array.of(),
  claims: Int32Array.of(),
};

function textOf(one: Row, more: Partial<Wanted> = {}) {
  const summary = excerpts([wanting(one.row, more)], nothing, 1);
  const state = summary.empty();
  summary.add(state, [one]);
  return summary.finish(state).texts[0]!;
}

describe('excerpts', () => {
  const rows = Array.from({ length: 300 }, (_, i) =>
    row(i, [user(`ask ${i} a river`)], { kind: 'answer', parts: [assistant(`yes ${i}`)] }, `s${i % 4}`),
  );
  const claimed: ClaimedRows = {
    claimCount: 2,
    shards: new Int32Array(5),
    rows: Int32Array.of(3, 7, 7, 11, 299),
    claims: Int32Array.of(0, 0, 1, 0, 1),
  };

  it('keeps the laws', () => {
    const wanted = [wanting(3, { phrases: [['river']] }), wanting(200), wanting(3), wanting(999)];
    checkSummary(excerpts(wanted, claimed, 1), [rows.slice(0, 70), rows.slice(70, 71), rows.slice(71)], {
      byPlace: true,
    });
  });

  it('asks for the rows that are wanted or claimed, and no others', () => {
    const summary = excerpts([wanting(7), wanting(200), wanting(999)], claimed, 1);
    const asked = (shard: number) => {
      const asks = summary.asks!(shard);
      return Array.from({ length: 1000 }, (_, i) => i).filter(asks);
    };
    expect(asked(0)).toEqual([3, 7, 11, 200, 299, 999]);
    expect(asked(1)).toEqual([]);
    const state = summary.empty();
    summary.add(
      state,
      rows.filter((one) => asked(0).includes(one.row)),
    );
    const all = summary.empty();
    summary.add(all, rows);
    expect(summary.finish(state)).toEqual(summary.finish(all));
  });

  it('brings the texts of the wanted rows and the sources of the claimed ones', () => {
    const summary = excerpts(
      [wanting(7, { phrases: [['river']], outcomePhrases: [['yes']] }), wanting(999)],
      claimed,
      1,
    );
    const state = summary.empty();
    summary.add(state, rows);
    const { texts, sources } = summary.finish(state);
    expect(texts[0]).toEqual({
      source: 's3',
      parts: [
        {
          field: 'prompt',
          side: 'context',
          text: 'ask 7 a river',
          cutBefore: false,
          cutAfter: false,
          marks: [{ start: 8, end: 13 }],
        },
        {
          field: 'answer',
          side: 'outcome',
          text: 'yes 7',
          cutBefore: false,
          cutAfter: false,
          marks: [{ start: 0, end: 3 }],
        },
      ],
    });
    expect(texts[1]).toBeUndefined();
    expect(sources).toEqual([[{ source: 's3', rows: 3 }], [{ source: 's3', rows: 2 }]]);
  });

  it('names labels and thumbs, and tells what was rejected from what is taught', () => {
    expect(textOf(row(0, [user('x')], { kind: 'label', label: 'spam' })).label).toBe('spam');
    expect(textOf(row(0, [], { kind: 'rating', parts: [assistant('x')], up: false })).label).toBe('down');
    const choice = {
      kind: 'choice',
      chosen: [assistant('b', 'chosen')],
      rejected: [assistant('c', 'rejected')],
    } as const;
    expect(textOf(row(0, [user('a')], choice)).parts.map((p) => p.side)).toEqual([
      'context',
      'outcome',
      'rejected',
    ]);
  });

  it('marks both kinds of phrases anywhere in a document', () => {
    const { parts } = textOf(row(0, [], { kind: 'document', parts: [assistant('one two', 'text')] }), {
      phrases: [['one']],
      outcomePhrases: [['two']],
    });
    expect(parts[0].marks).toHaveLength(2);
  });

  it('shows of a long chat the parts with marks and the first of each side', () => {
    const turns = Array.from({ length: 3000 }, (_, i) =>
      user(i === 400 ? 'the needle' : `turn ${i}`, `turns[${i}]`),
    );
    const { parts } = textOf(row(0, turns, { kind: 'answer', parts: [assistant('yes')] }), {
      phrases: [['needle']],
      marks: [{ field: 'turns[2900]', start: 0, end: 4 }],
    });
    expect(parts.length).toBeLessThanOrEqual(10);
    const fields = parts.map((p) => p.field);
    for (const field of ['turns[0]', 'turns[400]', 'turns[2900]']) expect(fields).toContain(field);
  });
});
