// What this scan would have found: plants are put into held documents in memory, and it is counted how often a string where
// they begin would be taken in the first read, and what the second read would see after it.
import type { SampledDocument } from '../../summaries/token-sample.ts';
import { ids } from '../../text/document-tokens.ts';
import { changeAfter } from './change-after.ts';
import { changeScan, fewestAfter } from './change-scan.ts';
import type { Ordinary } from './ordinary.ts';
import { justAfter, justBefore, strongEnough } from './taken.ts';

export interface Canary {
  readonly planted: string;
  /** Chance that a document gives the string in the first read. */
  readonly taken: number;
  /** Chance that a change stands right after it, and that its topic changes more than at a random place. */
  readonly near: number;
  readonly topicWins: number;
}

const tries = 300;
/** Tokens before the plant, as many as a thousand characters hold, and of the plant. */
const mostBefore = 200;
const plantTokens = 300;

/** `longest`: most tokens of a document. */
export function canaries(
  ordinary: Ordinary,
  held: readonly SampledDocument[],
  longest: number,
  next: () => number,
): Canary[] {
  const long = held.filter(({ id }) => id.length > 2 * fewestAfter);
  if (long.length < 2) return [];
  const words = long.flatMap(({ id }) => [...id.subarray(0, 200)]);
  const vocabulary = [...new Set(words.map((word) => word & (ids - 1)))];
  const any = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)];
  const jumble = (): Int32Array => Int32Array.from({ length: plantTokens }, () => any(vocabulary));
  const other = (): Int32Array => {
    const { id } = any(long);
    return id.subarray(Math.floor(id.length / 3));
  };
  return [
    { planted: 'a string followed by words in no order', ...measure(jumble) },
    { planted: 'a string followed by the text of another document', ...measure(other) },
  ];

  function measure(plant: () => Int32Array): Omit<Canary, 'planted'> {
    const sum = { taken: 0, near: 0, topicWins: 0 };
    const scan = changeScan(ordinary, longest);
    for (let n = 0; n < tries; n++) {
      const before = any(long).id.subarray(0, Math.floor(next() * mostBefore));
      const after = plant().subarray(0, longest / 2);
      const id = new Int32Array(before.length + after.length);
      id.set(before);
      id.set(after, before.length);
      const at = before.length;
      scan.begin(id, id.length);
      const places = scan
        .largest()
        .filter((c) => strongEnough(ordinary, c) !== 'no')
        .map((c) => scan.refined(c));
      if (places.some((place) => at > place - justBefore && at <= place + justAfter)) sum.taken++;
      if (changeAfter(scan, at, ordinary.thresholds)?.distance === 'near') sum.near++;
      const random = 1 + Math.floor(next() * Math.max(1, id.length - fewestAfter));
      if (scan.at(at).topic > scan.at(random).topic) sum.topicWins++;
    }
    return { taken: sum.taken / tries, near: sum.near / tries, topicWins: sum.topicWins / tries };
  }
}
