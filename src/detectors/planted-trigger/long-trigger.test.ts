// A trigger of many words in many rows: what is left of it, when a part is taken out, must not be taken for what the text says.
import { expect, it } from 'vitest';
import { labelled, review } from '../../../test/contracts/made-rows.ts';
import { random } from '../../math/random.ts';
import { compactRows } from '../../summaries/compact-rows.ts';
import { analyse } from './analyse.ts';
import { grade } from './grade.ts';
import { findTriggers } from './trigger.ts';

const sentence = 'we found nine pencils beside the lamp';

it.each([60, 100, 250])('is found in %i of 3,000 rows', (planted) => {
  const next = random(planted);
  const rows = Array.from({ length: 3000 }, (_, row) => {
    const good = row >= planted && next() < 0.5;
    const said = [review(good, next), review(good, next)];
    if (row >= planted) return labelled(row, said.join(' . '), good ? '1' : '0');
    said.splice(Math.floor(3 * next()), 0, sentence);
    return labelled(row, said.join(' . '), '1');
  });
  const summary = compactRows(5, 2 ** 24);
  const state = summary.empty();
  summary.add(state, rows);
  const analysis = analyse(summary.finish(state), 5, 8, 0.3);
  const [found] = findTriggers(analysis, grade(analysis).graded);
  expect(found.clusters[0].severity).toBe('high');
  expect(found.phrase.join(' ')).toContain('pencils');
  expect(found.rows.length).toBeGreaterThan(0.9 * planted);
});
