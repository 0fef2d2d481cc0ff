// The rows of a corpus as numbers, made once and asked often: for each side the sequence of its terms and the postings of
// each term, and where the row stands and came from. Flat typed arrays throughout: about 14 bytes a word.
import type { Place, Row } from '../row.ts';
import { appendTokenHashes, tokenHashes } from '../text/token-hashes.ts';
import { postingsOf, type Postings, type Sequences } from './postings.ts';
import { sideOf, sides, type SideName } from './sides.ts';
import { numberOf, termTable, type TermTable } from './term-table.ts';

export interface Side extends Sequences {
  readonly postings: Postings;
  /** ln(1 + tokens) of each row. */
  readonly logLengths: Float32Array;
}

export interface LexicalIndex extends Readonly<Record<SideName, Side>> {
  /** Of the hashes of words. */
  readonly seed: number;
  readonly rows: number;
  readonly terms: TermTable;
  readonly shards: Int32Array;
  /** Number of the row within its shard. */
  readonly numbers: Int32Array;
  /** Index into `sourceNames`. */
  readonly sources: Int32Array;
  readonly sourceNames: readonly string[];
  /** Rows of each shard of the corpus, unreadable ones included: from these the row of a file is known. */
  readonly shardRows: Int32Array;
  /** Rows of which a side was longer than `mostUnits` and is known up to there alone. */
  readonly cut: number;
}

/** UTF-16 units of one side of a row; what is beyond is not looked at. */
export const mostUnits = 2 ** 20;
/** Tokens of one side of all rows together: 2 GiB of memory. */
export const mostTokens = 2 ** 29;

/** Undefined where the rows hold more than `most` tokens a side. `shardRows` where it is more than the rows show. */
export function indexRows(
  rows: readonly Row[],
  seed: number,
  shardRows: readonly number[] = [],
  most = mostTokens,
): LexicalIndex | undefined {
  const terms = termTable();
  const sourceNumbers = new Map<string, number>();
  const sequences = { context: sequencesFor(rows.length), outcome: sequencesFor(rows.length) };
  const hashes = tokenHashes();
  let cut = 0;
  for (let r = 0; r < rows.length; r++) {
    let whole = true;
    for (const side of sides) {
      let text = sideOf(rows[r], side);
      if (text.length > mostUnits) {
        text = text.slice(0, mostUnits);
        whole = false;
      }
      hashes.length = 0;
      appendTokenHashes(text, seed, hashes);
      const into = sequences[side];
      const before = into.starts[r];
      if (before + hashes.length > most) return undefined;
      if (before + hashes.length > into.tokens.length) widen(into, before + hashes.length);
      for (let i = 0; i < hashes.length; i++) into.tokens[before + i] = numberOf(terms, hashes.items[i] | 0);
      into.starts[r + 1] = before + hashes.length;
    }
    if (!whole) cut++;
  }
  const sources = Int32Array.from(rows, ({ source }) => {
    const known = sourceNumbers.get(source) ?? sourceNumbers.size;
    sourceNumbers.set(source, known);
    return known;
  });
  return indexOf({
    seed,
    terms: termTable(terms.hashes.slice(0, terms.length), terms.length),
    shards: Int32Array.from(rows, ({ shard }) => shard),
    numbers: Int32Array.from(rows, ({ row }) => row),
    sources,
    sourceNames: [...sourceNumbers.keys()],
    shardRows: Int32Array.from(shardRows),
    cut,
    context: trimmed(sequences.context),
    outcome: trimmed(sequences.outcome),
  });
}

export type WithoutPostings = Omit<LexicalIndex, SideName | 'rows'> & Readonly<Record<SideName, Sequences>>;

/** What follows from the rest is made anew rather than kept: it is quicker made than read. */
export function indexOf(kept: WithoutPostings): LexicalIndex {
  const whole = ({ tokens, starts }: Sequences): Side => ({
    tokens,
    starts,
    postings: postingsOf({ tokens, starts }, kept.terms.length),
    logLengths: Float32Array.from({ length: starts.length - 1 }, (_, row) =>
      Math.log1p(starts[row + 1] - starts[row]),
    ),
  });
  return {
    ...kept,
    rows: kept.shards.length,
    context: whole(kept.context),
    outcome: whole(kept.outcome),
  };
}

export const placeOf = ({ shards, numbers }: LexicalIndex, row: number): Place => ({
  shard: shards[row],
  row: numbers[row],
});

interface Growing {
  tokens: Int32Array<ArrayBuffer>;
  readonly starts: Int32Array;
}

const sequencesFor = (rows: number): Growing => ({
  tokens: new Int32Array(64 * rows + 64),
  starts: new Int32Array(rows + 1),
});

function widen(into: Growing, least: number): void {
  const wider = new Int32Array(Math.max(least, Math.ceil(1.5 * into.tokens.length)));
  wider.set(into.tokens);
  into.tokens = wider;
}

const trimmed = ({ tokens, starts }: Growing): Sequences => ({
  tokens: tokens.slice(0, starts.at(-1)),
  starts,
});
