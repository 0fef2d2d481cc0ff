// Parquet, read by DuckDB in chunks of rows, in file order; nested columns become lists and records.
import { UnreadableFile } from '../reader.ts';
import type { Limits, ReadBatch, Reader } from '../reader.ts';
import type { CorpusFile } from '../shard.ts';
import { plainInteger } from './plain-integer.ts';
import { unpacked } from './unpacked.ts';
import type { DuckDBInstance, DuckDBValue } from '@duckdb/node-api';

export const parquet: Reader = {
  read: (file, _shard, limits) => unpacked(file, limits, readPlain),
};

async function* readPlain(file: CorpusFile, limits: Limits): AsyncGenerator<ReadBatch, void, undefined> {
  const duckdb = await import('@duckdb/node-api');
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    // One thread for each worker of ours; nothing is fetched from anywhere.
    threads: '1',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  try {
    yield* rowsOf(instance, file, limits, plainValue(duckdb));
  } finally {
    instance.closeSync();
  }
}

async function* rowsOf(
  instance: DuckDBInstance,
  file: CorpusFile,
  limits: Limits,
  plain: (value: DuckDBValue) => unknown,
): AsyncGenerator<ReadBatch, void, undefined> {
  const connection = await instance.connect();
  try {
    const path = `'${literalGlob(file.location).replaceAll("'", "''")}'`;
    // A folder called a=b is no column of the file.
    const from = `read_parquet([${path}], hive_partitioning = false)`;
    const total = await asked(async () => {
      const count = await connection.runAndReadAll(`SELECT count(*) FROM ${from}`);
      return Number(count.getRows()[0][0]);
    });
    const result = await asked(() => connection.stream(`SELECT * FROM ${from}`));
    const names = result.deduplicatedColumnNames();
    if (names.length > limits.columns) {
      throw new UnreadableFile('too-large', `more than ${limits.columns} columns`);
    }
    let count = 0;
    for (;;) {
      const chunk = await asked(() => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) break;
      const columns = chunk.getColumns();
      const entries = Array.from({ length: chunk.rowCount }, (_, row) => ({
        kind: 'record' as const,
        // Not an object literal: a column may be called `__proto__`.
        value: Object.fromEntries(names.map((name, i) => [name, plain(columns[i][row])])),
        line: 0,
      }));
      count += chunk.rowCount;
      yield { entries, lines: count, bytes: Math.floor((file.bytes * count) / Math.max(1, total)) };
    }
  } finally {
    connection.closeSync();
  }
}

/** DuckDB takes a path for a pattern; each special character in brackets stands for itself. */
export function literalGlob(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}

async function asked<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    const said = (error as Error).message;
    if (/No magic bytes found at end|too small|footer|end of file|unexpected end/i.test(said)) {
      throw new UnreadableFile('truncated', 'the Parquet file breaks off before its end', error);
    }
    throw new UnreadableFile(
      'wrong-kind',
      'the Parquet file is damaged, encrypted or of an unknown kind',
      error,
    );
  }
}

/** Values as JSON would have them; whole numbers too large for that as text. */
function plainValue(duckdb: typeof import('@duckdb/node-api')): (value: DuckDBValue) => unknown {
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
