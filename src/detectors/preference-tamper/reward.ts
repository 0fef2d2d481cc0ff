// A model of what is preferred here: first by the words that only one of two answers has, then by that and by what can be
// measured of the answers. Cross-fitted throughout: no pair is judged by a model that saw it.
import { mix32 } from '../../math/hash.ts';
import { IntList, listOf, type Ragged } from '../../math/ragged.ts';
import { signedFit, type Signed, type SignedFit } from '../../math/signed-logistic.ts';
import { answerFacts, factCount, factsOf, lexiconOf, type Lexicon } from './answer-facts.ts';
import { answerVectors, association } from './association.ts';
import type { Contests } from './contests.ts';
import { denseFit } from './dense-fit.ts';

export interface Reward {
  /** Held-out log-odds of what was chosen, or of the rating that was given. */
  readonly margins: Float32Array;
  readonly words: Signed;
  readonly wordFit: SignedFit;
  /** `factCount` numbers of each winner and loser (or rated answer). */
  readonly facts: { readonly winner: Float32Array; readonly loser: Float32Array };
  readonly lexicon: Lexicon;
  readonly vectors: { readonly winner: Float32Array; readonly loser: Float32Array };
}

/** Numbers of a pair beside `answerFacts`: what its words say, and whether the answers go with the prompt. */
const extra = 2;
const pairBuckets = 2 ** 17;
/** Words of an answer whose pairs are features. */
const pairWords = 150;
/** A vouched-for pair teaches as much as so many others. */
const trustedWeight = 4;
export const folds = 5;

export function rewardOf(contests: Contests, seed: number): Reward {
  const { rows } = contests;
  const lexicon = lexiconOf(rows);
  const facts = { winner: factsOf(rows, rows.answer, lexicon), loser: factsOf(rows, rows.rejected, lexicon) };
  const vectors = {
    winner: answerVectors(contests, rows.answer, lexicon, seed),
    loser: answerVectors(contests, rows.rejected, lexicon, seed),
  };
  const importance = Float32Array.from(rows.trusted, (t) => (t ? trustedWeight : 1));
  const words = differences(contests, seed);
  const wordFit = signedFit(words, { folds, epochs: 2, seed, importance });
  const fits = association(contests, vectors.winner, vectors.loser, lexicon);
  const width = factCount + extra;
  const numbers = new Float32Array(rows.count * width);
  for (let i = 0; i < rows.count; i++) {
    for (let k = 0; k < factCount; k++) {
      const at = i * factCount + k;
      numbers[i * width + k] = contests.rating[i] ? facts.winner[at] : facts.winner[at] - facts.loser[at];
    }
    numbers[i * width + factCount] = wordFit.margins[i] * (contests.rating[i] ? contests.sign[i] : 1);
    numbers[i * width + factCount + 1] = fits[i] * (contests.rating[i] ? contests.sign[i] : 1);
  }
  const margins = denseFit(numbers, width, contests.sign, contests.rating, importance, folds);
  return { margins, words, wordFit, facts, lexicon, vectors };
}

export const factNames = [...answerFacts, 'its words', 'going with the prompt'] as const;

/** Words, pairs of words and openings that only one of the answers has. */
function differences({ rows, sign, rating }: Contests, seed: number): Signed {
  const wordCount = rows.words.length;
  const size = wordCount + pairBuckets + 2;
  const features = new IntList(rows.answer.items.length * 2);
  const signs = new IntList(rows.answer.items.length * 2);
  const starts = new Int32Array(rows.count + 1);
  const here = new Int32Array(size).fill(-1);
  const there = new Int32Array(size).fill(-1);
  const bucket = (a: number, b: number): number =>
    wordCount +
    (mix32(Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1 + seed, 0x85ebca6b)) & (pairBuckets - 1));
  const each = (side: Ragged, row: number, visit: (f: number) => void): void => {
    const said = listOf(side, row);
    for (let p = 0; p < said.length; p++) {
      visit(said[p]);
      if (p === 0) visit(bucket(said[0], -2));
      if (p + 1 < said.length && p < pairWords) visit(bucket(said[p], said[p + 1]));
      if (p + 1 === said.length) visit(bucket(said[p], -3));
    }
  };
  for (let row = 0; row < rows.count; row++) {
    each(rows.answer, row, (f) => (here[f] = row));
    each(rows.rejected, row, (f) => {
      if (here[f] === row || there[f] === row) return;
      there[f] = row;
      features.push(f);
      signs.push(-1);
    });
    // A word that both have was marked by the first and is told by neither.
    each(rows.rejected, row, (f) => (there[f] = row));
    each(rows.answer, row, (f) => {
      if (there[f] === row) return;
      there[f] = row;
      features.push(f);
      signs.push(rating[row] ? sign[row] : 1);
    });
    starts[row + 1] = features.length;
  }
  return common({ features: { starts, items: features.take() }, signs: Int8Array.from(signs.take()), size });
}

/** Contests that a feature must be in: what one has alone teaches nothing of another. */
const fewestContests = 3;

/** Only features that stand in several contests, numbered anew. */
function common({ features: { starts, items }, signs, size }: Signed): Signed {
  const counts = new Int32Array(size);
  for (const f of items) counts[f]++;
  let kept = 0;
  const renamed = counts.map((n) => (n >= fewestContests ? kept++ : -1));
  const newStarts = new Int32Array(starts.length);
  let filled = 0;
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let j = starts[i]; j < starts[i + 1]; j++) {
      const f = renamed[items[j]];
      if (f < 0) continue;
      items[filled] = f;
      signs[filled++] = signs[j];
    }
    newStarts[i + 1] = filled;
  }
  return {
    features: { starts: newStarts, items: items.subarray(0, filled) },
    signs: signs.subarray(0, filled),
    size: kept,
  };
}
