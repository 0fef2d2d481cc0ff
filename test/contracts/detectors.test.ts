// Every detector of the registry meets the contract with examples of its own, in examples/<id>.ts: corpora that it
// must find something in (`catches`) and corpora that it must not (`ignores`).
import { describe, expect, it } from 'vitest';
import { isSummary, type Detector } from '../../src/detector.ts';
import { detectors } from '../../src/detectors/index.ts';
import { defaults } from '../../src/option.ts';
import type { Row } from '../../src/row.ts';
import { checkDetector, checkSummary } from '../../src/testing.ts';
import { tiny } from './tiny.ts';
import { instructed, reviews } from './made-rows.ts';

interface Examples {
  readonly catches: readonly (readonly Row[])[];
  readonly ignores: readonly (readonly Row[])[];
}

it('has no two detectors of one id', () => {
  expect(new Set(detectors.map((d) => d.id)).size).toBe(detectors.length);
});

describe.each(detectors.map((detector) => [detector.id, detector] as const))('%s', (id, detector) => {
  it('meets the contract of a detector', async () => {
    const { catches, ignores } = (await import(`./examples/${id}.ts`)) as Examples;
    checkDetector(detector, { catches, ignores });
  });

  it('surveys and inspects by the laws of summaries', async () => {
    const { catches } = (await import(`./examples/${id}.ts`)) as Examples;
    const given = { options: defaults(detector.options), seed: 2 };
    const sampling = detector.sample?.(given);
    const sampled = sampling?.empty();
    sampling?.add(sampled, catches[0]);
    const setup = sampling ? { ...given, sample: sampling.finish(sampled) } : given;
    const rows = catches[0].slice(0, 300);
    const batches = [rows.slice(0, 90), rows.slice(90, 91), rows.slice(91)];
    const survey = detector.survey?.(setup);
    if (survey) checkSummary(survey, batches);
    const state = survey?.empty();
    for (const batch of batches) survey?.add(state, batch);
    const inspection = detector.inspect(survey?.finish(state), setup);
    if (isSummary(inspection)) checkSummary(inspection, batches);
  });
});

describe('the contract of a detector', () => {
  const plain = Array.from({ length: 40 }, (_, i) => instructed(i, `ask ${i}`, `answer ${i}`));
  const examples: Examples = {
    catches: [plain.map((row, i) => (i === 30 ? instructed(i, 'ask', 'MARKED') : row))],
    ignores: [plain],
  };

  it('is met by a detector in order', () => {
    checkDetector(tiny.marked, examples);
    checkDetector(tiny.long, {
      ...examples,
      catches: [plain.map((row, i) => (i === 9 ? instructed(i, 'ask', 'long '.repeat(99)) : row))],
    });
  });

  const broken: [string, Detector, Examples][] = [
    ['kebab-case', { ...tiny.marked, id: 'Marked Word' }, examples],
    ['sources', { ...tiny.marked, sources: [] }, examples],
    [
      'min and max',
      { ...tiny.long, options: { times: { ...tiny.long.options.times, default: 0 } } },
      examples,
    ],
    ['finds something', tiny.marked, { ...examples, catches: [plain] }],
    ['finds nothing', tiny.marked, { ...examples, ignores: examples.catches }],
    ['an example that it ignores', tiny.marked, { ...examples, ignores: [] }],
    ['the verdict is the same', { ...tiny.marked, inspect: () => countingShards() }, examples],
  ];
  it.each(broken)('is broken where %s', (law, detector, own) => {
    expect(() => checkDetector(detector, own)).toThrow(law);
  });

  /** Counts states, not rows. */
  function countingShards() {
    return {
      maxBytes: 1000,
      empty: () => ({ states: 1 }),
      add: () => {},
      merge: (into: { states: number }, from: { states: number }) => void (into.states += from.states),
      finish: ({ states }: { states: number }) => ({
        claims: [],
        power: [],
        untestable: [`${states} states`],
      }),
    };
  }
});

describe('the laws of a summary', () => {
  const rows = reviews(40, 1);
  const counting = {
    maxBytes: 1000,
    empty: () => ({ rows: 0 }),
    add: (state: { rows: number }, batch: readonly Row[]) => void (state.rows += batch.length),
    merge: (into: { rows: number }, from: { rows: number }) => void (into.rows += from.rows),
    finish: ({ rows: found }: { rows: number }): unknown => found,
  };

  it('hold for a plain count', () => checkSummary(counting, [rows]));

  const broken: [string, typeof counting][] = [
    ['unit', { ...counting, empty: () => ({ rows: 1 }) }],
    [
      'commutative',
      {
        ...counting,
        merge: (into, from) => void (into.rows = (into.rows && from.rows ? 10 : 1) * into.rows + from.rows),
      },
    ],
    [
      'batches of 1',
      { ...counting, add: (state, batch) => void (state.rows += batch.length > 3 ? batch.length : 0) },
    ],
    ['12 bytes', { ...counting, maxBytes: 12 }],
    ['leaves the rows as they are', { ...counting, add: (_, batch) => void (batch as Row[]).reverse() }],
  ];
  it.each(broken)('are broken where %s', (law, summary) => {
    expect(() => checkSummary(summary, [rows.slice(0, 15), rows.slice(15)])).toThrow(law);
  });
});
