// A sample of rows to learn from, as readings: those with the lowest levels of their hash, up to a stated number of words.
import type { Batch } from '../../../detector.ts';
import type { Summary } from '../../../summary.ts';
import { kept } from '../../../summaries/row-key.ts';
import { learn, type SampledRow } from './learn.ts';
import type { Model } from './model.ts';
import { newReading, readRow, rowHash } from './reading.ts';

interface Sampled {
  rows: SampledRow[];
  words: number;
  /** What all rows that were met cost in compact rows. */
  cost: number;
  level: number;
  seen: number;
}

/** 32 MB: enough for the 24 MB that a sample is. */
const mostWords = 2 ** 23;

/** Rows of a corpus that are screened at most: each takes 40 microseconds and 300 bytes. */
const mostScreened = 2 ** 20;

/** What is ordinary in the corpus; undefined where its rows fit `budget` bytes of compact rows whole. */
export function sampledRows(
  seed: number,
  part: number,
  budget: number,
): Summary<Batch, Sampled, Model | undefined> {
  const reading = newReading();
  const thin = (state: Sampled): void => {
    while (state.words > mostWords) {
      state.level++;
      state.rows = state.rows.filter(({ hash }) => kept(hash, state.level));
      state.words = state.rows.reduce((sum, { context, answer }) => sum + context.length + answer.length, 0);
    }
  };
  return {
    maxBytes: 2 * mostWords * 4 * 4,
    empty: () => ({ rows: [], words: 0, cost: 0, level: 0, seen: 0 }),
    add(state, batch) {
      for (const row of batch) {
        const hash = rowHash(row, seed);
        readRow(row, seed, reading);
        state.cost += reading.cost;
        state.seen++;
        if (!kept(hash, state.level)) continue;
        const { context, answer, manner, signs, label } = reading;
        state.rows.push({
          hash,
          context: context.items.slice(0, context.length),
          answer: answer.items.slice(0, answer.length),
          manner: manner.slice(),
          signs,
          label,
        });
        state.words += context.length + answer.length;
      }
      thin(state);
    },
    merge(into, from) {
      into.level = Math.max(into.level, from.level);
      into.cost += from.cost;
      into.seen += from.seen;
      into.rows = [...into.rows, ...from.rows].filter(({ hash }) => kept(hash, into.level));
      into.words = into.rows.reduce((sum, { context, answer }) => sum + context.length + answer.length, 0);
      thin(into);
    },
    finish({ rows, cost, level, seen }) {
      if (cost / part <= budget) return undefined;
      const sorted = rows.sort((a, b) => (a.hash >>> 0) - (b.hash >>> 0));
      // Rows of a phrase are fewer by the level too, among those that are screened.
      const halved = Math.max(0, Math.ceil(Math.log2(seen / part / mostScreened)));
      return learn(sorted, part * 2 ** (halved - level), halved);
    },
  };
}
