import { describe, expect, it } from 'vitest';
import { labelled, pick, review } from '../../test/contracts/made-rows.ts';
import type { Verdict } from '../finding.ts';
import { random } from '../math/random.ts';
import { defaults } from '../option.ts';
import type { Row } from '../row.ts';
import { compactRows } from '../summaries/compact-rows.ts';
import { judge, labelAgainstText } from './label-against-text.ts';
import { labelled as labelledRows } from './label-against-text/labelled.ts';

function verdict(rows: readonly Row[]): Verdict {
  const summary = compactRows(1, 2 ** 26);
  const state = summary.empty();
  summary.add(state, rows);
  return judge(summary.finish(state), { options: defaults(labelAgainstText.options), seed: 1 });
}

const text = (row: number, words: string, label: string): Row => labelled(row, words, label);

function reviews(count: number, seed: number, label: (good: boolean, i: number) => boolean): Row[] {
  const next = random(seed);
  return Array.from({ length: count }, (_, i) => {
    const good = next() < 0.5;
    return text(i, review(good, next), label(good, i) ? '1' : '0');
  });
}

describe('label-against-text', () => {
  it('names the rows that are labelled wrongly, and how many there are', () => {
    const { claims } = verdict(reviews(1200, 1, (good, i) => good === (i % 10 !== 3)));
    const [noise] = claims;
    expect(noise.severity).toBe('medium');
    const right = noise.rows.filter(({ row }) => row % 10 === 3);
    expect(right.length).toBeGreaterThan(0.95 * noise.rows.length);
    expect(right.length).toBeGreaterThan(80);
    expect(noise.examples.some(({ pair }) => pair !== undefined)).toBe(true);
  });

  it('finds as many labels exchanged at random as it says it would, and not so few that it would not', () => {
    const count = 1200;
    const [{ points }] = verdict(reviews(count, 1, (good) => good)).power;
    const missed = points.findLast(({ chance }) => chance <= 0.05)!.rows;
    const enough = points.find(({ chance }) => chance >= 0.95)!.rows;
    expect(points.every(({ rows }, i) => i === 0 || rows > points[i - 1].rows)).toBe(true);
    for (const [wrong, severities] of [
      [missed, []],
      [enough, ['medium']],
    ] as const) {
      const rows = reviews(count, 1, (good, i) => good === (i * 7919) % count >= wrong);
      const graded = verdict(rows).claims.filter(
        ({ threat, severity }) => threat === 'availability' && severity === 'medium',
      );
      expect(graded.map(({ severity }) => severity)).toEqual(severities);
    }
  });

  it('makes one finding of the rows about one thing', () => {
    const next = random(2);
    const rows = reviews(1500, 3, (good) => good).map((row, i) =>
      i % 50 === 7 ? text(i, `${review(true, next)} ${pick(['of', 'by', 'from'], next)} zanzibar`, '0') : row,
    );
    const regions = verdict(rows).claims.filter(
      ({ threat, severity }) => threat === 'targeted-error' && severity === 'medium',
    );
    expect(regions.length).toBe(1);
    expect(regions[0].title).toContain('zanzibar');
    expect(regions[0].rows.every(({ row }) => row % 50 === 7)).toBe(true);
    expect(regions[0].rows.length).toBeGreaterThan(20);
  });

  it('accuses no row that is vouched for', () => {
    const rows = reviews(1200, 4, (good, i) => good === (i % 10 !== 3));
    const vouched = rows.map((row, i): Row => (i % 2 === 1 ? { ...row, trusted: true } : row));
    for (const claim of verdict(vouched).claims)
      expect(claim.rows.every(({ row }) => row % 2 === 0)).toBe(true);
  });

  it('says what it could not judge', () => {
    const next = random(5);
    const some = (n: number, label: (i: number) => string) =>
      Array.from({ length: n }, (_, i) => text(i, review(next() < 0.5, next), label(i)));
    const reasons: [string, Row[]][] = [
      ['too few', some(100, (i) => String(i % 2))],
      ['a scale', some(600, (i) => String((i % 40) / 4))],
      ['fewer than 8 rows', some(600, (i) => `name ${i}`)],
      ['too many', some(3000, (i) => `class ${i % 300}`)],
      ['one label alone', some(300, () => 'a')],
      ['do not tell the labels apart', some(400, () => pick(['a', 'b'], next))],
    ];
    for (const [reason, rows] of reasons) {
      const { claims, untestable } = verdict(rows);
      expect(claims).toEqual([]);
      expect(untestable.join()).toContain(reason);
    }
  });

  it('bears empty, huge, strange and all alike texts', () => {
    const odd = ['', ' ', '\u0000\u202e', '👩‍👩‍👧'.repeat(50), 'word '.repeat(20_000), '__proto__', 'same text'];
    const rows = Array.from({ length: 600 }, (_, i) =>
      text(i, `${odd[i % odd.length]}${i % 3 ? i : ''}`, String(i % 2)),
    );
    expect(() => verdict(rows)).not.toThrow();
    expect(() => verdict(rows.map((_, i) => text(i, '', i % 2 ? 'a' : 'b')))).not.toThrow();
  });

  it('reads the vector that rows bring along', () => {
    const next = random(6);
    const rows = Array.from({ length: 800 }, (_, i): Row => {
      const up = next() < 0.5;
      const embedding = new Float32Array(16).map(
        (zero, d) => zero + (d < 4 ? (up ? 1 : -1) : 0) + next() - 0.5,
      );
      const label = up === (i % 10 !== 3) ? '1' : '0';
      return { ...text(i, `text number ${i}`, label), embedding };
    });
    const [noise] = verdict(rows).claims;
    expect(noise.severity).toBe('medium');
    expect(noise.rows.filter(({ row }) => row % 10 === 3).length).toBeGreaterThan(0.9 * noise.rows.length);
  });

  it('bears a vector with numbers that are not finite, as a row without one', () => {
    const next = random(7);
    const state = compactRows(1, 2 ** 26);
    const empty = state.empty();
    state.add(
      empty,
      reviews(800, 8, (good, i) => good === (i % 10 !== 3)).map((row): Row => ({
        ...row,
        embedding: new Float32Array(16).map(() => next() - 0.5),
      })),
    );
    const all = state.finish(empty);
    const width = all.embeddings.length / all.count;
    // Whatever the projection makes of them: infinite numbers of both signs, and none at all.
    all.embeddings.fill(Infinity, 0, width);
    all.embeddings.fill(-Infinity, width / 2, width);
    all.embeddings[1] = NaN;
    const { claims } = judge(all, { options: defaults(labelAgainstText.options), seed: 1 });
    expect(claims[0].severity).toBe('medium');
    const numbers = claims.flatMap(({ evidence }) => evidence.map(({ value }) => value));
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers.every(Number.isFinite)).toBe(true);
    all.embeddings.fill(0, 0, width);
    expect(judge(all, { options: defaults(labelAgainstText.options), seed: 1 }).claims).toEqual(claims);
    const given = reviews(800, 8, (good, i) => good === (i % 10 !== 3)).map((row, i): Row => ({
      ...row,
      embedding: new Float32Array(16).fill(i === 5 ? Infinity : i % 7),
    }));
    expect(
      verdict(given)
        .claims.flatMap((c) => c.evidence.map((e) => e.value))
        .every(Number.isFinite),
    ).toBe(true);
  });

  it('learns from fewer rows where each brings a vector and there are many classes', () => {
    const next = random(9);
    const rows = Array.from({ length: 4000 }, (_, i): Row => text(i, `text ${i}`, `class ${i % 40}`));
    const withVectors = rows.map((row): Row => ({
      ...row,
      embedding: new Float32Array(8).map(() => next() - 0.5),
    }));
    const shareOf = (some: readonly Row[]): number => {
      const summary = compactRows(1, 2 ** 26);
      const state = summary.empty();
      summary.add(state, some);
      const chosen = labelledRows(summary.finish(state));
      return 'share' in chosen ? chosen.share : 0;
    };
    expect(shareOf(rows)).toBe(1);
    expect(shareOf(withVectors)).toBeLessThan(0.5);
    expect(shareOf(withVectors)).toBeGreaterThan(0.1);
  });
});
