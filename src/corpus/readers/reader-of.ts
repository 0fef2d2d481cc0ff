// The reader of each format. Those that stand on a large library load it when they are used.
import type { Reader } from '../reader.ts';
import type { Format } from '../shard.ts';
import { csv } from './csv.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { text } from './text.ts';

export async function readerOf(format: Format): Promise<Reader> {
  switch (format) {
    case 'jsonl':
      return jsonl;
    case 'json':
      return json;
    case 'csv':
    case 'tsv':
      return csv;
    case 'text':
      return text;
    case 'parquet':
      return (await import('./parquet.ts')).parquet;
    case 'arrow':
      return (await import('./arrow.ts')).arrow;
  }
}
