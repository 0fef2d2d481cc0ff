// CSV and TSV: a record of text cells for each data row, named by the header or by what the columns look like.
import { shardSource } from '../chunks.ts';
import { tableDialect } from '../dialect.ts';
import { headOf } from '../head.ts';
import type { Limits, Reader } from '../reader.ts';
import type { CorpusFile } from '../shard.ts';
import type { Span } from '../spans/span.ts';
import { csvCells, csvSplitter, withoutLineEnd } from '../spans/csv.ts';
import { lineSplitter } from '../spans/lines.ts';
import { Failure, readSpans } from './of-spans.ts';

export const csv: Reader = {
  async *read(file, shard, limits, asked) {
    const { delimiter, quoted, header } = tableDialect(await headOf(file, limits), file.format);
    const splitter = quoted
      ? csvSplitter(limits, { delimiter, header })
      : lineSplitter(limits, { header, asked });
    const record = await csvParser(file, limits);
    const parse = ({ bytes }: Span) => record(bytes);
    yield* readSpans(shardSource(file, shard, limits), splitter, limits, true, parse, asked);
  },
};

/** The record of a row's bytes, or a `Failure`. */
export async function csvParser(file: CorpusFile, limits: Limits): Promise<(bytes: Buffer) => unknown> {
  const { delimiter, quoted, columns } = tableDialect(await headOf(file, limits), file.format);
  const record = recordOf(columns, limits);
  return (bytes) => {
    const text = bytes.toString('utf8');
    return record(quoted ? csvCells(text, delimiter) : withoutLineEnd(text).split(delimiter));
  };
}

function recordOf(columns: readonly string[], limits: Limits): (cells: string[]) => unknown {
  // A column without a name, as spreadsheets leave them at the end, is no column.
  const named = columns.map((name, i) => ({ name: name.trim(), i })).filter(({ name }) => name !== '');
  // Assigning to a column called `__proto__` would not make it one; `fromEntries` does, but is slower.
  const build = named.some(({ name }) => name in Object.prototype)
    ? (cells: string[]) => Object.fromEntries(named.map(({ name, i }) => [name, cells[i]]))
    : (cells: string[]) => {
        const record: Record<string, string> = {};
        for (const { name, i } of named) record[name] = cells[i];
        return record;
      };
  return (cells) => {
    if (cells.length > limits.columns) return new Failure(`more than ${limits.columns} columns`);
    if (cells.length !== columns.length) {
      return new Failure(`${cells.length} cells where there are ${columns.length} columns`);
    }
    return build(cells);
  };
}
