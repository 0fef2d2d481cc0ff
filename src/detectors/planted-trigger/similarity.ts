// Is a phrase only a topic? Contexts as sign projections of their words; how alike the contexts of a phrase are
// apart from the phrase itself; and strata of like contexts, from which an outcome is expected.
import { sphericalKMeans } from '../../math/k-means.ts';
import { addSigns, dimensions as d, normalise } from '../../math/projection.ts';
import { listOf } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Phrases } from './phrases.ts';

export interface Similarity {
  /** Unit vector of each row's context. */
  readonly vectors: Float32Array;
  /** Mean pairwise cosine of the contexts of each phrase, the phrase's own words taken out; 0 = unlike. */
  readonly likeness: Float32Array;
  readonly stratum: Int32Array;
  readonly strata: number;
}

export function similarity(rows: CompactRows, phrases: Phrases, seed: number): Similarity {
  const n = rows.count;
  // A word in one or two contexts says nothing about likeness; one in half of them, nothing about topic.
  const weight = Float32Array.from(phrases.wordRows, (df) => (df >= 3 && df <= n / 2 ? Math.log(n / df) : 0));
  const vectors = new Float32Array(n * d);
  const lengths = new Float32Array(n);
  const last = new Int32Array(rows.words.length).fill(-1);
  for (let row = 0; row < n; row++) {
    for (const w of listOf(rows.context, row)) {
      if (weight[w] === 0 || last[w] === row) continue;
      last[w] = row;
      addSigns(vectors, row * d, w, seed, weight[w]);
    }
    lengths[row] = normalise(vectors, row * d);
  }
  const mean = new Float64Array(d);
  for (let i = 0; i < vectors.length; i++) mean[i % d] += vectors[i] / n;

  const likeness = new Float32Array(phrases.count);
  const sum = new Float64Array(d);
  const own = new Float32Array(d);
  for (let t = 0; t < phrases.count; t++) {
    const held = listOf(phrases.rows, t);
    sum.fill(0);
    let count = 0;
    let inverse = 0;
    let inverseSquare = 0;
    for (const row of held) {
      if (lengths[row] === 0) continue;
      count++;
      inverse += 1 / lengths[row];
      inverseSquare += 1 / lengths[row] ** 2;
      for (let k = 0; k < d; k++) sum[k] += vectors[row * d + k];
    }
    if (count < 2) continue;
    own.fill(0);
    let ownSquare = 0;
    for (const w of new Set(listOf(phrases.words, t))) {
      if (weight[w] === 0) continue;
      addSigns(own, 0, w, seed, weight[w]);
      ownSquare += weight[w] ** 2;
    }
    let square = 0;
    for (let k = 0; k < d; k++) square += (sum[k] - count * mean[k] - inverse * own[k]) ** 2;
    // What is left of the rows' own lengths once the phrase's words are out.
    const rest = Math.max(0.1 * count, count - d * inverseSquare * ownSquare);
    likeness[t] = Math.max(0, ((square - rest) / (count * (count - 1))) * (count / rest));
  }
  const strata = Math.min(128, Math.max(8, Math.floor(n / 60)));
  return { vectors, likeness, stratum: sphericalKMeans(vectors, strata, 6, seed), strata };
}
