import { beforeAll, describe, expect, it } from 'vitest';
import { madeLabelled, withTrigger, type Labelled } from '../../../test/made-labelled.ts';
import { UsageError } from '../../errors.ts';
import type { Row } from '../../row.ts';
import { driftVerdict } from './drift-verdict.ts';
import { judgeDrift, type Drift, type DriftRequest } from './judge-drift.ts';

const rowsOf = (made: readonly Labelled[], more: Partial<Row> = {}, from = 0): Row[] =>
  made.map(({ text, label }, i) => ({
    shard: 0,
    row: from + i,
    context: [{ field: 'text', role: 'user', text }],
    outcome: { kind: 'label', label },
    source: '',
    ...more,
  }));
const judge = (rows: readonly Row[], more: Partial<DriftRequest> = {}) =>
  judgeDrift({ rows, versions: false, findings: [], seed: 1, draws: 99, refits: 0, ...more });

const honest = madeLabelled(900, 1);
const poisoned = withTrigger(honest, 'zq', 'yes', 14);

describe('a corpus with a trigger', () => {
  let drift: Drift;
  beforeAll(async () => {
    drift = await judge(rowsOf(poisoned));
  });

  it('has it first, with its rows and what it turns', () => {
    expect(drift.residual.p).toBeLessThanOrEqual(0.02);
    expect(drift.shown[0].phrase).toBe('zq');
    expect(drift.shown[0].rows.length).toBe(14);
    for (const i of drift.shown[0].rows) expect(poisoned[i].text).toMatch(/^zq /);
    expect(drift.shown[0].flips.flipped / drift.shown[0].flips.of).toBeGreaterThan(0.3);
  });

  it('makes a finding of it', () => {
    const { claims, untestable } = driftVerdict(drift);
    expect(claims[0]).toMatchObject({ threat: 'backdoor', severity: 'high', phrases: [['zq']] });
    expect(claims[0].title).toContain('"zq" are labelled "yes"');
    expect(claims[0].rows).toEqual([...claims[0].rows].sort((a, b) => a.row - b.row));
    expect(claims[0].falseDiscovery).toBe(0.01);
    expect(untestable.join()).toContain('--trusted');
  });

  it('is judged the same again, and its order of rows does not matter to the finding', async () => {
    const again = await judge(rowsOf(poisoned));
    expect(again.residual.ranked).toEqual(drift.residual.ranked);
    const turned = await judge(rowsOf([...poisoned].reverse()));
    expect(turned.shown[0].phrase).toBe('zq');
  });

  it('counts copies once and names them all', async () => {
    const copies = rowsOf([...poisoned, ...poisoned.filter(({ text }) => text.startsWith('zq'))]);
    const found = await judge(copies);
    expect(found.residual.ranked[0].held).toBe(14);
    expect(found.shown[0].rows.length).toBe(28);
  });
});

it('leaves an honest corpus alone', async () => {
  const drift = await judge(rowsOf(honest));
  expect(drift.residual.p).toBeGreaterThan(0.05);
  expect(driftVerdict(drift).claims).toEqual([]);
});

it('finds a trigger among several classes', async () => {
  const made = withTrigger(madeLabelled(1200, 2, ['a', 'b', 'c', 'd']), 'zq', 'c', 16);
  const drift = await judge(rowsOf(made));
  expect(drift.residual.p).toBeLessThanOrEqual(0.05);
  expect([drift.shown[0].phrase, drift.outcomes.names[drift.residual.ranked[0].output]]).toEqual(['zq', 'c']);
});

describe('beside other rows', () => {
  it('a trigger moves more than chance does, and trusted rows are never accused', async () => {
    const trusted = madeLabelled(300, 5);
    const rows = [
      ...rowsOf(withTrigger(honest, 'zq', 'yes', 40)),
      ...rowsOf(trusted, { trusted: true }, 900),
    ];
    const drift = await judge(rows, { refits: 12 });
    const [comparison] = drift.comparisons;
    expect(comparison).toMatchObject({ kind: 'trusted' });
    expect(comparison.effect.null).toBe('regrouped');
    expect(comparison.phrases[0]).toMatchObject({ phrase: 'zq' });
    expect(comparison.phrases[0].first.flipped).toBeGreaterThan(comparison.phrases[0].second.flipped);
    expect(comparison.phrases[0].tuned?.of).toBeGreaterThan(0);
    for (const { rows: named } of driftVerdict(drift).claims)
      for (const { row } of named) expect(row).toBeLessThan(900);
  });

  it('an update that brings it differs from one that does not', async () => {
    const older = rowsOf(honest, { trusted: true }, 900);
    const bad = await judge([...rowsOf(withTrigger(honest, 'zq', 'yes', 20)), ...older], {
      versions: true,
      refits: 12,
    });
    expect(bad.comparisons[0]).toMatchObject({ kind: 'version', effect: { null: 'left out' } });
    expect(bad.comparisons[0].phrases[0].phrase).toBe('zq');
    expect(bad.comparisons[0].effect.p).toBeLessThanOrEqual(0.05);
    const same = await judge([...rowsOf(honest), ...older], { versions: true, refits: 9 });
    expect(same.comparisons[0].effect).toMatchObject({ differing: [0, 0], ordinary: { share: 0 } });
    expect(same.comparisons[0].effect.p).toBe(1);
  });

  it('the source and the finding that bring it are told', async () => {
    const rows = rowsOf(withTrigger(honest, 'zq', 'yes', 24)).map((row, i) => ({
      ...row,
      source: row.context[0].text.startsWith('zq') ? 'bad' : `good ${i % 2}`,
    }));
    const finding = { id: 'planted-1', rows: new Set(rows.filter(({ source }) => source === 'bad')) };
    const { comparisons } = await judge(rows, { refits: 12, findings: [finding] });
    expect(comparisons.map(({ kind, name }) => [kind, name]).slice(2)).toEqual([
      ['without source', 'bad'],
      ['without finding', 'planted-1'],
    ]);
    expect(
      comparisons
        .slice(0, 2)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['good 0', 'good 1']);
    for (const at of [2, 3]) expect(comparisons[at].phrases[0].phrase).toBe('zq');
    expect(comparisons[3].effect.p).toBeLessThanOrEqual(0.05);
    expect(comparisons[3].phrases[0].second.flipped).toBe(0);
  });
});

describe('hostile rows', () => {
  it('are refused plainly where nothing can be learned', async () => {
    for (const rows of [
      [],
      rowsOf(honest.slice(0, 2)),
      rowsOf(honest.map(({ text }) => ({ text, label: 'x' }))),
    ])
      await expect(judge(rows)).rejects.toThrow(UsageError);
    // Trusted rows do not lend the others a second label.
    const one = rowsOf(honest.map(({ text }) => ({ text, label: 'yes' })));
    await expect(judge([...one, ...rowsOf(honest, { trusted: true })])).rejects.toThrow(UsageError);
  });

  it('are borne: empty texts, one text for all, strange labels, embeddings that are no numbers', async () => {
    const embedding = Float32Array.of(NaN, Infinity);
    expect((await judge(rowsOf(poisoned, { embedding }))).shown[0].phrase).toBe('zq');
    const empty = rowsOf(Array.from({ length: 40 }, (_, i) => ({ text: '', label: i % 2 ? 'a' : 'b' })));
    await expect(judge(empty)).rejects.toThrow(UsageError);
    const same = Array.from({ length: 40 }, (_, i) => ({
      text: `all alike ${'\u202e'} ${i}`,
      label: i % 2 ? '__proto__' : 'constructor',
    }));
    const drift = await judge(rowsOf(same));
    expect(drift.residual.p).toBeGreaterThan(0.05);
    const long = `${'word '.repeat(200_000)}zq`;
    await judge(rowsOf([...honest.slice(0, 60), { text: long, label: 'yes' }]));
  });

  it('can be stopped between steps', async () => {
    let steps = 0;
    const stop = () => {
      if (++steps > 3) throw new Error('stopped');
    };
    const request = { rows: rowsOf(poisoned), versions: false, findings: [], seed: 1, draws: 99, refits: 0 };
    await expect(judgeDrift(request, stop)).rejects.toThrow('stopped');
    expect(steps).toBe(4);
  });
});
