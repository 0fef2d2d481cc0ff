// DuckDB for one question about Parquet files: in memory, on the thread that asks, fetching nothing from anywhere.
import { UnreadableFile } from '../reader.ts';
import type { DuckDBConnection } from '@duckdb/node-api';

export type DuckDB = typeof import('@duckdb/node-api');

/** Loaded only when there is such a file. */
export async function connect(): Promise<{ duckdb: DuckDB; connection: DuckDBConnection; close(): void }> {
  const duckdb = await import('@duckdb/node-api');
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    // One thread for each worker of ours.
    threads: '1',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  const close = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  return { duckdb, connection, close };
}

/** DuckDB takes a path for a pattern; each special character in brackets stands for itself. */
export function literalGlob(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}

/** The path of a file as a literal of SQL. */
export const pathLiteral = (location: string): string => `'${literalGlob(location).replaceAll("'", "''")}'`;

/** What DuckDB says against a file, as we say it. */
export async function asked<T>(question: () => Promise<T>): Promise<T> {
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
