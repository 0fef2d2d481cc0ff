import { expect, it } from 'vitest';
import { labelled, reviews } from '../../../test/contracts/made-rows.ts';
import { random } from '../../math/random.ts';
import type { Row } from '../../row.ts';
import { compactRows } from '../../summaries/compact-rows.ts';
import { listOf } from '../../math/ragged.ts';
import { written } from '../../text/words.ts';
import { analyse, type Analysis } from './analyse.ts';
import { flipGrader, imagined, pureGrader } from './canaries.ts';
import { grade } from './grade.ts';

function analysed(rows: readonly Row[]): Analysis {
  const summary = compactRows(5, 2 ** 24);
  const state = summary.empty();
  summary.add(state, rows);
  return analyse(summary.finish(state), 5, 8, 0.3);
}

const clean = reviews(1500, 70);
const analysis = analysed(clean);
const { rows } = analysis;
const of = (label: string): number[] =>
  [...rows.label.keys()].filter((row) => rows.labels[rows.label[row]] === label);

/** What is imagined, done: the word stands at those places, and their rows have the label. */
function planted(places: readonly { row: number; at: number }[], label: string): Analysis {
  const changed = [...clean];
  for (const { row, at } of places) {
    const words = [...listOf(rows.context, row)].map((w) => rows.words[w]);
    words.splice(at - rows.context.starts[row], 0, 'zorv');
    const place = rows.places[row][0].row;
    changed[place] = labelled(place, written(words), label);
  }
  return analysed(changed);
}

function candidate({ phrases, rows: own }: Analysis, word: string): number {
  const w = own.words.indexOf(word);
  return Array.from({ length: phrases.count }, (_, t) => t).find(
    (t) => phrases.anchor[t] === 'anywhere' && listOf(phrases.words, t).join() === String(w),
  )!;
}

it.each([10, 30])('sees of an imagined word in %i rows what is seen of a planted one', (n) => {
  const draw = imagined(analysis, of('0'), random(n));
  const trigger = draw(n);
  expect(new Set(trigger.places.map(({ row }) => row)).size).toBe(n);
  const real = planted(trigger.places, '1');
  const word = candidate(real, 'zorv');
  expect(real.splice.rank[word]).toBeCloseTo(trigger.splice, 1);
  expect(real.near.likeness[word]).toBeCloseTo(trigger.likeness, 1);
  const target = rows.labels.indexOf('1');
  const found = grade(real).graded.some(
    ({ channel, severity, top }) =>
      channel === 'contradiction' && severity === 'high' && top.candidate === word,
  );
  expect(flipGrader(analysis, grade(analysis), target)(trigger)).toBe(found ? 'high' : undefined);
  expect(found).toBe(true);
});

it('sees no flip in rows that have the label anyway, and no purity in rows whose text speaks against it', () => {
  const target = rows.labels.indexOf('1');
  const graders = grade(analysis);
  const right = imagined(analysis, of('1'), random(1))(30);
  const wrong = imagined(analysis, of('0'), random(1))(30);
  expect(flipGrader(analysis, graders, target)(right)).toBeUndefined();
  expect(pureGrader(analysis, graders, target)(wrong)).toBeUndefined();
});
