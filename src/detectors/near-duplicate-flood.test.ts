import { expect, test } from 'vitest';
import type { Claim, Verdict } from '../finding.ts';
import { random } from '../math/random.ts';
import { defaults } from '../option.ts';
import type { Row } from '../row.ts';
import { checkDetector } from '../testing.ts';
import { nearDuplicateFlood } from './near-duplicate-flood.ts';

/** Words without a meaning, some of them common as in a language; the same number gives the same text. */
function prose(number: number, length: number): string {
  const next = random(number);
  return Array.from({ length }, () => `w${Math.floor(next() ** 3 * 4000)}`).join(' ');
}

function row(text: string, label = 'yes', source = ''): Row {
  return {
    shard: 0,
    row: 0,
    context: [{ field: 'text', role: 'user', text }],
    outcome: { kind: 'label', label },
    source,
  };
}

const ordinary = (n: number, sources = 0): Row[] =>
  Array.from({ length: n }, (_, i) =>
    row(prose(10_000 + i, 8 + (i % 25)), i % 3 ? 'yes' : 'no', sources ? `source ${i % sources}` : ''),
  );

/** Inserts copies of a text of thirty words, each word another one with the chance given. */
function flooded(
  rows: readonly Row[],
  copies: number,
  chance: number,
  seed: number,
  source: (i: number) => string = () => '',
): { rows: Row[]; planted: Set<number> } {
  const next = random(seed);
  const text = prose(seed, 30).split(' ');
  const all: (Row & { planted?: boolean })[] = [...rows];
  for (let i = 0; i < copies; i++) {
    const words = text.map((word) => (next() < chance ? `w${Math.floor(next() * 4000)}` : word));
    all.splice(Math.floor(next() * (all.length + 1)), 0, {
      ...row(words.join(' '), 'yes', source(i)),
      planted: true,
    });
  }
  return {
    rows: all.map((r, i) => ({ ...row('', '', r.source), context: r.context, outcome: r.outcome, row: i })),
    planted: new Set(all.flatMap((r, i) => (r.planted ? [i] : []))),
  };
}

const claimsOn = (rows: readonly Row[]): readonly Claim[] => verdict(rows).claims;

function verdict(rows: readonly Row[]): Verdict {
  const setup = { options: defaults(nearDuplicateFlood.options), seed: 1 };
  const survey = nearDuplicateFlood.survey!(setup);
  const state = survey.empty();
  survey.add(state, rows);
  return nearDuplicateFlood.inspect(survey.finish(state), setup) as Verdict;
}

test('keeps the contract of a detector', () => {
  checkDetector(nearDuplicateFlood, {
    catches: [
      flooded(ordinary(800), 40, 0, 3).rows,
      flooded(ordinary(800), 60, 0.05, 4).rows,
      flooded(ordinary(800, 5), 40, 0.05, 5, () => 'source 1').rows,
      [...ordinary(200), row('good film', 'yes'), row('Good film!', 'no')].map((r, i) => ({ ...r, row: i })),
      [...ordinary(2000), ...Array.from({ length: 120 }, () => row('call me back', 'yes'))].map((r, i) => ({
        ...r,
        row: i,
      })),
    ],
    ignores: [
      ordinary(500).map((r, i) => ({ ...r, row: i })),
      // A few copies of this and that.
      flooded(flooded(ordinary(500), 8, 0, 3).rows, 5, 0.05, 4).rows,
      // Short texts repeat by nature.
      [...ordinary(2000), ...Array.from({ length: 30 }, () => row('ok then', 'yes'))].map((r, i) => ({
        ...r,
        row: i,
      })),
      // The same words everywhere: what the corpus is made of.
      Array.from({ length: 300 }, (_, i) => ({ ...row(`${prose(3, 30)} ${i}`), row: i })),
      // Spread over many sources, as a licence or a chain letter is.
      flooded(ordinary(1000, 10), 50, 0, 6, (i) => `source ${i % 10}`).rows,
      // Rows of one template about other things.
      Array.from({ length: 300 }, (_, i) => ({ ...row(`${prose(3, 12)} ${prose(50 + i, 15)}`), row: i })),
    ],
  });
}, 120_000);

test.each([
  [20, 0, 1],
  [50, 0, 1],
  [100, 0.05, 0.9],
  [100, 0.1, 0.8],
  [300, 0.1, 0.8],
])(
  '%i copies, %f of the words changed, are a finding in five of five seeds',
  (copies, chance, recall) => {
    const clean = ordinary(3000);
    for (const seed of [1, 2, 3, 4, 5]) {
      const { rows, planted } = flooded(clean, copies, chance, seed);
      const [claim, ...more] = claimsOn(rows).filter((c) => c.severity === 'medium' || c.severity === 'high');
      expect(more).toEqual([]);
      expect(claim.rows.every((p) => planted.has(p.row))).toBe(true);
      expect(claim.rows.length / copies).toBeGreaterThanOrEqual(recall);
    }
  },
  120_000,
);

test('a flood is told with its source, its span and what is ordinary', () => {
  const { rows } = flooded(ordinary(1000, 5), 40, 0, 3, () => 'source 1');
  const [claim] = claimsOn(rows);
  expect(claim).toMatchObject({ severity: 'medium', title: '40 near copies of one row from "source 1"' });
  expect(claim.claim).toMatch(/All of them come from the source "source 1", which gives 2\d % of the rows\./);
  const evidence = new Map(claim.evidence.map((e) => [e.name, e.value]));
  expect(evidence.get('near copies')).toBe(40);
  expect(evidence.get('different wordings')).toBe(1);
});

test('a flood of a twentieth of the corpus is high', () => {
  expect(claimsOn(flooded(ordinary(3000), 250, 0, 3).rows)[0].severity).toBe('high');
});

test('ten floods at once are ten findings, ordinary repetition one note', () => {
  let rows: Row[] = ordinary(3000);
  for (let k = 0; k < 10; k++) rows = flooded(rows, 25 + k, 0, 100 + k).rows;
  for (let k = 0; k < 30; k++) rows = flooded(rows, 2 + (k % 3), 0, 200 + k).rows;
  expect(claimsOn(rows).map((c) => c.severity)).toEqual([...Array<string>(10).fill('medium'), 'note']);
}, 60_000);

test('a source cannot dress up its name', () => {
  const { rows } = flooded(ordinary(1000, 5), 40, 0, 3, () => '\u001b[2J\u202eevil');
  expect(claimsOn(rows)[0].title).toBe('40 near copies of one row from "\\u{001B}[2J\\u{202E}evil"');
});

test('what would have been found grows with the copies, from what a flood needs here', () => {
  const chances = (rows: readonly Row[]): Map<number, number> =>
    new Map(verdict(rows).power[0].points.map(({ rows: n, chance }) => [n, chance]));
  const usual = chances(ordinary(900));
  expect(usual.get(10)).toBe(0);
  expect(usual.get(20)).toBeGreaterThan(0.8);
  // Where one row stands twelve times by nature, 36 are needed.
  const repeating = chances([...ordinary(900), ...Array.from({ length: 12 }, () => row(prose(3, 20)))]);
  expect(repeating.get(30)).toBe(0);
  expect(repeating.get(50)).toBeGreaterThan(0.95);
  // More than half of all rows are no flood.
  expect(usual.get(300)).toBeGreaterThan(0.95);
  expect(usual.get(1000)).toBe(0);
});
