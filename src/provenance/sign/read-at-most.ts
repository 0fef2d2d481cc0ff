// A small file of the user's, such as a key or a bundle, read whole unless it is larger than such a file can be.
import { open, stat, type FileHandle } from 'node:fs/promises';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';

export interface Read {
  readonly bytes: Buffer;
  /** Permission bits of what was read, as of the open file and not of its name. */
  readonly mode: number;
}

/** `what` names the file's part in messages: the private key. */
export async function readAtMost(path: string, most: number, what: string): Promise<Read> {
  const file = await open(path, 'r').catch((error: unknown) => refuse(path, what, error));
  try {
    const { mode } = await file.stat();
    return { bytes: await readFrom(file, path, most, what), mode: mode & 0o7777 };
  } finally {
    await file.close();
  }
}

/** As `readAtMost`, of what lies in a folder of somebody else's: a pipe there might never end, or never begin. */
export async function readFileAtMost(path: string, most: number, what: string): Promise<Buffer> {
  const found = await stat(path).catch((error: unknown) => refuse(path, what, error));
  if (!found.isFile() && !found.isDirectory())
    throw new UsageError('wrong-kind', `${visible(path)} is no file`, `It should be ${what}.`);
  return (await readAtMost(path, most, what)).bytes;
}

// By what comes and not by the size that is stated, since a pipe or a device states none.
async function readFrom(file: FileHandle, path: string, most: number, what: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let bytes = 0; ;) {
    const piece = Buffer.alloc(64 * 1024);
    const { bytesRead } = await file.read(piece).catch((error: unknown) => refuse(path, what, error));
    if (bytesRead === 0) return Buffer.concat(pieces);
    bytes += bytesRead;
    if (bytes > most) {
      throw new UsageError(
        'too-large',
        `${visible(path)} is larger than ${most} bytes, which ${what} never is`,
        'Look whether it is the right file.',
      );
    }
    pieces.push(piece.subarray(0, bytesRead));
  }
}

function refuse(path: string, what: string, error: unknown): never {
  const name = visible(path);
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      throw new UsageError('no-such-file', `no file ${name}`, `It should be ${what}.`, error);
    case 'EACCES':
    case 'EPERM':
      throw new UsageError(
        'no-permission',
        `not allowed to read ${name}`,
        'Ask its owner for permission to read it.',
        error,
      );
    case 'EISDIR':
      throw new UsageError('wrong-kind', `${name} is a folder, not ${what}`, 'Name the file in it.', error);
    default:
      throw error;
  }
}
