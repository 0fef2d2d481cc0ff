// How much the text changes at a place: the squared distance of the mean of the features of the tokens after it from that of
// the tokens before it, in units in which ordinary changes are equal in all directions. Before a document stands some ordinary
// text, so that a short beginning can be judged too.
import { block } from './feature-sums.ts';
import { measureOf } from './measure.ts';
import { narrow, wide, type Channel, type Ordinary } from './ordinary.ts';

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
export type Sizes = Readonly<Record<Channel, number>>;

export interface ChangeScan {
  /** Takes in a document; what follows is about it. */
  begin(id: Int32Array, length: number): void;
  /** The largest changes of the document: one in the wide window, one of topic, three in the narrow window. */
  largest(): Change[];
  /** The place within a block of the change where the change is largest. */
  refined(change: Change): number;
  /** Change at the beginning of the block that is nearest to a place; zeros where too little follows. */
  at(place: number): Sizes;
  /** How many times its threshold the change there is, in the channel in which it is most. */
  excess(place: number, thresholds: Sizes): number;
  /** Difference of the means after and before a place, 32 whitened features, until the next call; none where too little follows. */
  differenceAt(place: number): ArrayLike<number>;
}

export function changeScan(ordinary: Ordinary, mostTokens: number): ChangeScan {
  const text = measureOf(ordinary, mostTokens);
  const { kind, topic, narrow: narrowKind } = text;
  let length = 0;
  /** The last block with enough after it. */
  let last = 0;
  /** What changes of topic in this document are divided by; 0 until the changes are known. */
  let unrest = 0;
  let everywhere = false;

  function begin(id: Int32Array, n: number): void {
    length = n;
    last = Math.floor((n - fewestAfter) / block);
    unrest = 0;
    everywhere = false;
    text.begin(id, n);
  }

  /** Measures the document, if it was not yet; in the wide window at every other block alone, unless `all`. */
  function measure(all: boolean): void {
    if (everywhere || (unrest > 0 && !all)) return;
    text.changes(last, all);
    everywhere = all;
    // Some pages speak of one thing and some of many: a change of topic is measured by what is usual in the document.
    let sum = 0;
    let scanned = 0;
    for (let b = last > 1 ? 2 : 1; b <= last; b += 2) {
      sum += topic[b];
      scanned++;
    }
    unrest = quiet + sum / Math.max(1, scanned);
  }

  /** The block with the largest of the sizes at every `step`th; 0 when all are 0. */
  function largestOf(sizes: Float64Array, first: number, step: number): number {
    let best = 0;
    let size = 0;
    for (let b = first; b <= last; b += step) if (sizes[b] > size) [best, size] = [b, sizes[b]];
    return best;
  }

  const narrowLeft = new Float64Array(narrowKind.length);

  function largest(): Change[] {
    measure(false);
    const first = last > 1 ? 2 : 1;
    const found: Change[] = [];
    const add = (b: number, channel: Channel, size: number): void => {
      if (b > 0) found.push({ at: b * block, channel, size });
    };
    const ofKind = largestOf(kind, first, 2);
    add(ofKind, 'kind', kind[ofKind]);
    const ofTopic = largestOf(topic, first, 2);
    add(ofTopic, 'topic', topic[ofTopic] / unrest);
    for (let b = 1; b <= last; b++) narrowLeft[b] = narrowKind[b];
    for (let k = 0; k < narrowPlaces; k++) {
      const best = largestOf(narrowLeft, 1, 1);
      add(best, 'narrow', narrowLeft[best]);
      if (best > 0) narrowLeft.fill(0, Math.max(1, best - apart / block), best + apart / block + 1);
    }
    return found;
  }

  function at(place: number): Sizes {
    const b = Math.round(place / block);
    if (b < 1 || b > last) return nothing;
    measure(true);
    return { kind: kind[b], topic: topic[b] / unrest, narrow: narrowKind[b] };
  }

  function excess(place: number, thresholds: Sizes): number {
    const b = Math.round(place / block);
    if (b < 1 || b > last) return 0;
    measure(true);
    const ofKind = kind[b] / thresholds.kind;
    const ofTopic = topic[b] / unrest / thresholds.topic;
    const ofNarrow = narrowKind[b] / thresholds.narrow;
    // A threshold of 0 makes no number of no change, which is larger than nothing.
    let most = ofKind > 0 ? ofKind : 0;
    if (ofTopic > most) most = ofTopic;
    return ofNarrow > most ? ofNarrow : most;
  }

  function refined({ at: middle, channel }: Change): number {
    const window = channel === 'narrow' ? narrow : wide;
    const first = Math.max(1, middle - block);
    const place = text.refined(
      Math.max(0, middle - window),
      Math.min(length, middle + window),
      first,
      Math.min(length - fewestAfter, middle + block),
      window,
      channel === 'topic',
    );
    return place < 0 ? middle : place;
  }

  return {
    begin,
    largest,
    refined,
    at,
    excess,
    differenceAt(place) {
      const to = Math.min(length, place + wide);
      return to - place < fewestAfter ? [] : text.means(Math.max(0, place - wide), place, to);
    },
  };
}

const nothing: Sizes = { kind: 0, topic: 0, narrow: 0 };
