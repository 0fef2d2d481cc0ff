// Changes of a document in TypeScript: see measure.ts, whose loops in WebAssembly compute the same numbers.
import { block, featureOf, featureSums, words } from './feature-sums.ts';
import { features, ofWord, topics } from './features.ts';
import type { Measure } from './measure.ts';
import { narrow, prior, wide, type Ordinary } from './ordinary.ts';

/** Of these the first are of the topic. */
const topicWords = 12;
/** Tokens between the places that are tried around a change. */
const step = 2;

export function measurePlainly(ordinary: Ordinary, mostTokens: number): Measure {
  const { scale, mean } = ordinary;
  const text = featureSums(ordinary, mostTokens);
  const { sums, flagSums, addToken, sumOf } = text;
  const [seen30, seen31] = ordinary.pairSeen;
  const large31 = ordinary.capital;
  const most = Math.ceil(mostTokens / block) + 2;
  const kind = new Float64Array(most);
  const topic = new Float64Array(most);
  const narrowKind = new Float64Array(most);
  /** Ordinary tokens before the window, by packed word: low lane, high lane. */
  const before = new Float64Array(2 * words);
  const unit = new Float64Array(2 * words);
  for (let w = 0; w < words; w++) {
    const first = featureOf(w);
    before[2 * w] = prior * mean[first];
    before[2 * w + 1] = prior * mean[first + 2];
    unit[2 * w] = scale[first];
    unit[2 * w + 1] = scale[first + 2];
  }
  let length = 0;
  let blocks = 0;

  /** Where the windows around a block begin and end, and what one token of each weighs. */
  let low = 0;
  let high = 0;
  let perAfter = 0;
  let perBefore = 0;

  function open(b: number, window: number): number {
    low = Math.max(0, b - window);
    high = Math.min(blocks, b + window);
    perAfter = 1 / (Math.min(length, high * block) - b * block);
    perBefore = 1 / ((b - low) * block + prior);
    return 2 / (window * block) / (perBefore + perAfter);
  }

  /** Change of topic at block `b`. */
  function topicAt(b: number): number {
    const factor = open(b, wide / block);
    const s = sums;
    const o0 = low * words;
    const o1 = b * words;
    const o2 = high * words;
    let distance = 0;
    for (let w = 0; w < topicWords; w++) {
      const middle = s[o1 + w];
      const a = (s[o2 + w] - middle) | 0;
      const c = (middle - s[o0 + w]) | 0;
      const x = (a & 0xffff) * perAfter - ((c & 0xffff) + before[2 * w]) * perBefore;
      const y = (a >>> 16) * perAfter - ((c >>> 16) + before[2 * w + 1]) * perBefore;
      distance += x * x * unit[2 * w] + y * y * unit[2 * w + 1];
    }
    return factor * distance;
  }

  /** Change of kind at block `b` in a window of so many blocks. */
  function kindAt(b: number, window: number): number {
    const factor = open(b, window);
    const s = sums;
    const o0 = low * words;
    const o1 = b * words;
    const o2 = high * words;
    const flagsAfter = flagSums[high] - flagSums[b];
    const flagsBefore = flagSums[b] - flagSums[low];
    const seen = (flagsAfter & 0xffff) * perAfter - (flagsBefore & 0xffff) * perBefore;
    const large = (flagsAfter >>> 16) * perAfter - (flagsBefore >>> 16) * perBefore;
    let distance = 0;
    for (let w = topicWords; w < words; w++) {
      const middle = s[o1 + w];
      const a = (s[o2 + w] - middle) | 0;
      const c = (middle - s[o0 + w]) | 0;
      const x = (a & 0xffff) * perAfter - ((c & 0xffff) + before[2 * w]) * perBefore;
      let y = (a >>> 16) * perAfter - ((c >>> 16) + before[2 * w + 1]) * perBefore;
      if (w === 14) y += seen * seen30;
      else if (w === 15) y += seen * seen31 + large * large31;
      distance += x * x * unit[2 * w] + y * y * unit[2 * w + 1];
    }
    return factor * distance;
  }

  const after = new Float64Array(features + 2);
  const earlier = new Float64Array(features + 2);

  /** Change where `earlier` and `after` meet: of topic or of kind. Leaves each feature's own in `difference`. */
  function betweenSums(
    tokensBefore: number,
    tokensAfter: number,
    window: number,
    from: number,
    to: number,
  ): number {
    const afterOne = 1 / tokensAfter;
    const beforeOne = 1 / (tokensBefore + prior);
    let distance = 0;
    for (let k = from; k < to; k++) {
      let x = after[k] * afterOne - (earlier[k] + prior * mean[k]) * beforeOne;
      if (k >= ofWord) {
        const seen = after[features] * afterOne - earlier[features] * beforeOne;
        const large = after[features + 1] * afterOne - earlier[features + 1] * beforeOne;
        x += k === ofWord ? seen * seen30 : seen * seen31 + large * large31;
      }
      difference[k] = x * Math.sqrt(scale[k]);
      distance += x * x * scale[k];
    }
    return (2 / window / (beforeOne + afterOne)) * distance;
  }
  const difference = new Float64Array(features);

  function refined(
    from: number,
    to: number,
    first: number,
    last: number,
    window: number,
    ofTopic: boolean,
  ): number {
    const [begins, ends] = ofTopic ? [0, topics] : [topics, features];
    sumOf(from, first, earlier);
    sumOf(first, to, after);
    let best = -1;
    let sizeThere = 0;
    for (let place = first; place <= last; place += step) {
      const size = betweenSums(place - from, to - place, window, begins, ends);
      if (size > sizeThere) [best, sizeThere] = [place, size];
      for (let i = place; i < place + step; i++) {
        addToken(i, 1, earlier);
        addToken(i, -1, after);
      }
    }
    return best;
  }

  return {
    kind,
    topic,
    narrow: narrowKind,
    begin(id, n) {
      length = n;
      blocks = Math.ceil(n / block);
      text.begin(id, n);
    },
    changes(last, every) {
      for (let b = 1; b <= last; b++) {
        narrowKind[b] = kindAt(b, narrow / block);
        if (b & 1 && last > 1 && !every) continue;
        kind[b] = kindAt(b, wide / block);
        topic[b] = topicAt(b);
      }
    },
    refined,
    means(from, place, to) {
      sumOf(from, place, earlier);
      sumOf(place, to, after);
      betweenSums(place - from, to - place, wide, 0, features);
      return difference;
    },
  };
}
