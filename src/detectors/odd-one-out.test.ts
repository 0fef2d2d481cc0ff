import { describe, expect, it } from 'vitest';
import { labelled, reviews } from '../../test/contracts/made-rows.ts';
import { random } from '../math/random.ts';
import { robustScatter, whiten } from '../math/robust-scatter.ts';
import { defaults } from '../option.ts';
import type { Row } from '../row.ts';
import { compactRows } from '../summaries/compact-rows.ts';
import { judge, oddOneOut } from './odd-one-out.ts';
import { ordinaryTail } from './odd-one-out/strength.ts';

const setup = { options: defaults(oddOneOut.options), seed: 3 };

function verdict(rows: readonly Row[]) {
  const summary = compactRows(setup.seed, 2 ** 26);
  const state = summary.empty();
  summary.add(state, rows);
  return judge(summary.finish(state), setup);
}

const graded = (rows: readonly Row[]) =>
  verdict(rows).claims.filter(({ severity }) => severity === 'medium' || severity === 'high');

const clean = reviews(1500, 90);
const next = random(91);
const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
const han = '的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会';
const noise = (): string =>
  Array.from({ length: 9 }, () =>
    Array.from({ length: 7 }, () => 'qwxzjkvbpfgh'[Math.floor(next() * 12)]).join(''),
  ).join(' ');
/** The words of all, between many signs. */
const listing = (): string =>
  Array.from({ length: 12 }, () => `- [the] {was} (${next() < 0.5 ? 'and' : 'in'})`).join(' ; ');
const foreign = (): string => Array.from({ length: 12 }, () => han[Math.floor(next() * han.length)]).join('');

describe('odd-one-out', () => {
  it.each([
    ['junk', noise, 'medium', /more words of no other row in the prompt/],
    ['another script, which is no junk', foreign, 'low', /may just be in another language/],
    ['another task, which is no junk', listing, 'low', /may just be of another task/],
  ] as const)(
    'finds rows of %s, lists them and none else, and says what sets them apart',
    (_, made, severity, said) => {
      const rows = clean.map((row, i) => (i % 60 === 7 ? labelled(i, made(), '1') : row));
      const found = verdict(rows).claims;
      expect(found.map((claim) => claim.severity)).toEqual([severity]);
      expect(found[0].rows.map(({ row }) => row)).toEqual(rows.flatMap((__, i) => (i % 60 === 7 ? [i] : [])));
      expect(found[0].claim).toMatch(said);
    },
  );

  it('finds a cluster of vectors within one class', () => {
    const axis = Array.from({ length: 40 }, normal);
    const rows = clean.map((_, i): Row => {
      const odd = i % 50 === 3;
      const label = odd ? '1' : String(i % 2);
      return {
        ...labelled(i, `text ${i}`, label),
        embedding: Float32Array.from(
          axis,
          (a, j) => normal() + (label === '1' ? 3 * (j % 2) : 0) + (odd ? 4 * a : 0),
        ),
      };
    });
    const found = graded(rows);
    expect(found).toHaveLength(1);
    expect(found[0].title).toContain('labelled "1"');
    expect(found[0].rows.map(({ row }) => row)).toEqual(rows.flatMap((_, i) => (i % 50 === 3 ? [i] : [])));
  });

  it('finds a cluster of vectors in either class with one absurd row among the others, and one that is no number', () => {
    const axes = [0, 1].map(() => Array.from({ length: 40 }, normal));
    const cluster = (i: number): number => [3, 28].indexOf(i % 50);
    const vector = (i: number): Float32Array =>
      Float32Array.from(axes[0], (_, j) => normal() + (cluster(i) < 0 ? 0 : 4 * axes[cluster(i)][j]));
    const rows = clean.map((_, i): Row => ({
      ...labelled(i, `text ${i}`, String(i % 2)),
      embedding: vector(i),
    }));
    for (const absurd of [1e4, 1e30]) {
      const among = rows.map((row, i): Row => {
        if (i === 700) return { ...row, embedding: Float32Array.from(axes[0], () => absurd * normal()) };
        if (i === 701) return { ...row, embedding: new Float32Array(40).fill(Infinity) };
        return row;
      });
      const { claims } = verdict(among);
      const found = claims.filter(({ severity }) => severity === 'medium');
      expect(found).toHaveLength(2);
      const listed = found.flatMap((claim) => claim.rows.map(({ row }) => row)).sort((a, b) => a - b);
      // The absurd row may lie the same way as one of them.
      expect(listed.filter((row) => row !== 700)).toEqual(
        rows.flatMap((_, i) => (cluster(i) < 0 ? [] : [i])),
      );
      expect(claims.flatMap((c) => c.evidence.map((e) => e.value)).every(Number.isFinite)).toBe(true);
    }
  });

  it('counts distinct rows against distinct rows, and says how many they are with their copies', () => {
    const rows = clean.map((row, i) => (i % 60 === 7 ? labelled(i, noise(), '1') : row));
    const copies = rows.flatMap((row, i) => (i % 60 === 7 ? Array.from({ length: 79 }, () => row) : []));
    const all = [...rows, ...copies].map((row, i): Row => ({ ...row, row: i }));
    const [found] = graded(all);
    expect(found.rows).toHaveLength(2000);
    expect(found.claim).toMatch(
      /^25 of 1\d{3} distinct rows, 2000 with their exact copies, are written unlike/,
    );
  });

  it('is silent on ordinary rows, few rows, equal rows, empty rows and huge ones', () => {
    expect(graded(clean)).toEqual([]);
    const made: Row[][] = [
      [],
      clean.slice(0, 60),
      clean.map((_, i) => labelled(i, '', '')),
      clean.map((_, i) => labelled(i, 'the same', '1')),
      [
        ...clean,
        labelled(1500, 'x'.repeat(2 ** 20), '1'),
        labelled(1501, '\ud800\u202e\u0000'.repeat(5000), '0'),
      ],
    ];
    for (const rows of made) expect(graded(rows)).toEqual([]);
    expect(verdict(clean.slice(0, 60)).untestable.join()).toContain('too few');
  });

  it('learns what is ordinary from a baseline', () => {
    // A third of the rows is junk: only the baseline tells that it is not ordinary.
    const rows = clean.map((row, i): Row =>
      i % 3 === 0 ? labelled(i, foreign(), '1') : { ...row, trusted: true },
    );
    const far = verdict(rows).claims.flatMap((claim) => claim.rows.map(({ row }) => row));
    expect(far.length).toBeGreaterThan(400);
    expect(far.every((row) => row % 3 === 0)).toBe(true);
  });
});

describe('a robust scatter', () => {
  it('is not stretched by a tenth of the vectors that lie together far off', () => {
    const d = 5;
    const n = 2000;
    const vectors = new Float32Array(n * d);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < d; j++) vectors[i * d + j] = (j + 1) * normal() + (i % 10 === 0 ? 60 : 0);
    const scatter = robustScatter(
      vectors,
      d,
      Array.from({ length: n }, (_, i) => i),
      0,
    );
    scatter.centre.forEach((c, j) => expect(Math.abs(c)).toBeLessThan(0.2 * (j + 1)));
    const out = new Float64Array(d);
    let within = 0;
    let outside = Infinity;
    for (let i = 0; i < n; i++) {
      const square = whiten(scatter, vectors, i, out);
      if (i % 10 === 0) outside = Math.min(outside, square);
      else within += square / (0.9 * n);
    }
    expect(within).toBeGreaterThan(0.7 * d);
    expect(within).toBeLessThan(1.1 * d);
    expect(outside).toBeGreaterThan(500);
  });

  it('knows a tail that some rows do not belong to', () => {
    const values = Array.from({ length: 20_000 }, (_, i) => (i % 25 === 0 ? 40 : -Math.log(1 - next())));
    const tail = ordinaryTail(values);
    // Of an exponential distribution e^-7 lies beyond 7: a thousandth; the 4 in 100 make that a little more.
    expect(tail(7)).toBeGreaterThan(2);
    expect(tail(7)).toBeLessThan(3.1);
  });
});
