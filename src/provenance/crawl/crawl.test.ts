import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { poisoned } from '../../../test/contracts/poisoned.ts';
import { editBeforeSnapshot } from '../../attacks/edit-before-snapshot.ts';
import { expiredDomain } from '../../attacks/expired-domain.ts';
import { defaultLimits } from '../../corpus/reader.ts';
import { compareCrawl, type CrawlRequest } from './compare-crawl.ts';
import { contentClaim, digestOfText } from './content-claim.ts';
import { crawlColumns, parseColumns } from './index-rows.ts';
import { judgeCrawl } from './judge-crawl.ts';

const scratch = mkdtempSync(join(tmpdir(), 'bezoar-crawl-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function put(name: string, text: string): string {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
}
const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const request = (index: string, data: string[], more: Partial<CrawlRequest> = {}): CrawlRequest => ({
  index: [index],
  data,
  columns: crawlColumns,
  limits: defaultLimits,
  ...more,
});

const pages = Array.from({ length: 400 }, (_, i) => ({
  url: `https://www.site${i % 20}.example.com/${i}`.replace('.example', `${i % 20}`),
  text: `Page ${i}.`,
  timestamp: '2025-03-01T00:00:00Z',
}));
const indexed = (rows: typeof pages) =>
  rows.map(({ url, text, timestamp }) => ({ url, sha256: digestOfText(text, 'sha256'), timestamp }));

describe('a crawl', () => {
  it('that is what its index says gives no finding', async () => {
    const tally = await compareCrawl(
      request(put('i.jsonl', lines(indexed(pages))), [put('d.jsonl', lines(pages))]),
    );
    expect(tally.counts).toMatchObject({
      same: 400,
      mismatch: 0,
      missing: 0,
      notInIndex: 0,
      unverifiable: 0,
    });
    expect(tally.domains).toHaveLength(20);
    expect(judgeCrawl(tally, undefined)).toEqual([]);
  });

  it('is counted the same however many addresses are held at a time', async () => {
    const changed = pages.slice(3).map((page, i) => (i % 40 === 0 ? { ...page, text: 'other' } : page));
    const asked = request(put('i2.jsonl', lines(indexed(pages))), [
      put('d2.jsonl', lines([...changed, { ...pages[0], url: 'https://new.org/' }])),
    ]);
    const whole = await compareCrawl(asked);
    const parts = await compareCrawl(asked, 37);
    expect(whole.counts).toMatchObject({ same: 387, mismatch: 10, missing: 3, notInIndex: 1 });
    expect(parts.counts).toEqual(whole.counts);
    expect(parts.domains.map(({ domain, counts }) => [domain, counts])).toEqual(
      whole.domains.map(({ domain, counts }) => [domain, counts]),
    );
  });

  it('shows a domain that is in other hands, as the attack makes one', async () => {
    for (const seed of [1, 2, 3]) {
      const { changes, companions } = await poisoned(expiredDomain, 'document', 12, seed);
      const [before, after] = companions!.map(({ name, text }) => put(`${seed}-${name}`, text));
      const bought = new Set(changes.map(({ row }) => row.source));
      const findings = judgeCrawl(await compareCrawl(request(before, [after])), undefined);
      const named = findings.filter(({ kind, domain }) => kind === 'mismatch' && domain !== undefined);
      for (const { domain } of named) expect(bought).toContain(domain);
      expect(named.some(({ severity }) => severity === 'high')).toBe(true);
      expect(findings.find(({ kind, domain }) => kind === 'mismatch' && domain === undefined)?.rows).toBe(12);
    }
  });

  it('shows what was edited shortly before the snapshot, as the attack does it', async () => {
    for (const seed of [1, 2, 3]) {
      const { companions } = await poisoned(editBeforeSnapshot, 'document', 12, seed);
      const [before, after] = companions!.map(({ name, text }) => put(`e${seed}-${name}`, text));
      const snapshot = Date.parse(
        (JSON.parse(companions![1].text.split('\n')[0]) as { fetched: string }).fetched,
      );
      const window = { from: snapshot - 24 * 3_600_000, to: snapshot };
      const tally = await compareCrawl(request(before, [after], { window }));
      expect(tally.counts).toMatchObject({ mismatch: 12, inWindow: 12 });
      const [all] = judgeCrawl(tally, 1).filter(({ kind }) => kind === 'changed-before-snapshot');
      expect(all).toMatchObject({ severity: 'medium', rows: 12 });
    }
  });

  it('is not verified by digests that are none', async () => {
    const bad = indexed(pages).map((row, i) => ({
      ...row,
      sha256: ['TODO', '0'.repeat(64), 'main', digestOfText('', 'sha256'), '12'][i % 5],
    }));
    const findings = judgeCrawl(
      await compareCrawl(request(put('i3.jsonl', lines(bad)), [put('d3.jsonl', lines(pages))])),
      undefined,
    );
    expect(findings.find(({ kind }) => kind === 'placeholder-digest')).toMatchObject({
      severity: 'high',
      rows: 400,
    });
    expect(findings.find(({ kind }) => kind === 'unverifiable')?.rows).toBe(400);
    const one = indexed(pages).map((row) => ({ ...row, sha256: digestOfText('x', 'sha256') }));
    expect(
      judgeCrawl(await compareCrawl(request(put('i4.jsonl', lines(one)), [])), undefined)[0].claim,
    ).toContain('one and the same digest');
  });

  it('cries no wolf where pages change at random', async () => {
    let named = 0;
    for (let seed = 0; seed < 40; seed++) {
      const changed = pages.map((page, i) =>
        (Math.imul(i + 1, 2_654_435_761 + seed * 7919) >>> 0) % 10 === 0 ? { ...page, text: 'newer' } : page,
      );
      const tally = await compareCrawl(
        request(put('i5.jsonl', lines(indexed(pages))), [put('d5.jsonl', lines(changed))]),
      );
      named += judgeCrawl(tally, undefined).filter(
        ({ domain, severity }) => domain !== undefined && severity === 'high',
      ).length;
    }
    expect(named).toBe(0);
  });

  it('may be written by anybody', async () => {
    const odd: readonly object[] = [
      { url: `https://x.com/${'a'.repeat(1e6)}`, sha256: 'x' },
      { url: 'javascript:alert(1)', sha256: '0' },
      { url: 'https://user:pass@bücher.de:80/\u202e', md5: 'd41d8cd98f00b204e9800998ecf8427e' },
      { url: 'http://127.0.0.1/', sha256: 5 },
      { url: ['a'], sha256: {} },
      { __proto__: null, constructor: 'x', url: '__proto__' },
      {},
    ];
    const path = put('odd.jsonl', lines(odd));
    const tally = await compareCrawl(request(path, [path]));
    expect(tally.rows).toBe(5);
    expect(tally.unnamed).toBe(2);
    expect(Math.max(...tally.domains.flatMap(({ urls }) => urls.map(({ length }) => length)))).toBeLessThan(
      300,
    );
    expect(judgeCrawl(tally, undefined).map(({ kind }) => kind)).toContain('placeholder-digest');
  });
});

describe('a digest', () => {
  it('is known by its form', () => {
    const hex = digestOfText('Page 1.', 'sha256');
    const is = { kind: 'digest', algorithm: 'sha256', hex };
    expect(contentClaim('digest', `SHA-256:${hex.toUpperCase()}`)).toEqual(is);
    // SHA-1 of "Page 1." in base 32, as web archives have it.
    expect(contentClaim('digest', 'S2AEMIBUBXHU7QYTI36PJOFUEPAKFVUH')).toEqual({
      kind: 'digest',
      algorithm: 'sha1',
      hex: digestOfText('Page 1.', 'sha1'),
    });
    expect(contentClaim('md5', 'd41d8cd98f00b204e9800998ecf8427e')).toEqual({ kind: 'bad' });
    // What it is said to be decides: a weaker digest under the name of a stronger one is none.
    const md5 = digestOfText('Page 1.', 'md5');
    expect(contentClaim('digest', md5).kind).toBe('digest');
    for (const [name, value] of [
      ['digest', `sha256:${md5}`],
      ['sha256', md5],
      ['sha256', 'S2AEMIBUBXHU7QYTI36PJOFUEPAKFVUH'],
      ['digest', '3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'], // of nothing
    ])
      expect(contentClaim(name, value)).toEqual({ kind: 'bad' });
    for (const none of ['', 'x', 5, null, 'g'.repeat(64)])
      expect(contentClaim('sha256', none)).toEqual({ kind: 'bad' });
  });
});

it('columns are said by name', () => {
  expect(parseColumns('url=page,digest=etag').url).toEqual(['page']);
  expect(parseColumns('url=page').digest).toBe(crawlColumns.digest);
  for (const wrong of ['page', 'url=', '__proto__=x', 'constructor=x'])
    expect(() => parseColumns(wrong)).toThrow('--columns');
});
