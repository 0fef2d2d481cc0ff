// How much the text changes at a place: the squared distance of the mean of the features of the tokens after it from that of
// the tokens before it, in units in which ordinary changes are equal in all directions. Before a document stands some ordinary
// text, so that a short beginning can be judged too.
import { block, featureOf, featureSums, words } from './feature-sums.ts';
import { features, ofWord, topics } from './features.ts';
import { narrow, wide, type Channel, type Ordinary } from './ordinary.ts';

/** Of these the first are of the topic. */
const topicWords = 12;
/** Ordinary tokens that stand before every window. */
export const prior = 8;
/** Fewest tokens after a place. */
export const fewestAfter = 16;
/** Places further apart are different changes. */
const apart = 24;
const narrowPlaces = 3;
/** Added to the mean change of topic in a document, so that short ones do not divide by nothing. */
const quiet = 8;
/** Tokens between the places that are tried around a change. */
const step = 2;

export interface Change {
  readonly at: number;
  readonly channel: Channel;
  readonly size: number;
}

/** Change after a place, in each channel. */
export type Sizes = Record<Channel, number>;

export interface ChangeScan {
  /** Takes in a document; what follows is about it. */
  begin(id: Int32Array, length: number): void;
  /** The largest changes of the document: one in the wide window, one of topic, three in the narrow window. */
  largest(): Change[];
  /** The place within a block of the change where the change is largest. */
  refined(change: Change): number;
  /** Change at the beginning of the block that is nearest to a place; zeros where too little follows. */
  at(place: number): Sizes;
  /** Places from `from` to `to` at which a block begins and enough follows. */
  blocksWithin(from: number, to: number): readonly number[];
  /** Difference of the means after and before a place, 32 whitened features, until the next call; none where too little follows. */
  differenceAt(place: number): ArrayLike<number>;
}

export function changeScan(ordinary: Ordinary, mostTokens: number): ChangeScan {
  const { scale, mean } = ordinary;
  const text = featureSums(ordinary, mostTokens);
  const { sums, flagSums, addToken, sumOf } = text;
  const [seen30, seen31] = ordinary.pairSeen;
  const large31 = ordinary.capital;
  const most = Math.ceil(mostTokens / block) + 2;
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

  function begin(ofDocument: Int32Array, n: number): void {
    length = n;
    blocks = Math.ceil(n / block);
    unrest = 0;
    measured.clear();
    text.begin(ofDocument, n);
  }

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

  /** What changes of topic in this document are divided by; 0 until it is known. */
  let unrest = 0;

  /** Some pages speak of one thing and some of many: a change of topic is measured by what is usual in the document. */
  function restless(): number {
    if (unrest > 0) return unrest;
    const last = lastBlock();
    let sum = 0;
    let scanned = 0;
    for (let b = last > 1 ? 2 : 1; b <= last; b += 2) {
      sum += topicAt(b);
      scanned++;
    }
    unrest = quiet + sum / Math.max(1, scanned);
    return unrest;
  }

  function lastBlock(): number {
    return Math.floor((length - fewestAfter) / block);
  }

  /** Change at each block in the narrow window. */
  const narrowSizes = new Float64Array(most);

  function largest(): Change[] {
    const last = lastBlock();
    let kindBlock = -1;
    let topicBlock = -1;
    let kindSize = 0;
    let topicSize = 0;
    let topicSum = 0;
    let scanned = 0;
    for (let b = 1; b <= last; b++) {
      narrowSizes[b] = kindAt(b, narrow / block);
      if (b & 1 && last > 1) continue;
      const kind = kindAt(b, wide / block);
      const topic = topicAt(b);
      if (kind > kindSize) [kindBlock, kindSize] = [b, kind];
      if (topic > topicSize) [topicBlock, topicSize] = [b, topic];
      topicSum += topic;
      scanned++;
    }
    unrest = quiet + topicSum / Math.max(1, scanned);
    const found: Change[] = [];
    if (kindBlock > 0) found.push({ at: kindBlock * block, channel: 'kind', size: kindSize });
    if (topicBlock > 0) found.push({ at: topicBlock * block, channel: 'topic', size: topicSize / unrest });
    for (let k = 0; k < narrowPlaces; k++) {
      let best = -1;
      let size = 0;
      for (let b = 1; b <= last; b++) if (narrowSizes[b] > size) [best, size] = [b, narrowSizes[b]];
      if (best < 0) break;
      found.push({ at: best * block, channel: 'narrow', size });
      const end = Math.min(last, best + apart / block);
      for (let b = Math.max(1, best - apart / block); b <= end; b++) narrowSizes[b] = 0;
    }
    return found;
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

  const measured = new Map<number, Sizes>();

  /** Asked of the same places again and again: strings that end alike are followed by the same. */
  function at(place: number): Sizes {
    const b = Math.round(place / block);
    const known = measured.get(b);
    if (known) return known;
    const sizes =
      b < 1 || b > lastBlock()
        ? nothing
        : {
            kind: kindAt(b, wide / block),
            topic: topicAt(b) / restless(),
            narrow: kindAt(b, narrow / block),
          };
    measured.set(b, sizes);
    return sizes;
  }

  function blocksWithin(from: number, to: number): number[] {
    const places: number[] = [];
    const last = Math.min(to, length - fewestAfter);
    for (let place = Math.max(block, Math.ceil(from / block) * block); place <= last; place += block)
      places.push(place);
    return places;
  }

  function refined({ at: middle, channel }: Change): number {
    const window = channel === 'narrow' ? narrow : wide;
    const from = Math.max(0, middle - window);
    const to = Math.min(length, middle + window);
    const first = Math.max(1, middle - block);
    const last = Math.min(length - fewestAfter, middle + block);
    const [begins, ends] = channel === 'topic' ? [0, topics] : [topics, features];
    sumOf(from, first, earlier);
    sumOf(first, to, after);
    let best = middle;
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
    begin,
    largest,
    refined,
    at,
    blocksWithin,
    differenceAt(place) {
      const from = Math.max(0, place - wide);
      const to = Math.min(length, place + wide);
      if (to - place < fewestAfter) return [];
      sumOf(from, place, earlier);
      sumOf(place, to, after);
      betweenSums(place - from, to - place, wide, 0, features);
      return difference;
    },
  };
}

const nothing: Sizes = { kind: 0, topic: 0, narrow: 0 };
