// A small part of a corpus, to learn what is ordinary in it before it is read whole: pieces at places that a seed
// chooses, spread over all of it, so that nobody can say beforehand which rows will be learned from.
import type { Corpus } from './corpus.ts';
import { cutOf, type Shard } from './shard.ts';

/** Enough to know the words of a language and what they are about; read in a second or two. */
const partBytes = 24 * 2 ** 20;
/** A piece is many documents long, so that few are cut, and short, so that many sites are in the part. */
const pieceBytes = 2 ** 18;

/**
 * The corpus itself when it is no larger. A shard that can only be read from its start gives its head. `next` gives
 * uniform numbers in [0, 1).
 */
export function partOf(corpus: Corpus, next: () => number, bytes = partBytes, piece = pieceBytes): Corpus {
  const total = bytesOf(corpus);
  if (total <= bytes) return corpus;
  const pieces = Math.ceil(bytes / piece);
  const starts = new Map<number, Set<number>>();
  let shard = 0;
  let before = 0;
  for (let i = 0; i < pieces; i++) {
    // One place in each of as many equal stretches of the corpus.
    const at = ((i + next()) / pieces) * total;
    while (at >= before + sizeOf(corpus.shards[shard])) before += sizeOf(corpus.shards[shard++]);
    const chosen = starts.get(shard) ?? new Set();
    starts.set(shard, chosen.add(Math.floor((at - before) / piece)));
  }
  const shards = [...starts].flatMap(([index, chosen]) => piecesOf(corpus, index, chosen, piece));
  return { ...corpus, shards };
}

function piecesOf(corpus: Corpus, index: number, chosen: ReadonlySet<number>, piece: number): Shard[] {
  const shard = corpus.shards[index];
  if (cutOf(corpus.files[shard.file]) !== 'lines') {
    return [{ ...shard, head: Math.min(sizeOf(shard), chosen.size * piece) }];
  }
  return [...chosen]
    .sort((a, b) => a - b)
    .map((i) => ({
      file: shard.file,
      start: shard.start + i * piece,
      end: Math.min(shard.end, shard.start + (i + 1) * piece),
    }));
}

/** Bytes that a read of it takes in. */
export function bytesOf({ shards }: Corpus): number {
  return shards.reduce((sum, { start, end, head }) => sum + (head ?? end - start), 0);
}

function sizeOf({ start, end }: Shard): number {
  return end - start;
}
