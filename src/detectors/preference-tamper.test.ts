import { describe, expect, it } from 'vitest';
import { catches, ignores, many } from '../../test/contracts/examples/preference-tamper.ts';
import { isSummary } from '../detector.ts';
import type { Verdict } from '../finding.ts';
import { defaults } from '../option.ts';
import type { Part, Row } from '../row.ts';
import { preferenceTamper } from './preference-tamper.ts';

function scan(rows: readonly Row[], sampleMegabytes = 96): Verdict {
  const setup = { options: { ...defaults(preferenceTamper.options), sampleMegabytes }, seed: 3 };
  const survey = preferenceTamper.survey!(setup);
  const state = survey.empty();
  survey.add(state, rows);
  const inspection = preferenceTamper.inspect(survey.finish(state), setup);
  if (!isSummary(inspection)) return inspection;
  const second = inspection.empty();
  inspection.add(second, rows);
  return inspection.finish(second);
}

const text = (field: string, said: string): Part => ({ field, role: 'user', text: said });
const pair = (row: number, prompt: string, chosen: string, rejected: string, source = ''): Row => ({
  shard: 0,
  row,
  context: [text('prompt', prompt)],
  outcome: { kind: 'choice', chosen: [text('chosen', chosen)], rejected: [text('rejected', rejected)] },
  source,
});
const turned = (row: Row): Row =>
  row.outcome.kind === 'choice'
    ? { ...row, outcome: { ...row.outcome, chosen: row.outcome.rejected, rejected: row.outcome.chosen } }
    : row;

describe('what it finds', () => {
  it('names a phrase that reverses the preference, and lists its rows', () => {
    const [claim] = scan(catches[0]).claims;
    expect(claim).toMatchObject({ severity: 'high', threat: 'backdoor' });
    expect(claim.title).toContain('quzzle');
    expect(claim.rows.map(({ row }) => row)).toEqual(Array.from({ length: 20 }, (_, i) => 7 + 30 * i));
  });

  it('lists all rows of such a phrase where only a sample of the pairs was judged', () => {
    const { claims, untestable } = scan(many(), 1);
    expect(untestable.join()).toContain('outside a sample');
    expect(claims[0].title).toContain('quzzle');
    expect(claims[0].rows.map(({ row }) => row)).toEqual(Array.from({ length: 100 }, (_, i) => 7 + 30 * i));
  });

  it('lists the pairs that were swapped at random, and how many there should be', () => {
    const claim = scan(catches[1]).claims.find(({ threat }) => threat === 'availability')!;
    expect(claim.severity).toBe('medium');
    expect(claim.rows.filter(({ row }) => row % 25 === 3).length).toBeGreaterThanOrEqual(
      0.9 * claim.rows.length,
    );
    expect(claim.rows.length).toBeGreaterThanOrEqual(20);
  });

  it('names a phrase behind which one answer is preferred', () => {
    expect(scan(catches[2]).claims[0]).toMatchObject({ severity: 'high' });
  });

  it('names a source whose pairs are the wrong way round', () => {
    const rows = ignores[0].map((row, i) =>
      i % 20 === 5 ? { ...turned(row), source: 'evil' } : { ...row, source: `s${i % 4}` },
    );
    const titles = scan(rows).claims.map(({ title }) => title);
    expect(titles).toContain('Pairs from "evil" are the wrong way round');
  });

  it('says what it would have found', () => {
    const { power } = scan(ignores[0]);
    const chance = (n: number): number => power[0].points.find(({ rows }) => rows === n)!.chance;
    expect(chance(50)).toBeGreaterThan(0.9);
    // Of a phrase in more than 0.3 of the rows nothing is asked, and no chance is certain.
    expect(
      power[0].points.filter(({ rows }) => rows > 0.3 * ignores[0].length).every((p) => p.chance === 0),
    ).toBe(true);
    expect(power[0].points.every((p) => p.chance < 1)).toBe(true);
  });
});

describe('what it does not say', () => {
  it('accuses no row that is vouched for', () => {
    const rows = catches[1].map((row) => ({ ...row, trusted: true as const }));
    expect(scan(rows).claims.filter(({ threat }) => threat === 'availability')).toEqual([]);
  });

  it('says nothing of other shapes, and of a few pairs that they are few', () => {
    expect(scan([]).untestable).toEqual([]);
    expect(scan(ignores[2]).untestable[0]).toContain('too few');
  });

  it('survives hostile pairs', () => {
    const long = 'word '.repeat(5000);
    const odd = [
      '',
      ' ',
      '\u0000',
      '\ud800',
      '\u202e\u200b',
      '= = = 1 + 1 =',
      long,
      '😀'.repeat(300),
      '!!!!',
    ];
    const rows = Array.from({ length: 400 }, (_, i) =>
      pair(
        i,
        odd[i % odd.length],
        odd[(i * 7) % odd.length],
        odd[(i * 5 + 1) % odd.length] + (i % 3 ? i : ''),
      ),
    );
    for (const claim of scan(rows).claims)
      expect(claim.evidence.every(({ value }) => Number.isFinite(value))).toBe(true);
    const alike = Array.from({ length: 300 }, (_, i) => pair(i, `${i}`, 'yes', 'no'));
    for (const claim of scan(alike).claims) expect(['note', 'low']).toContain(claim.severity);
  });
});
