// What is wrong with a crawl: claims about what an index names, what was downloaded, and the domains that both come from.
import type { Evidence, Severity } from '../../finding.ts';

export interface CrawlFinding {
  readonly kind:
    | 'mismatch'
    | 'missing'
    | 'not-in-index'
    | 'placeholder-digest'
    | 'contradictory-index'
    | 'unverifiable'
    | 'changed-before-snapshot'
    | 'registered-after-index'
    | 'lapsed'
    | 'parked'
    | 'look-alike'
    | 'concentration';
  readonly severity: Severity;
  /** One or two sentences in plain words; text from data is made visible. */
  readonly claim: string;
  /** Registrable domain; absent for what is about the whole. */
  readonly domain?: string;
  /** Rows that it is about. */
  readonly rows: number;
  readonly evidence: readonly Evidence[];
  /** The first of them, at most `urlsShown`. */
  readonly urls: readonly string[];
}

export const urlsShown = 20;

/** What is known of the rows of one registrable domain. Times in milliseconds since 1970. */
export interface DomainRows {
  readonly domain: string;
  readonly rows: number;
  /** Earliest and latest time at which the index says that pages of it were seen. */
  readonly first?: number;
  readonly last?: number;
  /** Some of its addresses. */
  readonly urls: readonly string[];
}
