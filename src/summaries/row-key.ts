// When two rows are the same: context and outcome are, to the letter. And the rows of a baseline by that key, so that
// what a corpus has in common with it need not be judged again.
import type { Batch } from '../detector.ts';
import { hash53 } from '../math/hash.ts';
import { taught, type Outcome, type Row } from '../row.ts';
import type { Summary } from '../summary.ts';
import { joined } from './turns.ts';

/** 53 bits of a seeded hash of all that a row gives and teaches. */
export function rowKey({ context, outcome }: Row, seed: number): number {
  return hash53(`${joined(context)}\0${taughtText(outcome)}`, seed);
}

/** Rows are taken when their key is a multiple of 2 ** level: every level halves them, whatever the order. */
export function kept(key: number, level: number): boolean {
  return key % 2 ** level === 0;
}

function taughtText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'label':
      return outcome.label;
    case 'choice':
      return `${joined(outcome.chosen)}\0${joined(outcome.rejected)}`;
    case 'rating':
      return `${joined(outcome.parts)}\0${outcome.up}`;
    default:
      return joined(taught(outcome));
  }
}

/** Whether a row of the baseline is read beside the corpus. By other bits, so that a sample of both takes from both alike. */
export function besides(key: number, level: number): boolean {
  return kept(Math.floor(key / 2 ** 32), level);
}

interface Keys {
  keys: number[];
  level: number;
}

/** Keys held: 8 bytes each. Beyond, some rows that the baseline has are judged all the same. */
export const maxKeys = 2 ** 22;

/** Keys of distinct rows, ascending. */
export function rowKeys(seed: number, most = maxKeys): Summary<Batch, Keys, Float64Array> {
  const settle = (state: Keys, limit: number): void => {
    if (state.keys.length <= limit) return;
    state.keys = [...distinct(state.keys)];
    while (state.keys.length > most) {
      state.level++;
      state.keys = state.keys.filter((key) => kept(key, state.level));
    }
  };
  return {
    maxBytes: 3 * most * 8 + 2 ** 16,
    empty: () => ({ keys: [], level: 0 }),
    add(state, batch) {
      for (const row of batch) {
        const key = rowKey(row, seed);
        if (kept(key, state.level)) state.keys.push(key);
      }
      settle(state, 2 * most);
    },
    merge(into, from) {
      into.level = Math.max(into.level, from.level);
      for (const key of from.keys) into.keys.push(key);
      into.keys = into.keys.filter((key) => kept(key, into.level));
      settle(into, 2 * most);
    },
    finish(state) {
      settle(state, most);
      return distinct(state.keys);
    },
  };
}

function distinct(keys: readonly number[]): Float64Array {
  return Float64Array.from(keys)
    .sort()
    .filter((key, i, all) => i === 0 || key !== all[i - 1]);
}

/** Whether `keys`, ascending, hold the key. */
export function holdsKey(keys: Float64Array, key: number): boolean {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle] < key) low = middle + 1;
    else high = middle;
  }
  return low < keys.length && keys[low] === key;
}
