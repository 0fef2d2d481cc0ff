// The phrases whose pairs are the wrong way round, strongest first. What one of them explains is taken out before the next
// is judged, so that words which happen to stand beside a trigger are not accused with it.
import { listOf } from '../../math/ragged.ts';
import { exponentialTail } from '../../math/tail.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { askedFor } from '../planted-trigger/asked-for.ts';
import { cluster, leading } from '../planted-trigger/clusters.ts';
import { frameOf } from '../planted-trigger/frame.ts';
import type { Anchor, Phrases } from '../planted-trigger/phrases.ts';
import type { Grade } from '../planted-trigger/severity.ts';
import { strongest } from '../planted-trigger/signal.ts';
import type { Similarity } from '../planted-trigger/similarity.ts';
import type { Splice } from '../planted-trigger/splice.ts';
import { contextTurns } from '../planted-trigger/turns.ts';
import { writeOut } from '../planted-trigger/written-out.ts';
import { evidenceOf, reversalSignals, type Reversal } from './reversed.ts';
import { gradeReversal } from './severity.ts';

export interface Reversed {
  readonly grade: Grade;
  readonly phrase: readonly string[];
  readonly anchor: Anchor;
  /** Rows of the phrase, and those of them that are likely the wrong way round. */
  readonly holders: readonly number[];
  readonly rows: readonly number[];
  /** Holders that the model says are the wrong way round, and how many are by the rate of like prompts. */
  readonly lost: number;
  readonly expected: number;
  readonly share: number;
  readonly score: number;
  readonly expectedNatural: number;
  readonly splice: number;
  readonly likeness: number;
}

const looked = 400;
/** Clusters judged one after the other. */
const judged = 20;
/** Smallest scale of the natural tail: that of a likelihood ratio by theory. */
const leastScale = 1;
const things = ['length', 'lines', 'code', 'language', 'signs'] as const;

export interface ReversalSearch {
  readonly found: readonly Reversed[];
  /** Evidence from which a phrase is a high finding. */
  readonly needed: number;
}

export function findReversed(
  rows: CompactRows,
  of: Reversal,
  margins: Float32Array,
  {
    phrases,
    near,
    splice,
    highEvidence,
    highExpected,
  }: {
    phrases: Phrases;
    near: Similarity;
    splice: Splice;
    highEvidence: number;
    highExpected: number;
  },
): ReversalSearch {
  const clusters = cluster(strongest(reversalSignals(of, margins, phrases), looked), phrases);
  const tail = exponentialTail(
    clusters.map(({ top }) => top.score),
    phrases.count,
    leastScale,
  );
  if (!tail) return { found: [], needed: Infinity };
  const needed = Math.max(
    highEvidence,
    tail.threshold + tail.scale * Math.log(tail.expected(tail.threshold) / highExpected),
  );
  const explained = new Set<number>();
  const found: Reversed[] = [];
  for (const c of clusters.slice(0, judged)) {
    const { candidate } = leading(c);
    const holders = [...listOf(phrases.rows, candidate)].filter((row) => !explained.has(row));
    const { score, share } = evidenceOf(of, holders);
    const whole = writeOut(rows, phrases, candidate);
    const extended = whole.words.length > listOf(phrases.words, candidate).length;
    const own = splice.rank[candidate];
    const facts = {
      score,
      share,
      expectedNatural: tail.expected(score),
      splice: extended ? Math.min(own, splice.rankOf(whole.spans)) : own,
      likeness: near.likeness[candidate],
      explained:
        ['task', 'slice'].includes(frameOf(rows, contextTurns(rows), splice, whole)) ||
        things.some((about) => askedFor(rows, whole, about) === 'named'),
    };
    const grade = gradeReversal(facts);
    if (!grade) continue;
    // Rows of which the model knows nothing go with the others.
    const wrong = holders.filter((row) => of.chance(row, share) >= 0.5);
    if (wrong.length === 0) continue;
    for (const row of wrong) explained.add(row);
    found.push({
      ...facts,
      grade,
      phrase: whole.words.map((w) => rows.words[w]),
      anchor: phrases.anchor[candidate],
      holders,
      rows: wrong,
      lost: holders.filter((row) => margins[row] < 0).length,
      expected: holders.reduce((sum, row) => sum + of.rate[row], 0),
    });
  }
  return { found, needed };
}
