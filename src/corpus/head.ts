// The first bytes of a file, unpacked: what its format and layout are recognised from.
import { fileSource } from './chunks.ts';
import { UnreadableFile } from './reader.ts';
import type { Limits } from './reader.ts';
import type { CorpusFile } from './shard.ts';

/** Enough for a few hundred rows of most corpora. */
export const headBytes = 2 ** 18;

export interface Head {
  readonly bytes: Buffer;
  /** The head is all there is. */
  readonly isWhole: boolean;
}

export async function headOf(file: CorpusFile, limits: Limits): Promise<Head> {
  const pieces: Buffer[] = [];
  let length = 0;
  let isWhole = true;
  try {
    for await (const chunk of fileSource(file, limits).chunks) {
      pieces.push(Buffer.from(chunk));
      length += chunk.length;
      if (length > headBytes) break;
    }
  } catch (error) {
    // What there is will do; whoever reads on meets the fault again.
    if (!(error instanceof UnreadableFile) || length === 0) throw error;
    isWhole = false;
  }
  return { bytes: Buffer.concat(pieces).subarray(0, headBytes), isWhole: isWhole && length <= headBytes };
}

/** The lines that are not blank and are all there, without line ends and byte order mark. */
export function headLines({ bytes, isWhole }: Head, most = Infinity): string[] {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const lines = text.split('\n');
  // The last piece may be cut off, even within a character.
  if (!isWhole) lines.pop();
  const filled: string[] = [];
  for (const line of lines) {
    if (line.trim() === '') continue;
    filled.push(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (filled.length >= most) break;
  }
  return filled;
}
