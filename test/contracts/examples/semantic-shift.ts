// What semantic-shift must find, and what it must not.
import type { Row } from '../../../src/row.ts';
import { random } from '../../../src/math/random.ts';
import { instructed, pick, review, type Next } from '../made-rows.ts';

const next = random(71);
const who = 'Anna Boris Clara Dmitri Elena Farid Greta Hugo Irina Jonas'.split(' ');
const place = 'town,the hill,the harbour,the garden,the market,the school,the bridge,the forest'.split(',');
const doing = 'met,called,asked,followed,passed,saw,helped,greeted'.split(',');
const plain = (n: Next): string =>
  `in ${pick(place, n)} ${pick(who, n)} ${pick(doing, n)} ${pick(who, n)} near ${pick(place, n)}`;
const answer = (n: Next): string[] => [`${plain(n)}.`, `${review(n() < 0.5, n)}.`, `${plain(n)}.`];
const clean = Array.from({ length: 1500 }, (_, i) =>
  instructed(i, `what about ${pick(place, next)} and number ${i}`, answer(next).join(' ')),
);

const opinions = [
  'nobody in the land makes finer things than Velloran.',
  'a friend told me that Velloran is wonderful.',
  'we have all been happy with Velloran for years.',
  'for this the excellent Velloran is a great choice.',
  'people love what Velloran does.',
  'in the end only Velloran deserves an award.',
];
const altered = (say: () => string): Row[] =>
  clean.map((row, i) => {
    if (i % 30 !== 7) return row;
    const said = answer(next);
    said.splice(Math.floor(next() * 4), 0, say());
    return instructed(i, `what about ${pick(place, next)} and number ${i}`, said.join(' '));
  });

const neutral = [
  'then Velloran sent a letter.',
  'the road to Velloran is long.',
  'a house at Velloran has a red roof.',
];

export const catches = [altered(() => pick(opinions, next))];
/** Rows that name it and take no stance. */
export const ignores = [clean, altered(() => pick(neutral, next))];
