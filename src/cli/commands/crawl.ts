// `bezoar crawl`: is what was downloaded what the index says, and who could change what is downloaded next time?
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { timeOf } from '../../corpus/attributes.ts';
import { defaultLimits } from '../../corpus/reader.ts';
import { UsageError } from '../../errors.ts';
import { severities, type Severity } from '../../finding.ts';
import { compareCrawl, type CrawlTally } from '../../provenance/crawl/compare-crawl.ts';
import { crawlReport, crawlVersion, type CrawlReport } from '../../provenance/crawl/crawl-report.ts';
import { parseColumns } from '../../provenance/crawl/index-rows.ts';
import { judgeCrawl } from '../../provenance/crawl/judge-crawl.ts';
import {
  concentrationFinding,
  concentrationLines,
  concentrationOf,
} from '../../provenance/domains/concentration.ts';
import { readDomainRecords, type DomainRecord } from '../../provenance/domains/domain-record.ts';
import { judgeDomains } from '../../provenance/domains/judge-domains.ts';
import { fetchDomainRecords } from '../../provenance/domains/rdap.ts';
import { refuse, writeAtomically } from '../../report/atomic-write.ts';
import { version } from '../../report/version.ts';
import { counted } from '../../report/wording.ts';
import { visible } from '../../text/visible.ts';
import { limitsOf, type InForce } from '../flags.ts';
import type { Interrupt } from '../interrupt.ts';
import type { StatusLine } from '../status-line.ts';
import { print } from '../terminal.ts';

export interface CrawlContext {
  readonly interrupt: Interrupt;
  readonly status: StatusLine;
}

const hourMs = 3_600_000;
/** Findings on the terminal, gravest first; crawl.json has all. */
const shown = 20;

export async function runCrawl(
  paths: readonly string[],
  set: InForce,
  { interrupt, status }: CrawlContext,
): Promise<number> {
  const [index, ...data] = paths;
  const hours = set.number('hours') as number;
  const snapshot = snapshotOf(set.text('snapshot'));
  const columns = parseColumns(set.text('columns'));
  const limits = { ...defaultLimits, ...limitsOf(set) };
  const window = snapshot === undefined ? undefined : { from: snapshot - hours * hourMs, to: snapshot };
  const tally = await interrupt.stoppable(() =>
    compareCrawl({ index: [index], data, columns, limits, window }),
  );
  if (tally.rows === 0)
    throw new UsageError(
      'nothing-to-scan',
      `no row of ${visible(index)} names an address`,
      'Say with --columns which column does.',
    );
  const notes = passedOver(tally);
  const records = await interrupt.stoppable(() => recordsOf(tally, set, notes, status));
  status.clear();
  // Rows without an address that somebody rents are nobody's to buy.
  const domains = tally.domains.filter(({ domain }) => domain !== '');
  const asked = { now: Date.now(), totalRows: tally.rows };
  const held = concentrationOf(domains, records, asked);
  const bought = concentrationFinding(held);
  const judged = [
    ...judgeCrawl(tally, window && hours / 24),
    ...judgeDomains(domains, records, asked),
    ...(bought ? [bought] : []),
  ];
  const findings = judged.sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.rows - a.rows,
  );
  const out = set.text('crawlTo') as string;
  await mkdir(out, { recursive: true }).catch((error: unknown) => refuse(out, error));
  const report: CrawlReport = crawlReport.parse({
    schemaVersion: crawlVersion,
    tool: { name: 'bezoar', version },
    index: { rows: tally.rows, unnamed: tally.unnamed, domains: tally.domains.length },
    data: { rows: tally.data.rows, unnamed: tally.data.unnamed, strays: tally.data.strays },
    counts: tally.counts,
    concentration: held,
    findings,
    notes,
  });
  const path = join(out, 'crawl.json');
  await writeAtomically(path, [`${JSON.stringify(report, null, 1)}\n`]);
  if (!set.on('quiet'))
    await print(
      [
        ...summary(report, data.length > 0),
        '',
        ...concentrationLines(held),
        '',
        `  all of it  ${visible(path)}`,
      ].join('\n'),
    );
  const gate = severities.indexOf(set.text('crawlFailOn') as Severity);
  return findings.some(({ severity }) => severities.indexOf(severity) <= gate) ? 1 : 0;
}

function snapshotOf(text: string | undefined): number | undefined {
  const time = text === undefined ? undefined : timeOf(text);
  if (text !== undefined && time === undefined)
    throw new UsageError(
      'bad-option',
      `--snapshot ${visible(text, 40)} is no time`,
      'Write it as 2025-03-20 or 2025-03-20T00:00:00Z.',
    );
  return time;
}

function passedOver({ unnamed, data: { strays, firstStray } }: CrawlTally): string[] {
  return [
    ...(unnamed > 0 ? [`Of the index, ${counted(unnamed, 'row')} without an address left out.`] : []),
    ...(firstStray === undefined
      ? []
      : [
          `Not compared with anything: ${counted(strays, 'file')} that no row is about, such as ${visible(firstStray, 80)}.`,
        ]),
  ];
}

async function recordsOf(
  { domains }: CrawlTally,
  set: InForce,
  notes: string[],
  status: StatusLine,
): Promise<ReadonlyMap<string, DomainRecord>> {
  const [file, url] = [set.text('domainRecords'), set.text('rdap')];
  const records = new Map<string, DomainRecord>();
  if (url !== undefined) {
    const fetched = await fetchDomainRecords(
      domains.slice(0, set.number('rdapMost')).map(({ domain }) => domain),
      {
        url,
        cache: join(set.text('crawlTo') as string, 'rdap'),
        perSecond: set.number('rdapRate') as number,
        timeoutMs: 20_000,
        retries: 2,
        now: Date.now(),
        progress: (done, of) => status.show(`asked about ${done} of ${of} domains`),
      },
    );
    for (const [domain, record] of fetched.records) records.set(domain, record);
    if (fetched.unknown.length > 0) {
      const [first] = fetched.unknown;
      notes.push(
        `Of ${fetched.unknown.length} domains the service told nothing, such as ${visible(first.domain, 80)}: ${visible(first.reason, 120)}.`,
      );
    }
  }
  if (file !== undefined) {
    const read = await readDomainRecords(file);
    for (const [domain, record] of read.records) records.set(domain, record);
    if (read.unread > 0) notes.push(`${read.unread} rows of ${visible(file)} are no record of a domain.`);
  }
  return records;
}

function summary({ index, counts, findings, notes }: CrawlReport, compared: boolean): string[] {
  const n = (value: number): string => value.toLocaleString('en');
  const head = `${counted(index.rows, 'row')} of ${counted(index.domains, 'domain')} in the index`;
  const changed = counts.altered > 0 ? `${n(counts.altered)} not as downloaded, ` : '';
  return [
    compared
      ? `${head}: ${n(counts.same)} as the index says, ${n(counts.mismatch)} not, ${changed}${n(counts.missing)} missing, ${n(counts.unverifiable)} that nobody can check.`
      : `${head}. Nothing was given to hold it against.`,
    ...findings
      .slice(0, shown)
      .flatMap(({ severity, claim, urls }) => [
        ` ${severity.toUpperCase().padEnd(7)} ${claim}`,
        ...urls.slice(0, 2).map((url) => `         ${visible(url, 100)}`),
      ]),
    ...(findings.length > shown ? [` … and ${n(findings.length - shown)} more`] : []),
    ...(findings.length === 0 ? ['Nothing out of the ordinary.'] : []),
    ...notes,
  ];
}
