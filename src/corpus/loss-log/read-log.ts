// A log of losses that is written to its end: lines of JSON, plain or packed, or a table such as Parquet.
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import { fileSource } from '../chunks.ts';
import { headOf } from '../head.ts';
import { asUsageError, identify } from '../identify.ts';
import { compressionOf } from '../kind.ts';
import { firstCharacter } from '../json-head.ts';
import { UnreadableFile, type Limits } from '../reader.ts';
import { readerOf } from '../readers/reader-of.ts';
import type { CorpusFile } from '../shard.ts';
import { logLines, unreadable } from './log-lines.ts';

/** Batches of records in the order of the log; `unreadable` for what is none. Throws `UsageError` where it cannot be read on. */
export async function* readLog(
  path: string,
  limits: Limits,
): AsyncGenerator<readonly unknown[], void, undefined> {
  refuseNoFile(path);
  if (!existsSync(path))
    throw new UsageError(
      'no-such-file',
      `there is no log ${visible(path)}`,
      'Name the file that the trainer writes; with --follow it need not exist yet.',
    );
  try {
    const lines = await asLines(path, limits);
    if (lines) yield* linesOf(lines, limits);
    else yield* tableOf(path, limits);
  } catch (error) {
    throw error instanceof UnreadableFile ? asUsageError(path, error) : error;
  }
}

/** What stands under the name of a log must be a file, whether it is there yet or not. */
export function refuseNoFile(path: string): void {
  const name = 'Name the file that the trainer writes.';
  if (path === '-') throw new UsageError('unsupported', 'a log is not read from standard input', name);
  if (existsSync(path) && !statSync(path).isFile())
    throw new UsageError('wrong-kind', `${visible(path)} is no file`, name);
}

/** Lines of JSON are known by their first character: with a NaN in them they would not be by their whole. */
async function asLines(path: string, limits: Limits): Promise<CorpusFile | undefined> {
  const { size: bytes } = statSync(path);
  const compression = compressionOf(startOf(path));
  const file: CorpusFile = { path, location: path, format: 'jsonl', compression, bytes };
  if (bytes === 0) return file;
  return firstCharacter(await headOf(file, limits)) === '{' ? file : undefined;
}

export function startOf(path: string): Buffer {
  const handle = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(16);
    return buffer.subarray(0, readSync(handle, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(handle);
  }
}

async function* linesOf(
  file: CorpusFile,
  limits: Limits,
): AsyncGenerator<readonly unknown[], void, undefined> {
  const lines = logLines(limits.recordBytes);
  for await (const chunk of fileSource(file, limits).chunks) yield lines.push(chunk);
  yield lines.rest();
}

async function* tableOf(path: string, limits: Limits): AsyncGenerator<readonly unknown[], void, undefined> {
  const file = await identify(path, path, limits, []);
  const reader = await readerOf(file.format);
  for await (const { entries } of reader.read(file, { file: 0, start: 0, end: file.bytes }, limits))
    yield entries.map((entry) => (entry.kind === 'record' ? entry.value : unreadable));
}
