// Learns what is ordinary from a sample of documents: 70 % of them give the features of words, the others the spread of
// ordinary changes. The split matters: in documents that were learned from, every pair of words was seen before.
import { random } from '../../math/random.ts';
import type { SampledDocument } from '../../summaries/token-sample.ts';
import { changeScan, fewestAfter } from './change-scan.ts';
import { countWords, weights, wordFeatures } from './features.ts';
import { changeAfter } from './change-after.ts';
import { channels, type Channel, type Ordinary } from './ordinary.ts';
import { above, countPairs } from './pairs.ts';
import { quantise } from './quantise.ts';
import { strongEnough } from './taken.ts';
import { whiten } from './whiten.ts';
import { canaries } from './canaries.ts';

/** With fewer documents nothing can be said of what is ordinary. */
export const fewestDocuments = 200;
const learnedFrom = 0.7;
/** Share of documents that hold no larger change. */
const quantile = 0.9;

/** `fraction` is the share of the corpus that the sample is. */
export function learn(
  documents: readonly SampledDocument[],
  fraction: number,
  longest: number,
  seed: number,
): Ordinary {
  const cut = Math.floor(documents.length * learnedFrom);
  const fitted = documents.slice(0, cut);
  const held = documents.slice(cut);
  const counts = countWords(fitted);
  const pairCounts = countPairs(fitted);
  const pairs = above(pairCounts, 0);
  const words = wordFeatures(fitted, counts);
  const next = random(seed);
  const whitening = whiten(held, words, pairs, next);
  const quantised = quantise(whitening, words, counts.count, counts.total);
  const limit = 3 + 700 * fraction * learnedFrom;
  const blank: Ordinary = {
    ...quantised,
    pairs,
    frequentWords: above(counts.count, limit),
    frequentPairs: above(pairCounts, Math.min(254, limit)),
    weight: Uint8Array.from(weights(counts), (q) => Math.round(q * 255)),
    thresholds: { kind: 0, topic: 0, narrow: 0 },
    slight: 0,
    strong: 0,
    near: 0,
    far: 0,
    canaries: [],
  };
  const ordinary = calibrated(blank, held, longest, next);
  return { ...ordinary, canaries: canaries(ordinary, held, longest, next) };
}

/** With the changes that one held document in ten exceeds, and how often a random place has one after it. */
function calibrated(
  blank: Ordinary,
  held: readonly SampledDocument[],
  longest: number,
  next: () => number,
): Ordinary {
  const scan = changeScan(blank, longest);
  const largest: Record<Channel, number[]> = { kind: [], topic: [], narrow: [] };
  for (const { id } of held) {
    scan.begin(id, id.length);
    for (const channel of channels) {
      const sizes = scan.largest().filter((change) => change.channel === channel);
      largest[channel].push(Math.max(0, ...sizes.map(({ size }) => size)));
    }
  }
  const at = (sizes: number[]): number =>
    sizes.sort((a, b) => a - b)[Math.floor(quantile * sizes.length)] ?? 0;
  const thresholds = { kind: at(largest.kind), topic: at(largest.topic), narrow: at(largest.narrow) };
  const slight = largest.topic[Math.floor(largest.topic.length / 2)] ?? 0;
  const taken = { strong: 0, slight: 0, no: 0 };
  let near = 0;
  let far = 0;
  let tried = 0;
  for (const { id } of held) {
    scan.begin(id, id.length);
    for (const change of scan.largest()) taken[strongEnough({ thresholds, slight }, change)]++;
    if (id.length <= 2 * fewestAfter) continue;
    for (let n = 0; n < 4; n++) {
      const place = 1 + Math.floor(next() * (id.length - fewestAfter));
      const hit = changeAfter(scan, place, thresholds)?.distance;
      near += hit === 'near' ? 1 : 0;
      far += hit ? 1 : 0;
      tried++;
    }
  }
  const share = (n: number): number => Math.max(1e-4, (n + 1) / (tried + 2));
  const strong = (taken.strong + 1) / (taken.strong + taken.slight + 1);
  return { ...blank, thresholds, slight, strong, near: share(near), far: share(far) };
}
