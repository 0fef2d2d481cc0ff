import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultLimits } from '../../corpus/reader.ts';
import { compareCrawl, type CrawlTally } from './compare-crawl.ts';
import { digestOfText } from './content-claim.ts';
import { crawlColumns } from './index-rows.ts';
import { judgeCrawl } from './judge-crawl.ts';

const scratch = mkdtempSync(join(tmpdir(), 'bezoar-compare-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'case-'));
});

function put(name: string, content: string | readonly object[]): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    typeof content === 'string' ? content : content.map((row) => `${JSON.stringify(row)}\n`).join(''),
  );
  return path;
}

const sha = (text: string) => digestOfText(text, 'sha256');
const url = (i: number | string) => `https://site.com/${i}`;

const compare = (index: string, data: string[], held?: number, window?: { from: number; to: number }) =>
  compareCrawl({ index: [index], data, columns: crawlColumns, limits: defaultLimits, window }, held);
const kinds = (tally: CrawlTally) => judgeCrawl(tally, 1).map(({ kind }) => kind);

describe('an index that says two things of one address', () => {
  it('vouches for neither, in whatever order, with data or without', async () => {
    for (const order of [
      ['good', 'evil'],
      ['evil', 'good'],
    ]) {
      const index = put(
        'i.jsonl',
        order.map((text) => ({ url: url(1), sha256: sha(text) })),
      );
      const tally = await compare(index, [put('d.jsonl', [{ url: url(1), text: 'evil' }])]);
      expect(tally.counts).toMatchObject({ same: 0, unverifiable: 1, contradictory: 1 });
      expect(kinds(tally)).toContain('contradictory-index');
      expect((await compare(index, [])).counts).toMatchObject({ contradictory: 1, missing: 0 });
      const other = await compare(index, [put('o.jsonl', [{ url: url(1), text: 'else' }])]);
      expect(other.counts).toMatchObject({ mismatch: 1, unverifiable: 0 });
    }
  });

  it('may have seen the page twice, or say the same twice', async () => {
    const index = put('i.jsonl', [
      { url: url(1), sha256: sha('old'), time: '2024-01-01' },
      { url: url(1), sha256: sha('new'), time: '2025-01-01' },
      { url: url(2), sha256: sha('two') },
      { url: url(2), sha256: sha('two') },
      { url: url(2), sha256: digestOfText('two', 'md5') },
    ]);
    const data = put('d.jsonl', [
      { url: url(1), text: 'old' },
      { url: url(2), text: 'two' },
    ]);
    expect((await compare(index, [data])).counts).toMatchObject({ same: 2, contradictory: 0 });
  });
});

describe('what was downloaded', () => {
  it('is not what the index says where nothing is left of it, whatever it claims of itself', async () => {
    const index = put('i.jsonl', [{ url: url(1), sha256: sha('good') }]);
    for (const more of [{}, { sha256: sha('good') }]) {
      const tally = await compare(index, [put('d.jsonl', [{ url: url(1), text: '', ...more }])]);
      expect(tally.counts).toMatchObject({ same: 0, mismatch: 1, unverifiable: 0 });
    }
  });

  it('counts by address: the worst of its rows, once', async () => {
    const index = put(
      'i.jsonl',
      Array.from({ length: 40 }, (_, i) => ({ url: `https://s${i % 4}.com/${i}`, sha256: sha(`${i}`) })),
    );
    const changed = { url: 'https://s1.com/1', text: 'z', edited: '2025-03-19T20:00:00Z' };
    const data = put('d.jsonl', [
      { url: 'https://s1.com/1', text: '1' },
      ...Array.from({ length: 30 }, () => changed),
      { url: 'https://s1.com/1', text: '1' },
    ]);
    const to = Date.UTC(2025, 2, 20);
    const tally = await compare(index, [data], undefined, { from: to - 86_400_000, to });
    expect(tally.counts).toMatchObject({ mismatch: 1, same: 0, inWindow: 1, missing: 39 });
    expect(judgeCrawl(tally, 1).filter(({ domain }) => domain !== undefined)).toEqual([]);
  });

  it('of a domain is held against what could be compared of it, not against all that the index names', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => ({ url: `https://s${i % 4}.com/${i}`, text: `${i}` }));
    const edited = '2025-03-19T20:00:00Z';
    const index = put(
      'i.jsonl',
      rows.map(({ url: at, text }) => ({ url: at, sha256: sha(text) })),
    );
    const data = put(
      'd.jsonl',
      rows
        .filter((_, i) => i % 4 !== 1 || i < 20)
        .map((row, i) => (row.url.includes('s1.') ? { url: row.url, text: `z${i}`, edited } : row)),
    );
    const to = Date.UTC(2025, 2, 20);
    const tally = await compare(index, [data], undefined, { from: to - 86_400_000, to });
    const found = judgeCrawl(tally, 1).find(
      ({ kind, domain }) => kind === 'changed-before-snapshot' && domain === 's1.com',
    );
    expect(found).toMatchObject({ severity: 'high', rows: 5 });
    expect(found?.claim).toContain('5 of 5 pages');
  });

  it('is told where it names no address, names a long one or cannot be read', async () => {
    const long = url('x'.repeat(9000));
    const index = put('i.jsonl', [
      { url: long, sha256: sha('good') },
      { url: url(1), sha256: sha('one') },
    ]);
    const data = put('d.jsonl', `{"url":"${long}","text":"evil"}\n{broken\n{"text":"nobody's"}\n`);
    const tally = await compare(index, [data]);
    expect(tally.counts).toMatchObject({ mismatch: 1, missing: 1, notInIndex: 0 });
    expect(tally.data).toMatchObject({ rows: 1, unnamed: 2 });
    expect((await compare(index, [data], 1)).data).toEqual(tally.data);
    const found = judgeCrawl(tally, undefined).find(({ kind }) => kind === 'not-in-index');
    expect(found).toMatchObject({ severity: 'medium', rows: 2 });
    expect(found?.claim).toContain('2 rows of what was downloaded name no address');
  });
});

it('a key that is a number is no digest, as in the lists of LAION', async () => {
  const index = put('i.csv', `URL,TEXT,hash\n${url(1)},A cat,-864589317523\n${url(2)},A dog,77112\n`);
  expect(kinds(await compare(index, []))).toEqual([]);
});

describe('files beside rows, as img2dataset leaves them', () => {
  const images = (bytes: (i: number) => string, says: (i: number) => string = (i) => `bytes ${i}`) => {
    for (let i = 0; i < 5; i++) {
      const key = `00000000${i}`;
      put(`img/00000/${key}.jpg`, bytes(i));
      put(`img/00000/${key}.txt`, 'A caption.');
      put(
        `img/00000/${key}.json`,
        JSON.stringify({ url: url(i), key, status: 'success', sha256: sha(says(i)) }),
      );
    }
    put('img/00000_stats.json', '{"count": 5, "successes": 5}');
    return put(
      'i.csv',
      `url,sha256\n${Array.from({ length: 5 }, (_, i) => `${url(i)},${sha(`bytes ${i}`)}\n`).join('')}`,
    );
  };

  it('are known by their bytes', async () => {
    const index = images((i) => `bytes ${i}`);
    const tally = await compare(index, [join(folder, 'img')]);
    expect(tally.counts).toMatchObject({ same: 5, mismatch: 0, altered: 0, missing: 0 });
    expect(tally.data).toMatchObject({ rows: 5, unnamed: 0, strays: 0 });
    expect(kinds(tally)).toEqual([]);
  });

  it('are not taken for what rows say of them', async () => {
    const index = images((i) => (i === 3 ? 'swapped' : `bytes ${i}`));
    const tally = await compare(index, [join(folder, 'img')]);
    expect(tally.counts).toMatchObject({ same: 4, altered: 1, mismatch: 0 });
    expect(judgeCrawl(tally, undefined)).toMatchObject([
      { kind: 'mismatch', severity: 'medium', rows: 1, urls: [url(3)] },
    ]);
  });

  it('were something else when they were downloaded', async () => {
    const index = images(
      (i) => (i === 3 ? 'sold' : `bytes ${i}`),
      (i) => (i === 3 ? 'sold' : `bytes ${i}`),
    );
    expect((await compare(index, [join(folder, 'img')])).counts).toMatchObject({ same: 4, mismatch: 1 });
  });

  it('cannot be checked once all of them were encoded anew', async () => {
    const tally = await compare(
      images((i) => `small ${i}`),
      [join(folder, 'img')],
    );
    expect(tally.counts).toMatchObject({ same: 0, altered: 5 });
    expect(judgeCrawl(tally, undefined)).toMatchObject([{ kind: 'unverifiable', severity: 'low' }]);
  });

  it('are missing where the row is there alone, or tells that it failed, and strays where no row is about them', async () => {
    const index = images((i) => `bytes ${i}`);
    rmSync(join(folder, 'img/00000/000000002.jpg'));
    rmSync(join(folder, 'img/00000/000000004.json'));
    put('img/00000/000000001.png', 'another of that name');
    put('img/00000.jsonl', [{ url: url(4), status: 'failed_to_download', sha256: null }]);
    const tally = await compare(index, [join(folder, 'img')]);
    expect(tally.counts).toMatchObject({ same: 3, missing: 2, unverifiable: 0 });
    expect(tally.data.strays).toBe(2);
  });
});

it('any index and any data are counted as address by address, however few are held at a time', async () => {
  const contents = fc.constantFrom('a', 'b', '');
  const rows = fc.array(fc.record({ url: fc.integer({ min: 0, max: 9 }).map(url), text: contents }), {
    minLength: 1,
    maxLength: 30,
  });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(rows, rows, fc.integer({ min: 1, max: 8 }), async (indexed, fetched, held) => {
      const index = put(
        `p${run}.jsonl`,
        indexed.map(({ url: at, text }) => ({ url: at, sha256: sha(`${text}.`) })),
      );
      const data = put(
        `q${run++}.jsonl`,
        fetched.map(({ url: at, text }) => ({ url: at, text: `${text}.` })),
      );
      const want = { same: 0, mismatch: 0, missing: 0, notInIndex: 0, unverifiable: 0, contradictory: 0 };
      for (const at of new Set(indexed.map((row) => row.url))) {
        const said = new Set(indexed.filter((row) => row.url === at).map(({ text }) => text));
        const got = fetched.filter((row) => row.url === at);
        if (said.size > 1) want.contradictory++;
        if (got.length === 0) want.missing++;
        else if (got.some(({ text }) => !said.has(text))) want.mismatch++;
        else if (said.size > 1) want.unverifiable++;
        else want.same++;
      }
      want.notInIndex = fetched.filter((row) => !indexed.some(({ url: at }) => at === row.url)).length;
      expect((await compare(index, [data], held)).counts).toMatchObject(want);
    }),
    { numRuns: 60 },
  );
});
