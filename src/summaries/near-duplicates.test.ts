import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from '../math/random.ts';
import type { Row } from '../row.ts';
import { memoryScratch } from '../testing/check-summary.ts';
import { checkSummary } from '../testing.ts';
import { nearDuplicates } from './near-duplicates.ts';

// Short runs, so that what is spilled is many of them.
const summary = nearDuplicates({ seed: 3, maxRows: 5000, likeness: 0.5, runRows: 64 });

function labelled(row: number, text: string, label = 'a', source = ''): Row {
  return {
    shard: 0,
    row,
    context: [{ field: 'text', role: 'user', text }],
    outcome: { kind: 'label', label },
    source,
  };
}

function answered(row: number, question: string, answer: string): Row {
  return {
    shard: 0,
    row,
    context: [{ field: 'q', role: 'user', text: question }],
    outcome: { kind: 'answer', parts: [{ field: 'a', role: 'assistant', text: answer }] },
    source: '',
  };
}

function clustersOf(rows: readonly Row[], with_ = summary) {
  const state = with_.empty();
  with_.add(state, rows);
  return with_.finish(state);
}

/** Words without a meaning; the same number gives the same text. */
function prose(number: number, length: number): string {
  const next = random(number);
  return Array.from({ length }, () => `w${Math.floor(next() ** 2 * 3000)}`).join(' ');
}

/** Every `step`-th word another one. */
const changed = (text: string, step: number, with_: number): string =>
  text
    .split(' ')
    .map((word, i) => ((i + with_) % step === 0 ? `x${with_}y${i}` : word))
    .join(' ');

const some: Row[] = Array.from({ length: 300 }, (_, i) =>
  i % 10 === 0
    ? labelled(i, changed(prose(1, 40), 15, i), i % 20 === 0 ? 'a' : 'b', 'one')
    : labelled(i, prose(i + 2, 20), 'a', `s${i % 7}`),
);

test('the laws of a summary hold', () => {
  checkSummary(summary, [some.slice(0, 120), some.slice(120, 130), some.slice(130)]);
}, 120_000);

test('the laws hold above the limit of rows', () => {
  const small = nearDuplicates({ seed: 3, maxRows: 100, likeness: 0.5 });
  checkSummary(small, [some.slice(0, 120), some.slice(120)], { overLimit: true });
  const found = clustersOf(some, small);
  expect([found.seen, found.compared]).toEqual([300, 100]);
}, 120_000);

test('any split of any rows gives the same clusters', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'd');
  const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 40 }), fc.nat(40), (texts, cut) => {
      const rows = texts.map((t, i) => labelled(i, t));
      const [x, y] = [summary.empty(), summary.empty()];
      summary.add(x, rows.slice(0, cut));
      summary.add(y, rows.slice(cut));
      summary.merge(y, x);
      expect(summary.finish(y)).toEqual(clustersOf(rows));
    }),
    { numRuns: 60 },
  );
});

test('copies and near copies are one cluster with its sources, span and odd labels', () => {
  const { clusters, copies, sources } = clustersOf(some);
  expect(clusters.length).toBe(1);
  expect(clusters[0]).toMatchObject({
    source: 'one',
    fromSource: 30,
    ofSource: 30,
    sources: 1,
    span: 291,
    oddLabels: 15,
  });
  expect(clusters[0].places.map((p) => p.row)).toEqual(Array.from({ length: 30 }, (_, i) => 10 * i));
  expect([copies, sources]).toEqual([0, 8]);
});

test('case, punctuation, spacing and invisible characters make no other text', () => {
  const { clusters } = clustersOf([
    labelled(0, 'Buy it, now!'),
    labelled(1, 'buy  it now'),
    labelled(2, 'bu\u200by it now'),
  ]);
  expect(clusters).toMatchObject([{ distinct: 1, copies: 3 }]);
});

test('rows that share the frame of a template are no near copies', () => {
  const frame = prose(5, 30);
  const rows = Array.from({ length: 50 }, (_, i) =>
    answered(i, `${frame} ${prose(100 + i, 10)}`, prose(200 + i, 12)),
  );
  expect(clustersOf(rows).clusters).toEqual([]);
});

test('a system prompt in common makes no near copies', () => {
  const system = { field: 's', role: 'system' as const, text: prose(5, 300) };
  const rows = Array.from({ length: 20 }, (_, i) => {
    const row = answered(i, prose(100 + i, 10), prose(200 + i, 3));
    return { ...row, context: [system, ...row.context] };
  });
  expect(clustersOf(rows).clusters).toEqual([]);
});

test('a chain of small steps does not glue unlike rows', () => {
  const words = prose(9, 600).split(' ');
  const rows = Array.from({ length: 100 }, (_, i) => labelled(i, words.slice(5 * i, 5 * i + 60).join(' ')));
  const { clusters } = clustersOf(rows);
  expect(clusters.length).toBeGreaterThan(3);
  for (const { places } of clusters) expect(places[places.length - 1].row - places[0].row).toBeLessThan(12);
});

test('texts with labels that disagree are told', () => {
  const rows = [
    labelled(0, 'good film', '1'),
    labelled(1, 'Good film!', '0'),
    labelled(2, 'bad film', '0'),
    labelled(3, 'bad film', '0'),
  ];
  expect(clustersOf(rows).contradicted).toEqual([
    { shard: 0, row: 0 },
    { shard: 0, row: 1 },
  ]);
});

test('rows without words are counted and left alone', () => {
  expect(clustersOf([labelled(0, ''), labelled(1, '...'), labelled(2, 'a')])).toMatchObject({
    seen: 1,
    wordless: 2,
    clusters: [],
  });
});

test('many like rows and one endless row take little time', () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => labelled(i, `${prose(7, 30)} ${i}`));
  rows.push(labelled(20_000, prose(8, 500_000)));
  const began = performance.now();
  const large = nearDuplicates({ seed: 3, maxRows: 100_000, likeness: 0.5 });
  expect(clustersOf(rows, large).clusters[0].places.length).toBe(20_000);
  expect(performance.now() - began).toBeLessThan(10_000);
});

test('with scratch space all rows are compared, however many a state holds', () => {
  const small = nearDuplicates({ seed: 3, maxRows: 100, likeness: 0.5, runRows: 32 });
  const merged = small.empty();
  const scratch = memoryScratch();
  for (let from = 0; from < some.length; from += 50) {
    const state = small.empty();
    small.add(state, some.slice(from, from + 50));
    small.merge(merged, state);
    small.spill!(merged, scratch);
    expect(merged.records.length).toBeLessThan(32);
  }
  expect(small.finish(merged, scratch)).toEqual(clustersOf(some));
});

test('the names of sources that stay are the same however the rows were merged', () => {
  const rows = Array.from({ length: 12_000 }, (_, i) => labelled(i, 'one of many', 'a', `source ${i}`));
  const namesOf = (step: number): readonly string[] => {
    const merged = summary.empty();
    for (let from = 0; from < rows.length; from += step) {
      const state = summary.empty();
      summary.add(state, rows.slice(from, from + step));
      summary.merge(merged, state);
    }
    summary.finish(merged);
    return [...merged.names.values()];
  };
  const names = namesOf(rows.length);
  expect(names.length).toBe(4096);
  expect(namesOf(700)).toEqual(names);
  expect(namesOf(5000)).toEqual(names);
});
