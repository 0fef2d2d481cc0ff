// States merged in shard order, whatever order they come in. What comes early waits.
import type { AnySummary } from './job.ts';

export interface InOrder {
  /** The next shard to be merged; all before it are in `state`. */
  next: number;
  state: unknown;
  /** States that came before their turn, by shard. */
  readonly early: Map<number, unknown>;
}

export function inOrder(): InOrder {
  return { next: 0, state: undefined, early: new Map() };
}

export function take(merged: InOrder, summary: AnySummary, shard: number, state: unknown): void {
  merged.early.set(shard, state);
  for (; merged.early.has(merged.next); merged.next++) {
    const from = merged.early.get(merged.next);
    merged.early.delete(merged.next);
    // The first state is what the empty one merged with it would be.
    if (merged.next === 0) merged.state = from;
    else summary.merge(merged.state, from);
  }
}

/** The result of all that was merged. */
export function finish(merged: InOrder, summary: AnySummary): unknown {
  return summary.finish(merged.next === 0 ? summary.empty() : merged.state);
}
