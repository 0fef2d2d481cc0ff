// Puts a cleaned file and its quarantine together again, piece by piece as the policy says.
import { UsageError } from '../errors.ts';
import type { Piece } from './policy.ts';

type Chunks = AsyncIterable<Uint8Array>;

/** The original's bytes, in order. Each chunk is good until the next. */
export async function* joined(
  pieces: readonly Piece[],
  clean: Chunks,
  quarantine: Chunks,
): AsyncGenerator<Uint8Array, void, undefined> {
  const from = { clean: taker(clean), quarantine: taker(quarantine) };
  try {
    for (const [kind, value] of pieces) {
      if (kind === 'text') yield Buffer.from(value as string, 'latin1');
      else if (kind === 'skip') for await (const _ of from.quarantine.take(value as number));
      else yield* from[kind].take(value as number);
    }
    await from.clean.nothingLeft();
    await from.quarantine.nothingLeft();
  } finally {
    await from.clean.close();
    await from.quarantine.close();
  }
}

function taker(chunks: Chunks) {
  const source = chunks[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);
  async function more(): Promise<boolean> {
    const next = await source.next();
    if (next.done) return false;
    rest = next.value;
    return true;
  }
  return {
    async *take(bytes: number): AsyncGenerator<Uint8Array, void, undefined> {
      for (let left = bytes; left > 0;) {
        while (rest.length === 0) if (!(await more())) throw mismatch();
        const part = rest.subarray(0, left);
        rest = rest.subarray(part.length);
        left -= part.length;
        yield part;
      }
    },
    async nothingLeft(): Promise<void> {
      do if (rest.length > 0) throw mismatch();
      while (await more());
    },
    async close(): Promise<void> {
      await source.return?.();
    },
  };
}

function mismatch(): UsageError {
  return new UsageError(
    'changed-file',
    'the cleaned file or the quarantine is not the one that the policy was written for',
    'Find the files that were written together; the original is not needed, they are.',
  );
}
