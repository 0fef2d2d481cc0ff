import { describe, expect, it } from 'vitest';
import { urlsShown, type DomainRows } from '../crawl/finding.ts';
import type { DomainRecord } from './domain-record.ts';
import { judgeDomains, mostOfAKind } from './judge-domains.ts';

const now = Date.UTC(2026, 0, 1);
const day = 24 * 60 * 60 * 1000;

const rowsOf = (domain: string, rows: number, more: Partial<DomainRows> = {}): DomainRows => ({
  domain,
  rows,
  urls: Array.from({ length: 30 }, (_, i) => `https://${domain}/${i}`),
  ...more,
});
const record = (domain: string, more: Partial<DomainRecord> = {}): DomainRecord => ({
  domain,
  status: ['active'],
  nameservers: [`ns1.${domain}`],
  found: true,
  ...more,
});
const judged = (domains: readonly DomainRows[], records: readonly DomainRecord[], totalRows?: number) =>
  judgeDomains(domains, new Map(records.map((one) => [one.domain, one])), {
    now,
    ...(totalRows === undefined ? {} : { totalRows }),
  });
/** What is said of one domain in a corpus of a hundred thousand rows. */
const saidOf = (
  more: Partial<DomainRecord>,
  { rows = 100, ...seen }: Partial<DomainRows> = {},
  name = 'flowershop.com',
) =>
  judged([rowsOf(name, rows, seen)], [record(name, more)], 100_000).map(
    ({ kind, severity }) => `${kind} ${severity}`,
  );

describe('catches', () => {
  it('a domain that was registered after the index saw its pages', () => {
    const first = Date.UTC(2020, 4, 1);
    const [found] = judged(
      [rowsOf('flowershop.com', 7, { first })],
      [record('flowershop.com', { registered: Date.UTC(2023, 4, 1) })],
    );
    expect(found).toMatchObject({
      kind: 'registered-after-index',
      severity: 'high',
      domain: 'flowershop.com',
      rows: 7,
    });
    expect(found.claim).toBe(
      'flowershop.com was registered on 2023-05-01, 1,095 days after the index first saw pages of it: it lapsed, and whoever holds it now is not known to be who wrote them.',
    );
    expect(found.urls).toHaveLength(urlsShown);
  });

  it('one that can be had, high where it holds a share of the rows that matters', () => {
    expect(saidOf({ found: false })).toEqual(['lapsed high']);
    expect(saidOf({ found: false }, { rows: 9 })).toEqual(['lapsed medium']);
    expect(saidOf({ status: ['pending delete'] })).toEqual(['lapsed high']);
    expect(saidOf({ status: ['redemption period', 'pending delete'] })).toEqual(['lapsed high']);
    expect(saidOf({ expires: now - 46 * day })).toEqual(['lapsed medium']);
    expect(saidOf({ expires: now - 46 * day }, { rows: 9 })).toEqual(['lapsed low']);
  });

  it('one that is parked', () => {
    expect(saidOf({ status: ['parked'] })).toEqual(['parked medium']);
    expect(saidOf({ nameservers: ['ns1.sedoparking.com'] })).toEqual(['parked medium']);
    expect(saidOf({ nameservers: ['ns1.parking.example.net'] })).toEqual(['parked medium']);
    expect(saidOf({ nameservers: ['ns1.domain-for-sale.example.net'] })).toEqual(['parked medium']);
  });

  it('a look-alike, low by its name alone and graver by its record', () => {
    expect(saidOf({}, {}, 'wikipeda.org')).toEqual(['look-alike low']);
    expect(saidOf({ status: ['parked'] }, {}, 'wikipeda.org')).toEqual([
      'parked medium',
      'look-alike medium',
    ]);
    const seen = { first: Date.UTC(2020, 4, 1) };
    expect(saidOf({ registered: Date.UTC(2023, 4, 1) }, seen, 'wikipeda.org')).toEqual([
      'registered-after-index high',
      'look-alike high',
    ]);
    // An ordinary name under another ending counts only then.
    expect(saidOf({}, {}, 'stackoverflow.de')).toEqual([]);
    expect(saidOf({ found: false }, {}, 'stackoverflow.de')).toEqual(['lapsed high', 'look-alike high']);
  });
});

describe('ignores', () => {
  it('a domain without a record, and one as it should be', () => {
    expect(judged([rowsOf('flowershop.com', 100)], [])).toEqual([]);
    const registered = Date.UTC(2010, 0, 1);
    expect(saidOf({ registered, expires: now + day }, { first: Date.UTC(2020, 0, 1) })).toEqual([]);
    expect(saidOf({ expires: now - 40 * day })).toEqual([]);
    expect(saidOf({ status: ['auto renew period', 'client transfer prohibited'] })).toEqual([]);
    expect(saidOf({ nameservers: ['ns1.centralpark.example.net', 'ns.parkside.com'] })).toEqual([]);
  });

  it('times that are slips: of a day, filled in, in the future', () => {
    const registered = Date.UTC(2020, 0, 2);
    expect(saidOf({ registered }, { first: Date.UTC(2020, 0, 1) })).toEqual([]);
    expect(saidOf({ registered }, { first: 0 })).toEqual([]);
    expect(saidOf({ registered: now + 30 * day }, { first: Date.UTC(2020, 0, 1) })).toEqual([]);
    expect(saidOf({ registered, found: false }, { first: Date.UTC(2019, 0, 1), rows: 1 })).toEqual([
      'lapsed medium',
    ]);
  });
});

it('a million lapsed domains are not a million findings', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => rowsOf(`flowers${i}q.com`, 1 + (i % 50)));
  const found = judged(
    many,
    many.map(({ domain }) => record(domain, { found: false })),
  );
  expect(found).toHaveLength(mostOfAKind + 1);
  expect(found[0].rows).toBe(50);
  expect(found.at(-1)).toMatchObject({ kind: 'lapsed', evidence: [{ value: 20_000 - mostOfAKind }] });
  expect(found.reduce((sum, { rows }) => sum + rows, 0)).toBe(many.reduce((sum, { rows }) => sum + rows, 0));
});

it('what stands in names is made visible', () => {
  const [found] = judged([rowsOf('a\u001b[31m.com', 1)], [record('a\u001b[31m.com', { found: false })]);
  expect(found.claim).toContain('a\\u{001B}[31m.com');
});
