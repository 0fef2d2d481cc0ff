// One GET to a server that the user named, with limits on time, size and redirects. A redirect to another server may lead to
// the open internet only, checked when the connection is made, so that a name cannot change its address in between.
import { lookup as resolve } from 'node:dns';
import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

export interface Answer {
  readonly status: number;
  readonly retryAfter?: string;
  readonly body: string;
}

/** Why there is no answer, in words that hold nothing of the server's. `again`: another try may help. */
export class NoAnswer extends Error {
  readonly again: boolean;

  constructor(message: string, again: boolean, cause?: unknown) {
    super(message, { cause });
    this.name = 'NoAnswer';
    this.again = again;
  }
}

export interface Getter {
  /** `timeoutMs` is for all of it, redirects included. */
  get(url: URL, timeoutMs: number): Promise<Answer>;
  close(): void;
}

/** An answer on one domain is some kB; with every contact written out, some tens. */
export const mostAnswerBytes = 256 * 1024;
/** A directory sends on to the registry, and that to the registrar at most. */
export const mostRedirects = 3;

export function getter(accept: string): Getter {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, maxSockets: 1 }),
    'https:': new HttpsAgent({ keepAlive: true, maxSockets: 1 }),
  };

  async function get(first: URL, timeoutMs: number): Promise<Answer> {
    const signal = AbortSignal.timeout(timeoutMs);
    let url = first;
    for (let redirects = 0; ; redirects++) {
      const message = await open(url, url.origin === first.origin, signal);
      const status = message.statusCode ?? 0;
      const { location } = message.headers;
      if (status < 300 || status >= 400 || location === undefined) {
        const retryAfter = message.headers['retry-after'];
        return {
          status,
          ...(retryAfter === undefined ? {} : { retryAfter }),
          body: await bodyOf(message, signal),
        };
      }
      message.destroy();
      if (redirects >= mostRedirects) throw new NoAnswer(`more than ${mostRedirects} redirects`, false);
      url = redirectTarget(url, location);
    }
  }

  function open(url: URL, trusted: boolean, signal: AbortSignal): Promise<IncomingMessage> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!trusted && isIP(host) !== 0 && !isPublicAddress(host))
      throw new NoAnswer('a redirect to an address that is not of the open internet', false);
    const isHttp = url.protocol === 'http:';
    return new Promise((done, fail) => {
      const options = {
        agent: agents[isHttp ? 'http:' : 'https:'],
        headers: { accept, 'accept-encoding': 'identity', 'user-agent': 'bezoar' },
        signal,
        ...(trusted ? {} : { lookup: publicLookup }),
      };
      const request = isHttp ? requestHttp(url, options) : requestHttps(url, options);
      request.on('response', done);
      request.on('error', (error) => fail(asNoAnswer(error, signal)));
      request.end();
    });
  }

  return {
    get,
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

/** Where a redirect leads, if it may. Whether the address there may be asked is seen when the connection is made. */
export function redirectTarget(from: URL, location: string): URL {
  let to: URL;
  try {
    to = new URL(location, from);
  } catch {
    throw new NoAnswer('a redirect to what is no address', false);
  }
  if (to.protocol !== 'https:' && to.protocol !== 'http:')
    throw new NoAnswer('a redirect to another scheme than http or https', false);
  if (from.protocol === 'https:' && to.protocol === 'http:')
    throw new NoAnswer('a redirect from https to http, where anybody on the way could answer', false);
  // The user's own, if any, are for the user's own server.
  if (to.origin !== from.origin) to.username = to.password = '';
  return to;
}

/** Refuses a name if one of its addresses is not of the open internet. */
const publicLookup: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0);
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address)))
      return done(
        new NoAnswer('a redirect to a name whose address is not of the open internet', false),
        '',
        0,
      );
    return options.all ? done(null, addresses) : done(null, addresses[0].address, addresses[0].family);
  });
};

async function bodyOf(message: IncomingMessage, signal: AbortSignal): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    const encoding = message.headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') throw new NoAnswer('a packed answer, which was not asked for', false);
    for await (const piece of message) {
      bytes += (piece as Buffer).length;
      if (bytes > mostAnswerBytes)
        throw new NoAnswer(`an answer of more than ${mostAnswerBytes} bytes`, false);
      pieces.push(piece as Buffer);
    }
  } catch (error) {
    throw asNoAnswer(error, signal);
  } finally {
    message.destroy();
  }
  return Buffer.concat(pieces).toString('utf8');
}

function asNoAnswer(error: unknown, signal: AbortSignal): NoAnswer {
  if (error instanceof NoAnswer) return error;
  if (signal.aborted) return new NoAnswer('no answer in time', true, error);
  // A code such as ECONNRESET: the message may hold what the server sent.
  const { code } = error as NodeJS.ErrnoException;
  return new NoAnswer(`no answer (${/^[A-Z0-9_]{1,60}$/.test(code ?? '') ? code : 'broken'})`, true, error);
}
