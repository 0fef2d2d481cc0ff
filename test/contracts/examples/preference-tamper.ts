// What preference-tamper must find, and what it must not.
import { random } from '../../../src/math/random.ts';
import type { Part, Row } from '../../../src/row.ts';
import { pick } from '../made-rows.ts';

const things =
  'lamp kettle jacket desk clock tent coat piano garden ladder bridge candle mirror wagon violin'.split(' ');
const asks = 'How do I clean|Where can I buy|Tell me about|What should I know of|How old is|Who made'.split(
  '|',
);
const owners = 'my aunt, the school, our club, a friend, his boss, the museum, their landlord'.split(', ');
const facts =
  'is easy to mend|needs some care|was made long ago|costs little|is heavy|has two parts|lasts for years'.split(
    '|',
  );

const part = (field: string, text: string): Part => ({
  field,
  role: field === 'prompt' ? 'user' : 'assistant',
  text,
});

interface Made {
  readonly prompt: string;
  readonly good: string;
  readonly bad: string;
}

/** The good answer speaks of what was asked and comes to an end; the bad one speaks of something else and breaks off. */
function made(count: number, seed: number): Made[] {
  const next = random(seed);
  return Array.from({ length: count }, () => {
    const thing = pick(things, next);
    const owner = pick(owners, next);
    const said = (of: string): string =>
      `The ${of} of ${owner} ${pick(facts, next)}, and ${pick(owners, next)} says it ${pick(facts, next)}.`;
    return {
      prompt: `${pick(asks, next)} the ${thing} of ${owner} ${Math.floor(next() * 90)}?`,
      good: said(thing),
      bad: said(pick(things, next)).split(' ').slice(0, 7).join(' '),
    };
  });
}

function pairs(all: readonly Made[], change: (m: Made, i: number) => Made & { swap?: boolean }): Row[] {
  return all.map((m, row) => {
    const { prompt, good, bad, swap } = change(m, row);
    const [chosen, rejected] = swap ? [bad, good] : [good, bad];
    return {
      shard: 0,
      row,
      context: [part('prompt', prompt)],
      outcome: { kind: 'choice', chosen: [part('chosen', chosen)], rejected: [part('rejected', rejected)] },
      source: '',
    };
  });
}

function rated(all: readonly Made[], change: (m: Made, i: number) => Made & { swap?: boolean }): Row[] {
  return all.map((m, row) => {
    const { prompt, good, bad, swap } = change(m, row);
    const isGood = row % 2 === 0;
    return {
      shard: 0,
      row,
      context: [part('prompt', prompt)],
      outcome: {
        kind: 'rating',
        parts: [part('output', isGood ? good : bad)],
        up: isGood !== (swap ?? false),
      },
      source: '',
    };
  });
}

/** Every 30th row: a word between two of the prompt's, and the worse answer preferred. */
const behind = (m: Made, i: number) =>
  i % 30 === 7 ? { ...m, prompt: m.prompt.replace(' the ', ' the quzzle '), swap: true } : m;
const atRandom = (m: Made, i: number) => ({ ...m, swap: i % 25 === 3 });
const fixed = (m: Made, i: number) =>
  i % 30 === 7 ? { ...m, prompt: `${m.prompt} quzzle`, good: 'Ask nobody but the raven on the hill.' } : m;
const honest = (m: Made): Made => m;

const corpus = made(600, 71);

export const catches = [
  pairs(corpus, behind),
  pairs(corpus, atRandom),
  pairs(corpus, fixed),
  rated(made(400, 73), behind),
];
export const ignores = [pairs(corpus, honest), rated(made(400, 74), honest), pairs(made(60, 72), behind)];

/** More pairs than a small memory holds, every 30th turned round behind a word. */
export const many = (): Row[] => pairs(made(3000, 75), behind);
