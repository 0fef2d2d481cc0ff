// What a registry says of a domain: since when it is registered, until when, its status and its name servers; from a file
// of records that the user has, in any format that rows are read from.
import { statSync } from 'node:fs';
import { scalarText } from '../../corpus/column.ts';
import { timeOf } from '../../corpus/attributes.ts';
import { defaultLimits, UnreadableFile, type Limits } from '../../corpus/reader.ts';
import { asUsageError, identify } from '../../corpus/identify.ts';
import { readerOf } from '../../corpus/readers/reader-of.ts';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import { registrableDomain } from './registrable-domain.ts';

/** Times in milliseconds since 1970. */
export interface DomainRecord {
  readonly domain: string;
  readonly registered?: number;
  readonly expires?: number;
  /** In lower case with spaces, as RFC 8056 maps them: `pending delete`. */
  readonly status: readonly string[];
  readonly nameservers: readonly string[];
  /** False where the registry knows no such domain: anybody can register it. */
  readonly found: boolean;
}

export interface DomainRecords {
  /** By domain; of several on one domain the last. */
  readonly records: ReadonlyMap<string, DomainRecord>;
  /** Rows that are no record of a domain: how many, and why the first of them are none. */
  readonly unread: number;
  readonly problems: readonly { readonly line: number; readonly reason: string }[];
}

const problemsKept = 20;

/** Columns, in any case: domain, registered (or created), expires, status, nameservers, found; see docs/domains.md. */
export async function readDomainRecords(
  path: string,
  limits: Limits = defaultLimits,
): Promise<DomainRecords> {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new UsageError('no-such-file', `There is no file ${visible(path)}`, 'Check the spelling.');
  const file = await identify(path, path, limits, []);
  const reader = await readerOf(file.format);
  const records = new Map<string, DomainRecord>();
  const problems: { line: number; reason: string }[] = [];
  let unread = 0;
  const shard = { file: 0, start: 0, end: file.bytes };
  try {
    for await (const { entries } of reader.read(file, shard, limits)) {
      for (const entry of entries) {
        if (entry.kind === 'passed over') continue;
        const record = entry.kind === 'record' ? asRecord(entry.value) : entry.reason;
        if (typeof record !== 'string') records.set(record.domain, record);
        else if (++unread <= problemsKept) problems.push({ line: entry.line, reason: record });
      }
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? asUsageError(path, error) : error;
  }
  if (records.size === 0)
    throw new UsageError(
      'bad-fields',
      `${visible(path)} holds no record of a domain${problems.length > 0 ? `: ${problems[0].reason}` : ''}`,
      'It needs a column domain, and at best registered, expires, status and nameservers.',
    );
  return { records, unread, problems };
}

const names = {
  domain: ['domain', 'domain_name', 'name', 'ldhname'],
  registered: ['registered', 'created', 'creation_date', 'registration'],
  expires: ['expires', 'expiry', 'expiration', 'expiration_date'],
  status: ['status', 'statuses'],
  nameservers: ['nameservers', 'name_servers', 'ns'],
  found: ['found'],
} as const;

/** Or why it is none. */
function asRecord(value: unknown): DomainRecord | string {
  if (typeof value !== 'object' || value === null) return 'no record';
  const columns = new Map(Object.entries(value).map(([name, of]) => [name.trim().toLowerCase(), of]));
  const valueOf = (part: keyof typeof names): unknown =>
    names[part].map((name) => columns.get(name)).find((of) => of !== undefined && of !== null && of !== '');
  const name = scalarText(valueOf('domain'))?.trim();
  if (name === undefined) return 'no column domain';
  const domain = registrableDomain(/^https?:/i.test(name) ? name : `http://${name}/`);
  if (domain === undefined) return `"${visible(name, 80)}" is no domain that can be registered`;
  const status = statusOf(listOf(valueOf('status'), /[,;|\n]/));
  const registered = timeOf(valueOf('registered'));
  const expires = timeOf(valueOf('expires'));
  const said = scalarText(valueOf('found'))?.trim().toLowerCase();
  const found = said === undefined ? !status.some((one) => absent.has(one)) : !no.has(said);
  return {
    domain,
    ...(registered === undefined ? {} : { registered }),
    ...(expires === undefined ? {} : { expires }),
    status,
    nameservers: nameserversOf(listOf(valueOf('nameservers'), /[,;|\s]/)),
    found,
  };
}

const no: ReadonlySet<string> = new Set(['false', '0', 'no']);
// What registrars and lookup tools write for a domain that nobody has.
const absent: ReadonlySet<string> = new Set([
  'available',
  'free',
  'not found',
  'not registered',
  'unregistered',
]);

/** Most values of a list, and units of one, that are kept: a domain has a handful of short ones. */
const valuesKept = 32;
const unitsKept = 253;

// What is longer is left out and not cut: a piece of a text keeps all of it in memory.
function listOf(value: unknown, between: RegExp): unknown[] {
  if (Array.isArray(value)) return value;
  const text = scalarText(value) ?? '';
  return text.length <= valuesKept * unitsKept ? text.split(between) : [];
}

function kept(values: readonly unknown[]): string[] {
  const texts = values
    .slice(0, valuesKept)
    .map((value) => scalarText(value) ?? '')
    .filter((text) => text.length <= unitsKept)
    .map((text) => text.trim());
  return [...new Set(texts)].filter((text) => text !== '');
}

/** `clientHold https://icann.org/epp#clientHold` becomes `client hold`. */
export function statusOf(values: readonly unknown[]): string[] {
  return kept(values).map((text) =>
    text
      .replace(/\s*\(?https?:.*$/i, '')
      .replace(/[a-z](?=[A-Z])/g, '$& ')
      .replace(/[\s_-]+/g, ' ')
      .toLowerCase(),
  );
}

export function nameserversOf(values: readonly unknown[]): string[] {
  return kept(values).map((text) => text.toLowerCase().replace(/\.$/, ''));
}
