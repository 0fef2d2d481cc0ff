// Parquet, read by DuckDB in chunks of rows, in file order; nested columns become lists and records. A shard is a range of
// bytes, as of a file of lines, and owns the rows that would begin in it if all rows were of one length: so it does not
// matter how a file was cut into row groups, and a file of one group, as most are, is read by all workers.
import { UnreadableFile } from '../reader.ts';
import type { Entry, Limits, ReadBatch, Reader } from '../reader.ts';
import type { CorpusFile, Shard } from '../shard.ts';
import { asked, connect, pathLiteral, type DuckDB } from './duckdb.ts';
import { plainInteger } from './plain-integer.ts';
import { unpacked } from './unpacked.ts';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';

export const parquet: Reader = {
  read: (file, shard, limits) => unpacked(file, limits, (plain) => readPlain(plain, shard, limits)),
};

async function* readPlain(
  file: CorpusFile,
  shard: Shard,
  limits: Limits,
): AsyncGenerator<ReadBatch, void, undefined> {
  const { duckdb, connection, close } = await connect();
  try {
    yield* rowsOf(connection, file, shard, limits, plainValue(duckdb));
  } finally {
    close();
  }
}

async function* rowsOf(
  connection: DuckDBConnection,
  file: CorpusFile,
  shard: Shard,
  limits: Limits,
  plain: (value: DuckDBValue) => unknown,
): AsyncGenerator<ReadBatch, void, undefined> {
  // A folder called a=b is no column of the file.
  const from = `read_parquet([${pathLiteral(file.location)}], hive_partitioning = false)`;
  const total = await asked(async () => {
    const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${from}`);
    return Number(counted.getRows()[0][0]);
  });
  const isWhole = shard.start === 0 && shard.end >= file.bytes;
  const first = isWhole ? 0 : firstRow(shard.start, file.bytes, total);
  const last = isWhole ? total : firstRow(shard.end, file.bytes, total);
  if (!isWhole && total > file.bytes)
    throw new UnreadableFile('wrong-kind', 'the Parquet file is another by now');
  if (!isWhole && first >= last) return;
  const where = isWhole ? '' : ` WHERE file_row_number >= ${first} AND file_row_number < ${last}`;
  const bytesBefore = (rows: number): number =>
    Math.floor(((shard.end - shard.start) * rows) / Math.max(1, last - first));
  let count = 0;
  try {
    const result = await asked(() => connection.stream(`SELECT * FROM ${from}${where}`));
    const names = result.deduplicatedColumnNames();
    if (names.length > limits.columns) {
      throw new UnreadableFile('too-large', `more than ${limits.columns} columns`);
    }
    for (;;) {
      const chunk = await asked(() => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return;
      const columns = chunk.getColumns();
      const entries = Array.from({ length: chunk.rowCount }, (_, row) => ({
        kind: 'record' as const,
        // Not an object literal: a column may be called `__proto__`.
        value: Object.fromEntries(names.map((name, i) => [name, plain(columns[i][row])])),
        line: 0,
      }));
      count += chunk.rowCount;
      yield { entries, lines: count, bytes: bytesBefore(count) };
    }
  } catch (error) {
    if (!isWhole && error instanceof UnreadableFile) {
      yield* lostRows(error.message, count, last - first, bytesBefore);
    }
    throw error;
  }
}

/** The first row that begins at a byte or behind it. */
function firstRow(at: number, bytes: number, rows: number): number {
  return at >= bytes ? rows : Math.ceil((at / bytes) * rows);
}

const lostAtOnce = 1024;

/** The rows of a shard behind the place where it is damaged: other shards follow, whose rows keep their numbers. */
function* lostRows(
  reason: string,
  from: number,
  rows: number,
  bytesBefore: (rows: number) => number,
): Generator<ReadBatch, void, undefined> {
  const entry: Entry = { kind: 'unreadable', reason, line: 0 };
  for (let at = from; at < rows; at += lostAtOnce) {
    const end = Math.min(rows, at + lostAtOnce);
    yield { entries: Array.from({ length: end - at }, () => entry), lines: end, bytes: bytesBefore(end) };
  }
}

/** Values as JSON would have them; whole numbers too large for that as text. */
function plainValue(duckdb: DuckDB): (value: DuckDBValue) => unknown {
  return function plain(value): unknown {
    if (typeof value !== 'object' || value === null) {
      return typeof value === 'bigint' ? plainInteger(value) : value;
    }
    if (value instanceof duckdb.DuckDBListValue || value instanceof duckdb.DuckDBArrayValue) {
      return value.items.map(plain);
    }
    if (value instanceof duckdb.DuckDBStructValue) {
      return Object.fromEntries(Object.entries(value.entries).map(([name, item]) => [name, plain(item)]));
    }
    if (value instanceof duckdb.DuckDBMapValue) {
      return value.entries.map(({ key, value: item }) => ({ key: plain(key), value: plain(item) }));
    }
    if (value instanceof duckdb.DuckDBDecimalValue) return value.toDouble();
    return String(value);
  };
}
