// Cuts an Arrow IPC stream into its messages and lets sound ones through.
import { UnreadableFile } from '../reader.ts';
import type { Limits } from '../reader.ts';
import { readMessage } from './arrow-metadata.ts';

export const continuation = 0xffffffff;

/** `onMessage` hears how many rows and list items a message has, before it is let through. */
export async function* soundStream(
  chunks: AsyncIterable<Buffer>,
  limits: Limits,
  onMessage: (items: number) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = take(chunks);
  try {
    for (;;) {
      const prefix = await bytes.exactly(8);
      if (!prefix) break;
      if (prefix.readUInt32LE(0) !== continuation) {
        throw new UnreadableFile('wrong-kind', 'the Arrow data is damaged or older than Arrow 0.15');
      }
      const metadataBytes = prefix.readUInt32LE(4);
      // The end of the stream.
      if (metadataBytes === 0) return;
      if (metadataBytes > limits.recordBytes) throw damaged();
      const metadata = await bytes.exactly(metadataBytes);
      if (!metadata) throw broken();
      const message = readMessage(metadata);
      if (!message) throw damaged();
      onMessage(message.items);
      yield Buffer.concat([prefix, metadata]);
      for (let left = message.bodyBytes; left > 0;) {
        const piece = await bytes.upTo(left);
        if (!piece) throw broken();
        left -= piece.length;
        yield piece;
      }
    }
    // A stream may end without saying so.
    if (bytes.left() > 0) throw broken();
  } finally {
    await bytes.close();
  }
}

export function broken(): UnreadableFile {
  return new UnreadableFile('truncated', 'the Arrow data breaks off before its end');
}

export function damaged(): UnreadableFile {
  return new UnreadableFile('wrong-kind', 'the Arrow data is damaged');
}

/** Bytes by number instead of by chunk; what is given out is a copy. */
function take(chunks: AsyncIterable<Buffer>) {
  const source = chunks[Symbol.asyncIterator]();
  let chunk: Buffer = Buffer.alloc(0);
  async function upTo(count: number): Promise<Buffer | undefined> {
    while (chunk.length === 0) {
      const next = await source.next();
      if (next.done) return undefined;
      chunk = next.value;
    }
    const piece = Buffer.from(chunk.subarray(0, count));
    chunk = chunk.subarray(piece.length);
    return piece;
  }
  let short = 0;
  return {
    upTo,
    /** Undefined when there are fewer; `left` says how many there were. */
    async exactly(count: number): Promise<Buffer | undefined> {
      const pieces: Buffer[] = [];
      let missing = count;
      while (missing > 0) {
        const piece = await upTo(missing);
        if (!piece) {
          short = count - missing;
          return undefined;
        }
        pieces.push(piece);
        missing -= piece.length;
      }
      return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    },
    left: (): number => short,
    close: async (): Promise<void> => {
      await source.return?.();
    },
  };
}
