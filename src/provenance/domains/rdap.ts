// Asks an RDAP service (RFC 9082, 9083) that the user named since when domains are registered. One question after another, no
// faster than allowed; answers are kept on disk; a domain on which there is no answer is told with the reason, never fatal.
import { setTimeout as wait } from 'node:timers/promises';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import type { DomainRecord } from './domain-record.ts';
import { getter, NoAnswer, type Answer, type Getter } from './guarded-get.ts';
import { parseRdapAnswer } from './rdap-answer.ts';
import { rdapCache } from './rdap-cache.ts';
import { isRegistrable } from './registrable-domain.ts';

export interface RdapOptions {
  /** `/domain/{name}` is put behind it. */
  readonly url: string;
  /** Folder in which answers are kept; made if it is not there. */
  readonly cache: string;
  /** Most requests in a second, above 0. */
  readonly perSecond: number;
  /** For one request with its redirects. */
  readonly timeoutMs: number;
  /** Further tries after the first. */
  readonly retries: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly progress?: (done: number, of: number) => void;
  readonly signal?: AbortSignal;
}

export interface FetchedRecords {
  readonly records: ReadonlyMap<string, DomainRecord>;
  readonly unknown: readonly { readonly domain: string; readonly reason: string }[];
  /** Requests that were sent, tries again included. */
  readonly requests: number;
  /** Of `records`, those that were kept from earlier. */
  readonly fromCache: number;
}

/** Longest that a service may have us wait, by `Retry-After`: beyond, the domain is left unknown. */
export const longestWaitMs = 60_000;
/** First wait before another try where the service names none; doubled each time. */
const firstWaitMs = 500;
/** After so many domains in a row without an answer the service is taken for gone, and the rest is not asked. */
export const mostFailuresInARow = 10;

// Names that no registry has (RFC 6761 and others): a question on them tells a stranger of one's own network.
const specialUse: ReadonlySet<string> = new Set(
  'alt arpa corp example home internal invalid lan local localhost mail onion test'.split(' '),
);

export async function fetchDomainRecords(
  domains: readonly string[],
  options: RdapOptions,
): Promise<FetchedRecords> {
  const service = serviceOf(options.url);
  const cache = await rdapCache(options.cache, serviceName(service), options.now);
  const web = getter('application/rdap+json');
  const asker = new Asker(web, service, options);
  const records = new Map<string, DomainRecord>();
  const unknown: { domain: string; reason: string }[] = [];
  const asked = [...new Set(domains)];
  let fromCache = 0;
  let failures = 0;

  async function answerOn(domain: string): Promise<DomainRecord | string> {
    if (!isRegistrable(domain)) return 'not a name that can be registered';
    const ending = endingOf(domain);
    if (specialUse.has(ending)) return 'a name for private use, not asked';
    const known = await cache.read(domain);
    if (known) {
      fromCache++;
      if (known.found) asker.knows(ending);
      return known;
    }
    if (options.signal?.aborted) return 'stopped before it was asked';
    if (failures >= mostFailuresInARow)
      return `not asked: the service gave no answer on ${mostFailuresInARow} domains in a row`;
    const record = await asker.ask(domain);
    failures = typeof record === 'string' ? failures + 1 : 0;
    if (typeof record !== 'string') await cache.write(record);
    return record;
  }

  try {
    for (const [done, domain] of asked.entries()) {
      options.progress?.(done, asked.length);
      const record = await answerOn(domain);
      if (typeof record === 'string') unknown.push({ domain, reason: record });
      else records.set(domain, record);
    }
    options.progress?.(asked.length, asked.length);
  } finally {
    web.close();
  }
  return { records, unknown, requests: asker.requests, fromCache };
}

function serviceOf(url: string): URL {
  let parsed: URL | undefined;
  try {
    parsed = new URL(url);
  } catch {
    // Told below.
  }
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:')
    throw new UsageError(
      'bad-option',
      `${visible(url, 200)} is no address of an RDAP service`,
      'Name one that starts with https://, up to what stands before /domain/.',
    );
  parsed.search = '';
  parsed.hash = '';
  return parsed;
}

// Without the user's name and password: it is written to disk.
const serviceName = ({ origin, pathname }: URL): string => `${origin}${pathname.replace(/\/+$/, '')}`;

const endingOf = (domain: string): string => domain.slice(domain.lastIndexOf('.') + 1);

class Asker {
  requests = 0;
  /** Endings of which the service has a registered domain, or has none. */
  readonly #endings = new Map<string, boolean>();
  readonly #web: Getter;
  readonly #service: URL;
  readonly #options: RdapOptions;
  #next = 0;

  constructor(web: Getter, service: URL, options: RdapOptions) {
    this.#web = web;
    this.#service = service;
    this.#options = options;
  }

  knows(ending: string): void {
    this.#endings.set(ending, true);
  }

  /** The record, or why there is none. */
  async ask(domain: string): Promise<DomainRecord | string> {
    const answer = await this.#answer(domain);
    const ending = endingOf(domain);
    if (typeof answer === 'string') return answer;
    if (answer.status === 200) {
      const record = parseRdapAnswer(domain, answer.body);
      if (typeof record !== 'string') this.knows(ending);
      return record;
    }
    if (answer.status !== 404) return `the service answered with status ${answer.status}`;
    // A directory answers so too where it knows no registry for the ending, and any web server where it is no RDAP service.
    if (!(await this.#hasEnding(ending)))
      return `not found, but the service knows no domain under .${ending}`;
    return { domain, status: [], nameservers: [], found: false };
  }

  /** Asked of a name that nearly every registry keeps for itself: `nic.com`, `nic.uk`. */
  async #hasEnding(ending: string): Promise<boolean> {
    const known = this.#endings.get(ending);
    if (known !== undefined) return known;
    const answer = await this.#answer(`nic.${ending}`);
    const has =
      typeof answer !== 'string' &&
      answer.status === 200 &&
      typeof parseRdapAnswer(`nic.${ending}`, answer.body) !== 'string';
    this.#endings.set(ending, has);
    return has;
  }

  async #answer(domain: string): Promise<Answer | string> {
    const { timeoutMs, retries, signal } = this.#options;
    const url = new URL(this.#service);
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/domain/${domain}`;
    for (let tries = 0; ; tries++) {
      let reason: string;
      let pauseMs = firstWaitMs * 2 ** tries;
      try {
        await this.#turn();
        const answer = await this.#web.get(url, timeoutMs);
        if (answer.status !== 429 && answer.status < 500) return answer;
        reason = `the service answered with status ${answer.status}`;
        if (answer.status === 429 || answer.status === 503)
          pauseMs = Math.max(pauseMs, retryAfterMs(answer.retryAfter) ?? 0);
      } catch (error) {
        if (signal?.aborted) return 'stopped before it was answered';
        if (!(error instanceof NoAnswer)) throw error;
        if (!error.again) return error.message;
        reason = error.message;
      }
      if (tries >= retries) return reason;
      if (pauseMs > longestWaitMs) return `${reason} and asks to wait longer than ${longestWaitMs / 1000} s`;
      await wait(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Waits until the next request may be sent. */
  async #turn(): Promise<void> {
    const at = performance.now();
    const start = Math.max(at, this.#next);
    this.#next = start + 1000 / this.#options.perSecond;
    if (start > at) await wait(start - at, undefined, { signal: this.#options.signal });
    this.requests++;
  }
}

/** Of seconds or of a date (RFC 9110). */
function retryAfterMs(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at - Date.now();
}
