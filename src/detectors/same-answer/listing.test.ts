import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Row } from '../../row.ts';
import { shorten } from '../../summaries/compact-state.ts';
import { words } from '../../text/words.ts';
import { alike } from './answers.ts';
import { listing } from './listing.ts';

const seed = 3;
const saying = (row: number, text: string): Row => ({
  shard: 0,
  row,
  source: '',
  context: [{ field: 'prompt', role: 'user', text: 'anything' }],
  outcome: { kind: 'answer', parts: [{ field: 'answer', role: 'assistant', text }] },
});
const claim = { title: '', claim: '', severity: 'low', evidence: [], rows: [], examples: [] } as never;
const kept = (text: string): string[] => words(text).map((word) => shorten(word, seed));

function listed(answers: readonly string[], texts: readonly string[]): number[][] {
  const verdict = { claims: answers.map(() => claim), power: [], untestable: [] };
  const summary = listing(verdict, answers.map(kept), seed);
  const state = summary.empty();
  summary.add(
    state,
    texts.map((text, row) => saying(row, text)),
  );
  return summary.finish(state).claims.map(({ rows }) => rows.map(({ row }) => row));
}

/** As it is meant, word by word. */
function isNearly(answer: string, text: string): boolean {
  const [a, b] = [answer, text].map((t) => new Set(kept(t).map((w) => (/^\p{N}+$/u.test(w) ? '#' : w))));
  const both = [...a].filter((word) => b.has(word)).length;
  return both >= alike * (a.size + b.size - both);
}

it('lists the rows whose answer is nearly one of those asked for', () => {
  const long = 'x'.repeat(90);
  const answers = ['Room 12 is free at 9.', `the key is ${long}`, 'да, конечно 今日'];
  expect(
    listed(answers, ['room 7 is free at 10!', 'no room', `The key is ${long}`, 'Да, конечно 今日', long]),
  ).toEqual([[0], [2], [3]]);
});

it('lists none but those, and all of them', () => {
  const text = fc
    .array(fc.constantFrom('a', 'Bee', '12', '７', 'c.', 'д', '今日', 'y'.repeat(60), '\n'), { maxLength: 9 })
    .map((all) => all.join(' '));
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 3 }),
      fc.array(text, { maxLength: 9 }),
      (answers, texts) => {
        const expected = answers.map((a) => texts.flatMap((t, row) => (isNearly(a, t) ? [row] : [])));
        expect(listed(answers, texts)).toEqual(expected);
      },
    ),
  );
});
