// What a file is, from its first bytes first and its name second.
import { isTabTable } from './dialect.ts';
import type { Head } from './head.ts';
import { firstCharacter, isJsonArray, isJsonLines } from './json-head.ts';
import type { Compression, Format } from './shard.ts';

const byName: ReadonlyMap<string, Format> = new Map([
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['json', 'json'],
  ['csv', 'csv'],
  ['tsv', 'tsv'],
  ['tab', 'tsv'],
  ['parquet', 'parquet'],
  ['pq', 'parquet'],
  ['arrow', 'arrow'],
  ['feather', 'arrow'],
  ['ipc', 'arrow'],
  ['txt', 'text'],
  ['text', 'text'],
]);

const compressedNames = /\.(?:gz|gzip|zst|zstd)$/i;

/** The format that the name promises, `.gz` and `.zst` set aside. */
export function formatByName(path: string): Format | undefined {
  const plain = path.replace(compressedNames, '');
  const extension = /\.([^./\\]+)$/.exec(plain)?.[1];
  return extension === undefined ? undefined : byName.get(extension.toLowerCase());
}

export function compressionOf(start: Buffer): Compression {
  if (start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  return start.length >= 4 && start.readUInt32LE(0) === 0xfd2fb528 ? 'zstd' : 'none';
}

/** Other kinds that are met among training data, so that the message can name them. */
const others: readonly (readonly [start: string, kind: string])[] = [
  ['PK\x03\x04', 'a zip archive'],
  ['%PDF', 'a PDF document'],
  ['\x89PNG', 'an image'],
  ['\xff\xd8\xff', 'an image'],
  ['GIF8', 'an image'],
  ['7z\xbc\xaf', 'a 7z archive'],
  ['\xfd7zXZ', 'xz-compressed'],
  ['BZh', 'bzip2-compressed'],
  ['SQLite format 3', 'an SQLite database'],
  ['\x89HDF', 'an HDF5 file'],
  ['\x93NUMPY', 'a NumPy array'],
  ['Obj\x01', 'an Avro file'],
  ['ORC', 'an ORC file'],
  ['\xff\xfe', 'UTF-16 text'],
  ['\xfe\xff', 'UTF-16 text'],
];

/** The format, or in words what else it seems to be. */
export function formatOf(head: Head, promised: Format | undefined): Format | { readonly other: string } {
  const start = head.bytes.subarray(0, 16).toString('latin1');
  if (start.startsWith('PAR1')) return 'parquet';
  if (start.startsWith('ARROW1') || start.startsWith('\xff\xff\xff\xff')) return 'arrow';
  const other = others.find(([magic]) => start.startsWith(magic));
  if (other) return { other: other[1] };
  if (promised === 'parquet' || promised === 'arrow' || promised === undefined) {
    if (isBinary(head)) return { other: 'binary data' };
  }
  return textFormat(head, promised);
}

function textFormat(head: Head, promised: Format | undefined): Format | { readonly other: string } {
  if (head.isWhole && firstCharacter(head) === '') return promised ?? 'text';
  if (isJsonLines(head, promised === 'jsonl')) return 'jsonl';
  // A first cell, or a line of text, may well begin with a bracket: there it takes the start of a record to tell.
  const isProse = promised === 'csv' || promised === 'tsv' || promised === 'text';
  const isArray = isProse ? /^\s*\[\s*\{\s*"/.test(head.bytes.toString('latin1', 0, 400)) : isJsonArray(head);
  if (isArray) return 'json';
  switch (promised) {
    case 'csv':
    case 'tsv':
      return promised;
    case 'jsonl':
    case 'json':
      return { other: 'neither JSON nor JSONL' };
    case 'parquet':
    case 'arrow':
      return { other: 'text' };
    default:
      return isTabTable(head) ? 'tsv' : 'text';
  }
}

// A NUL may stand in text; a tenth of control characters does not.
function isBinary({ bytes }: Head): boolean {
  const looked = bytes.subarray(0, 4096);
  let controls = 0;
  for (const byte of looked) if (byte < 9 || (byte > 13 && byte < 27) || byte === 127) controls++;
  return controls > looked.length / 10;
}
