// What became of the rows of a crawl, counted by domain, with the first addresses of each outcome.
import { urlsShown, type DomainRows } from './finding.ts';
import type { CrawlRow } from './index-rows.ts';

export const outcomes = [
  'same',
  'mismatch',
  'altered',
  'missing',
  'notInIndex',
  'unverifiable',
  'badDigest',
  'contradictory',
  'inWindow',
] as const;
/**
 * `altered`: the file on disk is not what the row beside it says, though that is what the index says. `contradictory`: the
 * index says several things of one address.
 */
export type Outcome = (typeof outcomes)[number];

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

/** Rows of one domain with an outcome, and the first addresses of each. */
export interface DomainTally extends DomainRows {
  readonly counts: OutcomeCounts;
  readonly shown: Readonly<Partial<Record<Outcome, readonly string[]>>>;
}

/** Domains told apart; the rows of further ones count for the whole alone. */
const mostDomains = 2 ** 20;
/** UTF-16 units of addresses kept to be shown; then a domain keeps the first of each outcome only. */
const mostShown = 2 ** 26;

interface Growing {
  rows: number;
  first: number;
  last: number;
  readonly urls: string[];
  readonly counts: Record<Outcome, number>;
  readonly shown: Partial<Record<Outcome, string[]>>;
}

export interface DomainTallies {
  /** A row of the index. */
  seen(row: CrawlRow): void;
  add(domain: string, outcome: Outcome, url: string): void;
  all(): { readonly counts: OutcomeCounts; readonly domains: readonly DomainTally[] };
}

export function domainTallies(): DomainTallies {
  const counts = none();
  const domains = new Map<string, Growing>();
  let kept = 0;
  const keep = (urls: string[], url: string, most: number): void => {
    if (urls.length >= (kept < mostShown ? most : 1)) return;
    urls.push(url);
    kept += url.length;
  };
  const of = (domain: string): Growing | undefined => {
    const found = domains.get(domain);
    if (found || domains.size >= mostDomains) return found;
    const made: Growing = { rows: 0, first: Infinity, last: -Infinity, urls: [], counts: none(), shown: {} };
    domains.set(domain, made);
    return made;
  };
  return {
    seen({ domain, url, time }) {
      const own = of(domain);
      if (!own) return;
      own.rows++;
      keep(own.urls, url, 3);
      if (time !== undefined) [own.first, own.last] = [Math.min(own.first, time), Math.max(own.last, time)];
    },
    add(domain, outcome, url) {
      counts[outcome]++;
      const own = of(domain);
      if (!own) return;
      own.counts[outcome]++;
      if (outcome !== 'same') keep((own.shown[outcome] ??= []), url, urlsShown);
    },
    all() {
      const told = [...domains].map(
        ([domain, { rows, first, last, urls, counts: own, shown }]): DomainTally => ({
          domain,
          rows,
          ...(first <= last ? { first, last } : {}),
          urls,
          counts: own,
          shown,
        }),
      );
      return { counts, domains: told.sort((a, b) => b.rows - a.rows || (a.domain < b.domain ? -1 : 1)) };
    },
  };
}

function none(): Record<Outcome, number> {
  return Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
}
