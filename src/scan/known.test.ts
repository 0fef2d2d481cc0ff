import { describe, expect, it } from 'vitest';
import type { Claim } from '../finding.ts';
import type { MarkersFile } from '../report/markers.ts';
import { knownOf, likeness } from './known.ts';

const file = (rows: number, markers: Readonly<Record<string, number>>): MarkersFile => ({
  path: 'markers.jsonl',
  sha256: '',
  rows,
  detectors: [{ id: 'd', version: 1 }],
  lines: Object.entries(markers).map(([marker, held]) => ({ detector: 'd', rows: held, marker })),
});
const about = (...markers: readonly (readonly [string, number])[]): Claim => ({
  ...({} as Claim),
  markers: markers.map(([text, rows]) => ({ text, rows })),
});
const nothing = { rows: 0, of: 0 };
const known = (...files: readonly MarkersFile[]) => knownOf(files).get('d');

describe('what is known of older text', () => {
  it('explains a string that is about as frequent, whatever white space stands in it', () => {
    const older = known(file(1000, { 'See also:': 40 }));
    const like = likeness(about(['See\nalso:', 50]), older, nothing, 50, 1000);
    expect([like.rows, like.of]).toEqual([40, 1000]);
    expect(like.times).toBeCloseTo(50 / 41);
    expect(like.chance).toBeGreaterThan(0.01);
  });

  it('explains no string that is much more frequent, is not there, or is there in one text of many', () => {
    const chance = (older: ReturnType<typeof known>): number =>
      likeness(about(['See also:', 50]), older, nothing, 50, 1000).chance;
    expect(chance(known(file(1000, { 'See also:': 8 })))).toBeLessThan(1e-6);
    expect(chance(known(file(1000, {})))).toBeLessThan(1e-6);
    expect(chance(known(file(1000, { 'See also:': 50 }), file(9000, {})))).toBeLessThan(1e-6);
  });

  it('takes the string that is known best, of those in about as many rows', () => {
    const older = known(file(1000, { also: 50, the: 500 }));
    const of = (second: string, rows: number) =>
      likeness(about(['See also:', 50], [second, rows]), older, nothing, 50, 1000);
    expect(of('also', 60).rows).toBe(50);
    expect(of('the', 500)).toMatchObject({ rows: 0 });
  });

  it('adds up with rows that were read', () => {
    const like = likeness(about(['a', 30]), known(file(1000, { a: 3 })), { rows: 27, of: 1000 }, 30, 2000);
    expect([like.rows, like.of]).toEqual([30, 2000]);
    expect(like.chance).toBeGreaterThan(0.1);
  });
});
