// Data on disk as a version to compare with: its files are hashed at once, their rows only when they are asked for.
import { hashFiles } from '../corpus/fingerprint.ts';
import type { Limits } from '../corpus/reader.ts';
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { byteProgress } from './byte-progress.ts';
import type { NamedRows, Version } from './compare.ts';
import { asAttested, kindOf, type DataFile } from './data-files.ts';
import { hashRows } from './hash-rows.ts';
import type { FileEntry } from './manifest.ts';
import { recordBytes } from './row-records.ts';
import { gatherSources } from './source-facts.ts';

/** `known`: how a file of that path was read before; it is read so again. `tell` is given bytes so far and in all. */
export async function dataVersion(
  files: readonly DataFile[],
  limits: Limits,
  known: (path: string) => FileEntry | undefined = () => undefined,
  tell?: (done: number, total: number) => void,
): Promise<Version> {
  const listed = new Map<string, { sha256: string }>();
  const places = new Map(files.map((file) => [file.path, file]));
  const progress = byteProgress(files, tell);
  for (const file of files) {
    const [sha256] = await hashFiles([file], progress.reading(file));
    progress.done(file);
    listed.set(file.path, { sha256 });
  }
  return {
    files: listed,
    async rowsOf(path) {
      const file = places.get(path) as DataFile;
      const entry = known(path);
      const kind = entry ? asAttested(file, entry) : await kindOf(file, limits);
      const { sha256, ...rows } = await rowsOf(file, kind, limits);
      // Rows of other bytes than those that were compared would be told of the wrong file.
      if (sha256 !== undefined && sha256 !== listed.get(path)?.sha256)
        throw new UsageError(
          'changed-file',
          `${visible(path)} changed while it was being read`,
          'Use a copy that nothing writes to.',
        );
      return rows;
    },
  };
}

async function rowsOf(
  file: DataFile,
  kind: Awaited<ReturnType<typeof kindOf>>,
  limits: Limits,
): Promise<NamedRows & { readonly sha256?: string }> {
  if (kind === 'other') return { records: Buffer.alloc(0), rows: 0, nameOf: () => '' };
  const sources = gatherSources();
  let records = Buffer.alloc(2 ** 16 * recordBytes);
  let held = 0;
  const { sha256 } = await hashRows(kind, limits, {
    source: (row) => sources.add(row, file.path),
    records(more) {
      while (held + more.length > records.length)
        records = Buffer.concat([records, Buffer.alloc(records.length)]);
      held += more.copy(records, held);
    },
  });
  return {
    sha256,
    records: records.subarray(0, held),
    rows: held / recordBytes,
    nameOf: (number) => sources.nameOf(number),
  };
}
