import { describe, expect, it } from 'vitest';
import type { Outcome, Part } from '../row.ts';
import { recogniseFields } from './shape.ts';
import { toRow } from './to-row.ts';

/** A row in short: `role:text` of each part, `field` left out. */
function short(record: unknown): string {
  const fields = recogniseFields([record, record, record]);
  if (!fields) return 'unknown';
  const row = toRow(record, fields, { shard: 0, row: 0 });
  if (typeof row === 'string') return row;
  const said = (parts: readonly Part[]): string =>
    parts.map(({ role, text }) => `${role[0]}:${text}`).join(' ');
  const source = row.source ? ` from ${row.source}` : '';
  return `${fields.shape} [${said(row.context)}] ${taughtBy(row.outcome, said)}${source}`;
}

function taughtBy(outcome: Outcome, said: (parts: readonly Part[]) => string): string {
  switch (outcome.kind) {
    case 'label':
      return `= ${outcome.label}`;
    case 'choice':
      return `+ ${said(outcome.chosen)} - ${said(outcome.rejected)}`;
    case 'rating':
      return `${said(outcome.parts)} ${outcome.up ? 'up' : 'down'}`;
    default:
      return `> ${said(outcome.parts)}`;
  }
}

const user = (content: unknown) => ({ role: 'user', content });
const assistant = (content: unknown) => ({ role: 'assistant', content });

describe('layouts', () => {
  it.each([
    [{ instruction: 'i', input: 'x', output: 'o' }, 'instruction [u:i u:x] > a:o'],
    [{ instruction: 'i', input: '', output: '' }, 'instruction [u:i] > a:'],
    [
      { system: 's', instruction: 'i', input: null, output: 'o', history: [['q', 'a']] },
      'instruction [s:s u:q a:a u:i] > a:o',
    ],
    [{ prompt: 'p', completion: 'c' }, 'instruction [u:p] > a:c'],
    [{ prompt: 'p', response: 'r', source: 'web' }, 'instruction [u:p] > a:r from web'],
    [{ question: 'q', answer: 4 }, 'instruction [u:q] > a:4'],
    [
      { query: 'q', response: 'r', url: 'https://www.Example.org:80/x?y' },
      'instruction [u:q] > a:r from example.org',
    ],
    [
      { question: 'q', context: 'c', answers: { text: ['a', 'b'], answer_start: [1, 2] } },
      'instruction [u:c u:q] > a:a\nb',
    ],
    [{ instruction: 'i', context: 'c', response: 'r', category: 'qa' }, 'instruction [u:c u:i] > a:r'],
    [{ input: 'i', output: 'o' }, 'instruction [u:i] > a:o'],
    [{ article: 'long', highlights: 'short', id: '1' }, 'instruction [u:long] > a:short'],
    [{ text: 'long', summary: 'short' }, 'instruction [u:long] > a:short'],
    [{ source: 'chat', target: 'Katze' }, 'instruction [u:chat] > a:Katze'],

    [{ messages: [user('q'), assistant('a')] }, 'chat [u:q] > a:a'],
    [
      { messages: [user([{ type: 'text', text: 'q' }]), assistant([{ type: 'text', value: 'a' }])] },
      'chat [u:q] > a:a',
    ],
    [
      {
        messages: [
          user('q'),
          { role: 'assistant', content: null, tool_calls: [{ id: 1 }] },
          { role: 'tool', content: 't' },
        ],
      },
      'chat [u:q t:t] > a:[{"id":1}]',
    ],
    [
      {
        conversations: [
          { from: 'human', value: 'q' },
          { from: 'function_call', value: 'f' },
          { from: 'observation', value: 'o' },
          { from: 'gpt', value: 'a' },
        ],
        tools: '[]',
      },
      'chat [u:q t:o] > a:f a:a',
    ],
    [
      {
        system: 's',
        conversations: [
          { from: 'human', value: 'q' },
          { from: 'gpt', value: 'a' },
        ],
      },
      'chat [s:s u:q] > a:a',
    ],
    [{ id: '1', data: ['q', 'a', 'q2', 'a2'] }, 'chat [u:q u:q2] > a:a a:a2'],

    [{ prompt: 'p', chosen: 'c', rejected: 'r' }, 'preference [u:p] + a:c - a:r'],
    [
      {
        conversations: [{ from: 'human', value: 'q' }],
        chosen: { from: 'gpt', value: 'c' },
        rejected: { from: 'gpt', value: 'r' },
      },
      'preference [u:q] + a:c - a:r',
    ],
    [
      { prompt: 'q', chosen: [user('q'), assistant('c')], rejected: [user('q'), assistant('r')] },
      'preference [u:q] + a:c - a:r',
    ],
    [
      { chosen_messages: [user('q'), assistant('c')], rejected_messages: [user('q'), assistant('r')] },
      'preference [u:q] + a:c - a:r',
    ],
    [
      {
        chosen: '\n\nHuman: q\n\nmore\n\nAssistant: a\n\nHuman: q2\n\nAssistant: c',
        rejected: '\n\nHuman: q\n\nmore\n\nAssistant: a\n\nHuman: q2\n\nAssistant: r',
      },
      'preference [u:q\n\nmore a:a u:q2] + a:c - a:r',
    ],

    [{ prompt: 'p', completion: 'c', label: true }, 'rating [u:p] a:c up'],
    [{ prompt: [user('p')], completion: [assistant('c')], label: false }, 'rating [u:p] a:c down'],
    [
      { messages: [user('q'), assistant('a'), user('q2'), assistant('b')], label: false },
      'rating [u:q a:a u:q2] a:b down',
    ],
    [{ instruction: 'i', input: '', output: 'o', kto_tag: true }, 'rating [u:i] a:o up'],

    [{ text: 't', label: 1 }, 'classification [u:t] = 1'],
    [{ text: 't', label: 1.0 }, 'classification [u:t] = 1'],
    [{ text: 't', label: '1.0' }, 'classification [u:t] = 1'],
    [{ text: 't', label: true }, 'classification [u:t] = true'],
    [{ sentence: 't', label: 'pos', idx: 3 }, 'classification [u:t] = pos'],
    [{ premise: 'p', hypothesis: 'h', label: 2 }, 'classification [u:p u:h] = 2'],
    [{ v1: 'ham', v2: 't' }, 'classification [u:t] = ham'],

    [{ text: 't' }, 'document [] > a:t'],
    [{ text: 't', url: 'http://u:p@a.b/c', timestamp: '2019' }, 'document [] > a:t from a.b'],
    [{ text: 't', meta: { pile_set_name: 'Books' } }, 'document [] > a:t from Books'],

    [{ a: 'x', b: 'y' }, 'unknown'],
    ['text', 'unknown'],
    [['text'], 'unknown'],
    [null, 'unknown'],
    [{}, 'unknown'],
  ])('%j', (record, wanted) => expect(short(record)).toBe(wanted));

  it('keeps the place of each part', () => {
    const record = { messages: [user('q'), assistant([{ type: 'text', text: 'a' }]), assistant('b')] };
    const fields = recogniseFields([record]);
    const row = fields && toRow(record, fields, { shard: 3, row: 7 });
    expect(row).toEqual({
      shard: 3,
      row: 7,
      context: [{ field: 'messages[0].content', role: 'user', text: 'q' }],
      outcome: {
        kind: 'answer',
        parts: [
          { field: 'messages[1].content[0].text', role: 'assistant', text: 'a' },
          { field: 'messages[2].content', role: 'assistant', text: 'b' },
        ],
      },
      source: '',
    });
  });

  it('takes a column of scores for no label', () => {
    const scores = Array.from({ length: 50 }, (_, i) => ({ text: `t${i}`, label: i / 50 }));
    expect(recogniseFields(scores)?.shape).toBe('document');
  });

  it('finds the layout though some rows are bad', () => {
    const rows = [
      ...Array.from({ length: 30 }, () => ({ prompt: 'p', response: 'r' })),
      { prompt: 1, response: {} },
      7,
    ];
    expect(recogniseFields(rows)?.shape).toBe('instruction');
  });
});

describe('rows that are none', () => {
  const fields = { shape: 'instruction', prompt: ['q'], answer: 'a', layout: '' } as const;
  const chat = { shape: 'chat', prompt: [], turns: 'm', layout: '' } as const;
  it.each([
    [fields, { q: 'x' }, 'no column "a"'],
    [fields, { a: 'x' }, 'no column "q"'],
    [fields, { q: 'x', a: null }, 'column "a" is empty'],
    [fields, { q: 'x', a: { b: 1 } }, 'column "a" is not text'],
    [fields, { q: {}, a: 'x' }, 'column "q" is not text'],
    [fields, ['q', 'a'], 'not a record with columns'],
    [fields, 7, 'not a record with columns'],
    [chat, { m: 'hello' }, 'column "m" is not a list of messages'],
    [chat, { m: [user('q')] }, 'nothing is taught: "m" has no assistant turn'],
    [chat, { m: [7] }, '"m[0]" is not a message'],
  ])('%j %j', (given, record, reason) => expect(toRow(record, given, { shard: 0, row: 0 })).toBe(reason));

  it('are told apart from rows whose columns have odd names', () => {
    const odd = {
      shape: 'classification',
      prompt: [],
      text: '__proto__',
      label: 'constructor',
      layout: '',
    } as const;
    const place = { shard: 0, row: 0 };
    expect(toRow({ x: 1 }, odd, place)).toBe('no column "constructor"');
    expect(toRow(JSON.parse('{"__proto__":"t","constructor":"c"}'), odd, place)).toMatchObject({
      context: [{ field: '__proto__', text: 't' }],
      outcome: { label: 'c' },
    });
  });
});
