// `bezoar crawl` as it is typed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { crawlReport } from '../../src/provenance/crawl/crawl-report.ts';
import { bezoar, folderFor } from './bezoar.ts';

const folder = folderFor('crawl');
const run = (...args: string[]) => bezoar(['crawl', ...args], { cwd: folder });
const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const report = (dir = 'bezoar-crawl') =>
  crawlReport.parse(JSON.parse(readFileSync(join(folder, dir, 'crawl.json'), 'utf8')));

const pages = Array.from({ length: 60 }, (_, i) => ({
  url: `https://site${i % 6}.com/${i}`,
  text: `Page ${i}.`,
}));
put(
  'index.csv',
  `url,sha256,timestamp\n${pages.map(({ url, text }) => `${url},${sha256(text)},2024-05-01\n`).join('')}`,
);
put('same.jsonl', pages.map((page) => `${JSON.stringify(page)}\n`).join(''));
put(
  'sold.jsonl',
  pages
    .map((page) => `${JSON.stringify(page.url.includes('site3') ? { ...page, text: 'Buy shoes.' } : page)}\n`)
    .join(''),
);

describe('bezoar crawl', () => {
  it('finds nothing where all is as the index says', async () => {
    const { code, out } = await run('index.csv', 'same.jsonl');
    expect([code, out]).toEqual([0, expect.stringContaining('60 as the index says, 0 not')]);
    expect(report().findings).toEqual([]);
  });

  it('names the domain that is in other hands, and fails', async () => {
    const { code, out } = await run('index.csv', 'sold.jsonl', '--out', 'sold');
    expect(code).toBe(1);
    expect(out).toContain('10 of 10 pages of site3.com are not what the index says');
    expect(report('sold').findings[0]).toMatchObject({
      kind: 'mismatch',
      severity: 'high',
      domain: 'site3.com',
      rows: 10,
    });
    expect((await run('index.csv', 'sold.jsonl', '--columns', 'digest=nothing', '--quiet')).code).toBe(0);
  });

  it('looks at the bytes of downloaded files, and says what it compared with nothing', async () => {
    mkdirSync(join(folder, 'img'));
    const files = [0, 1, 2].map((i) => ({ url: `https://site.com/${i}.jpg`, sha256: sha256(`bytes ${i}`) }));
    put('images.csv', `url,sha256\n${files.map((row) => `${row.url},${row.sha256}\n`).join('')}\n,x\n`);
    for (const [i, row] of files.entries()) {
      put(`img/${i}.json`, JSON.stringify(row));
      put(`img/${i}.jpg`, i === 1 ? 'swapped' : `bytes ${i}`);
    }
    put('img/stray\u202e.png', 'nobody knows');
    const { code, out } = await run('images.csv', 'img', '--out', 'images', '--fail-on', 'medium');
    expect([code, out]).toEqual([
      1,
      expect.stringContaining('2 as the index says, 0 not, 1 not as downloaded, 0 missing'),
    ]);
    expect(out).toContain('1 row without an address left out');
    expect(out).toContain('Not compared with anything: 1 file that no row is about');
    expect(out).not.toContain('\u202e');
    expect(report('images')).toMatchObject({ data: { rows: 3, unnamed: 0, strays: 1 } });
  });

  it('asks the service that it is told to ask, and keeps the answers', async () => {
    const asked: string[] = [];
    const server = createServer(({ url = '' }, response) => {
      asked.push(url);
      const domain = url.slice(url.lastIndexOf('/') + 1);
      if (domain === 'site5.com') response.writeHead(404).end();
      else
        response.setHeader('content-type', 'application/rdap+json').end(
          JSON.stringify({
            objectClassName: 'domain',
            ldhName: domain,
            status: ['active'],
            events: [
              {
                eventAction: 'registration',
                eventDate: domain === 'site2.com' ? '2025-02-01T00:00:00Z' : '2001-01-01T00:00:00Z',
              },
              { eventAction: 'expiration', eventDate: '2999-01-01T00:00:00Z' },
            ],
          }),
        );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const first = await run(
        'index.csv',
        'same.jsonl',
        '--rdap',
        url,
        '--rdap-rate',
        '100',
        '--out',
        'asked',
      );
      expect(first.code).toBe(1);
      const kinds = report('asked').findings.map(({ kind, domain }) => [kind, domain]);
      expect(kinds).toContainEqual(['registered-after-index', 'site2.com']);
      expect(kinds).toContainEqual(['lapsed', 'site5.com']);
      expect(kinds.map(([kind]) => kind)).toContain('concentration');
      expect(asked).toHaveLength(6);
      await run('index.csv', 'same.jsonl', '--rdap', url, '--rdap-rate', '100', '--out', 'asked', '--quiet');
      expect(asked).toHaveLength(6);
    } finally {
      server.close();
    }
  });

  it('asks nobody of its own accord, and says what is wrong with what it is given', async () => {
    expect(existsSync(join(folder, 'bezoar-crawl', 'rdap'))).toBe(false);
    expect((await run('index.csv', '--snapshot', 'yesterday')).err).toContain('is no time');
    expect((await run('index.csv', '--columns', 'what=url')).err).toContain('--columns cannot be read');
    put('none.jsonl', '{"a":1}\n');
    expect(await run('none.jsonl')).toMatchObject({
      code: 2,
      err: expect.stringContaining('names an address'),
    });
    expect((await run('gone.csv')).code).toBe(2);
    expect((await run('index.csv', '--rdap', 'ftp://x')).code).toBe(2);
  });
});
