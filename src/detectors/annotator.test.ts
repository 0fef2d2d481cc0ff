import { describe, expect, it } from 'vitest';
import { crowdOf, type Item, type Worker } from '../../bench/crowd.ts';
import { isSummary } from '../detector.ts';
import type { Verdict } from '../finding.ts';
import { random } from '../math/random.ts';
import { defaults } from '../option.ts';
import type { Part, Row } from '../row.ts';
import { checkSummary } from '../testing.ts';
import { judgements } from '../summaries/judgements.ts';
import { crowds } from './annotator/crowds.ts';
import { annotator } from './annotator.ts';

const text = (role: Part['role'], words: string): Part => ({ field: 'text', role, text: words });

function judge(
  rows: readonly Row[],
  options: Partial<Record<'minAnswers' | 'maxRows', number>> = {},
): Verdict {
  const setup = { options: { ...defaults(annotator.options), ...options }, seed: 5 };
  const survey = annotator.survey!(setup);
  const state = survey.empty();
  survey.add(state, rows);
  const inspection = annotator.inspect(survey.finish(state), setup);
  if (!isSummary(inspection)) return inspection;
  const second = inspection.empty();
  inspection.add(second, rows);
  return inspection.finish(second);
}

const graded = ({ claims }: Verdict) =>
  claims
    .filter(({ severity }) => severity === 'high' || severity === 'medium')
    .map(({ severity, title }) => `${severity} ${title}`);

const next = random(8);
const items = (n: number, classes: number): Item[] =>
  Array.from({ length: n }, (_, i) => ({ text: `item ${i}`, truth: Math.floor(next() * classes) }));
const workers = (n: number, make: () => Worker): Worker[] => Array.from({ length: n }, make);
const honest = (n: number): Worker[] => workers(n, () => ({ kind: 'honest', right: 0.85 }));
const rowsOf = (n: number, classes: readonly string[], all: readonly Worker[], perItem = 5) =>
  crowdOf(items(n, classes.length), classes, all, perItem, 9, 0).rows;

describe('annotator', () => {
  it('names who answers against the others, with all of his rows, and nobody else', () => {
    const rows = rowsOf(800, ['a', 'b'], [...honest(12), { kind: 'adversary', right: 0.2 }]);
    const verdict = judge(rows);
    expect(graded(verdict)).toEqual(['high "w12" answers against the others']);
    const own = rows.filter((r) => r.annotator === 'w12').map((r) => r.row);
    expect(verdict.claims[0].rows.map((r) => r.row)).toEqual(own);
    const right = verdict.claims[0].evidence.find(({ name }) => name === 'right')!.value;
    expect(right).toBeGreaterThan(0.1);
    expect(right).toBeLessThan(0.3);
  });

  it('names who guesses, who always answers one class and who calls one class another', () => {
    const rows = rowsOf(
      1500,
      ['a', 'b', 'c'],
      [...honest(12), { kind: 'guesser' }, { kind: 'constant' }, { kind: 'mixer', right: 0.9, mixes: 0.9 }],
    );
    expect(graded(judge(rows)).sort()).toEqual([
      'medium "w12" answers as if guessing',
      'medium "w13" always answers "a"',
      'medium "w14" answers "a" where the others say "b"',
    ]);
  });

  it('hides none of a crowd that is too large to be told one by one', () => {
    const crowd = [
      ...honest(60),
      ...workers(15, (): Worker => ({ kind: 'adversary', right: 0.1 })),
      ...workers(20, (): Worker => ({ kind: 'guesser' })),
    ];
    const rows = rowsOf(8000, ['a', 'b'], crowd);
    const { claims } = judge(rows);
    const told = (words: string) => claims.filter(({ title }) => title.includes(words));
    const against = told('against the others');
    expect(against).toHaveLength(13);
    expect(against.every(({ severity }) => severity === 'high')).toBe(true);
    expect(against[12].title).toBe('3 more annotators answer against the others');
    const liars = new Set(Array.from({ length: 15 }, (_, i) => `w${60 + i}`));
    const theirs = rows.filter((r) => liars.has(r.annotator!)).length;
    expect(against.reduce((sum, claim) => sum + claim.rows.length, 0)).toBe(theirs);
    const guessing = told('if guessing').filter(({ severity }) => severity === 'medium');
    expect(guessing.map(({ title }) => title)).toContainEqual(
      expect.stringMatching(/^\d more annotators answer as if guessing$/),
    );
    for (const lesser of told('less reliable')) {
      expect(lesser.severity).toBe('low');
      expect(lesser.rows.some(({ row }) => liars.has(rows[row].annotator!))).toBe(false);
    }
  });

  it('says nothing of a row where it kept no name', () => {
    const rows = rowsOf(800, ['a', 'b'], [...honest(12), { kind: 'adversary', right: 0.2 }]);
    const survey = judgements(5, 10_000, (state) => {
      state.names.clear();
      return crowds(state, 20);
    });
    const state = survey.empty();
    survey.add(state, rows);
    expect(graded(survey.finish(state).verdict)).toEqual([
      'high an annotator without a kept name answers against the others',
    ]);
  });

  it('judges the few who answered much beside as many annotators as rows', () => {
    const rows = rowsOf(800, ['a', 'b'], [...honest(12), { kind: 'adversary', right: 0.2 }]);
    const once = Array.from({ length: 800 }, (_, i) => ({ ...rows[i * 5], row: rows.length + i })).map(
      (row, i) => ({ ...row, annotator: `once ${i}` }),
    );
    const verdict = judge([...rows, ...once]);
    expect(graded(verdict)).toEqual(['high "w12" answers against the others']);
    expect(verdict.untestable.join()).toContain('800 of 813 annotators');
  });

  it('names who copy one another, and lists what they answered alike', () => {
    const rows = rowsOf(
      2500,
      ['a', 'b'],
      [...honest(12), ...workers(3, (): Worker => ({ kind: 'copier', right: 0.7, group: 1 }))],
    );
    const verdict = judge(rows);
    expect(graded(verdict)).toEqual(['medium "w12", "w13", "w14" give the same answers, wrong ones as well']);
    const copiers = new Set(['w12', 'w13', 'w14']);
    expect(verdict.claims[0].rows.every(({ row }) => copiers.has(rows[row].annotator!))).toBe(true);
  });

  it('takes a pair shown either way round for one pair', () => {
    const pairs = items(400, 2);
    const rows = crowdOf(
      pairs,
      ['one', 'other'],
      [...honest(8), { kind: 'adversary', right: 0.1 }],
      4,
      9,
      0,
      (i, a) => ({
        context: [text('user', pairs[i].text)],
        outcome: {
          kind: 'choice',
          chosen: [text('assistant', a === 0 ? 'one' : 'other')],
          rejected: [text('assistant', a === 0 ? 'other' : 'one')],
        },
      }),
    ).rows;
    expect(graded(judge(rows))).toEqual(['high "w8" answers against the others']);
  });

  it('judges thumbs, and names who always prefers the longer answer though nobody saw the same pairs', () => {
    const rated = crowdOf(
      items(400, 2),
      ['up', 'down'],
      [...honest(8), { kind: 'adversary', right: 0.1 }],
      4,
      9,
      0,
      (i, a) => ({
        context: [text('user', `ask ${i}`)],
        outcome: { kind: 'rating', parts: [text('assistant', 'said')], up: a === 0 },
      }),
    ).rows;
    expect(graded(judge(rated))).toEqual(['high "w8" answers against the others']);
    const alone = Array.from({ length: 600 }, (_, row): Row => {
      const longer = row % 4 === 0 || next() < 0.5;
      return {
        shard: 0,
        row,
        source: '',
        annotator: `judge ${row % 4}`,
        context: [text('user', `ask ${row}`)],
        outcome: {
          kind: 'choice',
          chosen: [text('assistant', longer ? 'a long answer' : 'short')],
          rejected: [text('assistant', longer ? 'short' : 'a long answer')],
        },
      };
    });
    const verdict = judge(alone);
    expect(graded(verdict)).toEqual(['medium "judge 0" always chooses the longer answer']);
    expect(verdict.untestable.join()).toContain('judged once');
  });

  it('believes the rows of a baseline against a majority', () => {
    const shown = items(300, 2);
    const crowd = [...honest(3), ...workers(3, (): Worker => ({ kind: 'adversary', right: 0.1 }))];
    const rows = crowdOf(shown, ['a', 'b'], crowd, 4, 9, 0).rows;
    const known = shown.map(({ text: words, truth }, i): Row => ({
      shard: 1,
      row: i,
      source: '',
      trusted: true,
      context: [text('user', words)],
      outcome: { kind: 'label', label: 'ab'[truth] },
    }));
    const told = judge([...rows, ...known]).claims.filter(({ title }) =>
      title.includes('against the others'),
    );
    expect(told.map(({ title }) => title.slice(0, 4)).sort()).toEqual(['"w3"', '"w4"', '"w5"']);
  });

  it('lists every row of an annotator though it judged a sample', () => {
    const rows = rowsOf(2000, ['a', 'b'], [...honest(6), { kind: 'adversary', right: 0.1 }]);
    const verdict = judge(rows, { maxRows: 3000 });
    const own = rows.filter((r) => r.annotator === 'w6').length;
    expect(verdict.claims.find(({ severity }) => severity === 'high')!.rows.length).toBe(own);
    expect(verdict.untestable.join()).toMatch(/1 in \d+ items/);
  });

  it('keeps its state bounded and the same whatever the order, with odd names', () => {
    const odd = ['\ud800', '\u202e', '__proto__', 'a'.repeat(256), '名'];
    const rows = rowsOf(60, ['a', 'b'], honest(5)).map((row, i) => ({
      ...row,
      annotator: odd[i % odd.length],
    }));
    const hostile = Array.from({ length: 30_000 }, (_, row) => ({
      ...rows[0],
      row,
      annotator: `annotator ${row} ${'x'.repeat(200)}`,
      outcome: { kind: 'label', label: `label ${row}`.repeat(20) } as const,
    }));
    checkSummary(
      judgements(3, 1000, (state) => [[...state.names.values()].sort(), state.records.length]),
      [rows],
      {
        hostile,
      },
    );
  });

  it('has little to say of one annotator, of each once, and of one item', () => {
    const rows = rowsOf(300, ['a', 'b'], honest(6));
    const every = (make: (row: Row, i: number) => Row): Verdict => judge(rows.map(make));
    expect(every((row) => ({ ...row, annotator: 'one' })).claims).toEqual([]);
    expect(every((row, i) => ({ ...row, annotator: `w${i}` })).claims).toEqual([]);
    const oneItem = every((row) => ({ ...row, context: [text('user', 'same')] }));
    expect(graded(oneItem)).toEqual([]);
  });

  it('says so where no row names an annotator', () => {
    const { claims, untestable } = judge(
      rowsOf(50, ['a', 'b'], honest(5)).map(({ shard, row, context, outcome, source }) => ({
        shard,
        row,
        context,
        outcome,
        source,
      })),
    );
    expect(claims).toEqual([]);
    expect(untestable).toEqual([expect.stringContaining('annotator=COL')]);
  });
});
