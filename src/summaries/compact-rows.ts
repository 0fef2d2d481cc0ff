// The rows of a corpus as word numbers: all of them while they fit, else a sample that does not depend on the order
// of reading (a row is in when its content's hash is low enough). What learns from whole rows works on this.
import type { Ragged } from '../math/ragged.ts';
import type { Option } from '../option.ts';
import type { Place, Row } from '../row.ts';
import type { Batch } from '../detector.ts';
import { shared, type SharedSummary, type Summary } from '../summary.ts';
import { canonical } from './canonical-rows.ts';
import { compact, namesOf, renumber, settle, type CompactState } from './compact-state.ts';
import { kept, rowKey } from './row-key.ts';

export interface CompactRows {
  /** Word number -> word. Numbers follow first use in corpus order. */
  readonly words: readonly string[];
  readonly labels: readonly string[];
  readonly count: number;
  /** Where each row stands; exact copies are listed once, with the places of the others. */
  readonly places: readonly (readonly Place[])[];
  readonly context: Ragged;
  readonly answer: Ragged;
  /** Where each turn but the first begins, in words from the row's beginning; none for rows that are no chats. */
  readonly contextTurns: Ragged;
  readonly answerTurns: Ragged;
  /** Words of what a preference row rejects; none for rows of other shapes. */
  readonly rejected: Ragged;
  /** Index into labels; -1 where the row has none. A rating's labels are `up` and `down`. */
  readonly label: Int32Array;
  readonly sources: readonly string[];
  /** Index into sources, of the row's first copy. */
  readonly source: Int32Array;
  /** 1 where a copy of the row is from the baseline. */
  readonly trusted: Uint8Array;
  /** `embeddingSize` numbers a row, all 0 where it brings no vector; empty when no row does. */
  readonly embeddings: Float32Array;
  /** Bits of `answerSigns`. */
  readonly signs: Uint8Array;
  /** `mannerFields` of each answer, one byte each; all 0 where there is no answer. */
  readonly manner: Uint8Array;
  /** Rows that the reads saw, and the share of distinct contents kept: 1, 1/2, 1/4 ... */
  readonly seen: number;
  readonly share: number;
}

/** `budget`: bytes of row content kept. Two rows are the same when context and outcome are, to the letter. */
export function compactRows(seed: number, budget: number): Summary<Batch, CompactState, CompactRows> {
  const empty = (): CompactState => ({
    words: new Map(),
    labels: new Map(),
    sources: new Map(),
    chunks: [],
    cost: 0,
    level: 0,
    seen: 0,
  });
  return {
    // A word that stands once costs its characters twice, a Map entry and a string header: about 8 x its cost.
    maxBytes: 8 * budget + 2 ** 24,
    empty,
    // The level only rises: rows above it need not be cut into words.
    beside: ({ level }) => ({ ...empty(), level }),
    add(state, batch) {
      state.seen += batch.length;
      const taken: { row: Row; key: number }[] = [];
      for (const row of batch) {
        const key = rowKey(row, seed);
        if (kept(key, state.level)) taken.push({ row, key });
      }
      if (taken.length === 0) return;
      const chunk = compact(state, taken, seed);
      state.chunks.push(chunk);
      for (const cost of chunk.cost) state.cost += cost;
      if (state.cost > budget) settle(state, budget);
    },
    merge(into, from) {
      into.seen += from.seen;
      into.level = Math.max(into.level, from.level);
      const old = namesOf(from);
      for (const chunk of from.chunks) into.chunks.push(renumber(chunk, old, into));
      settle(into, budget);
    },
    relocate(state, shard) {
      for (const chunk of state.chunks) chunk.shard.fill(shard);
    },
    finish: canonical,
  };
}

/** The option of every detector that works on these rows. */
export const sampleMegabytes: Option = {
  default: 96,
  min: 1,
  max: 4096,
  unit: 'MB',
  why: 'Row content kept in memory, 8 bytes a word and its letters: 96 holds about 35 MB of instruction data whole. Detectors with the same value share it.',
};

/** The rows for one of several detectors: with the same seed and memory they are read and kept once for all. */
export function sharedRows<Result>(
  seed: number,
  megabytes: number,
  judge: (rows: CompactRows) => Result,
): SharedSummary<Batch, CompactState, CompactRows, Result> {
  return shared(`rows ${seed} ${megabytes}`, compactRows(seed, megabytes * 2 ** 20), judge);
}
