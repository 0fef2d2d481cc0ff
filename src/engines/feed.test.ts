import { expect, it } from 'vitest';
import type { Detector } from '../detector.ts';
import { shared, type Summary } from '../summary.ts';
import { feedsOf } from './feed.ts';

const nothing = { claims: [], power: [] };

function counting(id: string, key: string): Detector {
  const count: Summary<readonly unknown[], { n: number }, number> = {
    maxBytes: 100,
    empty: () => ({ n: 0 }),
    add: (state, batch) => void (state.n += batch.length),
    merge: (into, from) => void (into.n += from.n),
    finish: ({ n }) => n,
  };
  return {
    id,
    version: 1,
    title: id,
    catches: ['backdoor'],
    shapes: ['instruction'],
    sources: [],
    options: {},
    survey: () => shared(key, count, (n) => `${id} saw ${n}`),
    inspect: (survey: string) => ({ ...nothing, untestable: [survey] }),
  };
}

it('feeds summaries of one key once, and each job makes its own of the result', () => {
  const detectors = [counting('a', 'rows'), counting('b', 'rows'), counting('c', 'other rows')];
  const setup = { options: {}, seed: 1 };
  const feeds = feedsOf(
    detectors.map(({ id }) => ({ kind: 'survey', detector: id, setup })),
    detectors,
  );
  expect(feeds.map(({ jobs }) => [...jobs.keys()])).toEqual([[0, 1], [2]]);
  const state = feeds[0].summary.empty();
  feeds[0].summary.add(state, [{} as never, {} as never]);
  const finished = feeds[0].summary.finish(state);
  expect([...feeds[0].jobs.values()].map((conclude) => conclude(finished))).toEqual([
    { kind: 'verdict', verdict: { ...nothing, untestable: ['a saw 2'] } },
    { kind: 'verdict', verdict: { ...nothing, untestable: ['b saw 2'] } },
  ]);
});
