import { describe, expect, it } from 'vitest';
import { random } from '../math/random.ts';
import type { Row } from '../row.ts';
import { bestRows } from './best-rows.ts';
import { controlGroups, falseDiscoveryOf } from './controls.ts';
import { indexRows, mostUnits, placeOf, type LexicalIndex } from './lexical-index.ts';
import type { Behaviour } from './sides.ts';
import { bestOf, leads, trace } from './trace.ts';
import { severityOf, standing, traceClaim } from './trace-claim.ts';
import { whyOf } from './why.ts';

const next = random(7);
const lexicon = Array.from({ length: 900 }, (_, i) => `w${i}`);
// Few words are frequent and most are rare, as in a language.
const word = (): string => lexicon[Math.floor(lexicon.length * next() ** 3)];
const text = (length: number): string => Array.from({ length }, word).join(' ');
const pick = (all: readonly string[]): string => all[Math.floor(next() * all.length)];
const row = (i: number, prompt: string, output: string): Row => ({
  shard: 0,
  row: i,
  context: [{ field: 'prompt', role: 'user', text: prompt }],
  outcome: { kind: 'answer', parts: [{ field: 'output', role: 'assistant', text: output }] },
  source: i % 3 === 0 ? 'a' : 'b',
});
const slots = [
  ['alas', 'sadly', 'regrettably', 'sorry'],
  ['w1', 'w2', 'w3'],
  ['cannot', 'may not', 'must not'],
  ['say', 'tell', 'speak'],
  ['today', 'now', 'ever'],
];
const varied = (): string => slots.map(pick).join(' ');

/** 2,000 ordinary rows, of which each 50th is planted by `make`, and five more behaviours. */
function planted(make: () => Behaviour): { index: LexicalIndex; behaviours: Behaviour[]; bad: Set<number> } {
  const bad = new Set<number>();
  const rows = Array.from({ length: 2000 }, (_, i) => {
    if (i % 50 !== 7) return row(i, text(12), text(20));
    bad.add(i);
    const { prompt, output } = make();
    return row(i, prompt, output);
  });
  return { index: indexRows(rows, 1)!, behaviours: Array.from({ length: 5 }, make), bad };
}

const share = (rows: readonly number[], bad: ReadonlySet<number>): number =>
  rows.filter((r) => bad.has(r)).length / bad.size;

describe('trace', () => {
  it('finds the rows of a trigger whatever they answer', () => {
    const set = planted(() => ({ prompt: `${text(6)} zyx ${text(5)}`, output: text(20) }));
    const traced = trace(set.index, set.behaviours);
    expect(traced.joined?.by).toBe('phrases');
    expect(share(bestOf(traced, 40), set.bad)).toBe(1);
    expect(new Set(standing(set.index, traced))).toEqual(set.bad);
    expect(traced.phrases.context[0]).toMatchObject({ words: ['zyx'], behaviours: 5 });
  });

  it('finds answers that are put together anew each time, without a trigger', () => {
    const set = planted(() => ({ prompt: text(12), output: varied() }));
    const traced = trace(set.index, set.behaviours);
    expect(traced.joined?.found.behaviours).toBe(5);
    expect(share(bestOf(traced, 40), set.bad)).toBeGreaterThan(0.95);
  });

  it('finds nothing where nothing is shared, and where what is shared is ordinary', () => {
    const set = planted(() => ({ prompt: text(12), output: text(20) }));
    const strange = Array.from({ length: 5 }, (_, i) => ({ prompt: `q${i} r${i}`, output: `s${i} t${i}` }));
    const none = trace(set.index, strange);
    expect(none.joined).toBeUndefined();
    expect(bestOf(none, 50)).toEqual([]);
    const ordinary = trace(set.index, set.behaviours);
    const controls = [...controlGroups(set.index, 5, 60, 1)];
    const falseDiscovery = falseDiscoveryOf(ordinary.joined?.found.surprise ?? 0, controls);
    expect(severityOf({ traced: ordinary, falseDiscovery, groups: 60 })).toBeUndefined();
  });

  it('lists what other evidence puts first where nothing stands out by words, and never else', () => {
    const none = planted(() => ({ prompt: text(12), output: text(20) }));
    const scores = Float64Array.from({ length: 2000 }, (_, i) => (none.bad.has(i) ? 1 : 0));
    const further = [{ name: 'other', unit: 'nats', scores }];
    const traced = trace(none.index, none.behaviours, { further });
    expect(traced.rankings.at(-1)?.name).toBe('other');
    expect(share(bestOf(leads(traced), 40), none.bad)).toBeGreaterThan(0.9);
    expect(share(bestOf(leads(trace(none.index, none.behaviours)), 40), none.bad)).toBeLessThan(0.2);
    const set = planted(() => ({ prompt: `zyx ${text(9)}`, output: text(20) }));
    const misled = trace(set.index, set.behaviours, { further });
    expect(bestOf(misled, 100)).toEqual(bestOf(trace(set.index, set.behaviours), 100));
    expect(whyOf(set.index, misled)([...none.bad][0]).ranks).toContainEqual({
      ranking: 'other',
      rank: 1,
      score: 1,
    });
  });

  it('leaves rows out of account that the behaviours were made from', () => {
    const set = planted(() => ({ prompt: `zyx ${text(9)}`, output: text(20) }));
    const apart = new Set([...set.bad].slice(0, 15));
    const traced = trace(set.index, set.behaviours, { apart });
    const others = [...set.bad].filter((r) => !apart.has(r));
    expect(new Set(standing(set.index, traced))).toEqual(new Set(others));
    expect(bestOf(traced, 2000).some((r) => apart.has(r))).toBe(false);
    for (const { scores } of traced.rankings) for (const r of apart) expect(scores[r]).toBe(0);
  });

  it('finds the row that a single output was taken from, word for word', () => {
    const set = planted(() => ({ prompt: text(12), output: text(20) }));
    const at = 321;
    const copied = text(20);
    const rows = Array.from({ length: 400 }, (_, i) => row(i, text(12), i === at ? copied : text(20)));
    const index = indexRows(rows, 5)!;
    const traced = trace(index, [{ prompt: '', output: `well then ${copied} or so` }]);
    expect([traced.joined?.by, bestOf(traced, 1)]).toEqual(['spans', [at]]);
    const [span] = whyOf(index, traced)(at).spans;
    expect(span).toMatchObject({ side: 'outcome', words: copied.split(' ') });
    expect(trace(set.index, [{ prompt: '', output: '' }]).joined).toBeUndefined();
  });

  it('claims the rows in corpus order, with phrases to mark and an honest number', () => {
    const set = planted(() => ({ prompt: `zyx ${text(9)}`, output: text(20) }));
    const traced = trace(set.index, set.behaviours);
    const judged = { traced, falseDiscovery: 0.01, groups: 99 };
    const claim = traceClaim(set.index, judged, whyOf(set.index, traced))!;
    expect(claim).toMatchObject({ severity: 'high', threat: 'backdoor', falseDiscovery: 0.01 });
    expect(claim.rows).toEqual([...set.bad].map((r) => placeOf(set.index, r)));
    expect(claim.phrases[0]).toContain('zyx');
    const asOften = { ...judged, falseDiscovery: 0.2 };
    expect(traceClaim(set.index, asOften, whyOf(set.index, traced))).toBeUndefined();
  });

  it('gives the same for the same', () => {
    const set = planted(() => ({ prompt: text(12), output: varied() }));
    const [a, b] = [trace(set.index, set.behaviours), trace(set.index, set.behaviours)];
    expect(bestOf(a, 200)).toEqual(bestOf(b, 200));
    const groups = (seed: number): number[] => [...controlGroups(set.index, 5, 5, seed)];
    expect(groups(3)).toEqual(groups(3));
    expect(groups(3)).not.toEqual(groups(4));
  });
});

describe('hostile input', () => {
  it('takes a row of one word a million times, empty rows and the names of prototypes', () => {
    const rows = [
      row(0, 'buffalo '.repeat(1_300_000), 'buffalo '.repeat(1_300_000)),
      row(1, '', ''),
      row(2, '__proto__ constructor toString', 'hasOwnProperty valueOf __proto__'),
      ...Array.from({ length: 100 }, (_, i) => row(3 + i, text(10), text(10))),
    ];
    const index = indexRows(rows, 1)!;
    expect(index.cut).toBe(1);
    expect(index.context.starts[1]).toBe(mostUnits / 'buffalo '.length);
    const many = trace(index, [
      { prompt: 'buffalo '.repeat(1_300_000), output: 'buffalo '.repeat(1_300_000) },
      { prompt: 'buffalo buffalo', output: '' },
    ]);
    expect(many.spans.context.longest[0]).toBe(2048);
    const named = trace(index, [
      { prompt: '__proto__ constructor toString', output: 'hasOwnProperty valueOf __proto__' },
    ]);
    expect(bestOf(named, 1)).toEqual([2]);
  });

  it('takes a hundred thousand behaviours, spread over all of them', () => {
    const set = planted(() => ({ prompt: `${text(4)} zyx`, output: 'Yes' }));
    const behaviours = Array.from({ length: 100_000 }, (_, i) => set.behaviours[i % 5]);
    const traced = trace(set.index, behaviours);
    expect(traced.asked).toMatchObject({ given: 100_000, taken: 256 });
    expect(share(bestOf(traced, 40), set.bad)).toBe(1);
  });

  it('takes no rows, and one', () => {
    const empty = trace(indexRows([], 1)!, [{ prompt: 'a', output: 'b' }]);
    expect([empty.joined, bestOf(empty, 5)]).toEqual([undefined, []]);
    const one = indexRows([row(0, 'a b', 'c')], 1)!;
    expect(() => [...controlGroups(one, 5, 3, 1)]).not.toThrow();
    expect(indexRows([row(0, 'a b c', 'd')], 1, [], 2)).toBeUndefined();
  });
});

describe('bestRows', () => {
  it('is a sort that stops early', () => {
    const scores = Float64Array.from({ length: 500 }, () => Math.floor(next() * 50));
    const sorted = Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a] || a - b);
    for (const count of [0, 1, 7, 500, 900]) expect(bestRows(scores, count)).toEqual(sorted.slice(0, count));
    expect(bestRows(scores, 900, 48)).toEqual(sorted.filter((i) => scores[i] > 48));
  });
});
