import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mostAnswerBytes } from './guarded-get.ts';
import { fetchDomainRecords, mostFailuresInARow, type RdapOptions } from './rdap.ts';

const day = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 0, 1);
let cache: string;
const servers: Server[] = [];

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'rdap-'));
});
afterEach(async () => {
  rmSync(cache, { recursive: true });
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

/** A real server on loopback, and what it was asked. */
async function serving(listener: RequestListener): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const answerOn = (domain: string) => ({
  objectClassName: 'domain',
  ldhName: domain.toUpperCase(),
  status: ['client transfer prohibited'],
  events: [
    { eventAction: 'registration', eventDate: '2001-02-03T04:05:06Z' },
    { eventAction: 'expiration', eventDate: '2027-02-03T04:05:06.0Z' },
    { eventAction: 'last changed', eventDate: 'never' },
    null,
  ],
  nameservers: [{ objectClassName: 'nameserver', ldhName: 'NS1.EXAMPLE.NET' }, 7],
  entities: [{ vcardArray: [] }],
});

const nameIn = (url = ''): string => url.slice(url.lastIndexOf('/') + 1);
const rdap: RequestListener = ({ url }, response) => {
  const name = nameIn(url);
  response.setHeader('content-type', 'application/rdap+json');
  if (name.startsWith('gone')) response.writeHead(404).end('{"errorCode":404}');
  else response.end(JSON.stringify(answerOn(name)));
};

const fetched = (domains: readonly string[], url: string, changed: Partial<RdapOptions> = {}) =>
  fetchDomainRecords(domains, { url, cache, perSecond: 1000, timeoutMs: 2000, retries: 0, now, ...changed });

/** Why nothing is known of the one domain that such a server is asked on. */
async function reason(listener: RequestListener, changed: Partial<RdapOptions> = {}): Promise<string> {
  const { url } = await serving(listener);
  const { records, unknown } = await fetched(['example.com'], url, changed);
  expect(records.size).toBe(0);
  expect(readdirSync(cache)).toEqual([]);
  return unknown[0].reason;
}

describe('an RDAP service', () => {
  it('is asked once on each domain, and its answer is kept', async () => {
    const { url, asked } = await serving(rdap);
    const seen: number[] = [];
    const domains = ['example.com', 'example.com', 'gone.com'];
    const first = await fetched(domains, `${url}/v1/`, { progress: (done) => seen.push(done) });
    expect(first.unknown).toEqual([]);
    expect(first.records.get('example.com')).toEqual({
      domain: 'example.com',
      registered: Date.UTC(2001, 1, 3, 4, 5, 6),
      expires: Date.UTC(2027, 1, 3, 4, 5, 6),
      status: ['client transfer prohibited'],
      nameservers: ['ns1.example.net'],
      found: true,
    });
    expect(first.records.get('gone.com')?.found).toBe(false);
    expect(asked).toEqual(['/v1/domain/example.com', '/v1/domain/gone.com']);
    expect(seen).toEqual([0, 1, 2]);

    const second = await fetched(domains, `${url}/v1`);
    expect(second).toEqual({ ...first, requests: 0, fromCache: 2 });
    // What is absent is asked again sooner.
    expect((await fetched(domains, `${url}/v1`, { now: now + 2 * day })).requests).toBe(1);
    expect((await fetched(domains, `${url}/v1`, { now: now + 8 * day })).requests).toBe(2);
    // Nothing from the future, and nothing of another service.
    expect((await fetched(domains, `${url}/v1`, { now: now - day })).requests).toBe(2);
    expect((await fetched(domains, `${url}/v2`)).requests).toBe(2);
  });

  it('is not believed by a cache that somebody wrote to', async () => {
    const { url } = await serving(rdap);
    await fetched(['example.com', 'other.com'], url);
    const [a, b] = readdirSync(cache).map((name) => join(cache, name));
    writeFileSync(a, readFileSync(b));
    writeFileSync(b, '{"__proto__":1');
    expect((await fetched(['example.com', 'other.com'], url)).requests).toBe(2);
  });

  it('is asked on nothing but names that can be registered, and keeps file names plain', async () => {
    const { url, asked } = await serving(rdap);
    const { unknown } = await fetched(
      ['../../etc/passwd', '127.0.0.1', 'a.internal', 'b.test', 'UPPER.com', 'co.uk', 'x.com/../y', ''],
      url,
    );
    expect(unknown).toHaveLength(8);
    expect(asked).toEqual([]);
    await fetched(['example.com'], url);
    expect(readdirSync(cache).every((name) => /^[0-9a-f]{64}\.json$/.test(name))).toBe(true);
  });

  it('that finds nothing under an ending is not believed that a domain is free', async () => {
    const { url, asked } = await serving((_, response) => response.writeHead(404).end());
    const { records, unknown } = await fetched(['one.com', 'two.com'], url);
    expect(records.size).toBe(0);
    expect(unknown[0].reason).toContain('knows no domain under .com');
    expect(asked).toEqual(['/domain/one.com', '/domain/nic.com', '/domain/two.com']);
    // One that has others there is.
    const good = await serving(rdap);
    expect((await fetched(['gone.com'], good.url)).records.get('gone.com')?.found).toBe(false);
    expect(good.asked).toEqual(['/domain/gone.com', '/domain/nic.com']);
  });

  it('is asked no faster than allowed', async () => {
    const { url } = await serving(rdap);
    const began = performance.now();
    await fetched(['a1.com', 'a2.com', 'a3.com', 'a4.com'], url, { perSecond: 20 });
    expect(performance.now() - began).toBeGreaterThan(140);
  });

  it('may ask to wait, and is asked again', async () => {
    let times = 0;
    const { url } = await serving((request, response) => {
      if (times++ === 0) response.writeHead(429, { 'retry-after': '1' }).end();
      else rdap(request, response);
    });
    const began = performance.now();
    const { records, requests } = await fetched(['example.com'], url, { retries: 1 });
    expect(performance.now() - began).toBeGreaterThan(990);
    expect([records.size, requests]).toEqual([1, 2]);
  });

  it('may not ask to wait for ever', async () => {
    const listener: RequestListener = (_, response) =>
      response.writeHead(503, { 'retry-after': '86400' }).end();
    expect(await reason(listener, { retries: 3 })).toContain('longer than 60 s');
  });

  it('that breaks off is asked again, and then left', async () => {
    let times = 0;
    const { url, asked } = await serving((request, response) => {
      if (times++ === 0) request.socket.resetAndDestroy();
      else rdap(request, response);
    });
    expect((await fetched(['example.com'], url, { retries: 1 })).records.size).toBe(1);
    expect(asked).toHaveLength(2);
  });

  it('that always breaks off is left', async () => {
    expect(await reason(({ socket }) => socket.resetAndDestroy())).toMatch(/^no answer \(E/);
  });

  it('that is gone is not asked on every domain', async () => {
    const { url, asked } = await serving(({ socket }) => socket.destroy());
    const domains = Array.from({ length: 50 }, (_, i) => `name${i}.com`);
    const { unknown } = await fetched(domains, url);
    expect(unknown).toHaveLength(50);
    expect(unknown[49].reason).toContain('in a row');
    expect(asked).toHaveLength(mostFailuresInARow);
  });

  it('must be named by an address, and its name and password are not written down', async () => {
    for (const url of ['', 'ftp://example.com', 'file:///etc/passwd', 'rdap.org'])
      await expect(fetched([], url)).rejects.toMatchObject({ code: 'bad-option' });
    const { url } = await serving(rdap);
    await fetched(['example.com'], url.replace('//', '//someone:secret@'));
    expect(readFileSync(join(cache, readdirSync(cache)[0]), 'utf8')).not.toContain('secret');
  });

  it('stops when told to', async () => {
    const { url } = await serving(rdap);
    const { unknown } = await fetched(['example.com'], url, { signal: AbortSignal.abort() });
    expect(unknown).toEqual([{ domain: 'example.com', reason: 'stopped before it was asked' }]);
  });
});

describe('a hostile service', () => {
  it('with an endless answer', async () => {
    let sent = 0;
    const listener: RequestListener = (_, response) => {
      const more = (): void => {
        while (!response.destroyed && sent < 2 ** 28) {
          sent += 2 ** 16;
          if (!response.write(Buffer.alloc(2 ** 16, 0x20))) return void response.once('drain', more);
        }
      };
      more();
    };
    expect(await reason(listener)).toBe(`an answer of more than ${mostAnswerBytes} bytes`);
    expect(sent).toBeLessThan(2 ** 25);
  });

  it('that drips', async () => {
    const listener: RequestListener = (_, response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    };
    const began = performance.now();
    expect(await reason(listener, { timeoutMs: 200 })).toBe('no answer in time');
    expect(await reason(() => undefined, { timeoutMs: 200 })).toBe('no answer in time');
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it.each([
    ['no JSON', '<html>', 'no JSON'],
    ['nothing', '', 'no JSON'],
    ['another JSON', '[]', 'no RDAP answer'],
    ['null', 'null', 'no RDAP answer'],
    ['deep JSON', '['.repeat(100_000) + ']'.repeat(100_000), 'no RDAP answer'],
    ['deep JSON within', `{"objectClassName":"domain","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, ''],
    ['another domain', JSON.stringify(answerOn('example.org')), 'another domain'],
    ['another kind', '{"objectClassName":"entity"}', 'no RDAP answer'],
  ])('with %s', async (_, body, expected) => {
    const { url } = await serving((_request, response) => response.end(body));
    const { records, unknown } = await fetched(['example.com'], url);
    if (expected === '') expect(records.get('example.com')).toMatchObject({ found: true, status: [] });
    else expect(unknown[0].reason).toContain(expected);
  });

  it('with a packed answer', async () => {
    const listener: RequestListener = (_, response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(gzipSync(JSON.stringify(answerOn('example.com'))));
    expect(await reason(listener)).toContain('packed');
  });

  it('with lists and texts beyond measure', async () => {
    const { url } = await serving((_, response) =>
      response.end(
        JSON.stringify({
          objectClassName: 'domain',
          status: ['x'.repeat(50_000), ...Array(10_000).fill('\u001b[31mred')],
          events: 'none',
          nameservers: Array.from({ length: 1000 }, (_unused, i) => ({ ldhName: `n${i}.example.net` })),
        }),
      ),
    );
    const record = (await fetched(['example.com'], url)).records.get('example.com');
    expect(record?.status.map(({ length }) => length)).toEqual([8]);
    expect(record?.nameservers).toHaveLength(32);
  });

  it('that leads in a circle', async () => {
    const { url, asked } = await serving((request, response) =>
      response.writeHead(302, { location: request.url }).end(),
    );
    expect((await fetched(['example.com'], url)).unknown[0].reason).toBe('more than 3 redirects');
    expect(asked).toHaveLength(4);
  });

  it('that leads on within itself is followed', async () => {
    const { url } = await serving((request, response) => {
      if (request.url?.startsWith('/moved')) rdap(request, response);
      else response.writeHead(307, { location: `/moved${request.url}` }).end();
    });
    expect((await fetched(['example.com'], url)).records.size).toBe(1);
  });

  it('that leads to another port, or into the network around', async () => {
    const other = await serving(rdap);
    const port = new URL(other.url).port;
    for (const location of [
      `${other.url}/domain/example.com`,
      `http://localhost:${port}/domain/example.com`,
      `http://[::1]:${port}/`,
      `http://[::ffff:127.0.0.1]:${port}/`,
      `http://2130706433:${port}/`,
      'http://169.254.169.254/latest/meta-data/',
      'http://10.0.0.1/',
      'https://192.168.0.1/',
    ])
      expect(await reason((_, response) => response.writeHead(302, { location }).end())).toContain(
        'not of the open internet',
      );
    expect(other.asked).toEqual([]);
  });

  it.each(['file:///etc/passwd', 'gopher://example.com/', 'javascript:1', 'http://', 'data:,x'])(
    'that leads to %s',
    async (location) => {
      expect(await reason((_, response) => response.writeHead(302, { location }).end())).toContain(
        'redirect to',
      );
    },
  );

  it.each([204, 304, 400, 401, 418, 500])('with status %i', async (status) => {
    expect(await reason((_, response) => response.writeHead(status).end())).toBe(
      `the service answered with status ${status}`,
    );
  });

  it('with what is no HTTP', async () => {
    expect(await reason(({ socket }) => socket.end('hello\r\n\u001b[31m'))).toMatch(
      /^no answer \([A-Z_]+\)$/,
    );
  });
});
