// The index of a corpus, kept in a folder and taken again as long as the data is what it was, to the byte.
import { randomInt } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeIndex, encodeIndex } from '../../attribution/encode-index.ts';
import { indexRows, type LexicalIndex } from '../../attribution/lexical-index.ts';
import { hashFiles, hashOfHashes } from '../../corpus/fingerprint.ts';
import { gatherRows } from '../../corpus/gather-rows.ts';
import type { OpenCorpus } from '../../corpus/open.ts';
import { UsageError } from '../../errors.ts';
import { refuse, writeAtomically } from '../../report/atomic-write.ts';

/** An index that could not be read at once is made anew. */
const mostBytes = 2 ** 31;
const name = 'rows.index';

interface Kept {
  readonly index: LexicalIndex;
  /** Why it was not taken from the folder, in a sentence; undefined when it was, and the first time. */
  readonly anew?: string;
}

/** `progress` is told what is being done. Without a folder nothing is kept. */
export async function keptIndex(
  corpus: OpenCorpus,
  folder: string | undefined,
  progress: (text: string) => void,
): Promise<Kept> {
  if (folder === undefined) return { index: await made(corpus, progress) };
  progress('looking at the index …');
  const digest = hashOfHashes([
    ...(await hashFiles(corpus.files)),
    JSON.stringify([corpus.fields, corpus.limits, corpus.files.map(({ path }) => path), corpus.shards]),
  ]);
  const path = join(folder, name);
  const bytes = await bytesAt(path);
  const found = bytes && decodeIndex(bytes, digest);
  if (found !== undefined && typeof found !== 'string') return { index: found };
  const index = await made(corpus, progress);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => refuse(folder, error));
  await writeAtomically(path, encodeIndex(index, digest));
  return found === undefined
    ? { index }
    : { index, anew: `the index in ${folder} ${found}, and was made anew` };
}

async function bytesAt(path: string): Promise<Uint8Array | undefined> {
  try {
    if ((await stat(path)).size > mostBytes) return new Uint8Array();
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    return refuse(path, error);
  }
}

async function made(corpus: OpenCorpus, progress: (text: string) => void): Promise<LexicalIndex> {
  const { rows, shardRows } = await gatherRows(corpus, (count) =>
    progress(`reading ${count.toLocaleString('en')} rows`),
  );
  if (rows.length === 0)
    throw new UsageError(
      'nothing-to-scan',
      'no row of the data can be read',
      'Check that it is the right data.',
    );
  progress(`indexing ${rows.length.toLocaleString('en')} rows …`);
  const index = indexRows(rows, randomInt(2 ** 32), shardRows);
  if (index) return index;
  throw new UsageError(
    'unsupported',
    'the data has more text than an index in memory can hold',
    'Name fewer files, or a sample of them.',
  );
}
