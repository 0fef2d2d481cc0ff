// One file of the corpus: what it is, from its first bytes, and what to say when it is nothing that can be read.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { headOf } from './head.ts';
import type { Head } from './head.ts';
import { compressionOf, formatByName, formatOf } from './kind.ts';
import { UnreadableFile } from './reader.ts';
import type { Limits } from './reader.ts';
import type { CorpusFile, Problem } from './shard.ts';

/** `notes` hears when it is read as another kind than its name says. */
export async function identify(
  path: string,
  location: string,
  limits: Limits,
  notes: Problem[],
): Promise<CorpusFile> {
  const bytes = statSync(location).size;
  if (bytes === 0) throw empty(path);
  const compression = compressionOf(firstBytes(path, location));
  const promised = path === '-' ? undefined : formatByName(path);
  let head: Head;
  try {
    head = await headOf({ path, location, format: 'text', compression, bytes }, limits);
  } catch (error) {
    throw error instanceof UnreadableFile ? asUsageError(path, error) : error;
  }
  if (head.isWhole && head.bytes.length === 0) throw empty(path);
  const format = formatOf(head, promised);
  if (typeof format !== 'string') {
    const claim = promised ? `, though its name says ${promised}` : '';
    throw new UsageError(
      'wrong-kind',
      `${visible(path)} is ${format.other}${claim}`,
      'Readable are JSONL, JSON, CSV, TSV, Parquet, Arrow and UTF-8 text, plain or with gzip or zstd.',
    );
  }
  if (promised && format !== promised)
    notes.push(noteOn(path, `its name says ${promised}: read as ${format}, which it is`));
  return { path, location, format, compression, bytes };
}

function firstBytes(path: string, location: string): Buffer {
  let handle;
  try {
    handle = openSync(location, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'EACCES' || code === 'EPERM' ? denied(path, error) : error;
  }
  try {
    const buffer = Buffer.alloc(16);
    return buffer.subarray(0, readSync(handle, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(handle);
  }
}

/** A note about a file as a whole. */
export function noteOn(file: string, reason: string): Problem {
  return { file, row: -1, line: 0, reason };
}

function empty(path: string): UsageError {
  const name = path === '-' ? 'Standard input' : visible(path);
  return new UsageError('empty', `${name} is empty`, 'Check what should have written it.');
}

export function denied(path: string, cause: unknown): UsageError {
  return new UsageError(
    'no-permission',
    `No permission to read ${visible(path)}`,
    'Give yourself the right to read it.',
    cause,
  );
}

/** A fault of a file as the user's mistake, when it is met before anything could be read. */
export function asUsageError(path: string, fault: UnreadableFile): UsageError {
  const hints = {
    truncated: 'Fetch the file again; it is not all there.',
    'wrong-kind': 'Check what wrote it, or unpack it first.',
    'too-large': 'Split the file, or raise the limit.',
    unsupported: 'Save it as JSONL or Parquet.',
    'no-such-file': 'Check the spelling.',
    'no-permission': 'Give yourself the right to read it.',
  } as const;
  return new UsageError(fault.code, `${visible(path)}: ${fault.message}`, hints[fault.code], fault);
}
