// States merged in shard order, whatever order they come in. What comes early waits.
import type { AnySummary } from './job.ts';
import { scratchFile, type ScratchFile } from './scratch.ts';

export interface InOrder {
  /** The next shard to be merged; all before it are in `state`. */
  next: number;
  state: unknown;
  /** States that came before their turn, by shard. */
  readonly early: Map<number, unknown>;
  /** Where the state puts what is too much for the memory. */
  readonly scratch: ScratchFile;
}

export function inOrder(): InOrder {
  return { next: 0, state: undefined, early: new Map(), scratch: scratchFile() };
}

/** The state that a shard begins with, beside what is merged already. */
export function beginning(merged: InOrder, summary: AnySummary): unknown {
  return merged.state !== undefined && summary.beside ? summary.beside(merged.state) : summary.empty();
}

export function take(merged: InOrder, summary: AnySummary, shard: number, state: unknown): void {
  merged.early.set(shard, state);
  for (; merged.early.has(merged.next); merged.next++) {
    const from = merged.early.get(merged.next);
    merged.early.delete(merged.next);
    // The first state is what the empty one merged with it would be.
    if (merged.next === 0) merged.state = from;
    else summary.merge(merged.state, from);
    summary.spill?.(merged.state, merged.scratch);
  }
}

/** The result of all that was merged. */
export function finish(merged: InOrder, summary: AnySummary): unknown {
  const { next, state, scratch } = merged;
  try {
    return summary.finish(next === 0 ? summary.empty() : state, scratch);
  } finally {
    scratch.close();
  }
}
