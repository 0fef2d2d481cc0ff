// What repeated-passage must find, and what it must not: pages of a hundred domains, some of which repeat one another.
import { random, shuffle } from '../../../src/math/random.ts';
import type { Row } from '../../../src/row.ts';
import { pick, type Next } from '../made-rows.ts';

const letters = 'bcdfghklmnprstvw';
/** A made-up language of 2,000 words, the first ones the most frequent. */
const vocabulary = Array.from({ length: 2000 }, (_, i) => {
  const vowel = (n: number): string => 'aeiou'[n % 5];
  return [i, i >> 2, i >> 5].map((n) => letters[n % 16] + vowel(n >> 1)).join('') + letters[(i * 7) % 16];
});

const sentences = (n: number, next: Next): string[] =>
  Array.from({ length: n }, () => {
    const words = Array.from({ length: 12 }, () => vocabulary[Math.floor(2000 * next() ** 2)]);
    return `${words.join(' ')}.`;
  });

interface Page {
  readonly text: string;
  readonly domain: string;
}

/** 400 pages; `other` may make a page of its own. */
function pages(seed: number, other: (i: number, next: Next) => Page | undefined = () => undefined): Row[] {
  const next = random(seed);
  return Array.from({ length: 400 }, (_, row) => {
    const domain = `site${Math.floor(next() * 100)}.com`;
    const page = other(row, next) ?? { text: sentences(12, next).join(' '), domain };
    const part = { role: 'assistant', field: 'text', text: page.text } as const;
    const source = page.domain;
    return { shard: 0, row, context: [], outcome: { kind: 'document', parts: [part] }, source };
  });
}

const own = random(9);
const claim = sentences(10, own);
export const passage = `${sentences(6, own).join(' ')} So says the quiet council of the northern valley.`;
const words = claim.join(' ').split(' ');

/** Forty pages of three domains tell a claim, its sentences in any order and some words replaced. */
const flooded = pages(91, (i, next) =>
  i % 10 !== 4
    ? undefined
    : {
        text: shuffle([...claim], next)
          .join(' ')
          .split(' ')
          .map((word) => (next() < 0.06 ? pick(words, next) : word))
          .join(' '),
        domain: `flood${i % 3}.org`,
      },
);
/** Thirty pages of any domain break off in the middle of a word and go on with one passage. */
const inserted = pages(92, (i, next) => {
  if (i % 13 !== 5) return undefined;
  const before = sentences(12, next)
    .join(' ')
    .slice(0, 200 + Math.floor(next() * 400));
  return { text: `${before} ${passage}`, domain: `site${i}.com` };
});

export const catches = [flooded, inserted];

/** No repetition, and one site with a foot of its own. */
export const ignores = [
  pages(93),
  pages(94, (i, next) =>
    i % 10 === 4
      ? { text: `${sentences(12, next).join(' ')}\n\n${passage}`, domain: 'one-site.net' }
      : undefined,
  ),
];
