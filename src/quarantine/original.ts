// The file that a report speaks of: found by its path or, where it was moved, by its digest, and still the same.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { hashFiles } from '../corpus/fingerprint.ts';
import type { Compression, CorpusFile, Format } from '../corpus/shard.ts';
import { UsageError } from '../errors.ts';
import type { Report } from '../report/schema.ts';
import { visible } from '../text/visible.ts';

export interface Original {
  /** As the report has it. */
  readonly known: Report['corpus']['files'][number];
  readonly file: CorpusFile;
  readonly sha256: string;
}

export async function locate(report: Report, path: string): Promise<Original> {
  const { files } = report.corpus;
  const bytes = await sizeOf(path);
  const [sha256] = await hashFiles([{ path, location: path }]).catch((error: unknown) => {
    throw new UsageError('no-permission', `${path} cannot be read`, 'Ask its owner for permission.', error);
  });
  const named = files.find((f) => f.path === path) ?? files.find((f) => resolve(f.path) === resolve(path));
  const known = named?.sha256 === sha256 ? named : files.find((f) => f.sha256 === sha256);
  if (known) {
    const { format, compression } = known as { format: Format; compression: Compression };
    return { known, file: { path, location: path, format, compression, bytes }, sha256 };
  }
  if (named) {
    const message = `${path} is not as it was when it was scanned`;
    throw new UsageError(
      'changed-file',
      message,
      'Scan it again, so that row numbers are those of this file.',
    );
  }
  const scanned = files.slice(0, 5).map((f) => visible(f.path, 80));
  const more = files.length > scanned.length ? ` and ${files.length - scanned.length} more` : '';
  const hint = `It speaks of ${scanned.join(', ')}${more}; name another with --report.`;
  throw new UsageError('bad-report', `the report does not speak of ${path}`, hint);
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isFile()) return found.size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new UsageError(
      'no-such-file',
      `there is no file ${path}`,
      'Name the file that was scanned.',
      error,
    );
  }
  throw new UsageError('wrong-kind', `${path} is no file`, 'Clean the files of a folder one by one.');
}
