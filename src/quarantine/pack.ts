// Packs bytes as the original was packed: gzip, or zstd where this Node can; below Node 22.15 it cannot, and the
// bytes are stored in zstd frames as they are, which every zstd reader takes.
import * as zlib from 'node:zlib';
import type { Compression } from '../corpus/shard.ts';

export interface Packer {
  /** Packed bytes that are ready; the piece may be overwritten once the promise is kept. */
  push(piece: Buffer): Promise<Buffer[]>;
  end(): Promise<Buffer[]>;
}

type Zstd = { createZstdCompress?: () => zlib.Gzip };

/** Whether packing makes bytes fewer here. */
export function shrinks(compression: Compression): boolean {
  return (
    compression === 'gzip' || (compression === 'zstd' && (zlib as Zstd).createZstdCompress !== undefined)
  );
}

export function packer(compression: Compression): Packer {
  switch (compression) {
    case 'none':
      return { push: async (piece) => [piece], end: async () => [] };
    case 'gzip':
      return streamed(zlib.createGzip());
    case 'zstd': {
      const make = (zlib as Zstd).createZstdCompress;
      return make ? streamed(make()) : stored();
    }
  }
}

function streamed(stream: zlib.Gzip): Packer {
  let ready: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => ready.push(chunk));
  const settle = (start: (done: (error?: Error | null) => void) => void): Promise<Buffer[]> =>
    new Promise((resolve, reject) => {
      start((error) => {
        if (error) return reject(error);
        const taken = ready;
        ready = [];
        resolve(taken);
      });
    });
  return {
    push: (piece) => settle((done) => stream.write(piece, done)),
    end: () =>
      settle((done) =>
        stream
          .once('end', () => done())
          .once('error', done)
          .end(),
      ),
  };
}

// RFC 8878: magic number; no checksum, no dictionary, no content size; a window of 128 KiB, the largest block.
const frameHeader = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]);
const blockBytes = 128 * 2 ** 10;
const rawBlock = (size: number, last: boolean): Buffer => {
  const header = Buffer.alloc(3);
  header.writeUIntLE(size * 8 + (last ? 1 : 0), 0, 3);
  return header;
};

function stored(): Packer {
  let begun = false;
  const begin = (): Buffer[] => {
    if (begun) return [];
    begun = true;
    return [frameHeader];
  };
  return {
    async push(piece) {
      const out = begin();
      for (let from = 0; from < piece.length; from += blockBytes) {
        const block = piece.subarray(from, from + blockBytes);
        out.push(rawBlock(block.length, false), block);
      }
      return out;
    },
    end: async () => [...begin(), rawBlock(0, true)],
  };
}
