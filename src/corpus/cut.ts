// How files are cut into shards: by their bytes alone, whoever reads them.
import { connect, pathLiteral } from './readers/duckdb.ts';
import { cutOf, type CorpusFile, type Shard } from './shard.ts';

/** Bytes of a shard: large enough that starting it costs nothing, small enough to share out a file of 100 MB. */
const shardBytes = 4 * 2 ** 20;
/**
 * Shards that the rows of one row group of Parquet are parted among. Each unpacks the columns of the group anew (0.2 s for
 * the 120,000 documents that are usual), which is little beside looking at its rows as long as these are not few.
 */
const shardsOfGroup = 8;

export async function shardsOf(files: readonly CorpusFile[]): Promise<Shard[]> {
  const tables = files.filter((file) => cutOf(file) === 'rows' && file.bytes > shardBytes);
  const steps = await stepsOf(tables);
  return files.flatMap((file, index) => {
    const step = cutOf(file) === 'lines' ? shardBytes : (steps.get(file) ?? Math.max(1, file.bytes));
    const shards: Shard[] = [];
    for (let start = 0; start < file.bytes; start += step) {
      shards.push({ file: index, start, end: Math.min(file.bytes, start + step) });
    }
    return shards;
  });
}

/** Of each file of Parquet that can be cut: bytes of a shard, by what its footer says of its row groups. */
async function stepsOf(files: readonly CorpusFile[]): Promise<Map<CorpusFile, number>> {
  const steps = new Map<CorpusFile, number>();
  if (files.length === 0) return steps;
  const { connection, close } = await connect();
  try {
    for (const file of files) {
      const path = pathLiteral(file.location);
      try {
        const answer = await connection.runAndReadAll(
          `SELECT (SELECT sum(num_rows) FROM parquet_file_metadata(${path}))::DOUBLE,
             (SELECT max(row_group_num_rows) FROM parquet_metadata(${path}))::DOUBLE,
             (SELECT count(*) FROM parquet_schema(${path}) WHERE lower(name) = 'file_row_number')::DOUBLE`,
        );
        const [rows, largest, named] = answer.getRows()[0].map(Number);
        // Rows are asked for by the name that DuckDB gives their number. A footer that promises more rows than there are
        // bytes is a riddle that is better read from its beginning.
        if (named > 0 || !(rows >= 1 && rows <= file.bytes)) continue;
        const share = Math.min(1, largest / rows);
        steps.set(file, Math.max(shardBytes, Math.ceil((share * file.bytes) / shardsOfGroup)));
      } catch {
        // What is wrong with it is said when it is read.
      }
    }
  } finally {
    close();
  }
  return steps;
}
