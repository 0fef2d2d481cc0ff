// An index held against what was downloaded, address by address, and counted by domain. Addresses are parted by hash, so that
// memory holds a part of them at a time however many there are; each part reads both again.
import { createHash } from 'node:crypto';
import type { Limits } from '../../corpus/reader.ts';
import { digestOfText, type Algorithm, type ContentClaim } from './content-claim.ts';
import { urlsShown, type DomainRows } from './finding.ts';
import { crawlRows, type CrawlColumns, type CrawlRow } from './index-rows.ts';

export interface CrawlRequest {
  readonly index: readonly string[];
  /** What was downloaded; empty to look at the index alone. */
  readonly data: readonly string[];
  readonly columns: CrawlColumns;
  readonly limits: Limits;
  /** Content that changed from `from` to `to` is counted apart: milliseconds since 1970. */
  readonly window?: { readonly from: number; readonly to: number };
}

export const outcomes = [
  'same',
  'mismatch',
  'missing',
  'notInIndex',
  'unverifiable',
  'badDigest',
  'inWindow',
] as const;
export type Outcome = (typeof outcomes)[number];

/** Rows of one domain with an outcome, and the first addresses of each. */
export interface DomainTally extends DomainRows {
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly shown: Readonly<Record<Outcome, readonly string[]>>;
}

export interface CrawlTally {
  readonly rows: number;
  /** Rows without an address. */
  readonly unnamed: number;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly domains: readonly DomainTally[];
  /** Rows that share the most frequent digest. */
  readonly commonest: number;
}

/** Addresses held at a time: some 200 bytes each. */
const heldAtOnce = 2 ** 20;

interface Known {
  readonly domain: string;
  readonly claim: ContentClaim;
  readonly textDigest?: string;
  seen: boolean;
}

export async function compareCrawl(request: CrawlRequest, held = heldAtOnce): Promise<CrawlTally> {
  const { index, data, columns, limits } = request;
  const tally = tallies();
  let rows = 0;
  let unnamed = 0;
  const digests = new Map<string, number>();
  for await (const batch of crawlRows(index, columns, limits, () => unnamed++)) {
    rows += batch.length;
    for (const row of batch) {
      tally.seen(row);
      if (row.claim.kind === 'bad') tally.add(row.domain, 'badDigest', row.url);
      // Of so many only those that are there often can be most of all.
      if (row.claim.kind === 'digest' && digests.size < held)
        digests.set(row.claim.hex, (digests.get(row.claim.hex) ?? 0) + 1);
      if (data.length === 0 && isWithin(row, request.window)) tally.add(row.domain, 'inWindow', row.url);
    }
  }
  const parts = data.length === 0 ? 0 : Math.max(1, Math.ceil(rows / held));
  for (let part = 0; part < parts; part++) await comparePart(request, part, parts, tally);
  let commonest = 0;
  for (const count of digests.values()) commonest = Math.max(commonest, count);
  return { rows, unnamed, ...tally.all(), commonest };
}

async function comparePart(
  { index, data, columns, limits, window }: CrawlRequest,
  part: number,
  parts: number,
  tally: ReturnType<typeof tallies>,
): Promise<void> {
  const own = ({ url }: CrawlRow): boolean => parts === 1 || partOf(url) % parts === part;
  const known = new Map<string, Known>();
  for await (const batch of crawlRows(index, columns, limits)) {
    for (const row of batch) {
      if (!own(row)) continue;
      const textDigest =
        row.claim.kind === 'digest' || row.text === undefined ? undefined : digestOfText(row.text, 'sha256');
      known.set(row.url, { domain: row.domain, claim: row.claim, textDigest, seen: false });
    }
  }
  for await (const batch of crawlRows(data, columns, limits)) {
    for (const row of batch) {
      if (!own(row)) continue;
      const before = known.get(row.url);
      if (!before) {
        tally.add(row.domain, 'notInIndex', row.url);
        continue;
      }
      before.seen = true;
      const same = sameContent(before, row);
      tally.add(before.domain, same === undefined ? 'unverifiable' : same ? 'same' : 'mismatch', row.url);
      if (same === false && isWithin(row, window)) tally.add(before.domain, 'inWindow', row.url);
    }
  }
  for (const [url, { domain, seen }] of known) if (!seen) tally.add(domain, 'missing', url);
}

/** Undefined where one of them says nothing that can be compared. */
function sameContent(before: Known, { claim, text }: CrawlRow): boolean | undefined {
  const is = (algorithm: Algorithm): string | undefined =>
    claim.kind === 'digest' && claim.algorithm === algorithm
      ? claim.hex
      : text === undefined
        ? undefined
        : digestOfText(text, algorithm);
  const [algorithm, expected] =
    before.claim.kind === 'digest'
      ? [before.claim.algorithm, before.claim.hex]
      : (['sha256', before.textDigest] as const);
  // The content itself says more than what is claimed of it.
  const found = text === undefined ? is(algorithm) : digestOfText(text, algorithm);
  return expected === undefined || found === undefined ? undefined : expected === found;
}

function isWithin({ time }: CrawlRow, window: CrawlRequest['window']): boolean {
  return window !== undefined && time !== undefined && time >= window.from && time <= window.to;
}

function partOf(url: string): number {
  return createHash('sha256').update(url).digest().readUInt32LE(0);
}

/** Domains told apart; the rows of further ones count for the whole alone. */
const mostDomains = 2 ** 20;

interface Growing {
  rows: number;
  first: number;
  last: number;
  readonly urls: string[];
  readonly counts: Record<Outcome, number>;
  readonly shown: Partial<Record<Outcome, string[]>>;
}

function tallies() {
  const none = (): Record<Outcome, number> => ({
    same: 0,
    mismatch: 0,
    missing: 0,
    notInIndex: 0,
    unverifiable: 0,
    badDigest: 0,
    inWindow: 0,
  });
  const counts = none();
  const domains = new Map<string, Growing>();
  const of = (domain: string) => {
    const found = domains.get(domain);
    if (found || domains.size >= mostDomains) return found;
    const made: Growing = { rows: 0, first: Infinity, last: -Infinity, urls: [], counts: none(), shown: {} };
    domains.set(domain, made);
    return made;
  };
  return {
    seen({ domain, url, time }: CrawlRow): void {
      const own = of(domain);
      if (!own) return;
      own.rows++;
      if (own.urls.length < 3) own.urls.push(url);
      if (time !== undefined) [own.first, own.last] = [Math.min(own.first, time), Math.max(own.last, time)];
    },
    add(domain: string, outcome: Outcome, url: string): void {
      counts[outcome]++;
      const own = of(domain);
      if (!own) return;
      own.counts[outcome]++;
      const shown = (own.shown[outcome] ??= []);
      if (shown.length < urlsShown) shown.push(url);
    },
    all() {
      const told = [...domains].map(
        ([domain, { rows, first, last, urls, counts: own, shown }]): DomainTally => ({
          domain,
          rows,
          ...(first <= last ? { first, last } : {}),
          urls,
          counts: own,
          shown: {
            same: [],
            mismatch: [],
            missing: [],
            notInIndex: [],
            unverifiable: [],
            badDigest: [],
            inWindow: [],
            ...shown,
          },
        }),
      );
      return { counts, domains: told.sort((a, b) => b.rows - a.rows || (a.domain < b.domain ? -1 : 1)) };
    },
  };
}
