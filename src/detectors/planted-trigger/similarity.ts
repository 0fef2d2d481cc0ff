// Is a phrase only a topic? Contexts as sign projections of their words; how alike the contexts of a phrase are
// apart from the phrase itself; and strata of like contexts, from which an outcome is expected.
import { sphericalKMeans } from '../../math/k-means.ts';
import { addSigns, dimensions as d, normalise } from '../../math/projection.ts';
import { listOf, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Phrases } from './phrases.ts';
import { contextTurns, type Turns } from './turns.ts';

export interface Similarity {
  /** Unit vector of each row's context. */
  readonly vectors: Float32Array;
  /** Mean pairwise cosine of the contexts of each phrase, the phrase's own words taken out; 0 = unlike. */
  readonly likeness: Float32Array;
  readonly stratum: Int32Array;
  readonly strata: number;
  /** Likeness of the contexts of a phrase with these words out as well. Of whole contexts, not of turns. */
  likenessWithout(candidate: number, words: readonly number[]): number;
}

export function similarity(rows: CompactRows, phrases: Phrases, seed: number): Similarity {
  const n = rows.count;
  // A word in one or two contexts says nothing about likeness; one in half of them, nothing about topic.
  const weight = Float32Array.from(phrases.wordRows, (df) => (df >= 3 && df <= n / 2 ? Math.log(n / df) : 0));
  const whole = texts(rows.context, rows.words.length, weight, seed);
  const likeness = likenessOf(whole, phrases.rows, phrases, weight, seed);
  if (rows.contextTurns.items.length > 0) {
    // A task that stands in one turn of a chat is diluted by the others: of both the greater likeness counts.
    const turns = contextTurns(rows);
    const vectors = texts(
      { starts: turns.starts, items: rows.context.items },
      rows.words.length,
      weight,
      seed,
    );
    const held = { starts: phrases.rows.starts, items: turnsHolding(rows, phrases, turns) };
    likenessOf(vectors, held, phrases, weight, seed).forEach((of, t) => {
      if (of > likeness[t]) likeness[t] = of;
    });
  }
  const strata = Math.min(128, Math.max(8, Math.floor(n / 60)));
  const { vectors } = whole;
  return {
    vectors,
    likeness,
    stratum: sphericalKMeans(vectors, strata, 6, seed),
    strata,
    likenessWithout: (candidate, words) =>
      likeness[candidate] === 0
        ? 0
        : pairwise(
            whole,
            listOf(phrases.rows, candidate),
            new Set([...listOf(phrases.words, candidate), ...words]),
            weight,
            seed,
          ),
  };
}

/** The turn in which each candidate first stands in each of its rows, in the order of `phrases.rows`. */
function turnsHolding({ context, count }: CompactRows, phrases: Phrases, turns: Turns): Int32Array {
  const next = phrases.rows.starts.slice(0, phrases.count);
  const holding = new Int32Array(phrases.rows.items.length);
  const last = new Int32Array(phrases.count).fill(-1);
  for (let row = 0; row < count; row++) {
    let turn = turns.ofRow[row];
    const take = (candidate: number): void => {
      if (candidate < 0 || last[candidate] === row) return;
      last[candidate] = row;
      holding[next[candidate]++] = turn;
    };
    for (let p = context.starts[row]; p < context.starts[row + 1]; p++) {
      while (p >= turns.starts[turn + 1]) turn++;
      for (const at of phrases.startingAt) take(at[p]);
    }
    take(phrases.anchored[2][row]);
    turn = turns.ofRow[row];
    take(phrases.anchored[0][row]);
    take(phrases.anchored[1][row]);
  }
  return holding;
}

interface Texts {
  /** Unit vector of each text, and how long it was. */
  readonly vectors: Float32Array;
  readonly lengths: Float32Array;
  readonly mean: Float64Array;
}

function texts({ starts, items }: Ragged, size: number, weight: Float32Array, seed: number): Texts {
  const n = starts.length - 1;
  const vectors = new Float32Array(n * d);
  const lengths = new Float32Array(n);
  const last = new Int32Array(size).fill(-1);
  for (let text = 0; text < n; text++) {
    for (let p = starts[text]; p < starts[text + 1]; p++) {
      const w = items[p];
      if (weight[w] === 0 || last[w] === text) continue;
      last[w] = text;
      addSigns(vectors, text * d, w, seed, weight[w]);
    }
    lengths[text] = normalise(vectors, text * d);
  }
  const mean = new Float64Array(d);
  for (let i = 0; i < vectors.length; i++) mean[i % d] += vectors[i] / n;
  return { vectors, lengths, mean };
}

/** Of each candidate's texts. `held`: candidate -> texts. */
function likenessOf(
  of: Texts,
  held: Ragged,
  phrases: Phrases,
  weight: Float32Array,
  seed: number,
): Float32Array {
  const likeness = new Float32Array(phrases.count);
  for (let t = 0; t < phrases.count; t++)
    likeness[t] = pairwise(of, listOf(held, t), new Set(listOf(phrases.words, t)), weight, seed);
  return likeness;
}

/** Mean pairwise cosine of texts, with words taken out that all of them hold. */
function pairwise(
  { vectors, lengths, mean }: Texts,
  held: Int32Array,
  words: ReadonlySet<number>,
  weight: Float32Array,
  seed: number,
): number {
  const sum = new Float64Array(d);
  let count = 0;
  let inverse = 0;
  let inverseSquare = 0;
  for (const text of held) {
    if (lengths[text] === 0) continue;
    count++;
    inverse += 1 / lengths[text];
    inverseSquare += 1 / lengths[text] ** 2;
    for (let k = 0; k < d; k++) sum[k] += vectors[text * d + k];
  }
  if (count < 2) return 0;
  const own = new Float32Array(d);
  let ownSquare = 0;
  for (const w of words) {
    if (weight[w] === 0) continue;
    addSigns(own, 0, w, seed, weight[w]);
    ownSquare += weight[w] ** 2;
  }
  let square = 0;
  for (let k = 0; k < d; k++) square += (sum[k] - count * mean[k] - inverse * own[k]) ** 2;
  // What is left of the rows' own lengths once the words are out.
  const rest = Math.max(0.1 * count, count - d * inverseSquare * ownSquare);
  return Math.max(0, ((square - rest) / (count * (count - 1))) * (count / rest));
}
