import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DomainRows } from '../crawl/finding.ts';
import { knownSites } from './known-sites.ts';
import { lookAlikes } from './look-alikes.ts';
import { registrableDomain } from './registrable-domain.ts';

const rowsOf = (counts: Readonly<Record<string, number>>): DomainRows[] =>
  Object.entries(counts).map(([host, rows]) => ({
    domain: registrableDomain(`https://${host}/`) ?? host,
    rows,
    urls: [],
  }));

const found = (counts: Readonly<Record<string, number>>) =>
  lookAlikes(rowsOf(counts)).map(({ rows, of, how, weak }) => [rows.domain, of, weak ? `weak ${how}` : how]);

describe('catches', () => {
  it.each([
    ['wikipediа.org', 'wikipedia.org', 'letters'], // the last letter is Cyrillic
    ['gıthub.com', 'github.com', 'letters'], // a dotless i
    ['раураl.com', 'paypal.com', 'letters'],
    ['wikipédia.net', 'wikipedia.org', 'letters'],
    ['arx1v.org', 'arxiv.org', 'digits'],
    ['paypa1.com', 'paypal.com', 'digits'],
    ['rnicrosoft.com', 'microsoft.com', 'digits'],
    ['git-hub.com', 'github.com', 'hyphen'],
    ['wikipeda.org', 'wikipedia.org', 'edit'],
    ['wikipeida.org', 'wikipedia.org', 'edit'],
    ['githup.com', 'github.com', 'edit'],
    ['stackoverflow.blog', 'stackoverflow.com', 'weak ending'],
  ])('%s beside the known %s', (domain, of, how) => {
    const ascii = registrableDomain(`https://${domain}/`);
    expect(found({ [domain]: 3 })).toEqual([[ascii, of, how]]);
  });

  it.each([
    ['gardening-world.com', 'gardeningworld.com', 'hyphen'],
    ['gardeningwor1d.com', 'gardeningworld.com', 'digits'],
    ['gardeningwolrd.com', 'gardeningworld.com', 'edit'],
    ['gardeningworld.net', 'gardeningworld.com', 'ending'],
  ])('%s beside the frequent %s', (domain, of, how) => {
    expect(found({ [domain]: 3, [of]: 3000 })).toEqual([[domain, of, how]]);
  });
});

describe('ignores', () => {
  it.each<Record<string, number>>([
    // As frequent as each other.
    { 'gardening-world.com': 300, 'gardeningworld.com': 3000 },
    // Short words.
    { 'cat.com': 1, 'cut.com': 1000, 'house.com': 1000, 'horse.com': 1, 'banker.com': 1000, 'barker.com': 1 },
    // Singular and plural, two spellings, two that rhyme, a series, other countries.
    { 'gardeningworlds.com': 1, 'gardeningworld.com': 1000 },
    { 'organisations.org': 1, 'organizations.org': 1000 },
    { 'nightflowers.com': 1, 'lightflowers.com': 1000 },
    { 'gardening24.com': 1, 'gardening25.com': 1000 },
    { 'bücherwelten.de': 1, 'bucherwelten.de': 1000 },
    { 'gardeningwolrd.de': 1, 'gardeningworld.com': 1000 },
    { 'interest.org': 1 },
  ])('%j', (counts) => {
    expect(found(counts)).toEqual([]);
  });

  it('the endings of countries, unless something else is known of them', () => {
    expect(found({ 'tripadvisor.co.uk': 1, 'tripadvisor.com': 5000 })).toEqual([
      ['tripadvisor.co.uk', 'tripadvisor.com', 'weak ending'],
    ]);
    expect(found({ 'gardeningworld.de': 1, 'gardeningworld.com': 5000 })[0]?.[2]).toBe('weak ending');
  });

  it('well-known sites themselves', () => {
    expect(lookAlikes(knownSites.map((domain, i) => ({ domain, rows: 10 ** (i % 6), urls: [] })))).toEqual(
      [],
    );
  });
});

const words =
  'home garden house health food travel music sport news book school family money water world life love game photo video kitchen wedding fashion beauty fitness baby dog cat horse car bike truck phone computer software design art craft paint wood stone metal glass paper print shop store market price deal sale gift card coffee tea wine beer bread cake recipe cook farm field forest river lake ocean beach island mountain city town street hotel restaurant flight train ship tour guide map weather science history church bible law doctor dental clinic hospital care nurse insurance bank credit loan tax estate rental office job career college student teacher kids toys party dance guitar piano movie film radio poem story magazine journal review blog forum club team league football golf tennis fishing hunting camping hiking running yoga diet skin hair nail jewelry watch shoes dress fabric quilt knitting sewing solar energy power electric heating plumbing roofing flooring window door furniture bedroom bathroom cleaning moving storage security camera network server cloud data web mobile app digital media marketing brand agency studio'.split(
    ' ',
  );

it('accuses few of 2,000 ordinary names beside the known ones: none in 500', () => {
  const endings = ['com', 'com', 'com', 'com', 'org', 'net', 'co.uk', 'de'];
  const domains = new Set<string>();
  // A fixed stride through all pairs, so that the list is the same on every run.
  for (let i = 0; domains.size < 2000; i++) {
    const first = words[(i * 37) % words.length];
    const second = words[(i * 101 + Math.floor(i / words.length)) % words.length];
    domains.add(`${first}${i % 9 === 0 ? '-' : ''}${second}.${endings[(i * 7) % endings.length]}`);
  }
  const ordinary = [...domains, ...words.map((word) => `${word}.com`), ...knownSites].map((domain, i) => ({
    domain,
    // Zipf's law, in an order that has nothing to do with the names.
    rows: Math.ceil(200_000 / (1 + ((i * 7919) % 2500))),
    urls: [],
  }));
  const accused = lookAlikes(ordinary).filter(({ weak }) => !weak);
  expect(accused.length).toBeLessThanOrEqual(ordinary.length / 500);
});

it('takes what comes, and no longer than it should', () => {
  const host = fc.oneof(
    fc.domain(),
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.string({ unit: 'binary' }),
  );
  const list = fc.array(fc.record({ domain: host, rows: fc.nat(), urls: fc.constant([]) }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(list, (rows) => {
      for (const { of, rows: own } of lookAlikes(rows)) expect(of).not.toBe(own.domain);
    }),
  );
  // All of them one letter from one another.
  const crowd = Array.from({ length: 20_000 }, (_, i) => ({
    domain: `aaaaaaaaaaaaaaaa${String.fromCharCode(97 + (i % 26))}${i.toString(36).replace(/\d/g, 'x')}.com`,
    rows: i < 10_000 ? 1000 : 1,
    urls: [],
  }));
  const began = performance.now();
  lookAlikes(crowd);
  expect(performance.now() - began).toBeLessThan(5000);
});
