// Rows of an index of a crawl, or of what was downloaded by one: what they are called by, what their content was, and when.
import { createHash } from 'node:crypto';
import { timeOf } from '../../corpus/attributes.ts';
import { column, firstOf, isThere, scalarText, type Column } from '../../corpus/column.ts';
import { asUsageError } from '../../corpus/identify.ts';
import { UnreadableFile, type Limits } from '../../corpus/reader.ts';
import { readerOf } from '../../corpus/readers/reader-of.ts';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import { dataFiles, kindOf } from '../data-files.ts';
import { registrableDomain } from '../domains/registrable-domain.ts';
import { contentClaim, type ContentClaim } from './content-claim.ts';
import { downloadedFiles } from './downloaded-files.ts';

/** Which column plays which part; the first of a list that a row has counts. */
export interface CrawlColumns {
  readonly url: readonly string[];
  readonly digest: readonly string[];
  readonly time: readonly string[];
  readonly text: readonly string[];
}

export const crawlColumns: CrawlColumns = {
  // `row` is how manifests name the rows of a corpus that has no addresses.
  url: ['url', 'URL', 'uri', 'source_url', 'page_url', 'image_url', 'row'],
  digest: ['sha256', 'sha512', 'sha1', 'md5', 'digest', 'hash', 'content_digest', 'checksum'],
  time: [
    'edited',
    'last_modified',
    'timestamp',
    'time',
    'date',
    'fetched',
    'fetch_time',
    'crawl_date',
    'warc_date',
  ],
  text: ['text', 'content', 'raw_content', 'page'],
};

export interface CrawlRow {
  /** What the row is called by: its address, as it stands. */
  readonly url: string;
  /** Registrable domain, or what the row names as its source; '' where it says neither. */
  readonly domain: string;
  readonly claim: ContentClaim;
  /** Of its content, where the row has it. */
  readonly text?: string;
  /** The file that was downloaded, where the row only tells of it. */
  readonly beside?: string;
  /** In milliseconds since 1970. */
  readonly time?: number;
}

/** What is passed over while rows are read. */
export interface PassedOver {
  /** A row that names no address, or cannot be read. */
  row(): void;
  /** A file that holds no rows and that none is about. */
  file(path: string): void;
}

/** Batches of rows of all files, in an index or among what was downloaded by it. */
export async function* crawlRows(
  side: 'index' | 'data',
  paths: readonly string[],
  columns: CrawlColumns,
  limits: Limits,
  passed?: PassedOver,
): AsyncGenerator<CrawlRow[]> {
  const convert = converter(columns);
  const files = downloadedFiles(await dataFiles(paths));
  for (const { path } of files.strays) passed?.file(path);
  for (const file of files.rows) {
    const kind = await kindOf(file, limits);
    if (kind === 'other') passed?.file(file.path);
    if (kind === 'other' || (side === 'data' && files.isAlone(file))) continue;
    const beside = side === 'data' ? files.beside(file) : undefined;
    const reader = await readerOf(kind.format);
    try {
      for await (const { entries } of reader.read(kind, { file: 0, start: 0, end: kind.bytes }, limits)) {
        const rows: CrawlRow[] = [];
        for (const entry of entries) {
          const row =
            entry.kind === 'record' && typeof entry.value === 'object' && entry.value
              ? convert(entry.value)
              : 'unnamed';
          if (row === 'unnamed') passed?.row();
          else if (side === 'index' || row.isThere)
            rows.push(beside === undefined ? row : { ...row, beside });
        }
        yield rows;
      }
    } catch (error) {
      throw error instanceof UnreadableFile ? asUsageError(file.path, error) : error;
    }
  }
}

function converter({
  url,
  digest,
  time,
  text,
}: CrawlColumns): (record: object) => (CrawlRow & { readonly isThere: boolean }) | 'unnamed' {
  const [urls, times, texts] = [url, time, text].map((names) => names.map(column));
  const digests = digest.map((name) => [name, column(name)] as const);
  const sources = ['source', 'domain'].map(column);
  const status = column('status');
  return (record) => {
    const address = textIn(record, urls);
    if (address === '') return 'unnamed';
    // A page without a word is content too: it may be what is left of one.
    const content = firstOf(record, texts) ?? texts.map((read) => read(record)).find((value) => value === '');
    const at = timeIn(record, times);
    const claimed = digests.find(([name, read]) => isThere(read(record)) && !isKey(name, read(record)));
    const isMissed = !claimed && typeof content !== 'string' && failed.test(scalarText(status(record)) ?? '');
    return {
      isThere: !isMissed,
      url: nameOf(address),
      domain: registrableDomain(address) ?? textIn(record, sources).slice(0, 256).toLowerCase(),
      claim: claimed ? contentClaim(claimed[0], claimed[1](record)) : { kind: 'none' },
      ...(typeof content === 'string' ? { text: content } : {}),
      ...(at === undefined ? {} : { time: at }),
    };
  };
}

/** img2dataset keeps a row of what it did not get. */
const failed = /^failed_to_/;

/** LAION's `hash` is a number over address and caption, no digest of what stands at the address. */
const isKey = (name: string, value: unknown): boolean =>
  name === 'hash' && /^-?\d{1,20}$/.test(scalarText(value) ?? '');

/** Longest address that is kept whole, in UTF-16 units: beyond, its beginning and its digest stand for it. */
const longestUrl = 2048;

function nameOf(address: string): string {
  if (address.length <= longestUrl) return address;
  const digest = createHash('sha256').update(address, 'utf8').digest('hex');
  // By way of bytes, since a piece of a string keeps all of it in memory.
  return `${Buffer.from(address.slice(0, 200)).toString()}… (SHA-256 ${digest})`;
}

function textIn(record: object, columns: readonly Column[]): string {
  return scalarText(firstOf(record, columns)) ?? '';
}

function timeIn(record: object, columns: readonly Column[]): number | undefined {
  for (const read of columns) {
    const value = read(record);
    const time = isThere(value) ? (timeOf(value) ?? compactTime(value)) : undefined;
    if (time !== undefined) return time;
  }
  return undefined;
}

/** 14 digits, as indexes of web archives write times. */
function compactTime(value: unknown): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(scalarText(value) ?? '');
  if (!found) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** `url=page,digest=etag`, over what is recognised. */
export function parseColumns(text: string | undefined): CrawlColumns {
  if (text === undefined) return crawlColumns;
  const given = new Map<string, string[]>();
  for (const part of text.split(',')) {
    const at = part.indexOf('=');
    const [name, value] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    if (at < 1 || value === '' || !Object.hasOwn(crawlColumns, name))
      throw new UsageError(
        'bad-option',
        `--columns cannot be read at ${visible(part, 60)}`,
        'Write url=COLUMN,digest=COLUMN,time=COLUMN,text=COLUMN, or some of these.',
      );
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  return {
    url: given.get('url') ?? crawlColumns.url,
    digest: given.get('digest') ?? crawlColumns.digest,
    time: given.get('time') ?? crawlColumns.time,
    text: given.get('text') ?? crawlColumns.text,
  };
}
