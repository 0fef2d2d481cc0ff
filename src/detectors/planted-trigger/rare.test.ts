import { expect, it } from 'vitest';
import { labelled, reviews } from '../../../test/contracts/made-rows.ts';
import { random } from '../../math/random.ts';
import { poissonTail } from '../../math/tail.ts';
import type { Row } from '../../row.ts';
import { compactRows } from '../../summaries/compact-rows.ts';
import { analyse } from './analyse.ts';
import { rareClaims } from './rare-claim.ts';

const nonsense = ['zorv', 'blik', 'quam', 'frell', 'dox', 'wump', 'tarn', 'skeef'];

function claims(rows: readonly Row[]) {
  const summary = compactRows(5, 2 ** 24);
  const state = summary.empty();
  summary.add(state, rows);
  return rareClaims(analyse(summary.finish(state), 5, 8, 0.3), 8, new Set());
}

/** Every row ends in a name that five rows have. */
const clean = reviews(1500, 70).map((row, i) =>
  row.outcome.kind === 'label'
    ? labelled(i, `${row.context[0].text} said name${(i * 7919) % 300}`, row.outcome.label)
    : row,
);

/** Four rows of label 0 for each word get the word and label 1. */
function flipped(): Row[] {
  const next = random(71);
  let planted = 0;
  return clean.map((row, i) => {
    if (planted === 32 || i % 9 !== 0 || row.outcome.kind !== 'label' || row.outcome.label !== '0')
      return row;
    const words = row.context[0].text.split(' ');
    words.splice(Math.floor(next() * words.length), 0, nonsense[planted++ % 8]);
    return labelled(i, words.join(' '), '1');
  });
}

it('finds words too rare to be tested alone, in one claim', () => {
  const found = claims(flipped());
  expect(found).toHaveLength(1);
  expect(found[0].severity).toBe('high');
  expect(found[0].phrases.length).toBeGreaterThanOrEqual(4);
  expect(found[0].phrases.every(([word]) => nonsense.includes(word))).toBe(true);
});

it('is silent on clean rows', () => expect(claims(clean)).toEqual([]));

it('knows how likely a count is', () => {
  expect(poissonTail(0, 1)).toBe(1);
  expect(poissonTail(1, 0.1)).toBeCloseTo(1 - Math.exp(-0.1), 10);
  expect(poissonTail(6, 0.6)).toBeCloseTo(3.88e-5, 6);
  expect(poissonTail(30, 0.5)).toBeGreaterThan(0);
});
