// The longest verbatim stretches that rows share with the given behaviours, of any length: the automaton of all that was
// given is run once over all rows, so that no row is missed and no text, however repetitive, takes more than linear time.
import type { AskedSide } from './asked.ts';
import type { Side } from './lexical-index.ts';
import { holders, rarity } from './rarity.ts';
import { step, suffixAutomaton } from './suffix-automaton.ts';

export interface SharedSpans {
  /** Tokens of the longest span of each row; 0 where no token is shared. */
  readonly longest: Int32Array;
  /** Of each row the span that tells most, by the summed rarity of its words, in nats. */
  readonly weights: Float64Array;
  readonly lengths: Int32Array;
  /** Where that span begins, in tokens from the start of the row's side. */
  readonly begins: Int32Array;
}

export function sharedSpans(asked: AskedSide, side: Side): SharedSpans {
  const rows = side.starts.length - 1;
  const terms = side.postings.starts.length - 1;
  const automaton = suffixAutomaton(asked.terms, terms);
  const { local, link, longest: lengthOf, alphabet } = automaton;
  const rarities = new Float64Array(alphabet);
  for (const all of asked.terms)
    for (const term of all) if (term >= 0) rarities[local[term]] = rarity(rows, holders(side, term));
  const longest = new Int32Array(rows);
  const weights = new Float64Array(rows);
  const lengths = new Int32Array(rows);
  const begins = new Int32Array(rows);
  const { tokens, starts } = side;
  // Rarities summed since the run of known tokens began: a span's weight is a difference of two.
  const sums = new Float64Array(longestRow(starts) + 1);
  const pairs = pairsOf(asked.terms, local);
  const { fromStart } = automaton;
  for (let row = 0; row < rows; row++) {
    const start = starts[row];
    const end = starts[row + 1];
    let state = 0;
    let length = 0;
    let before = 0;
    for (let i = start; i < end; i++) {
      const symbol = local[tokens[i]];
      const at = i - start + 1;
      if (symbol === 0) {
        state = 0;
        length = 0;
        before = 0;
        sums[at] = sums[at - 1];
        continue;
      }
      sums[at] = sums[at - 1] + rarities[symbol];
      const pair = pairHash(before, symbol);
      before = symbol;
      if ((pairs[pair >> 5] & (1 << (pair & 31))) === 0) {
        // Most words stand beside no word that they stand beside in what was given: a run of one.
        state = fromStart[symbol];
        length = 1;
      } else {
        let to = step(automaton, state, symbol);
        while (to < 0) {
          state = link[state];
          length = lengthOf[state];
          to = step(automaton, state, symbol);
        }
        state = to;
        length++;
      }
      if (length > longest[row]) longest[row] = length;
      const weight = sums[at] - sums[at - length];
      if (weight > weights[row]) {
        weights[row] = weight;
        lengths[row] = length;
        begins[row] = at - length;
      }
    }
  }
  return { longest, weights, lengths, begins };
}

/** Bits of the table of pairs: 64 KiB, which stay in the cache. */
const pairBits = 19;

const pairHash = (a: number, b: number): number =>
  Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b) >>> (32 - pairBits);

/** Neighbours in what was given, a bit each; some others share their bit, which costs a look and no more. */
function pairsOf(sequences: readonly Int32Array[], local: Int32Array): Int32Array {
  const pairs = new Int32Array(2 ** (pairBits - 5));
  for (const all of sequences) {
    for (let i = 1; i < all.length; i++) {
      if (all[i] < 0 || all[i - 1] < 0) continue;
      const pair = pairHash(local[all[i - 1]], local[all[i]]);
      pairs[pair >> 5] |= 1 << (pair & 31);
    }
  }
  return pairs;
}

function longestRow(starts: Int32Array): number {
  let most = 0;
  for (let row = 1; row < starts.length; row++) most = Math.max(most, starts[row] - starts[row - 1]);
  return most;
}
