// A file of JSON lines as Parquet, with the columns that are named.
import { connect, pathLiteral } from '../corpus/readers/duckdb.ts';

/** `columns`: names of our own making, with their types in DuckDB's words. */
export async function toParquet(
  jsonLines: string,
  out: string,
  columns: Readonly<Record<string, string>>,
): Promise<void> {
  const { connection, close } = await connect();
  try {
    const typed = Object.entries(columns).map(([name, type]) => `"${name}": '${type}'`);
    const to = `'${out.replaceAll("'", "''")}'`;
    await connection.run(
      `COPY (SELECT * FROM read_json(${pathLiteral(jsonLines)}, format = 'newline_delimited', columns = {${typed.join(', ')}})) TO ${to} (FORMAT parquet)`,
    );
  } finally {
    close();
  }
}
