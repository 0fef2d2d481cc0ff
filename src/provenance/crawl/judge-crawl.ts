// What is not ordinary in a crawl: content that is not what the index says, gathered by domain; changes shortly before the
// snapshot (Carlini et al. 2023, arXiv:2302.10149); digests that are none.
import { binomialTail } from '../../math/tail.ts';
import { visible } from '../../text/visible.ts';
import { counted } from '../../report/wording.ts';
import type { CrawlTally } from './compare-crawl.ts';
import type { DomainTally, Outcome } from './domain-tallies.ts';
import { urlsShown, type CrawlFinding } from './finding.ts';

/** Expected false findings in a crawl in which domains differ by chance alone. */
const falseHigh = 0.01;
const falseMedium = 0.1;
/** Rows of a domain that must differ: one page that changed is what pages do. */
const leastRows = 3;
/** Share of a domain's rows that must differ for the whole of it to have come into other hands. */
const mostRows = 0.5;

export function judgeCrawl(tally: CrawlTally, windowDays: number | undefined): CrawlFinding[] {
  return [
    ...aboutTheWhole(tally),
    ...mismatches(tally),
    ...(windowDays === undefined ? [] : beforeSnapshot(tally, windowDays)),
  ];
}

function aboutTheWhole({ rows, counts, domains, commonest, data }: CrawlTally): CrawlFinding[] {
  const findings: CrawlFinding[] = [];
  const add = (
    kind: CrawlFinding['kind'],
    severity: CrawlFinding['severity'],
    outcome: Outcome,
    claim: string,
  ): void => {
    if (counts[outcome] === 0) return;
    const urls = domains.flatMap(({ shown }) => shown[outcome] ?? []).slice(0, urlsShown);
    findings.push({
      kind,
      severity,
      claim,
      rows: counts[outcome],
      evidence: [share(counts[outcome], rows)],
      urls,
    });
  };
  const compared = counts.same + counts.mismatch;
  add(
    'placeholder-digest',
    'high',
    'badDigest',
    'The index has something else where the digest of a page should stand: there whatever is served will be taken.',
  );
  add(
    'mismatch',
    'medium',
    'mismatch',
    `Of ${counted(compared, 'page')} whose content could be compared, ${counts.mismatch.toLocaleString('en')} ${counts.mismatch === 1 ? 'is' : 'are'} not what the index says.`,
  );
  add('missing', 'low', 'missing', 'Pages that the index names were not downloaded.');
  add(
    'not-in-index',
    'medium',
    'notInIndex',
    'Rows were downloaded from addresses that the index does not name.',
  );
  add(
    'unverifiable',
    'low',
    'unverifiable',
    'Neither the index nor the rows say anything by which their content could be compared.',
  );
  add(
    'contradictory-index',
    'medium',
    'contradictory',
    'The index has several digests for one address seen at one time: whichever is served will be taken.',
  );
  // Where a downloader makes images smaller, it does so with nearly all of them.
  const areMade = counts.altered >= counts.same + counts.mismatch;
  add(
    areMade ? 'unverifiable' : 'mismatch',
    areMade ? 'low' : 'medium',
    'altered',
    areMade
      ? 'Files are not what the rows beside them say that was downloaded: made smaller, or encoded anew, most likely. What was downloaded cannot be checked any more.'
      : 'Files are not what the rows beside them say that was downloaded: they were changed afterwards.',
  );
  if (data.unnamed > 0)
    findings.push({
      kind: 'not-in-index',
      severity: 'medium',
      claim: `${counted(data.unnamed, 'row')} of what was downloaded ${data.unnamed === 1 ? 'names no address or cannot be read' : 'name no address or cannot be read'}: nothing says what should be there.`,
      rows: data.unnamed,
      evidence: [share(data.unnamed, data.rows + data.unnamed)],
      urls: [],
    });
  if (rows >= 20 && commonest > rows / 2)
    findings.push({
      kind: 'placeholder-digest',
      severity: 'high',
      claim: 'Most rows of the index have one and the same digest, so it is not that of their pages.',
      rows: commonest,
      evidence: [share(commonest, rows)],
      urls: [],
    });
  return findings;
}

/** Domains whose pages differ far more often than those of all others. */
function mismatches({ domains, counts }: CrawlTally): CrawlFinding[] {
  const compared = counts.same + counts.mismatch;
  return surprising(
    domains,
    'mismatch',
    ({ counts: own }) => own.same + own.mismatch,
    counts.mismatch,
    compared,
  ).map(({ domain, tail, of }) => {
    const own = domain.counts.mismatch;
    const whole = own >= mostRows * of;
    return {
      kind: 'mismatch',
      severity: tail <= falseHigh && whole ? 'high' : tail <= falseMedium ? 'medium' : 'low',
      claim: `${own.toLocaleString('en')} of ${of.toLocaleString('en')} pages of ${visible(domain.domain, 80)} are not what the index says: ${whole ? 'the domain may be in other hands' : 'far more than elsewhere'}.`,
      domain: domain.domain,
      rows: own,
      evidence: [share(own, of), ...chance(tail)],
      urls: domain.shown.mismatch ?? [],
    };
  });
}

function beforeSnapshot(tally: CrawlTally, days: number): CrawlFinding[] {
  const { domains, counts, rows } = tally;
  if (counts.inWindow === 0) return [];
  const when = days === 1 ? 'day' : days > 1 ? `${days} days` : `${Math.round(days * 24)} hours`;
  const all: CrawlFinding = {
    kind: 'changed-before-snapshot',
    severity: 'medium',
    claim: `${counted(counts.inWindow, 'row')} changed in the ${when} before the snapshot: what is reverted after it stays in the data for good. Hold them against how they read later.`,
    rows: counts.inWindow,
    evidence: [share(counts.inWindow, rows)],
    urls: domains.flatMap(({ shown }) => shown.inWindow ?? []).slice(0, urlsShown),
  };
  // Where there is something to compare, what could be compared is what could have changed.
  const compared = counts.same + counts.mismatch;
  const possible = ({ counts: its, rows: of }: DomainTally): number =>
    compared > 0 ? its.same + its.mismatch : of;
  const own = surprising(domains, 'inWindow', possible, counts.inWindow, compared || rows).map(
    ({ domain, tail, of }): CrawlFinding => ({
      kind: 'changed-before-snapshot',
      severity: tail <= falseHigh ? 'high' : 'medium',
      claim: `${domain.counts.inWindow.toLocaleString('en')} of ${of.toLocaleString('en')} pages of ${visible(domain.domain, 80)} changed in the ${when} before the snapshot, far more than elsewhere.`,
      domain: domain.domain,
      rows: domain.counts.inWindow,
      evidence: [share(domain.counts.inWindow, of), ...chance(tail)],
      urls: domain.shown.inWindow ?? [],
    }),
  );
  return [all, ...own];
}

interface Surprise {
  readonly domain: DomainTally;
  /** Expected number of domains as far beyond the ordinary by chance. */
  readonly tail: number;
  /** Rows that could have the outcome. */
  readonly of: number;
}

/** Domains with more rows of an outcome than the share of all others lets expect. */
function surprising(
  domains: readonly DomainTally[],
  outcome: Outcome,
  possible: (domain: DomainTally) => number,
  count: number,
  all: number,
): Surprise[] {
  const found: Surprise[] = [];
  for (const domain of domains) {
    const [own, of] = [domain.counts[outcome], possible(domain)];
    if (own < leastRows || domain.domain === '') continue;
    // Of the others, with half a row more: none of them having it does not show that it never happens.
    const elsewhere = (count - own + 0.5) / (all - of + 1);
    const tail = binomialTail(own, of, Math.min(1, elsewhere)) * domains.length;
    if (tail <= falseMedium) found.push({ domain, tail, of });
  }
  return found.sort((a, b) => a.tail - b.tail || b.of - a.of);
}

const share = (rows: number, of: number) => ({
  name: 'share of rows',
  value: of > 0 ? rows / of : 0,
  unit: 'share',
});
const chance = (tail: number) => [
  { name: 'domains expected this far from the others', value: tail, unit: 'domains' },
];
