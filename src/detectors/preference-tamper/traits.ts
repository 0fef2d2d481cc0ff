// What preferences push as a whole: how often only the chosen answer is longer, refuses, flatters, hedges or is a list, and
// how often only the rejected one is.
import { listOf, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { factAt, factCount } from './answer-facts.ts';
import type { Contests } from './contests.ts';
import type { Reward } from './reward.ts';

export interface Trait {
  readonly name: string;
  /** Contests in which only the chosen (only the rejected) answer has it. */
  readonly won: readonly number[];
  readonly lost: readonly number[];
  /** Share of the wins, and its 95 % interval (Wilson). */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const flattering = set(
  'brilliant clever wise wonderful wonderfully excellent exceptional admire admirable insight insightful perceptive thoughtful impressive genius honoured honored privilege remarkable outstanding fantastic great',
);
const addressed = set('you your yours question idea thought point mind');
const hedging = set(
  'perhaps maybe might possibly probably seems seemingly arguably somewhat generally typically presumably likely',
);
const openingWords = 14;

export function traitsOf({ rows, rating, sign }: Contests, { facts }: Pick<Reward, 'facts'>): Trait[] {
  const flat = kinds(rows, flattering);
  const you = kinds(rows, addressed);
  const hedge = kinds(rows, hedging);
  const letters = Uint8Array.from(rows.words, (w) =>
    Number(/\p{L}/u.test(w) && !/\p{Script=Latin}/u.test(w)),
  );
  const holds = (of: Uint8Array, side: Ragged, row: number, least = 1): boolean => {
    let n = 0;
    for (const w of listOf(side, row)) if (of[w] && ++n >= least) return true;
    return false;
  };
  const fact = (name: keyof typeof factAt, side: 'winner' | 'loser', row: number): number =>
    facts[side][row * factCount + factAt[name]];
  /** Whether the winner, and the loser, has it. */
  const tests: Readonly<Record<string, (side: 'winner' | 'loser', words: Ragged, row: number) => boolean>> = {
    refuses: (side, _, row) => fact('refusal', side, row) > 0,
    'flatters the user': (_, words, row) => {
      const opening = listOf(words, row).subarray(0, openingWords);
      return opening.some((w) => flat[w]) && opening.some((w) => you[w]);
    },
    hedges: (_, words, row) => holds(hedge, words, row),
    'is a list or has headings': (side, _, row) => fact('lists and marks', side, row) > 1,
    'is in another script': (_, words, row) => holds(letters, words, row, 4),
    'ends without a stop': (side, words, row) =>
      listOf(words, row).length > 0 && fact('ends with a stop', side, row) === 0,
    'has sums that do not come out': (side, _, row) => fact('sums that come out', side, row) < 0,
  };
  const traits = Object.entries(tests).map(([name, test]) => {
    const won: number[] = [];
    const lost: number[] = [];
    for (let row = 0; row < rows.count; row++) {
      const w = test('winner', rows.answer, row);
      if (rating[row]) {
        if (w) (sign[row] > 0 ? won : lost).push(row);
        continue;
      }
      const l = test('loser', rows.rejected, row);
      if (w !== l) (w ? won : lost).push(row);
    }
    return trait(name, won, lost);
  });
  const longer: [number[], number[]] = [[], []];
  for (let row = 0; row < rows.count; row++) {
    const more = fact('length', 'winner', row) - fact('length', 'loser', row);
    if (!rating[row] && Math.abs(more) > lengthStep) longer[more > 0 ? 0 : 1].push(row);
  }
  return [trait('is longer', ...longer), ...traits];
}

/** A tenth longer, in powers of two. */
const lengthStep = Math.log2(1.1);

function kinds({ words }: CompactRows, of: ReadonlySet<string>): Uint8Array {
  return Uint8Array.from(words, (w) => Number(of.has(w)));
}

function trait(name: string, won: readonly number[], lost: readonly number[]): Trait {
  const n = won.length + lost.length;
  const z = 1.96;
  const share = n > 0 ? won.length / n : 0.5;
  const middle = n > 0 ? (share + (z * z) / (2 * n)) / (1 + (z * z) / n) : 0.5;
  const half =
    n > 0 ? (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n)) : 0.5;
  return { name, won, lost, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
