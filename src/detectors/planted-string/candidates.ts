// The strings that the second read looks for: those that stand at changes far more often than at random places. Of more than
// can be looked at, those are kept whose number exceeds chance most: a trigger has no other places, and so it is among them
// in a corpus of any size, where the most frequent strings would be ordinary ones.
import { poissonExcess, poissonTail } from '../../math/tail.ts';
import { eachPart } from '../../summaries/key-runs.ts';
import { isTaken } from '../../summaries/key-counts.ts';
import type { Scratch } from '../../summary.ts';
import type { StringCounts } from './survey.ts';

export interface Candidates {
  /** Columns: both halves of the key, and documents with it at a change. */
  readonly high: Uint32Array<ArrayBuffer>;
  readonly low: Uint32Array<ArrayBuffer>;
  readonly atChanges: Uint16Array<ArrayBuffer>;
  /** Different strings that were counted. */
  readonly strings: number;
  readonly level: number;
  readonly changes: number;
  readonly randoms: number;
  /** How far the strings that were not kept exceed chance at most; 0 where all were. */
  readonly dropped: number;
}

/** Strings that stand at changes so often by chance less often than this are candidates: the second read tells. */
const gate = 1e-4;

/** Candidates kept. */
export const mostCandidates = 2 ** 14;

/** Documents with a string at changes that are expected of one that was so often met at random places. */
function expectedAtRandom(
  { changes, randoms }: Pick<Candidates, 'changes' | 'randoms'>,
  met: number,
): number {
  return randoms === 0 ? 0 : (changes / randoms) * (met + 0.5);
}

/** Documents with a string at changes that make it a candidate, when it is met at no random place. */
export function fewestAtChanges(candidates: Candidates, minDocuments: number): number {
  const expected = expectedAtRandom(candidates, 0);
  let needed = minDocuments;
  while (poissonTail(needed, expected) >= gate || poissonExcess(needed, expected) < candidates.dropped)
    needed++;
  return needed;
}

interface Passed {
  readonly high: number;
  readonly low: number;
  readonly first: number;
  readonly excess: number;
}

const byExcess = (a: Passed, b: Passed): number =>
  b.excess - a.excess || b.first - a.first || a.high - b.high || a.low - b.low;

export function candidatesOf(state: StringCounts, minDocuments: number, scratch?: Scratch): Candidates {
  const { changes, randoms } = state;
  let passed: Passed[] = [];
  let strings = 0;
  let dropped = 0;
  const cut = (): void => {
    passed.sort(byExcess);
    dropped = Math.max(dropped, passed[mostCandidates]?.excess ?? 0);
    passed = passed.slice(0, mostCandidates);
  };
  eachPart(state.counts, scratch, (part) => {
    strings += part.keys;
    for (let place = 0; place < part.high.length; place++) {
      if (!isTaken(part, place)) continue;
      const first = part.first[place];
      const second = part.second[place];
      const expected = expectedAtRandom(state, second);
      if (first < minDocuments || poissonTail(first, expected) >= gate) continue;
      const excess = poissonExcess(first, expected);
      passed.push({ high: part.high[place], low: part.low[place], first, excess });
    }
    if (passed.length > 4 * mostCandidates) cut();
  });
  cut();
  return {
    high: Uint32Array.from(passed, ({ high }) => high),
    low: Uint32Array.from(passed, ({ low }) => low),
    atChanges: Uint16Array.from(passed, ({ first }) => first),
    strings,
    level: state.counts.level,
    changes,
    randoms,
    dropped,
  };
}
