// Overlapping phrases of one trigger ("year : 2024", ": 2024", "2024") are one cluster: the strongest comes first
// and takes in every weaker one that shares most of its rows and has the same target.
import { listOf } from '../../math/ragged.ts';
import type { Phrases } from './phrases.ts';
import type { Channel, Signal } from './signal.ts';

export interface Cluster {
  /** The strongest signal, which the cluster is graded by. */
  readonly top: Signal;
  readonly members: Signal[];
}

/**
 * The member that governs the trigger's rows: the most effect in all, score x sqrt(rows). The top may be a fragment
 * that happens to stand in the clearest few of the rows.
 */
export function leading({ top, members }: Cluster): Signal {
  const weight = (s: Signal): number => s.score * Math.sqrt(s.rows);
  return members.reduce((best, s) => (s.score >= top.score / 3 && weight(s) > weight(best) ? s : best), top);
}

const manners: ReadonlySet<Channel> = new Set(['style', 'wording']);

/** Share of the smaller row set that two phrases of one trigger have in common. */
export const sameRows = 0.6;

/** `signals` strongest first; distinct (candidate, target) pairs. */
export function cluster(signals: readonly Signal[], phrases: Phrases): Cluster[] {
  const clusters: Cluster[] = [];
  const atRow = new Map<number, number[]>();
  /** Rows that a signal has in common with each cluster. */
  const shared = new Int32Array(signals.length);
  for (const signal of signals) {
    const rows = listOf(phrases.rows, signal.candidate);
    const touched: number[] = [];
    for (const row of rows) for (const c of atRow.get(row) ?? []) if (shared[c]++ === 0) touched.push(c);
    let home = -1;
    for (const c of touched) {
      const count = shared[c];
      shared[c] = 0;
      const { top } = clusters[c];
      // A change of manner shows in many outcomes: the fragments of one phrase need not agree on the clearest.
      if (!manners.has(top.channel) && (top.target !== signal.target || top.present !== signal.present))
        continue;
      if (count >= sameRows * Math.min(rows.length, top.rows) && (home < 0 || c < home)) home = c;
    }
    if (home >= 0) {
      clusters[home].members.push(signal);
      continue;
    }
    clusters.push({ top: signal, members: [signal] });
    for (const row of rows) {
      const here = atRow.get(row);
      if (here) here.push(clusters.length - 1);
      else atRow.set(row, [clusters.length - 1]);
    }
  }
  return clusters;
}
