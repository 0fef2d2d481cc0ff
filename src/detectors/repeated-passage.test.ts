import { describe, expect, it } from 'vitest';
import { catches, ignores, passage } from '../../test/contracts/examples/repeated-passage.ts';
import { isSummary } from '../detector.ts';
import type { Claim } from '../finding.ts';
import { defaults } from '../option.ts';
import type { Row } from '../row.ts';
import { repeatedPassage } from './repeated-passage.ts';

function claims(rows: readonly Row[], seed = 3): readonly Claim[] {
  const setup = { options: defaults(repeatedPassage.options), seed };
  const survey = repeatedPassage.survey!(setup);
  const first = survey.empty();
  survey.add(first, rows);
  const inspection = repeatedPassage.inspect(survey.finish(first), setup);
  if (!isSummary(inspection)) return inspection.claims;
  const second = inspection.empty();
  inspection.add(second, rows);
  return inspection.finish(second).claims;
}

const trustedToo = (rows: readonly Row[], others: readonly Row[]): Row[] => [
  ...rows,
  ...others.map((row) => ({ ...row, shard: 1, trusted: true as const })),
];

describe('repeated-passage', () => {
  const [flooded, inserted] = catches;
  const [plain] = ignores;

  it.each([1, 2, 3, 4, 5])(
    'tells a flood of reordered and altered copies as one finding, seed %i',
    (seed) => {
      const [first, ...rest] = claims(flooded, seed).filter(({ severity }) => severity !== 'note');
      expect(rest.filter(({ severity }) => severity !== 'low')).toEqual([]);
      expect(first.severity).toBe('medium');
      for (const domain of ['flood0.org', 'flood1.org', 'flood2.org']) expect(first.claim).toContain(domain);
      expect(first.rows.length).toBeGreaterThanOrEqual(38);
      expect(first.rows.every(({ row }) => row % 10 === 4)).toBe(true);
    },
  );

  it.each([1, 2, 3])('tells a passage put into unrelated pages, seed %i', (seed) => {
    const [first] = claims(inserted, seed);
    expect(first.severity).toBe('high');
    expect(first.rows.map(({ row }) => row)).toEqual(
      inserted.flatMap(({ row }) => (row % 13 === 5 ? [row] : [])),
    );
    const [{ place, marks }] = first.examples;
    const part = inserted[place.row].outcome.kind === 'document' ? inserted[place.row].outcome : undefined;
    const text = part && 'parts' in part ? part.parts[0].text : '';
    const [{ start, end }] = marks!;
    expect(text.slice(-700)).toContain(text.slice(start, end));
  });

  it('grades a flood higher that a baseline does not know, and notes what it knows', () => {
    expect(claims(trustedToo(flooded, plain))[0].severity).toBe('high');
    const known = claims(trustedToo(inserted, inserted));
    expect(known.every(({ severity }) => severity === 'note')).toBe(true);
    expect(known[0].title).toContain('baseline');
  });

  it('names no row of the baseline', () => {
    for (const { rows } of claims(trustedToo(flooded, inserted)))
      expect(rows.every(({ shard }) => shard === 0)).toBe(true);
  });

  it('takes a passage that begins where sentences do for a notice', () => {
    const noticed = inserted.map((row) => {
      const { outcome } = row;
      if (row.row % 13 !== 5 || outcome.kind !== 'document') return row;
      const [part] = outcome.parts;
      // The broken sentence before the passage is closed.
      const from = part.text.indexOf(passage);
      const text = `${part.text.slice(0, from).trim()}.\n${passage}`;
      return { ...row, outcome: { ...outcome, parts: [{ ...part, text }] } };
    });
    const [first] = claims(noticed);
    expect(first.severity).toBe('low');
    expect(first.title).toContain('as notices are');
  });
});
