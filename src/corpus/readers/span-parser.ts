// The record of a row from the bytes of its span alone, for who cuts a file by itself: the same as the file's reader gives.
import type { Limits } from '../reader.ts';
import type { CorpusFile } from '../shard.ts';
import { csvParser } from './csv.ts';
import { parseRecord } from './json-record.ts';
import { textParser } from './text.ts';

/** `bytes` is a whole row. Gives the record, or a `Failure`. Throws for Parquet and Arrow, which have no spans. */
export async function spanParser(file: CorpusFile, limits: Limits): Promise<(bytes: Buffer) => unknown> {
  switch (file.format) {
    case 'jsonl':
    case 'json':
      return (bytes) => parseRecord(bytes.toString('utf8'), limits);
    case 'csv':
    case 'tsv':
      return csvParser(file, limits);
    case 'text':
      return textParser(file, limits);
    case 'parquet':
    case 'arrow':
      throw new Error(`${file.format} has no spans`);
  }
}
