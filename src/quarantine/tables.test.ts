// Parquet and Arrow in quarantine: every row once, in order, and the schema with its metadata.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  Field,
  Int32,
  List,
  Struct,
  Table,
  Utf8,
  tableFromIPC,
  tableToIPC,
  vectorFromArray,
} from 'apache-arrow';
import { afterAll, describe, expect, it } from 'vitest';
import { writeFlaggingReport } from '../../test/fixtures/flagging-report.ts';
import type { Format } from '../corpus/shard.ts';
import { clean, restore, sameness } from '../quarantine.ts';

const root = mkdtempSync(join(tmpdir(), 'bezoar-tables-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function sql(query: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(query)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const flags = (rows: number, every: number) =>
  Array.from({ length: rows }, (_, i) => i).filter((i) => i % every === 0 || i === rows - 1);

function cleaned(file: string, format: Format, rows: number, flagged: readonly number[]) {
  const report = writeFlaggingReport(`${file}.report`, { path: file, format, rows, flagged });
  return clean({ file, report, rule: { severity: 'medium' }, version: '1' });
}

describe('parquet', () => {
  const rows = 5000;
  const flagged = flags(rows, 7);
  const columns = `i::INTEGER AS id, 'täxt ' || i || chr(10) AS prompt,
    CASE WHEN i % 3 = 0 THEN NULL WHEN i % 3 = 1 THEN 'NULL' ELSE '' END AS maybe,
    [{'role': 'user', 'content': 'a' || i}, {'role': 'assistant', 'content': NULL}] AS messages,
    i::DECIMAL(12, 3) / 7 AS price, (i * 0.1)::DOUBLE AS score, 'x'::BLOB AS raw, DATE '2020-01-01' + i::INTEGER AS day`;

  async function make(name: string, options = ''): Promise<string> {
    const file = join(root, name);
    await sql(`COPY (SELECT ${columns} FROM range(${rows}) t(i)) TO '${file}' (FORMAT parquet ${options})`);
    return file;
  }

  it('parts every row once, in order, under the same schema, and puts them back', async () => {
    const file = await make(
      'mail.parquet',
      ', COMPRESSION zstd, ROW_GROUP_SIZE 1000, KV_METADATA {huggingface: \'{"a":"it\'\'s"}\'}',
    );
    const before = readFileSync(file);
    const done = await cleaned(file, 'parquet', rows, flagged);
    expect(readFileSync(file)).toEqual(before);
    expect(sameness(done.policy)).toBe('rows');
    const ids = async (path: string) =>
      (await sql(`SELECT id FROM '${path}'`)).map((r) => (r as { id: number }).id);
    expect(await ids(done.quarantine)).toEqual(flagged);
    expect(await ids(done.clean)).toEqual(
      Array.from({ length: rows }, (_, i) => i).filter((i) => !flagged.includes(i)),
    );
    const schema = (path: string) => sql(`DESCRIBE SELECT * FROM '${path}'`);
    expect(await schema(done.clean)).toEqual(await schema(file));
    const metadata = (path: string) =>
      sql(`SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('${path}')`);
    expect(await metadata(done.clean)).toEqual(await metadata(file));
    const codec = (path: string) => sql(`SELECT DISTINCT compression FROM parquet_metadata('${path}')`);
    expect(await codec(done.clean)).toEqual([{ compression: 'ZSTD' }]);

    const { path } = await restore({ file });
    expect(await sql(`SELECT * FROM '${path}'`)).toEqual(await sql(`SELECT * FROM '${file}'`));
    expect(await schema(path)).toEqual(await schema(file));
  });

  it('sets all rows aside, or none', async () => {
    for (const [name, chosen] of [
      ['all', flags(rows, 1)],
      ['none', []],
    ] as const) {
      const file = await make(`${name}.parquet`);
      const done = await cleaned(file, 'parquet', rows, chosen);
      expect([done.policy.clean.rows, done.policy.quarantine.rows]).toEqual([
        rows - chosen.length,
        chosen.length,
      ]);
      const { path } = await restore({ file });
      expect(await sql(`SELECT * FROM '${path}'`)).toEqual(await sql(`SELECT * FROM '${file}'`));
    }
  });

  it('takes a path with quotes and wildcards for what it is', async () => {
    const plain = await make('plain.parquet');
    const file = join(root, "it's [a] *?.parquet");
    writeFileSync(file, readFileSync(plain));
    const done = await cleaned(file, 'parquet', rows, [0]);
    expect(done.policy.clean.rows).toBe(rows - 1);
    expect((await restore({ file })).policy.original.rows).toBe(rows);
  });
});

describe('arrow', () => {
  const rows = 300;
  const type = new List(
    new Field(
      'item',
      new Struct([new Field('n', new Int32(), true), new Field('s', new Utf8(), true)]),
      true,
    ),
  );
  const table = () => {
    const made = new Table({
      text: vectorFromArray(
        Array.from({ length: rows }, (_, i) => (i % 5 ? `row ${i} ✓` : null)),
        new Utf8(),
      ),
      turns: vectorFromArray(
        Array.from({ length: rows }, (_, i) =>
          [
            { n: i, s: `s${i}` },
            { n: null, s: '' },
          ].slice(0, i % 3),
        ),
        type,
      ),
    });
    made.schema.metadata.set('note', 'kept');
    // Several batches, as writers make them.
    return new Table(made.schema, [
      ...made.slice(0, 100).batches,
      ...made.slice(100, 101).batches,
      ...made.slice(101).batches,
    ]);
  };

  for (const form of ['file', 'stream'] as const) {
    it(`parts and joins a ${form}`, async () => {
      const file = join(root, `${form}.arrow`);
      writeFileSync(file, tableToIPC(table(), form));
      const flagged = flags(rows, 4);
      const done = await cleaned(file, 'arrow', rows, flagged);
      const read = (path: string) => tableFromIPC(readFileSync(path));
      const values = (path: string) =>
        read(path)
          .toArray()
          .map((row) => JSON.stringify(row));
      const all = values(file);
      expect(values(done.clean)).toEqual(all.filter((_, i) => !flagged.includes(i)));
      expect(values(done.quarantine)).toEqual(flagged.map((i) => all[i]));
      expect(read(done.clean).schema.metadata.get('note')).toBe('kept');
      const { path } = await restore({ file });
      expect(values(path)).toEqual(all);
    });
  }
});
