// Files that appear together or not at all: each is written under a temporary name beside its place, flushed to
// the disk and only then given its name. Nothing that exists is replaced unless the user says so, the original never.
import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, rename, rm, stat, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Compression } from '../corpus/shard.ts';
import { UsageError } from '../errors.ts';
import { refuse } from '../report/atomic-write.ts';
import { packer } from './pack.ts';

export interface Place {
  /** Where the file will stand. */
  readonly path: string;
  /** Where it is written until all are done. */
  readonly temporary: string;
}

export interface PublishRules {
  /** Never replaced. */
  readonly original: string;
  /** Whether other files may be. */
  readonly force: boolean;
}

/** Lets `work` write the temporary files of `paths`, then gives all of them their names, in the order of `paths`. */
export async function publish<T>(
  paths: readonly string[],
  rules: PublishRules,
  work: (places: readonly Place[]) => Promise<T>,
): Promise<T> {
  for (const path of paths) await refuseTaken(path, rules);
  const folders = [...new Set(paths.map((path) => dirname(path)))];
  for (const folder of folders)
    await mkdir(folder, { recursive: true }).catch((e: unknown) => refuse(folder, e));
  await sweep(paths);
  const places = paths.map((path) => ({ path, temporary: temporaryFor(path) }));
  const given: string[] = [];
  try {
    const result = await work(places);
    for (const place of places) await flush(place);
    for (const { path, temporary } of places) {
      await giveName(temporary, path, rules.force).catch((error: unknown) => refuse(path, error));
      given.push(path);
    }
    for (const folder of folders) await flushFolder(folder);
    return result;
  } catch (error) {
    if (!rules.force) for (const path of given) await rm(path, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    for (const { temporary } of places) await rm(temporary, { force: true }).catch(() => undefined);
  }
}

async function refuseTaken(path: string, { original, force }: PublishRules): Promise<void> {
  const [there, source] = await Promise.all(
    [stat(path), stat(original)].map((s) => s.catch(() => undefined)),
  );
  if (!there) return;
  if (source && there.dev === source.dev && there.ino === source.ino) {
    throw new UsageError('exists', `${path} is the original`, 'Name another folder with --out-dir.');
  }
  if (!force) {
    throw new UsageError(
      'exists',
      `${path} exists`,
      'Move it away, name another folder with --out-dir, or use --force.',
    );
  }
}

const temporaryFor = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`);

/** Removes what a killed process left of the same files. */
async function sweep(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const start = `.${basename(path)}.`;
    for (const name of await readdir(dirname(path))) {
      const pid = name.startsWith(start)
        ? /^(\d+)-[0-9a-f]{8}\.tmp$/.exec(name.slice(start.length))?.[1]
        : undefined;
      if (pid && !alive(Number(pid)))
        await rm(join(dirname(path), name), { force: true }).catch(() => undefined);
    }
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function flush({ path, temporary }: Place): Promise<void> {
  const handle = await open(temporary, 'r+').catch((error: unknown) => refuse(path, error));
  try {
    await handle.sync().catch((error: unknown) => refuse(path, error));
  } finally {
    await handle.close();
  }
}

async function giveName(temporary: string, path: string, force: boolean): Promise<void> {
  if (force) return rename(temporary, path);
  // A link fails when the name was taken meanwhile, where a rename would replace. Some disks have no links.
  try {
    await link(temporary, path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST')
      throw new UsageError('exists', `${path} exists`, 'Another run wrote it just now.', error);
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code ?? '')) throw error;
    return rename(temporary, path);
  }
  await unlink(temporary);
}

async function flushFolder(folder: string): Promise<void> {
  // Some systems cannot flush a folder; the files are whole either way.
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close().catch(() => undefined);
}

export interface WrittenFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly unpackedBytes: number;
  readonly unpackedSha256: string;
}

export interface Output {
  /** Takes the bytes in; they may be overwritten once the promise is kept. */
  write(bytes: Uint8Array): Promise<void> | void;
  close(): Promise<WrittenFile>;
  /** Gives up: closes without finishing. */
  abandon(): Promise<void>;
}

// Rows are small and system calls are not.
const bufferBytes = 256 * 2 ** 10;

/** Opens the temporary file of `place` for writing from the start. */
export async function openOutput(place: Place, compression: Compression): Promise<Output> {
  const file: FileHandle = await open(place.temporary, 'wx').catch((error: unknown) =>
    refuse(place.path, error),
  );
  const packs = packer(compression);
  const [onDisk, plain] = [createHash('sha256'), createHash('sha256')];
  const buffer = Buffer.allocUnsafe(bufferBytes);
  let held = 0;
  let bytes = 0;
  let unpackedBytes = 0;

  async function put(pieces: readonly Buffer[]): Promise<void> {
    for (const piece of pieces) {
      onDisk.update(piece);
      // A disk that is nearly full takes part of a piece and says so only by the count.
      for (let at = 0; at < piece.length;) {
        const result = await file.write(piece, at).catch((error: unknown) => refuse(place.path, error));
        at += result.bytesWritten;
      }
      bytes += piece.length;
    }
  }

  async function push(piece: Buffer): Promise<void> {
    if (piece.length === 0) return;
    plain.update(piece);
    unpackedBytes += piece.length;
    await put(await packs.push(piece));
  }

  async function spill(next: Buffer): Promise<void> {
    await push(buffer.subarray(0, held));
    held = 0;
    if (next.length >= bufferBytes) await push(next);
    else held = next.copy(buffer);
  }

  return {
    write(data) {
      const next = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
      if (held + next.length > bufferBytes) return spill(next);
      held += next.copy(buffer, held);
    },
    async close() {
      await push(buffer.subarray(0, held));
      await put(await packs.end());
      await file.close().catch((error: unknown) => refuse(place.path, error));
      return { bytes, sha256: onDisk.digest('hex'), unpackedBytes, unpackedSha256: plain.digest('hex') };
    },
    async abandon() {
      await file.close().catch(() => undefined);
    },
  };
}
