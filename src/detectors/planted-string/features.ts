// What a token is to the statistics of change: a vector of what the text around it is about, learned by random indexing
// (Kanerva et al. 2000), then what kind of token it is. Learned from the sample of a corpus, by word id.
import { mix32 } from '../../math/hash.ts';
import { asciiWords, ids, marks, numbers, otherWords } from '../../text/document-tokens.ts';
import type { SampledDocument } from '../../summaries/token-sample.ts';

export const topics = 24;
/** Features that the word alone decides; two more, `pairSeen` and `capital`, are counted beside them. */
export const ofWord = 30;
export const features = 32;
export const pairSeen = 30;
export const capitals = 31;

/** Tokens of a stretch whose words are taken to be about the same thing. */
const segment = 32;
/** A word of this share of all tokens says half of what a rare one says. */
const common = 1e-3;
/** Words seen less often say nothing of their topic. */
const fewest = 3;
const topWords = 80;

export interface WordCounts {
  readonly count: Uint32Array<ArrayBuffer>;
  readonly total: number;
}

export function countWords(documents: readonly SampledDocument[]): WordCounts {
  const count = new Uint32Array(ids);
  let total = 0;
  for (const { id } of documents) {
    for (const token of id) count[token & (ids - 1)]++;
    total += id.length;
  }
  return { count, total };
}

/** How much a word says of a topic: 1 for rare words, 0 for the most frequent and for those hardly seen. */
export function weights({ count, total }: WordCounts): Float32Array<ArrayBuffer> {
  return Float32Array.from(count, (c) => (c < fewest ? 0 : common / (common + c / total)));
}

/** `topics` numbers for each word: the random signs of the words it stands among, less what is so everywhere. */
function topicVectors(
  documents: readonly SampledDocument[],
  { count, total }: WordCounts,
  weight: Float32Array,
): Float32Array<ArrayBuffer> {
  const sums = new Float32Array(ids * topics);
  const about = new Float32Array(topics);
  const mean = new Float64Array(topics);
  /** The signs of each word of a stretch, as bits. */
  const signs = new Int32Array(segment);
  for (const { id } of documents) {
    for (let from = 0; from < id.length; from += segment) {
      const to = Math.min(id.length, from + segment);
      about.fill(0);
      for (let i = from; i < to; i++) {
        const word = id[i] & (ids - 1);
        const q = weight[word];
        if (q === 0) continue;
        const bits = (signs[i - from] = mix32(word + 0x51ed270b));
        for (let k = 0; k < topics; k++) about[k] += (bits >>> k) & 1 ? q : -q;
      }
      for (let i = from; i < to; i++) {
        const word = id[i] & (ids - 1);
        const q = weight[word];
        if (q === 0) continue;
        const bits = signs[i - from];
        const at = word * topics;
        for (let k = 0; k < topics; k++) {
          sums[at + k] += (bits >>> k) & 1 ? about[k] - q : about[k] + q;
          mean[k] += about[k];
        }
      }
    }
  }
  for (let k = 0; k < topics; k++) mean[k] /= total;
  for (let word = 0; word < ids; word++) {
    const c = count[word];
    if (weight[word] === 0) continue;
    const at = word * topics;
    let norm = 0;
    for (let k = 0; k < topics; k++) {
      const v = sums[at + k] / (c + 5) - (c / (c + 5)) * mean[k];
      sums[at + k] = v;
      norm += v * v;
    }
    const scale = norm > 0 ? Math.sqrt(weight[word] / norm) : 0;
    for (let k = 0; k < topics; k++) sums[at + k] *= scale;
  }
  return sums;
}

function within({ from, size }: { from: number; size: number }, word: number): boolean {
  return word >= from && word < from + size;
}

/** `ofWord` numbers for each word id. */
export function wordFeatures(
  documents: readonly SampledDocument[],
  counts: WordCounts,
): Float32Array<ArrayBuffer> {
  const { count, total } = counts;
  const topic = topicVectors(documents, counts, weights(counts));
  const top = new Uint8Array(ids);
  const seen: number[] = [];
  for (let word = 0; word < asciiWords.size + otherWords.size; word++) if (count[word] > 0) seen.push(word);
  for (const word of seen.sort((a, b) => count[b] - count[a] || a - b).slice(0, topWords)) top[word] = 1;
  const all = new Float32Array(ids * ofWord);
  for (let word = 0; word < ids; word++) {
    const at = word * ofWord;
    all.set(topic.subarray(word * topics, (word + 1) * topics), at);
    const c = count[word];
    all[at + topics] = c < 2 ? 1 : 0;
    all[at + topics + 1] = within(numbers, word) ? 1 : 0;
    all[at + topics + 2] = within(marks, word) ? 1 : 0;
    all[at + topics + 3] = within(otherWords, word) ? 1 : 0;
    all[at + topics + 4] = -Math.log2((c + 0.5) / (total + 0.5)) / 20;
    all[at + topics + 5] = top[word];
  }
  return all;
}
