// Gzip and zstd, unpacked as a stream, with a limit on what comes out.
import { createGunzip } from 'node:zlib';
import type { ZlibOptions } from 'node:zlib';
import { UnreadableFile } from './reader.ts';
import type { Limits } from './reader.ts';
import type { Compression } from './shard.ts';

/** Bytes that come out of the unpacker at once. */
const outputBytes = 2 ** 18;

/** Turns packed chunks into plain ones. What was unpacked before a fault is yielded, the same on every run. */
export async function* unpack(
  packed: AsyncIterable<Buffer>,
  compression: Exclude<Compression, 'none'>,
  limits: Limits,
): AsyncGenerator<Buffer, void, undefined> {
  const unpacker = compression === 'gzip' ? gzipUnpacker() : await zstdUnpacker();
  let total = 0;
  function* checked(chunks: Buffer[]): Generator<Buffer> {
    for (const chunk of chunks) {
      total += chunk.length;
      if (total > limits.unpackedBytes) {
        throw new UnreadableFile('too-large', `it unpacks to more than ${limits.unpackedBytes} bytes`);
      }
      yield chunk;
    }
  }
  try {
    for await (const chunk of packed) {
      for (let from = 0; from < chunk.length && !unpacker.fault(); from += unpacker.inputBytes) {
        // A copy: the chunk's memory is used again for the next read.
        const piece = Buffer.from(chunk.subarray(from, from + unpacker.inputBytes));
        yield* checked(await unpacker.push(piece));
      }
      if (unpacker.fault()) break;
    }
    if (!unpacker.fault()) yield* checked(await unpacker.end());
    const fault = unpacker.fault();
    if (fault) throw asUnreadable(fault, compression);
  } finally {
    unpacker.close();
  }
}

interface Unpacker {
  /** Packed bytes to give at once, so that what comes out of them fits in memory. */
  readonly inputBytes: number;
  push(piece: Buffer): Promise<Buffer[]>;
  end(): Promise<Buffer[]>;
  fault(): Error | undefined;
  close(): void;
}

// With a mark of one byte every chunk is delivered before the next is made: no fault can overtake the data.
const options = { chunkSize: outputBytes, readableHighWaterMark: 1 } as ZlibOptions;

function gzipUnpacker(): Unpacker {
  const stream = createGunzip(options);
  let out: Buffer[] = [];
  let fault: Error | undefined;
  stream.on('data', (chunk: Buffer) => out.push(chunk));
  stream.on('error', (error) => {
    fault = error;
  });
  const take = (): Buffer[] => {
    const taken = out;
    out = [];
    return taken;
  };
  const settled = (start: (done: () => void) => void): Promise<Buffer[]> =>
    new Promise((resolve) => {
      const done = (): void => {
        stream.off('error', done);
        resolve(take());
      };
      stream.on('error', done);
      start(done);
    });
  return {
    // Deflate packs at most 1032 to 1.
    inputBytes: 2 ** 14,
    push: (piece) => settled((done) => stream.write(piece, done)),
    end: () => settled((done) => stream.once('end', done).end()),
    fault: () => fault,
    close: () => stream.destroy(),
  };
}

// Node 24's own zstd drops, without a word, all that follows the first frame of a file; `pzstd` and `cat` make
// files of many. So the same library reads zstd on every Node.
async function zstdUnpacker(): Promise<Unpacker> {
  const { Decompress } = await import('fzstd');
  let out: Buffer[] = [];
  let fault: Error | undefined;
  const stream = new Decompress((chunk) => out.push(Buffer.from(chunk)));
  const push = (piece: Uint8Array, last: boolean): Promise<Buffer[]> => {
    try {
      stream.push(piece, last);
    } catch (error) {
      fault = error as Error;
    }
    const taken = out;
    out = [];
    return Promise.resolve(taken);
  };
  return {
    // A block of 128 KiB can come from 4 bytes.
    inputBytes: 2 ** 11,
    push: (piece) => push(piece, false),
    end: () => push(new Uint8Array(0), true),
    fault: () => fault,
    close: () => {},
  };
}

function asUnreadable(fault: Error, compression: Compression): UnreadableFile {
  const ends = /unexpected end|unexpected EOF/i.test(fault.message);
  return ends
    ? new UnreadableFile('truncated', `the ${compression} data breaks off before its end`, fault)
    : new UnreadableFile('wrong-kind', `the ${compression} data is damaged`, fault);
}
