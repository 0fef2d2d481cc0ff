// A file of numbers, a row for each row of the data: what it is, its first bytes tell.
import { open, type FileHandle } from 'node:fs/promises';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import { checkFinite, wrongKind, type FeatureTable } from './feature-table.ts';
import { npyMagic, readNpy } from './npy.ts';
import { readParquetFeatures } from './parquet-features.ts';
import { readSafetensors } from './safetensors.ts';

/** `name`: tensor or column to read, where a file has several. Throws `UsageError` for anything that is not a table of finite numbers. */
export async function readFeatures(path: string, name?: string): Promise<FeatureTable> {
  const file = await opened(path);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw wrongKind(path, 'is no file', 'Name a .npy, safetensors or Parquet file.');
    if (stat.size === 0)
      throw new UsageError('empty', `${visible(path, 200)} is empty`, 'Check that it is the right file.');
    const first = Buffer.alloc(16);
    await file.read(first, 0, 16, 0);
    const start = first.toString('latin1');
    const table = start.startsWith(npyMagic)
      ? await readNpy(path, file, stat.size)
      : start.startsWith('PAR1')
        ? await readParquetFeatures(path, stat.size, name)
        : start[8] === '{'
          ? await readSafetensors(path, file, stat.size, name)
          : undefined;
    if (!table)
      throw wrongKind(
        path,
        'is no file of numbers that is known here',
        'Readable are .npy, safetensors, and Parquet with a column of lists.',
      );
    return checkFinite(path, table);
  } finally {
    await file.close();
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new UsageError(
        'no-such-file',
        `there is no file ${visible(path, 200)}`,
        'Check the path.',
        error,
      );
    if (code === 'EACCES' || code === 'EPERM')
      throw new UsageError(
        'no-permission',
        `not allowed to read ${visible(path, 200)}`,
        'Change its permissions.',
        error,
      );
    throw error;
  }
}
