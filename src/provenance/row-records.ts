// Row records: 68 bytes for each row, in the order of files and rows, one after another in one file. A record is the leaf of
// its row in the tree of its file: the SHA-256 of the row's own bytes, that of its canonical content, and the number of its
// source in the manifest (32 bits, low byte first).
import { open, stat } from 'node:fs/promises';
import { UsageError } from '../errors.ts';

export const digestBytes = 32;
export const recordBytes = 2 * digestBytes + 4;

export const rowBytesOf = (record: Buffer): Buffer => record.subarray(0, digestBytes);
export const contentOf = (record: Buffer): Buffer => record.subarray(digestBytes, 2 * digestBytes);
export const sourceOf = (record: Buffer): number => record.readUInt32LE(2 * digestBytes);

/** Of records that are at hand, one after another. */
export function recordAt(records: Buffer, row: number): Buffer {
  return records.subarray(row * recordBytes, (row + 1) * recordBytes);
}

export function recordsWithout(records: Buffer, rows: number, gone: (row: number) => boolean): Buffer {
  const kept: Buffer[] = [];
  for (let row = 0; row < rows; row++) if (!gone(row)) kept.push(recordAt(records, row));
  return Buffer.concat(kept);
}

/** Records of rows [first, first + rows) of the file of records. Each is good until the next. */
export async function* readRecords(path: string, first: number, rows: number): AsyncGenerator<Buffer[]> {
  for await (const records of recordBlocks(path, first, rows)) {
    const count = records.length / recordBytes;
    yield Array.from({ length: count }, (_, i) => records.subarray(i * recordBytes, (i + 1) * recordBytes));
  }
}

const recordsRead = 2 ** 12;

/** The same, many in a block, which begins where a word of 32 bits may. Each is overwritten by the next. */
export async function* recordBlocks(path: string, first: number, rows: number): AsyncGenerator<Buffer> {
  if (rows === 0) return;
  const block = Buffer.allocUnsafeSlow(Math.min(rows, recordsRead) * recordBytes);
  const handle = await open(path);
  try {
    const end = (first + rows) * recordBytes;
    for (let at = first * recordBytes; at < end;) {
      const wanted = Math.min(block.length, end - at);
      let held = 0;
      while (held < wanted) {
        const { bytesRead } = await handle.read(block, held, wanted - held, at + held);
        if (bytesRead === 0) throw truncated(path);
        held += bytesRead;
      }
      yield block.subarray(0, wanted);
      at += wanted;
    }
  } finally {
    await handle.close();
  }
}

/** Gives the sources of records other numbers, in place. */
export function renumber(records: Buffer, numberOf: (old: number) => number): void {
  for (let at = 2 * digestBytes; at < records.length; at += recordBytes)
    records.writeUInt32LE(numberOf(records.readUInt32LE(at)), at);
}

/** Fails unless the file holds the records of so many rows and nothing else. */
export async function checkLength(path: string, rows: number): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined)
    throw new UsageError(
      'bad-manifest',
      `there is no ${path}`,
      'It was written beside manifest.json: both are needed.',
    );
  if (size !== rows * recordBytes) throw truncated(path);
}

function truncated(path: string): UsageError {
  return new UsageError(
    'bad-manifest',
    `${path} does not belong to its manifest.json: it has another number of rows`,
    'Take both from where they were written together.',
  );
}
