// The rows of one shard, in batches, with what could not be read and how far it has come.
import type { Row } from '../row.ts';
import type { Corpus } from './corpus.ts';
import { isDrilled } from './drill-mark.ts';
import type { Asked, Entry } from './reader.ts';
import { readerOf } from './readers/reader-of.ts';
import { rowConverter } from './to-row.ts';

/** A data row that is no row: its number, 1-based line (0 where there are no lines), and why. */
export interface Unreadable {
  readonly row: number;
  readonly line: number;
  readonly reason: string;
}

/** At most `batchRows` rows, and where the shard stands after them. Rows and lines count from the shard's start. */
export interface RowBatch {
  readonly rows: readonly Row[];
  readonly unreadable: readonly Unreadable[];
  /** How many of the rows a drill made. */
  readonly drilled: number;
  /** Physical lines so far. */
  readonly lines: number;
  /** Bytes of the shard so far, as they are on disk. */
  readonly bytes: number;
  /** Rows so far, unreadable ones included. */
  readonly count: number;
}

export const batchRows = 1024;

/**
 * Throws `UnreadableFile` when the rest of the shard cannot be read; the batches before it stand, and are the same
 * on every run. `asked`: the rows that are wanted; the others are counted, and no more.
 */
export async function* readRows(
  corpus: Corpus,
  shardIndex: number,
  asked?: Asked,
): AsyncGenerator<RowBatch, void, undefined> {
  const shard = corpus.shards[shardIndex];
  const file = corpus.files[shard.file];
  const { trusted, path } = file;
  const toRow = rowConverter((trusted && corpus.baseline?.fields) || corpus.fields);
  const several = corpus.filesAreSources || corpus.files.filter((f) => f.trusted === trusted).length > 1;
  const origin = several ? path : '';
  const reader = await readerOf(file.format);
  let count = 0;

  function convert(entries: readonly Entry[]): Pick<RowBatch, 'rows' | 'unreadable' | 'drilled'> {
    const rows: Row[] = [];
    let drilled = 0;
    const unreadable: Unreadable[] = [];
    for (const entry of entries) {
      if (entry.kind === 'passed over') {
        count += entry.rows;
        continue;
      }
      if (asked && !asked(count)) {
        count++;
        continue;
      }
      const row = entry.kind === 'record' ? toRow(entry.value, shardIndex, count) : entry.reason;
      if (typeof row === 'string') unreadable.push({ row: count, line: entry.line, reason: row });
      else {
        if (entry.kind === 'record' && isDrilled(entry.value)) drilled++;
        rows.push(trusted || (row.source === '' && origin !== '') ? marked(row) : row);
      }
      count++;
    }
    return { rows, unreadable, drilled };
  }

  function marked(row: Row): Row {
    return { ...row, source: row.source || origin, ...(trusted ? { trusted } : {}) };
  }

  for await (const { entries, lines, bytes } of reader.read(file, shard, corpus.limits, asked)) {
    for (let from = 0; from === 0 || from < entries.length; from += batchRows) {
      const some = entries.length <= batchRows ? entries : entries.slice(from, from + batchRows);
      yield { ...convert(some), lines, bytes, count };
    }
  }
}
