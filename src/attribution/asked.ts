// The given behaviours in the terms of an index: each side as the words that were given and the numbers that the index has
// for them. Bounded, whatever is given: of many behaviours some are taken, spread evenly over all.
import { hash32 } from '../math/hash.ts';
import { words } from '../text/words.ts';
import type { LexicalIndex } from './lexical-index.ts';
import { sides, textOf, type Behaviour, type SideName } from './sides.ts';
import { knownTerm } from './term-table.ts';

export interface AskedSide {
  /** Of each behaviour; none where rows of the index are asked for, whose words it does not keep. */
  readonly words: readonly (readonly string[])[];
  /** The term of each word; -1 for one that no row holds. */
  readonly terms: readonly Int32Array[];
}

export interface AskedFor extends Readonly<Record<SideName, AskedSide>> {
  /** Behaviours that were taken, of so many that were given. */
  readonly taken: number;
  readonly given: number;
}

/** Words of one side of a behaviour; further ones add little to what the first say. */
const mostWords = 2048;
/** More behaviours than this say nothing new about what they share: a share of them is known to 3 % then. */
const mostBehaviours = 256;
/** Words of one side of all behaviours: what bounds the time of a query. */
const mostTogether = 2 ** 15;

/** Numbers of those that are taken of so many behaviours, spread evenly over all. */
export function takenOf(count: number): number[] {
  const taken = Math.min(count, mostBehaviours);
  return Array.from({ length: taken }, (_, i) => Math.floor((i * count) / taken));
}

export function askedOf(index: LexicalIndex, behaviours: readonly Behaviour[]): AskedFor {
  const said = behaviours.filter(({ prompt, output }) => prompt.trim() !== '' || output.trim() !== '');
  const chosen = takenOf(said.length).map((i) => said[i]);
  const taken = chosen.length;
  const each = Math.min(mostWords, Math.floor(mostTogether / Math.max(1, taken)));
  const side = (name: SideName): AskedSide => {
    // A word has at most a few dozen letters: no need to look at megabytes of which the first words are taken.
    const wordsOf = chosen.map((behaviour) => words(textOf(behaviour, name).slice(0, 64 * each), each));
    return {
      words: wordsOf,
      terms: wordsOf.map((all) =>
        Int32Array.from(all, (word) => knownTerm(index.terms, hash32(word, index.seed) | 0)),
      ),
    };
  };
  const [context, outcome] = sides.map(side);
  return { context, outcome, taken, given: behaviours.length };
}

/** The same for rows of the index. */
export function askedAs(index: LexicalIndex, rows: readonly number[]): AskedFor {
  const each = Math.min(mostWords, Math.floor(mostTogether / Math.max(1, rows.length)));
  const side = ({ tokens, starts }: LexicalIndex[SideName]): AskedSide => ({
    words: [],
    terms: rows.map((row) => tokens.subarray(starts[row], Math.min(starts[row + 1], starts[row] + each))),
  });
  return {
    context: side(index.context),
    outcome: side(index.outcome),
    taken: rows.length,
    given: rows.length,
  };
}
