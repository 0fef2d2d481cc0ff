// What is wrong with the domains of a crawl: who holds them now may not be who held them when the index was made (Carlini et al.
// 2023, "Poisoning web-scale training datasets is practical": 0.01 % of two image sets could be had for 60 dollars that way).
import { severities, type Evidence, type Severity } from '../../finding.ts';
import { counted, percent } from '../../report/wording.ts';
import { visible } from '../../text/visible.ts';
import { urlsShown, type CrawlFinding, type DomainRows } from '../crawl/finding.ts';
import type { DomainRecord } from './domain-record.ts';
import { dayMs, lapse } from './lapse.ts';
import { lookAlikes, type LookAlike } from './look-alikes.ts';
import { parkingSign } from './parked.ts';

export interface JudgeOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Rows of the whole corpus, those without a domain too; the rows of all domains unless it is given. */
  readonly totalRows?: number;
  /** Domains that look-alikes may imitate, beside the well-known ones. */
  readonly popular?: readonly string[];
}

/** The share of rows by which Carlini et al. measured what can be bought; other work poisons models with as little. */
export const shareThatMatters = 0.0001;
/** In a small corpus a single row is that share. */
const fewestRows = 10;
/** An index may give days without hours, in its own time zone. */
const slackMs = 2 * dayMs;
/** The first .com was registered on 1985-03-15: what was seen earlier was not seen, but filled in. */
const firstDomain = Date.UTC(1985, 2, 15);
/** Findings of one kind that are told one by one; the rest is told as a number. */
export const mostOfAKind = 1000;

export function judgeDomains(
  domains: readonly DomainRows[],
  records: ReadonlyMap<string, DomainRecord>,
  { now, totalRows, popular }: JudgeOptions,
): CrawlFinding[] {
  const total = totalRows ?? domains.reduce((sum, { rows }) => sum + rows, 0);
  const findings: CrawlFinding[] = [];
  /** The gravest that a record shows, by domain. */
  const shown = new Map<string, Severity>();
  for (const rows of domains) {
    const record = records.get(rows.domain);
    if (!record) continue;
    const found = [
      registeredAfter(rows, record, now),
      lapsed(rows, record, now, total),
      parked(rows, record),
    ].filter((one) => one !== undefined);
    findings.push(...found);
    if (found.length > 0)
      shown.set(rows.domain, found.some(({ severity }) => severity === 'high') ? 'high' : 'medium');
  }
  for (const alike of lookAlikes(domains, popular)) {
    const severity = shown.get(alike.rows.domain) ?? 'low';
    if (!alike.weak || severity !== 'low') findings.push(looksAlike(alike, severity));
  }
  return theFirst(findings.sort(byWeight));
}

function registeredAfter(rows: DomainRows, record: DomainRecord, now: number): CrawlFinding | undefined {
  const { first, domain } = rows;
  const { registered } = record;
  if (!record.found || first === undefined || registered === undefined) return undefined;
  if (first < firstDomain || registered > now + slackMs || registered <= first + slackMs) return undefined;
  const days = Math.floor((registered - first) / dayMs);
  return finding(rows, 'registered-after-index', 'high', {
    claim: `${visible(domain)} was registered on ${dateOf(registered)}, ${counted(days, 'day')} after the index first saw pages of it: it lapsed, and whoever holds it now is not known to be who wrote them.`,
    evidence: [{ name: 'registered after the index first saw it', value: days, unit: 'days' }],
  });
}

function lapsed(
  rows: DomainRows,
  record: DomainRecord,
  now: number,
  total: number,
): CrawlFinding | undefined {
  const state = lapse(record, now);
  if (state === undefined) return undefined;
  const share = total > 0 ? rows.rows / total : 0;
  const matters = share >= shareThatMatters && rows.rows >= fewestRows;
  const name = visible(rows.domain);
  const since = record.expires === undefined ? '' : ` on ${dateOf(record.expires)}, more than 45 days ago`;
  const claims = {
    'not registered': `${name} is not registered: anybody can have it, and with it ${percent(share)} of the rows.`,
    'pending delete': `${name} is about to be deleted: anybody can have it then, and with it ${percent(share)} of the rows.`,
    'redemption period': `${name} has lapsed and is kept for its last holder to redeem; then anybody can have it, and with it ${percent(share)} of the rows.`,
    expired: `${name} expired${since}. Its record may be out of date; if it was not renewed, anybody can have ${percent(share)} of the rows.`,
  };
  const graveness = state === 'expired' ? (['medium', 'low'] as const) : (['high', 'medium'] as const);
  return finding(rows, 'lapsed', graveness[matters ? 0 : 1], {
    claim: claims[state],
    evidence: [{ name: 'share of all rows', value: share, unit: 'of 1' }],
  });
}

function parked(rows: DomainRows, record: DomainRecord): CrawlFinding | undefined {
  const sign = record.found ? parkingSign(record) : undefined;
  if (sign === undefined) return undefined;
  return finding(rows, 'parked', 'medium', {
    claim: `${visible(rows.domain)} is parked (${sign}): its pages are advertisements by now, or it is for sale.`,
    evidence: [],
  });
}

const likeness: Readonly<Record<LookAlike['how'], string>> = {
  letters: 'is written with letters that look like those of',
  digits: 'is written with digits or pairs of letters that look like letters of',
  hyphen: 'differs by a hyphen from',
  edit: 'is one letter away from',
  ending: 'has under another ending the name of',
};

function looksAlike({ rows, of, ofRows, how }: LookAlike, severity: Severity): CrawlFinding {
  const other = ofRows > 0 ? `which has ${counted(ofRows, 'row')} here` : 'a site that is widely known';
  const joined = severity === 'low' ? '' : ' It is not only its name: see what else is said of it.';
  return finding(rows, 'look-alike', severity, {
    claim: `${visible(rows.domain)} ${likeness[how]} ${visible(of)}, ${other}.${joined}`,
    evidence: ofRows > 0 ? [{ name: `rows of ${visible(of)}`, value: ofRows, unit: 'rows' }] : [],
  });
}

function finding(
  { domain, rows, urls }: DomainRows,
  kind: CrawlFinding['kind'],
  severity: Severity,
  { claim, evidence }: { claim: string; evidence: readonly Evidence[] },
): CrawlFinding {
  return {
    kind,
    severity,
    claim,
    domain,
    rows,
    evidence: [{ name: 'rows', value: rows, unit: 'rows' }, ...evidence],
    urls: urls.slice(0, urlsShown),
  };
}

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function byWeight(a: CrawlFinding, b: CrawlFinding): number {
  const graver = severities.indexOf(a.severity) - severities.indexOf(b.severity);
  return graver || b.rows - a.rows || ((a.domain ?? '') < (b.domain ?? '') ? -1 : 1);
}

/** Whoever writes a corpus can write a million domains into it: not each of them is a page of the report. */
function theFirst(findings: readonly CrawlFinding[]): CrawlFinding[] {
  const kept: CrawlFinding[] = [];
  const more = new Map<CrawlFinding['kind'], CrawlFinding[]>();
  const told = new Map<CrawlFinding['kind'], number>();
  for (const one of findings) {
    const before = told.get(one.kind) ?? 0;
    told.set(one.kind, before + 1);
    if (before < mostOfAKind) kept.push(one);
    else if (before === mostOfAKind) more.set(one.kind, [one]);
    else more.get(one.kind)?.push(one);
  }
  for (const [kind, rest] of more) {
    const rows = rest.reduce((sum, one) => sum + one.rows, 0);
    kept.push({
      kind,
      severity: rest[0].severity,
      claim: `${counted(rest.length, 'further domain')} of this kind, with ${counted(rows, 'row')} in all, each with no more rows or no graver than those told one by one.`,
      rows,
      evidence: [{ name: 'domains', value: rest.length, unit: 'domains' }],
      urls: rest.flatMap(({ urls }) => urls.slice(0, 1)).slice(0, urlsShown),
    });
  }
  return kept;
}
