// What is packed comes out again, and zstd frames that are only stored are taken by every reader.
import * as zlib from 'node:zlib';
import { decompress } from 'fzstd';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packer } from './pack.ts';

async function packed(compression: 'none' | 'gzip' | 'zstd', pieces: readonly Buffer[]): Promise<Buffer> {
  const pack = packer(compression);
  const out: Buffer[] = [];
  for (const piece of pieces) out.push(...(await pack.push(piece)).map((b) => Buffer.from(b)));
  out.push(...(await pack.end()));
  return Buffer.concat(out);
}

const bytes = fc.array(
  fc.uint8Array({ maxLength: 3000 }).map((b) => Buffer.from(b)),
  { maxLength: 5 },
);

describe('packing', () => {
  it('gives back every byte', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (pieces) => {
        const plain = Buffer.concat(pieces);
        expect(await packed('none', pieces)).toEqual(plain);
        expect(zlib.gunzipSync(await packed('gzip', pieces))).toEqual(plain);
        expect(Buffer.from(decompress(await packed('zstd', pieces)))).toEqual(plain);
      }),
    );
  });

  it('cuts long pieces into blocks', async () => {
    const long = Buffer.alloc(300_000, 'abc');
    const unpacked = Buffer.from(decompress(await packed('zstd', [long, long])));
    expect(unpacked.equals(Buffer.concat([long, long]))).toBe(true);
  });
});
