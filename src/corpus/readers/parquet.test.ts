// A Parquet file in shards: the same rows whatever the cut and whatever its row groups, and what is damaged stays in its place.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCorpus } from '../open.ts';
import { defaultLimits, UnreadableFile, type Entry } from '../reader.ts';
import type { CorpusFile } from '../shard.ts';
import { parquet } from './parquet.ts';

const folder = mkdtempSync(join(tmpdir(), 'bezoar-parquet-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** `select`: SQL that may use `i`, the number of the row. */
async function write(name: string, rows: number, select: string, options = ''): Promise<CorpusFile> {
  const location = join(folder, name);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT ${select} FROM range(${rows}) t(i)) TO '${location}' (FORMAT parquet ${options})`,
  );
  connection.closeSync();
  instance.closeSync();
  return { path: location, location, format: 'parquet', compression: 'none', bytes: statSync(location).size };
}

interface Read {
  readonly entries: Entry[];
  readonly counts: number[];
  readonly faults: string[];
}

/** A file read in shards that end at these bytes. */
async function readCut(file: CorpusFile, ends: readonly number[]): Promise<Read> {
  const read: Read = { entries: [], counts: [], faults: [] };
  let start = 0;
  for (const end of ends) {
    const before = read.entries.length;
    let bytes = 0;
    try {
      for await (const batch of parquet.read(file, { file: 0, start, end }, defaultLimits)) {
        read.entries.push(...batch.entries);
        expect(batch.bytes).toBeGreaterThanOrEqual(bytes);
        bytes = batch.bytes;
        expect(bytes).toBeLessThanOrEqual(end - start);
      }
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      read.faults.push(error.message);
    }
    read.counts.push(read.entries.length - before);
    start = end;
  }
  return read;
}

const even = ({ bytes }: CorpusFile, shards: number): number[] =>
  Array.from({ length: shards }, (_, i) => Math.ceil((bytes * (i + 1)) / shards));
const text = "'text ' || i || repeat(chr(97 + (i % 26)::INT), (i * 7919 % 300)::INT) AS text";

describe('a Parquet file in shards', () => {
  let one: CorpusFile;
  let several: CorpusFile;
  beforeAll(async () => {
    one = await write('one.parquet', 10_000, `i AS id, ${text}`);
    several = await write('several.parquet', 10_000, `i AS id, ${text}`, ', ROW_GROUP_SIZE 2048');
  });

  it.each([1, 2, 3, 7, 40])('of %d shards gives every row once, in order', async (shards) => {
    const wanted = (await readCut(one, [one.bytes])).entries;
    expect(wanted.map((e) => e.kind === 'record' && (e.value as { id: number }).id)).toEqual(
      Array.from({ length: 10_000 }, (_, i) => i),
    );
    for (const file of [one, several]) {
      const { entries, counts, faults } = await readCut(file, even(file, shards));
      expect(faults).toEqual([]);
      expect(entries).toEqual(wanted);
      for (const count of counts) expect(Math.abs(count - 10_000 / shards)).toBeLessThan(2);
    }
  });

  it('with fewer rows than shards leaves some empty', async () => {
    const few = await write('few.parquet', 3, `i AS id, ${text}`);
    const { entries, counts } = await readCut(few, even(few, 20));
    expect(entries).toHaveLength(3);
    expect(Math.max(...counts)).toBe(1);
  });

  it('keeps the numbers of rows behind a damaged place', async () => {
    const bytes = readFileSync(several.location);
    bytes.fill(0xff, Math.floor(bytes.length * 0.3), Math.floor(bytes.length * 0.32));
    const location = join(folder, 'damaged.parquet');
    writeFileSync(location, bytes);
    const { entries, counts, faults } = await readCut({ ...several, location }, even(several, 8));
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.length).toBeLessThan(8);
    for (const count of counts) expect(Math.abs(count - 10_000 / 8)).toBeLessThan(2);
    const last = entries[9999];
    expect(last.kind === 'record' && last.value).toMatchObject({ id: 9999 });
    expect(entries.filter(({ kind }) => kind === 'unreadable').length).toBeGreaterThan(100);
  });

  it('that breaks off is not read at all', async () => {
    const location = join(folder, 'short.parquet');
    const bytes = Math.floor(one.bytes / 2);
    writeFileSync(location, readFileSync(one.location).subarray(0, bytes));
    const { entries, faults } = await readCut({ ...one, location, bytes }, [bytes / 2, bytes]);
    expect(entries).toEqual([]);
    expect(faults).toHaveLength(2);
    for (const fault of faults) expect(fault).toMatch(/breaks off/);
  });
});

describe('how a Parquet file is cut', () => {
  const noise = `(SELECT string_agg(md5((i * 40 + j)::VARCHAR)) FROM range(30) s(j)) AS text`;
  const cutOf = async (file: CorpusFile): Promise<number> =>
    (await openCorpus([file.location])).shards.length;

  it('into some shards of 4 MiB or more for each row group', async () => {
    const rows = 12_000;
    const one = await write('large.parquet', rows, noise, ', COMPRESSION uncompressed');
    const several = await write(
      'groups.parquet',
      rows,
      noise,
      ', COMPRESSION uncompressed, ROW_GROUP_SIZE 2048',
    );
    expect(one.bytes).toBeGreaterThan(10 * 2 ** 20);
    expect(await cutOf(one)).toBe(Math.ceil(one.bytes / 2 ** 22));
    expect(await cutOf(several)).toBe(Math.ceil(several.bytes / 2 ** 22));
  });

  it('not at all when it is small, or names a column as DuckDB does the number of a row', async () => {
    expect(await cutOf(await write('small.parquet', 100, noise))).toBe(1);
    const named = await write(
      'named.parquet',
      12_000,
      `7 AS File_Row_Number, ${noise}`,
      ', COMPRESSION uncompressed',
    );
    expect(await cutOf(named)).toBe(1);
    expect((await readCut(named, [named.bytes])).entries).toHaveLength(12_000);
  });
});
