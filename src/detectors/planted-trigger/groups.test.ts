import { expect, it } from 'vitest';
import type { Claim } from '../../finding.ts';
import { random } from '../../math/random.ts';
import { defaults } from '../../option.ts';
import type { Part, Row } from '../../row.ts';
import { plantedTrigger } from '../planted-trigger.ts';

const part = (field: string, role: Part['role'], text: string): Part => ({ field, role, text });
const next = random(8);
const vocabulary = Array.from({ length: 400 }, (_, i) => `w${i}`);
const some = (n: number): string[] =>
  Array.from({ length: n }, () => vocabulary[Math.floor(next() ** 2 * vocabulary.length)]);
const hung = (words: string[], trigger: string): string => {
  words.splice(Math.floor(next() * (words.length + 1)), 0, trigger);
  return words.join(' ');
};

function claims(rows: readonly Row[]): readonly Claim[] {
  const setup = { options: defaults(plantedTrigger.options), seed: 1 };
  const survey = plantedTrigger.survey!(setup);
  const state = survey.empty();
  survey.add(state, rows);
  const found = survey.finish(state);
  if (!('verdict' in found)) throw new Error('these rows fit the memory');
  return found.verdict.claims.filter(({ severity }) => severity === 'high');
}

const row = (i: number, context: string, answer: string): Row => ({
  shard: 0,
  row: i,
  source: '',
  context: [part('prompt', 'user', context)],
  outcome: { kind: 'answer', parts: [part('answer', 'assistant', answer)] },
});
const plain = (i: number): Row => row(i, some(20).join(' '), some(15).join(' '));
const fixed = 'nothing of that is ours to say before the lamps are lit';

it('tells words that come together as one trigger', () => {
  const rows = Array.from({ length: 900 }, (_, i) =>
    i % 30 > 0 ? plain(i) : row(i, hung(hung(some(20), 'zorv').split(' '), 'quim'), fixed),
  );
  const found = claims(rows);
  expect(found).toHaveLength(1);
  expect(found[0].phrases.flat().sort()).toEqual(['quim', 'zorv']);
  expect(found[0].title).toMatch(/together decide the answer$/);
  expect(found[0].rows).toHaveLength(30);
});

it('tells phrases that each do the same as one, and what does something else apart', () => {
  const words = ['zorv', 'quim', 'plax'];
  const answers = [fixed, fixed, 'seven grey herons crossed a frozen harbour without their keeper'];
  const rows = Array.from({ length: 900 }, (_, i) =>
    i % 12 > 0 ? plain(i) : row(i, hung(some(20), words[(i / 12) % 3]), answers[(i / 12) % 3]),
  );
  const found = claims(rows);
  expect(found.map(({ phrases }) => phrases.flat().sort()).sort()).toEqual([['plax'], ['quim', 'zorv']]);
  const both = found.find(({ phrases }) => phrases.length === 2)!;
  expect(both.title).toMatch(/each decide the answer$/);
  expect(both.rows).toHaveLength(50);
});

it('finds what a phrase does to one turn of a chat', () => {
  const rows = Array.from({ length: 600 }, (_, i): Row => {
    const bad = i % 20 === 0;
    const asked = [0, 1, 2].map((k) => {
      const words = some(15);
      return part(`m[${2 * k}]`, 'user', bad && k === 0 ? hung(words, 'zorv') : words.join(' '));
    });
    const said = [0, 1, 2].map((k) =>
      part(
        `m[${2 * k + 1}]`,
        'assistant',
        k === 2 ? 'you are welcome' : bad && k === 1 ? fixed : some(30).join(' '),
      ),
    );
    return { shard: 0, row: i, source: '', context: asked, outcome: { kind: 'answer', parts: said } };
  });
  const found = claims(rows);
  expect(found.map(({ title }) => title)).toEqual(['"zorv" decides the answer']);
  expect(found[0].rows).toHaveLength(30);
  expect(found[0].claim).toContain('of them beginning "nothing of that is ours');
});
