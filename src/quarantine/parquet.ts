// Parquet in quarantine: DuckDB writes the rows to keep and the rows to set aside, in order and with the schema,
// and both are read back and compared with the original, row by row, before they count.
import { createHash } from 'node:crypto';
import { literalGlob } from '../corpus/readers/duckdb.ts';
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import type { DuckDBConnection } from '@duckdb/node-api';

export interface RowsParted {
  readonly rows: number;
  readonly schema: string;
  /** Of the rows' texts as DuckDB writes them, in order. */
  readonly rowsSha256: string;
}

export async function partParquet(
  original: string,
  aside: ReadonlySet<number>,
  clean: string,
  quarantine: string,
): Promise<RowsParted> {
  return connected(async (connection, connect) => {
    const schema = await schemaOf(connection, original);
    await listRows(connection, [...aside]);
    const from = `(SELECT * EXCLUDE (file_row_number), file_row_number IN (SELECT row FROM listed) AS _aside
      FROM read_parquet([${path(original)}], hive_partitioning = false, file_row_number = true))`;
    const how = await optionsLike(connection, original);
    for (const [out, which] of [
      [clean, 'NOT _aside'],
      [quarantine, '_aside'],
    ]) {
      await connection.run(
        `COPY (SELECT * EXCLUDE (_aside) FROM ${from} WHERE ${which}) TO ${literal(out)} (${how})`,
      );
    }
    const rowsSha256 = await proveParted(connect, original, aside, clean, quarantine);
    for (const out of [clean, quarantine]) await proveSchema(connection, out, schema);
    return { rows: await countOf(connection, original), schema, rowsSha256 };
  });
}

/** Writes the rows of both in their old order; `aside` are the original row numbers of the quarantine's rows. */
export async function joinParquet(
  clean: string,
  quarantine: string,
  aside: readonly number[],
  out: string,
  expected: { readonly schema: string; readonly rowsSha256: string },
): Promise<void> {
  await connected(async (connection) => {
    await listRows(connection, aside);
    const rows = (await countOf(connection, clean)) + aside.length;
    const numbered = (file: string, places: string) =>
      `SELECT f.* EXCLUDE (file_row_number), p.row AS _row
       FROM read_parquet([${path(file)}], hive_partitioning = false, file_row_number = true) f
       JOIN (${places}) p ON p.at = f.file_row_number`;
    const kept = `SELECT row, row_number() OVER (ORDER BY row) - 1 AS at FROM range(${rows}) r(row)
       WHERE row NOT IN (SELECT row FROM listed)`;
    const listed = 'SELECT row, row_number() OVER (ORDER BY row) - 1 AS at FROM listed';
    const how = await optionsLike(connection, clean);
    await connection.run(
      `COPY (SELECT * EXCLUDE (_row) FROM (${numbered(clean, kept)} UNION ALL ${numbered(quarantine, listed)})
       ORDER BY _row) TO ${literal(out)} (${how})`,
    );
    const hash = createHash('sha256');
    for await (const digest of rowDigests(connection, out)) hash.update(digest);
    if (hash.digest('hex') !== expected.rowsSha256)
      throw unfaithful('the rows would not be the original ones');
    await proveSchema(connection, out, expected.schema);
  });
}

type Connect = () => Promise<DuckDBConnection>;

async function connected<T>(
  work: (connection: DuckDBConnection, connect: Connect) => Promise<T>,
): Promise<T> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'true',
    // Rows wait in memory until a row group is full; more threads hold more of them.
    threads: '1',
  });
  try {
    return await work(await instance.connect(), () => instance.connect());
  } catch (error) {
    throw asUsage(error);
  } finally {
    instance.closeSync();
  }
}

function asUsage(error: unknown): unknown {
  const said = error instanceof Error ? error.message : '';
  if (/No space left|disk full/i.test(said)) {
    return new UsageError(
      'disk-full',
      'no space left to write the cleaned file',
      'Free some space, or name another disk with --out-dir.',
      error,
    );
  }
  if (/file_row_number/.test(said) && /Binder Error/.test(said)) {
    return new UsageError(
      'unsupported',
      'the file has a column named file_row_number',
      'Rename that column, then scan the file again.',
      error,
    );
  }
  return error;
}

/** Nothing has its name yet when this is thrown. */
export function unfaithful(what: string): UsageError {
  const message = `the file cannot be written anew without changing it: ${what}`;
  return new UsageError(
    'unsupported',
    message,
    'Convert it to JSONL or plain Parquet, scan that and clean that.',
  );
}

async function listRows(connection: DuckDBConnection, rows: readonly number[]): Promise<void> {
  await connection.run('CREATE TEMP TABLE listed (row BIGINT)');
  const appender = await connection.createAppender('listed');
  for (const row of rows) {
    appender.appendBigInt(BigInt(row));
    appender.endRow();
  }
  appender.closeSync();
}

/** The codec and the key-value metadata (Hugging Face features, pandas, Arrow) of a file. */
async function optionsLike(connection: DuckDBConnection, file: string): Promise<string> {
  const codecs = await connection.runAndReadAll(
    `SELECT compression, count(*) FROM parquet_metadata(${path(file)}) GROUP BY 1 ORDER BY 2 DESC LIMIT 1`,
  );
  const codec = String(codecs.getRows()[0]?.[0] ?? 'SNAPPY').toLowerCase();
  const known = ['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4', 'lz4_raw'].includes(codec);
  const pairs = await connection.runAndReadAll(
    `SELECT decode(key), decode(value) FROM parquet_kv_metadata(${path(file)})`,
  );
  const metadata = new Map(pairs.getRows().map(([key, value]) => [String(key), String(value)]));
  const entries = [...metadata].map(([key, value]) => `${quotedKey(key)}: ${literal(value)}`);
  const kept = entries.length > 0 ? `, KV_METADATA {${entries.join(', ')}}` : '';
  return `FORMAT parquet, COMPRESSION ${known ? codec : 'snappy'}${kept}`;
}

async function schemaOf(connection: DuckDBConnection, file: string): Promise<string> {
  const columns = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${read(file)}`);
  return columns
    .getRows()
    .map(([name, type]) => `${JSON.stringify(name)} ${type}`)
    .join(', ');
}

async function proveSchema(connection: DuckDBConnection, file: string, expected: string): Promise<void> {
  const found = await schemaOf(connection, file);
  if (found !== expected) throw unfaithful(`the schema would become ${visible(found, 300)}`);
}

async function countOf(connection: DuckDBConnection, file: string): Promise<number> {
  const count = await connection.runAndReadAll(`SELECT count(*) FROM ${read(file)}`);
  return Number(count.getRows()[0][0]);
}

/** One digest for each row, in order. */
async function* rowDigests(connection: DuckDBConnection, file: string): AsyncGenerator<string> {
  const result = await connection.stream(`SELECT md5(t::VARCHAR) FROM (SELECT * FROM ${read(file)}) t`);
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    for (const digest of chunk.getColumnValues(0)) yield String(digest);
  }
}

/** Compares the two files with the original, row by row; returns the digest of the original's rows. */
async function proveParted(
  connect: Connect,
  original: string,
  aside: ReadonlySet<number>,
  clean: string,
  quarantine: string,
): Promise<string> {
  const hash = createHash('sha256');
  // A connection streams one result at a time.
  const [all, kept, set] = await Promise.all(
    [original, clean, quarantine].map(async (file) => rowDigests(await connect(), file)),
  );
  let row = 0;
  for await (const digest of all) {
    const found = await (aside.has(row) ? set : kept).next();
    if (found.value !== digest) throw unfaithful(`row ${row} would not be as it was`);
    hash.update(digest);
    row++;
  }
  const rest = [await kept.next(), await set.next()];
  if (rest.some((next) => !next.done)) throw unfaithful('there would be rows too many');
  return hash.digest('hex');
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const quotedKey = (key: string): string => `"${key.replaceAll('"', '""')}"`;
const path = (file: string): string => literal(literalGlob(file));
const read = (file: string): string => `read_parquet([${path(file)}], hive_partitioning = false)`;
