import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concentrationFinding, concentrationLines, concentrationOf } from './concentration.ts';
import type { DomainRecord } from './domain-record.ts';

const now = Date.UTC(2026, 0, 1);
const rowsOf = (domain: string, rows: number) => ({ domain, rows, urls: [`https://${domain}/`] });
const record = (domain: string, found: boolean): [string, DomainRecord] => [
  domain,
  { domain, status: [], nameservers: [], found },
];

// 100,000 rows: one large domain, ten of 500, and many of one row; two of 8 rows that are free.
const domains = [
  rowsOf('large.com', 90_000),
  ...Array.from({ length: 10 }, (_, i) => rowsOf(`middle${i}.com`, 500)),
  rowsOf('free1.org', 8),
  rowsOf('free2.org', 8),
  ...Array.from({ length: 4984 }, (_, i) => rowsOf(`small${i}.net`, 1)),
];
const records = new Map([record('large.com', true), record('free1.org', false), record('free2.org', false)]);

describe('concentration', () => {
  it('counts how many domains hold a share, and how many of those to buy', () => {
    const found = concentrationOf(domains, records, { now });
    expect(found).toMatchObject({
      rows: 100_000,
      domains: 4997,
      recorded: 3,
      steps: [
        { share: 0.0001, domains: 1, buyable: 2 },
        { share: 0.001, domains: 1 },
        { share: 0.01, domains: 1 },
      ],
      buyable: { domains: 2, rows: 16, share: 0.00016 },
    });
    expect(found.steps[2]).not.toHaveProperty('buyable');
    expect(found.largest[0]).toEqual({ domain: 'large.com', rows: 90_000, share: 0.9 });
    expect(concentrationFinding(found)).toMatchObject({
      kind: 'concentration',
      severity: 'high',
      rows: 16,
      claim:
        '2 domains that can be bought now or within weeks control 0.02\u00a0% of the rows; 2 of them are enough for 0.01\u00a0%.',
      urls: ['https://free1.org/', 'https://free2.org/'],
    });
  });

  it('is no finding below the share that matters, or where nothing can be bought', () => {
    expect(
      concentrationFinding(concentrationOf(domains, records, { now, totalRows: 10 ** 6 })),
    ).toBeUndefined();
    expect(concentrationFinding(concentrationOf(domains, new Map(), { now }))).toBeUndefined();
    expect(concentrationFinding(concentrationOf([], new Map(), { now }))).toBeUndefined();
  });

  it('is told in lines', () => {
    expect(concentrationLines(concentrationOf(domains.slice(0, 12), records, { now })))
      .toMatchInlineSnapshot(`
        [
          "95,008 rows from 12 domains; there is a record on 2 of them.",
          "",
          "  share of rows  domains to hold  of those to buy",
          "  0.01 %                       1       not enough",
          "  0.1 %                        1       not enough",
          "  1 %                          1       not enough",
          "",
          "To buy now or within weeks: 1 domain, 8 rows, < 0.01 % of all.",
          "",
          "The largest:",
          "  large.com    90,000 rows    95 %",
          "  middle0.com     500 rows  0.53 %",
          "  middle1.com     500 rows  0.53 %",
          "  middle2.com     500 rows  0.53 %",
          "  middle3.com     500 rows  0.53 %",
          "  middle4.com     500 rows  0.53 %",
          "  middle5.com     500 rows  0.53 %",
          "  middle6.com     500 rows  0.53 %",
          "  middle7.com     500 rows  0.53 %",
          "  middle8.com     500 rows  0.53 %",
        ]
      `);
  });

  it('never needs more domains for less', () => {
    const list = fc.array(fc.record({ domain: fc.domain(), rows: fc.nat(1000), urls: fc.constant([]) }), {
      maxLength: 50,
    });
    fc.assert(
      fc.property(list, fc.nat(1000), (some, more) => {
        const { steps, rows, largest } = concentrationOf(some, new Map(), { now, totalRows: more });
        const needed = steps.map((step) => step.domains ?? Infinity);
        expect(needed).toEqual(needed.toSorted((a, b) => a - b));
        expect(rows).toBeGreaterThanOrEqual(more);
        expect(largest.every(({ share }) => share >= 0 && share <= 1)).toBe(true);
      }),
    );
  });
});
