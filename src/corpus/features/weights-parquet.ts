// Weights of rows as a Parquet file.
import { readFile } from 'node:fs/promises';
import { connect } from '../readers/duckdb.ts';
import { dropTemporary, temporaryPath } from '../temporary.ts';

export interface RowWeight {
  readonly file: string;
  /** 0-based data row of the file. */
  readonly row: number;
  readonly weight: number;
  /** '' for a whole weight. */
  readonly reason: string;
}

/** The bytes of the file, rows in this order. */
export async function weightsParquet(rows: Iterable<RowWeight>): Promise<Uint8Array> {
  const path = temporaryPath();
  const { connection, close } = await connect();
  try {
    await connection.run('CREATE TABLE weights (file VARCHAR, row BIGINT, weight DOUBLE, reason VARCHAR)');
    const appender = await connection.createAppender('weights');
    for (const { file, row, weight, reason } of rows) {
      appender.appendVarchar(file);
      appender.appendBigInt(BigInt(row));
      appender.appendDouble(weight);
      appender.appendVarchar(reason);
      appender.endRow();
    }
    appender.closeSync();
    await connection.run(
      `COPY (SELECT * FROM weights ORDER BY rowid) TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`,
    );
    return await readFile(path);
  } finally {
    close();
    dropTemporary(path);
  }
}
