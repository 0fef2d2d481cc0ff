// Media types of files, the outer one first: a packed file is what it is packed with, and then what is in it.
import type { FileEntry } from '../manifest.ts';

const plain = {
  jsonl: 'application/jsonlines',
  json: 'application/json',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.file',
  text: 'text/plain',
  other: 'application/octet-stream',
} as const satisfies Record<FileEntry['format'], string>;

const packed = { gzip: 'application/gzip', zstd: 'application/zstd' } as const;

export function mediaTypes({ format, compression }: FileEntry): string[] {
  return compression === 'none' ? [plain[format]] : [packed[compression], plain[format]];
}
