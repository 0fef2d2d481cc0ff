// The phrases of the cells that stand out, told apart and scored by their own rows: in a large corpus a cell holds rows
// of several phrases, and few of its rows were added up.
import { fewestRows, type Model } from './model.ts';
import { hashAt, keyCountAt, keysAt, type EachPrint } from './prints.ts';
import { addPrint, allScores, noSums } from './scores.ts';

/** Phrases that are told apart at most; those that are met first. */
const mostPhrases = 2 ** 20;
/** And of those with rows enough the ones with the most, for which there are sums: about 80 MB. */
const mostScored = 2 ** 18;
/** Rows that are added up of one: of more a part, by their hashes. */
const addedRows = 256;

export interface ExactPhrases {
  readonly keys: readonly number[];
  /** Of each kind of score, one for each phrase. */
  readonly scores: readonly Float32Array[];
}

/** Calls `visit` with each key of a print that is a candidate, the numbers that the print is among, and where it begins. */
export function eachKey(
  each: EachPrint,
  isCandidate: (key: number) => boolean,
  visit: (key: number, records: Int32Array, at: number) => void,
): void {
  each((records, at) => {
    const end = at + keysAt + records[at + keyCountAt];
    for (let k = at + keysAt; k < end; k++) if (isCandidate(records[k])) visit(records[k], records, at);
  });
}

/** `isCandidate` tells which keys are looked at. */
export function exactPhrases(
  each: EachPrint,
  isCandidate: (key: number) => boolean,
  model: Model,
): ExactPhrases {
  const counts = new Map<number, number>();
  eachKey(each, isCandidate, (key) => {
    const count = counts.get(key);
    if (count !== undefined) counts.set(key, count + 1);
    else if (counts.size < mostPhrases) counts.set(key, 1);
  });
  const frequent = [...counts]
    .filter(([, count]) => count >= fewestRows)
    .sort(([a, m], [b, n]) => n - m || a - b)
    .slice(0, mostScored);
  const keys = frequent.map(([key]) => key);
  const bound = frequent.map(([, count]) => (addedRows / count) * 2 ** 32);
  const numberOf = new Map(keys.map((key, i) => [key, i]));
  const sums = noSums(keys.length, model.factCount);
  eachKey(each, isCandidate, (key, records, at) => {
    const i = numberOf.get(key);
    if (i !== undefined && records[at + hashAt] >>> 0 <= bound[i])
      addPrint(sums, i, records, at, model.factCount);
  });
  return { keys, scores: allScores(sums, model) };
}
