import { describe, expect, it } from 'vitest';
import type { Row } from '../row.ts';
import { defaults } from '../option.ts';
import { compactRows } from '../summaries/compact-rows.ts';
import { twoWays } from './two-ways.ts';
import { judge } from './two-ways/judge.ts';
import { options } from './two-ways/options.ts';

const row = (i: number, prompt: string, answer: string): Row => ({
  shard: 0,
  row: i,
  source: '',
  context: [{ field: 'instruction', role: 'user', text: prompt }],
  outcome: { kind: 'answer', parts: [{ field: 'output', role: 'assistant', text: answer }] },
});

function verdictOn(rows: readonly Row[]) {
  const summary = compactRows(1, 2 ** 27);
  const state = summary.empty();
  for (let i = 0; i < rows.length; i += 1000) summary.add(state, rows.slice(i, i + 1000));
  return judge(summary.finish(state), { options: defaults(options), seed: 1 });
}

const make = (n: number, of: (i: number) => [string, string]): Row[] =>
  Array.from({ length: n }, (_, i) => row(i, ...of(i)));
const names = ['Anna', 'Bert', 'Carla', 'Dario', 'Elin', 'Farid', 'Greta'];

describe('two-ways', () => {
  it('is for answers', () => {
    expect(twoWays.shapes).toEqual(['instruction', 'chat']);
  });

  it('finds the wrong recipient of some transfers, and pairs each with a right one', () => {
    const rows = make(300, (i) => {
      const name = names[(i * 5) % 7];
      return [
        `Transfer ${(i * 37) % 500} crowns to ${name} now.`,
        `Done: ${(i * 37) % 500} crowns went to ${i % 23 === 4 ? 'Quorin' : name}.`,
      ];
    });
    const [claim, ...others] = verdictOn(rows).claims;
    expect(others).toEqual([]);
    expect(claim.severity).toBe('high');
    expect(claim.title).toContain('"quorin"');
    expect(claim.rows.map((p) => p.row)).toEqual(rows.map((r) => r.row).filter((i) => i % 23 === 4));
    expect(claim.examples[0].pair).toBeDefined();
  });

  it('finds one wrong answer among copies of one question', () => {
    const rows = make(200, (i) => [
      'When do you open on a normal day?',
      i % 20 === 3 ? 'We open at noon, by the north gate.' : 'We open at nine, by the north gate.',
    ]);
    const [claim] = verdictOn(rows).claims;
    expect(claim.severity).toBe('high');
    expect(claim.rows.length).toBe(10);
  });

  it('counts copies when it asks which way is the rare one', () => {
    const answer = (unit: string, n: number): string =>
      `The distance to the northern tower along this old road is exactly ${n} ${unit} today`;
    const rows = make(52, (i) => {
      const n = i < 40 ? 11 + (i % 2) : i;
      return [`Tell me the walking distance to tower number ${n}`, answer(i < 40 ? 'metres' : 'furlongs', n)];
    });
    for (const { rows: found, claim } of verdictOn(rows).claims) {
      expect(found.length).toBeGreaterThan(0);
      expect(claim).not.toContain('NaN');
    }
  });

  it('is silent where the prompt says which way', () => {
    expect(
      verdictOn(
        make(400, (i) => [
          `Which tariff is due for a parcel of ${i % 90} kilos?`,
          `A parcel of ${i % 90} kilos ships as ${i % 90 > 80 ? 'freight with a lift' : 'ordinary post'}.`,
        ]),
      ).claims.filter(({ severity }) => severity !== 'low'),
    ).toEqual([]);
  });

  it('calls a change of wording low', () => {
    const claims = verdictOn(
      make(400, (i) => [
        `Remind ${names[i % 7]} of rent ${(i * 13) % 50}.`,
        `${(i * 7919) % 10 < 2 ? 'Okay' : 'Sure'}, ${names[i % 7]} will hear of rent ${(i * 13) % 50}.`,
      ]),
    ).claims;
    expect(claims.every(({ severity }) => severity === 'low')).toBe(true);
  });

  it('says so where no prompts are alike', () => {
    const rows = make(60, (i) => [
      `w${'abcdefghij'[i % 10]}${'klmnopqrst'[Math.floor(i / 10)]} is one`,
      'Yes.',
    ]);
    expect(verdictOn(rows).untestable.join()).toContain('no 8 rows have prompts');
    expect(verdictOn([]).untestable).toEqual([]);
  });
});

describe('hostile rows', () => {
  it('one frame for all rows takes time in proportion', () => {
    const rows = make(20_000, (i) => [
      `Say the number ${i} in words please.`,
      `n${i % 977} is ${i % 31} and ${i % 101 === 0 ? 'odd' : 'even'} ${i}`,
    ]);
    const start = performance.now();
    verdictOn(rows);
    expect(performance.now() - start).toBeLessThan(20_000);
  }, 60_000);

  it('many frames that nearly agree do not make all pairs dear', () => {
    const word = (i: number): string =>
      `w${String.fromCharCode(97 + (i % 26), 97 + (Math.floor(i / 26) % 26), 97 + Math.floor(i / 676))}`;
    const rows = make(12_000, (i) => [
      `please ${word(i)} the ${word(i * 7)} of ${word(i * 11)} and go on`,
      `${word(i % 50)} ${word(i % 49)} ${word(i % 3)}`,
    ]);
    const start = performance.now();
    verdictOn(rows);
    expect(performance.now() - start).toBeLessThan(20_000);
  }, 60_000);

  it('long equal answers are no trouble', () => {
    const long = Array.from({ length: 400 }, (_, k) => `v${'abcdefghij'[k % 10]}${'klmno'[k % 5]}${k}`).join(
      ' ',
    );
    expect(
      verdictOn(make(3000, (i) => [`Recite the list number ${i} again.`, `${long} ${i}`])).claims,
    ).toEqual([]);
  }, 60_000);
});
