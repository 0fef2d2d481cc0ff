// How much of a corpus each domain controls: how many of them one would have to hold for a share of its rows, and how many rows
// those control that can be bought (the measure of Carlini et al. 2023).
import { counted, percent } from '../../report/wording.ts';
import { visible } from '../../text/visible.ts';
import { urlsShown, type CrawlFinding, type DomainRows } from '../crawl/finding.ts';
import type { DomainRecord } from './domain-record.ts';
import { shareThatMatters } from './judge-domains.ts';
import { isBuyable } from './lapse.ts';

export interface Controlled {
  readonly domains: number;
  readonly rows: number;
  /** Of all rows, 0 to 1. */
  readonly share: number;
}

export interface Concentration {
  /** Rows of the whole corpus. */
  readonly rows: number;
  readonly domains: number;
  /** Domains on which there is a record: only of these is known whether they can be bought. */
  readonly recorded: number;
  /** Fewest domains that together hold at least the share of rows; of those that can be bought too. Absent where all do not. */
  readonly steps: readonly {
    readonly share: number;
    readonly domains?: number;
    readonly buyable?: number;
  }[];
  readonly largest: readonly { readonly domain: string; readonly rows: number; readonly share: number }[];
  readonly buyable: Controlled & { readonly largest: readonly DomainRows[] };
}

export const sharesAsked = [0.0001, 0.001, 0.01] as const;
const largestShown = 10;

/** `totalRows`: of the corpus, rows without a domain too; the rows of all domains unless it is given. */
export function concentrationOf(
  domains: readonly DomainRows[],
  records: ReadonlyMap<string, DomainRecord>,
  { now, totalRows }: { readonly now: number; readonly totalRows?: number },
): Concentration {
  const sorted = [...domains].sort((a, b) => b.rows - a.rows || (a.domain < b.domain ? -1 : 1));
  const buyable = sorted.filter(({ domain }) => isBuyable(records.get(domain), now));
  const rows = Math.max(totalRows ?? 0, rowsOf(sorted));
  const shareOf = (some: number): number => (rows > 0 ? some / rows : 0);
  return {
    rows,
    domains: sorted.length,
    recorded: sorted.filter(({ domain }) => records.has(domain)).length,
    steps: sharesAsked.map((share) => {
      const all = fewestFor(sorted, share * rows);
      const bought = fewestFor(buyable, share * rows);
      return {
        share,
        ...(all === undefined ? {} : { domains: all }),
        ...(bought === undefined ? {} : { buyable: bought }),
      };
    }),
    largest: sorted
      .slice(0, largestShown)
      .map(({ domain, rows: own }) => ({ domain, rows: own, share: shareOf(own) })),
    buyable: {
      domains: buyable.length,
      rows: rowsOf(buyable),
      share: shareOf(rowsOf(buyable)),
      largest: buyable.slice(0, largestShown),
    },
  };
}

const rowsOf = (domains: readonly DomainRows[]): number => domains.reduce((sum, { rows }) => sum + rows, 0);

/** `sorted` by rows, most first. */
function fewestFor(sorted: readonly DomainRows[], rows: number): number | undefined {
  let held = 0;
  for (const [i, domain] of sorted.entries()) {
    held += domain.rows;
    if (held >= rows) return i + 1;
  }
  return undefined;
}

export function concentrationFinding({ buyable, steps }: Concentration): CrawlFinding | undefined {
  if (buyable.domains === 0 || buyable.share < shareThatMatters) return undefined;
  const needed = steps[0].buyable ?? buyable.domains;
  return {
    kind: 'concentration',
    severity: 'high',
    claim: `${counted(buyable.domains, 'domain')} that can be bought now or within weeks ${buyable.domains === 1 ? 'controls' : 'control'} ${percent(buyable.share)} of the rows; ${counted(needed, 'of them is', 'of them are')} enough for ${percent(shareThatMatters)}.`,
    rows: buyable.rows,
    evidence: [
      { name: 'domains that can be bought', value: buyable.domains, unit: 'domains' },
      { name: 'share of all rows', value: buyable.share, unit: 'of 1' },
    ],
    urls: buyable.largest.flatMap(({ urls }) => urls.slice(0, 2)).slice(0, urlsShown),
  };
}

/** Lines for a terminal. */
export function concentrationLines(found: Concentration): string[] {
  const { rows, domains, recorded, steps, largest, buyable } = found;
  const table = [
    ['share of rows', 'domains to hold', 'of those to buy'],
    ...steps.map((step) => [`${step.share * 100}\u00a0%`, numberOf(step.domains), numberOf(step.buyable)]),
  ];
  const names = largest.map((one) => [visible(one.domain, 60), counted(one.rows, 'row'), percent(one.share)]);
  return [
    `${counted(rows, 'row')} from ${counted(domains, 'domain')}; there is a record on ${recorded.toLocaleString('en-US')} of them.`,
    '',
    ...inColumns(table),
    '',
    `To buy now or within weeks: ${counted(buyable.domains, 'domain')}, ${counted(buyable.rows, 'row')}, ${percent(buyable.share)} of all.`,
    ...(names.length > 0 ? ['', 'The largest:', ...inColumns(names)] : []),
  ];
}

const numberOf = (value: number | undefined): string => value?.toLocaleString('en-US') ?? 'not enough';

/** The first column to the left, the others to the right. */
function inColumns(table: readonly (readonly string[])[]): string[] {
  const widths = table[0].map((_, i) => Math.max(...table.map((cells) => cells[i].length)));
  return table.map((cells) =>
    `  ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ')}`.trimEnd(),
  );
}
