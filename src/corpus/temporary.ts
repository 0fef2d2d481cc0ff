// Files that must be on disk for a while (standard input, an unpacked Parquet file, hashes to be sorted). They go when the
// process or the worker does, if not before.
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UnreadableFile } from './reader.ts';

let folder: string | undefined;
let files = 0;

/** A path where nothing is. */
export function temporaryPath(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'bezoar-'));
    process.on('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return join(folder, String(files++));
}

/** Saves the bytes under a new name and gives its path. */
export async function saveTemporary(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const path = temporaryPath();
  async function* limited(): AsyncGenerator<Uint8Array> {
    let total = 0;
    for await (const chunk of chunks) {
      total += chunk.length;
      if (total > maxBytes) throw new UnreadableFile('too-large', `it holds more than ${maxBytes} bytes`);
      // A copy: the stream may keep it while the next chunk is read into the same memory.
      yield Buffer.from(chunk);
    }
  }
  try {
    await pipeline(Readable.from(limited()), createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    dropTemporary(path);
    throw error;
  }
  return path;
}

export function dropTemporary(path: string): void {
  rmSync(path, { force: true });
}
