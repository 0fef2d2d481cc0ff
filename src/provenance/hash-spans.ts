// The records of rows that have bytes of their own: the digest of these and that of what they say.
import { createHash } from 'node:crypto';
import type { Span } from '../corpus/spans/span.ts';
import type { ContentHasher } from './content-hasher.ts';
import { digestInto } from './digest-into.ts';
import { recordBlock, type TakeRows } from './record-block.ts';
import { digestBytes } from './row-records.ts';

const lineFeed = 0x0a;

export interface CountedRows {
  readonly rows: number;
  /** Rows that are no record. */
  readonly unreadable: number;
}

export async function hashSpans(
  batches: AsyncIterable<readonly Span[]>,
  content: ContentHasher,
  take: TakeRows,
): Promise<CountedRows> {
  const block = recordBlock(take);
  const { bytes: records } = block;
  /** The digest of a row that is too long to hold. */
  let long: ReturnType<typeof overlong> | undefined;
  let rows = 0;
  let unreadable = 0;
  const endLong = (): boolean => {
    const at = block.place();
    long!.digest().copy(records, at);
    records.copyWithin(at + digestBytes, at, at + digestBytes);
    long = undefined;
    return block.end(undefined);
  };
  for await (const spans of batches) {
    for (const { kind, bytes, tooLong } of spans) {
      if (kind === 'more') {
        long?.update(bytes);
        continue;
      }
      if (long && !endLong()) await block.handOn();
      if (kind !== 'row') continue;
      rows++;
      if (tooLong) {
        unreadable++;
        long = overlong();
        long.update(bytes);
        continue;
      }
      const at = block.place();
      // The line end is what parts rows, not a part of one: a row stays the same when another is put behind it.
      const ended = bytes[bytes.length - 1] === lineFeed ? 1 : 0;
      digestInto(records, at, new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length - ended));
      const row = content(bytes, records, at + digestBytes);
      if (!row) unreadable++;
      if (!block.end(row)) await block.handOn();
    }
  }
  if (long) endLong();
  await block.handOn();
  return { rows, unreadable };
}

/** SHA-256 of pieces, without the line feed at their end. */
function overlong() {
  const hash = createHash('sha256');
  let held = false;
  return {
    update(piece: Buffer): void {
      if (piece.length === 0) return;
      if (held) hash.update('\n');
      held = piece[piece.length - 1] === lineFeed;
      hash.update(held ? piece.subarray(0, -1) : piece);
    },
    digest: (): Buffer => hash.digest(),
  };
}
