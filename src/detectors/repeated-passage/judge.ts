// What a repeated passage is, by who says it and where: a flood of one claim by few domains, a passage put into unrelated
// pages, a site's own template, or what many sites have by custom.
import type { Values } from '../../option.ts';
import { beginningOf, type Beginning } from './beginning.ts';
import type { Holder, Passage } from './clusters.ts';
import type { options } from './options.ts';
import { endAt, runStartAt, startAt, type Seen } from './seen.ts';

/**
 * flood: few domains, most of the page, from its start. inserted: many domains, beginning in the middle of a sentence.
 * notice: many domains, beginning where a sentence or line does. header: many domains, at the start of the page. site: few
 * domains, a part of the page. everywhere: more rows than a planted passage needs. ordinary: the baseline has it too.
 * mixed: none of these.
 */
export type PassageKind =
  'flood' | 'inserted' | 'notice' | 'header' | 'site' | 'everywhere' | 'ordinary' | 'mixed';

export interface Judged {
  readonly kind: PassageKind;
  readonly passage: Passage;
  /** Without rows of the baseline. */
  readonly own: readonly Holder[];
  readonly trusted: number;
  /** Most rows first. */
  readonly domains: readonly { readonly domain: string; readonly rows: number }[];
  /** Domains that as many rows drawn at random have. */
  readonly expectedDomains: number;
  /** Share of rows in which it begins within the first tokens. */
  readonly atStart: number;
  /** Share of the row that it takes, in the middle row. */
  readonly covers: number;
  readonly beginning: Beginning | undefined;
}

/**
 * A passage begins at the start of a page when no more tokens than these stand before its first sampled shingle: a title,
 * and the 15 to 30 tokens that it takes to meet a sampled shingle in which no word was replaced.
 */
const startTokens = 64;
/** What is word for word on many domains is met sooner. */
const headerTokens = 28;
/** Few domains: at most so many, or this share of the rows ... */
const fewDomains = 6;
const fewShare = 0.1;
/** ... and this share of what rows at random have. Many: at least the other share of it. */
const fewOfExpected = 0.3;
const manyOfExpected = 0.5;
/** Few domains are those that have this share of the rows; rows of others count with so many of the shingles. */
const nearlyAll = 0.9;
const sureEntries = 3;
/** What is shorter, by what is known of it, is a turn of phrase. */
const longTokens = 24;
const longCharacters = 5 * longTokens;
/**
 * A flood's rows are the passage for this much in the middle row, from the first sampled shingle that was not altered to the
 * last: half of what it truly takes where there are few.
 */
const mostOfRow = 0.25;
/** Known to the baseline when there at this share of the rate. */
const knownRate = 0.1;

export function judge(passage: Passage, seen: Seen, values: Values<typeof options>): Judged {
  const mine = passage.holders.filter(({ row }) => !row.trusted);
  const trusted = passage.holders.length - mine.length;
  const all = domainsOf(mine);
  const n = mine.length;
  const main = bulk(all, n);
  const expectedDomains = expected(seen, n);
  const few = main <= Math.max(fewDomains, fewShare * n) && main <= fewOfExpected * expectedDomains;
  const many = all.length >= manyOfExpected * expectedDomains && expectedDomains > fewDomains;
  // Where few domains flood, a shingle of theirs may stand elsewhere too: from there they may have it.
  const flooding = new Set(all.slice(0, main).map(({ domain }) => domain));
  const own = few
    ? mine.filter(({ row, entries }) => flooding.has(row.domain) || entries.length >= sureEntries)
    : mine;
  const domains = few ? domainsOf(own) : all;
  const within = (tokens: number): number =>
    own.filter(({ row, entries }) => runStartAt(row, entries[0]) <= tokens).length / Math.max(1, own.length);
  const atStart = within(startTokens);
  const covers = middle(own.map(({ row, entries }) => stretch(row, entries) / Math.max(1, row.length)));
  const beginning = beginningOf(passage.holders);
  const characters = middle(own.map(({ row, entries }) => stretch(row, entries)));
  const isLong = characters >= longCharacters || (beginning?.tokens ?? 0) >= longTokens;
  const rows = Math.max(passage.counted, n);
  let kind: PassageKind = 'mixed';
  if (trusted / Math.max(1, seen.trusted) >= (knownRate * n) / Math.max(1, seen.own)) kind = 'ordinary';
  else if (few) kind = domains.length > 1 && atStart > 0.5 && covers >= mostOfRow ? 'flood' : 'site';
  else if (rows > values.maxRows) kind = 'everywhere';
  else if (many && isLong && (beginning?.broken ?? 0) > values.likeMostRows) kind = 'inserted';
  else if (many) kind = within(headerTokens) > 0.5 ? 'header' : 'notice';
  return { kind, passage, own, trusted, domains, expectedDomains, atStart, covers, beginning };
}

/** Most rows first. */
function domainsOf(holders: readonly Holder[]): { domain: string; rows: number }[] {
  const counts = new Map<string, number>();
  for (const { row } of holders) counts.set(row.domain, (counts.get(row.domain) ?? 0) + 1);
  return [...counts]
    .map(([domain, rows]) => ({ domain, rows }))
    .sort((a, b) => b.rows - a.rows || (a.domain < b.domain ? -1 : 1));
}

/** How many domains have nearly all of the rows. */
function bulk(domains: readonly { readonly rows: number }[], n: number): number {
  let rows = 0;
  let i = 0;
  while (i < domains.length && rows < nearlyAll * n) rows += domains[i++].rows;
  return i;
}

/** Characters from the first of the shingles to the last. */
const stretch = (row: Holder['row'], entries: readonly number[]): number =>
  endAt(row, entries[entries.length - 1]) - startAt(row, entries[0]);

/** Distinct domains of the first n rows drawn; of more rows than were drawn, of all that were. */
function expected({ drawn }: Seen, n: number): number {
  return new Set(drawn.slice(0, n).map(({ domain }) => domain)).size;
}

function middle(values: number[]): number {
  return values.length === 0 ? 0 : values.sort((a, b) => a - b)[values.length >> 1];
}
