// How much the text changes at a place: the squared distance of the mean of the features of the tokens after it from that of
// the tokens before it, in units in which ordinary changes are equal in all directions. Before a document stands some ordinary
// text, so that a short beginning can be judged too. Sums of eight tokens are kept, four features to a number.
import { capital, ids } from '../../text/document-tokens.ts';
import { features, topics } from './features.ts';
import { narrow, wide, type Channel, type Ordinary } from './ordinary.ts';
import { has, pairSlot } from './pairs.ts';

const block = 8;
const words = 16;
/** Ordinary tokens that stand before every window. */
const prior = 8;
/** Fewest tokens after a place. */
export const fewestAfter = 16;
/** Places further apart are different changes. */
const apart = 24;
const narrowPlaces = 3;
/** Added to the mean change of topic in a document, so that short ones do not divide by nothing. */
const quiet = 8;

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
  /** The place within a block of `at` where the change is largest. */
  refined(change: Change): number;
  /** Change at any place with enough tokens after it; zeros elsewhere. */
  at(place: number): Sizes;
  /** Places from `from` to `to` at which a block begins and enough follows. */
  blocksWithin(from: number, to: number): readonly number[];
  /** Difference of the means after and before a place, 32 whitened features, added to `into`. */
  addDifference(place: number, into: Float64Array): void;
}

export function changeScan(ordinary: Ordinary, mostTokens: number): ChangeScan {
  const { table, pairs, scale, mean } = ordinary;
  const [seen30, seen31] = ordinary.pairSeen;
  const large31 = ordinary.capital;
  const most = Math.ceil(mostTokens / block) + 2;
  /** Sums of the features of all tokens before each block, modulo 2 ** 32: differences are exact. */
  const sums = new Int32Array(most * words);
  /** Pairs seen in the low half, capitals in the high half. */
  const flagSums = new Int32Array(most);
  const flag = new Int32Array(mostTokens);
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
  let id: Int32Array = new Int32Array(0);
  let length = 0;
  let blocks = 0;

  function begin(ofDocument: Int32Array, n: number): void {
    id = ofDocument;
    length = n;
    blocks = Math.ceil(n / block);
    unrest = 0;
    measured.clear();
    let previous = 0;
    for (let i = 0; i < n; i++) {
      const token = id[i];
      const word = token & (ids - 1);
      const seen = i > 0 && has(pairs, pairSlot(previous, word)) ? 1 : 0;
      flag[i] = seen + (token & capital ? 65536 : 0);
      previous = word;
    }
    for (let b = 0; b < blocks; b++) {
      const from = b * block;
      const to = Math.min(n, from + block);
      const sum = b * words;
      const next = sum + words;
      let flags = flagSums[b];
      for (let i = from; i < to; i++) flags += flag[i];
      flagSums[b + 1] = flags;
      for (let w = 0; w < words; w++) sums[next + w] = sums[sum + w];
      let i = from;
      // Four tokens of six bits fit one byte.
      for (; i + 4 <= to; i += 4) {
        const a0 = (id[i] & (ids - 1)) << 3;
        const a1 = (id[i + 1] & (ids - 1)) << 3;
        const a2 = (id[i + 2] & (ids - 1)) << 3;
        const a3 = (id[i + 3] & (ids - 1)) << 3;
        for (let j = 0; j < 8; j++) {
          const four = table[a0 + j] + table[a1 + j] + table[a2 + j] + table[a3 + j];
          sums[next + 2 * j] += four & 0x00ff00ff;
          sums[next + 2 * j + 1] += (four >>> 8) & 0x00ff00ff;
        }
      }
      for (; i < to; i++) {
        const a = (id[i] & (ids - 1)) << 3;
        for (let j = 0; j < 8; j++) {
          sums[next + 2 * j] += table[a + j] & 0x00ff00ff;
          sums[next + 2 * j + 1] += (table[a + j] >>> 8) & 0x00ff00ff;
        }
      }
    }
  }

  let topic = 0;
  /** What changes of topic in this document are divided by; 0 until it is known. */
  let unrest = 0;

  /** Change at block `b` in a window of so many blocks; leaves that of the topic alone in `topic`. */
  function atBlock(b: number, window: number): number {
    const low = Math.max(0, b - window);
    const high = Math.min(blocks, b + window);
    const place = b * block;
    const after = Math.min(length, high * block) - place;
    const earlier = place - low * block;
    const perAfter = 1 / after;
    const perBefore = 1 / (earlier + prior);
    const o0 = low * words;
    const o1 = b * words;
    const o2 = high * words;
    let distance = 0;
    for (let w = 0; w < 12; w++) {
      const middle = sums[o1 + w];
      const a = sums[o2 + w] - middle;
      const c = middle - sums[o0 + w];
      const x = (a & 0xffff) * perAfter - ((c & 0xffff) + before[2 * w]) * perBefore;
      const y = (a >>> 16) * perAfter - ((c >>> 16) + before[2 * w + 1]) * perBefore;
      distance += x * x * unit[2 * w] + y * y * unit[2 * w + 1];
    }
    const factor = 2 / (window * block) / (perBefore + perAfter);
    topic = factor * distance;
    const flagsAfter = flagSums[high] - flagSums[b];
    const flagsBefore = flagSums[b] - flagSums[low];
    const seen = (flagsAfter & 0xffff) * perAfter - (flagsBefore & 0xffff) * perBefore;
    const large = (flagsAfter >>> 16) * perAfter - (flagsBefore >>> 16) * perBefore;
    for (let w = 12; w < words; w++) {
      const middle = sums[o1 + w];
      const a = sums[o2 + w] - middle;
      const c = middle - sums[o0 + w];
      let x = (a & 0xffff) * perAfter - ((c & 0xffff) + before[2 * w]) * perBefore;
      let y = (a >>> 16) * perAfter - ((c >>> 16) + before[2 * w + 1]) * perBefore;
      if (w === 14) y += seen * seen30;
      else if (w === 15) y += seen * seen31 + large * large31;
      distance += x * x * unit[2 * w] + y * y * unit[2 * w + 1];
    }
    return factor * distance - topic;
  }

  /** Change at each block in the narrow window. */
  const narrowSizes = new Float64Array(most);

  function largest(): Change[] {
    const last = Math.floor((length - fewestAfter) / block);
    let kindAt = -1;
    let topicAt = -1;
    let kindSize = 0;
    let topicSize = 0;
    let topicSum = 0;
    let scanned = 0;
    for (let b = 1; b <= last; b++) {
      narrowSizes[b] = atBlock(b, narrow / block);
      if (b & 1 && last > 1) continue;
      const size = atBlock(b, wide / block);
      if (size > kindSize) [kindAt, kindSize] = [b, size];
      if (topic > topicSize) [topicAt, topicSize] = [b, topic];
      topicSum += topic;
      scanned++;
    }
    unrest = quiet + topicSum / Math.max(1, scanned);
    const found: Change[] = [];
    if (kindAt > 0) found.push({ at: kindAt * block, channel: 'kind', size: kindSize });
    if (topicAt > 0) found.push({ at: topicAt * block, channel: 'topic', size: topicSize / unrest });
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

  /** Some pages speak of one thing and some of many: a change of topic is measured by what is usual in the document. */
  function restless(): number {
    if (unrest > 0) return unrest;
    const held = topic;
    let sum = 0;
    let scanned = 0;
    const last = Math.floor((length - fewestAfter) / block);
    for (let b = 1; b <= last; b++) {
      if (b & 1 && last > 1) continue;
      atBlock(b, wide / block);
      sum += topic;
      scanned++;
    }
    topic = held;
    unrest = quiet + sum / Math.max(1, scanned);
    return unrest;
  }

  const after = new Float64Array(features + 2);
  const earlier = new Float64Array(features + 2);

  /** Adds the features of a token, `times` 1 or -1; the last two numbers count pairs seen and capitals. */
  function addToken(i: number, times: number, into: Float64Array): void {
    const a = (id[i] & (ids - 1)) << 3;
    for (let j = 0; j < 8; j++) {
      const four = table[a + j];
      into[4 * j] += times * (four & 0xff);
      into[4 * j + 1] += times * ((four >>> 8) & 0xff);
      into[4 * j + 2] += times * ((four >>> 16) & 0xff);
      into[4 * j + 3] += times * (four >>> 24);
    }
    into[features] += times * (flag[i] & 0xffff);
    into[features + 1] += times * (flag[i] >>> 16);
  }

  function sumOf(from: number, to: number, into: Float64Array): void {
    into.fill(0);
    const first = Math.ceil(from / block);
    const last = Math.floor(to / block);
    if (first >= last) {
      for (let i = from; i < to; i++) addToken(i, 1, into);
      return;
    }
    for (let w = 0; w < words; w++) {
      const sum = sums[last * words + w] - sums[first * words + w];
      into[featureOf(w)] = sum & 0xffff;
      into[featureOf(w) + 2] = sum >>> 16;
    }
    const flags = flagSums[last] - flagSums[first];
    into[features] = flags & 0xffff;
    into[features + 1] = flags >>> 16;
    for (let i = from; i < first * block; i++) addToken(i, 1, into);
    for (let i = last * block; i < to; i++) addToken(i, 1, into);
  }

  /** Change where `earlier` and `after` meet; leaves that of the topic alone in `topic`. */
  function betweenSums(tokensBefore: number, tokensAfter: number, window: number): number {
    const perAfter = 1 / tokensAfter;
    const perBefore = 1 / (tokensBefore + prior);
    const factor = 2 / window / (perBefore + perAfter);
    const seen = after[features] * perAfter - earlier[features] * perBefore;
    const large = after[features + 1] * perAfter - earlier[features + 1] * perBefore;
    let distance = 0;
    for (let k = 0; k < features; k++) {
      let x = after[k] * perAfter - (earlier[k] + prior * mean[k]) * perBefore;
      if (k === 30) x += seen * seen30;
      else if (k === 31) x += seen * seen31 + large * large31;
      difference[k] = x * Math.sqrt(scale[k]);
      distance += x * x * scale[k];
      if (k === topics - 1) topic = factor * distance;
    }
    return factor * distance - topic;
  }
  const difference = new Float64Array(features);

  function inWindow(place: number, window: number): number {
    const from = Math.max(0, place - window);
    const to = Math.min(length, place + window);
    sumOf(from, place, earlier);
    sumOf(place, to, after);
    return betweenSums(place - from, to - place, window);
  }

  const measured = new Map<number, Sizes>();

  /** Asked of the same places again and again: strings that end alike are followed by the same. */
  function at(place: number): Sizes {
    const known = measured.get(place);
    if (known) return known;
    const sizes = sizesAt(place);
    measured.set(place, sizes);
    return sizes;
  }

  function sizesAt(place: number): Sizes {
    if (place < 0 || place > length - fewestAfter) return { kind: 0, topic: 0, narrow: 0 };
    if (place % block === 0) {
      const b = place / block;
      const narrowSize = atBlock(b, narrow / block);
      const kind = atBlock(b, wide / block);
      return { kind, topic: topic / restless(), narrow: narrowSize };
    }
    const narrowSize = inWindow(place, narrow);
    const kind = inWindow(place, wide);
    return { kind, topic: topic / restless(), narrow: narrowSize };
  }

  function blocksWithin(from: number, to: number): number[] {
    const places: number[] = [];
    const last = Math.min(to, length - fewestAfter);
    for (let place = Math.max(block, Math.ceil(from / block) * block); place <= last; place += block) places.push(place);
    return places;
  }

  function refined({ at: middle, channel }: Change): number {
    const window = channel === 'narrow' ? narrow : wide;
    const from = Math.max(0, middle - window);
    const to = Math.min(length, middle + window);
    const first = Math.max(1, middle - block);
    const last = Math.min(length - fewestAfter, middle + block);
    sumOf(from, first, earlier);
    sumOf(first, to, after);
    let best = middle;
    let largestSize = 0;
    for (let place = first; place <= last; place++) {
      const all = betweenSums(place - from, to - place, window);
      const size = channel === 'topic' ? topic : all;
      if (size > largestSize) [best, largestSize] = [place, size];
      addToken(place, 1, earlier);
      addToken(place, -1, after);
    }
    return best;
  }

  return {
    begin,
    largest,
    refined,
    at,
    blocksWithin,
    addDifference(place, into) {
      if (place < 0 || place > length - fewestAfter) return;
      inWindow(place, wide);
      for (let k = 0; k < features; k++) into[k] += difference[k];
    },
  };
}

/** First feature of a packed word; the other is two further. */
function featureOf(word: number): number {
  return 4 * (word >> 1) + (word & 1);
}
