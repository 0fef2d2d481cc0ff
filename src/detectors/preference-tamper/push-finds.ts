// The words that win, or lose, nearly always and in prompts unlike each other, each set of rows told once.
import { listOf } from '../../math/ragged.ts';
import { exponentialTail } from '../../math/tail.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { cluster, type Cluster } from '../planted-trigger/clusters.ts';
import type { Grade } from '../planted-trigger/severity.ts';
import { lowerShare, strongest } from '../planted-trigger/signal.ts';
import type { Similarity } from '../planted-trigger/similarity.ts';
import { kindred, likenessOf, type Pushes } from './pushes.ts';
import { gradePush, type PushFacts } from './severity.ts';

export interface Pushed extends PushFacts {
  readonly grade: Grade;
  readonly phrase: readonly string[];
  readonly won: readonly number[];
  readonly lost: readonly number[];
  /** Of `rows`, in which no answer stands twice: those it wins (loses), and how many by the lengths of the answers. */
  readonly hits: number;
  readonly expected: number;
}

const looked = 400;
const judged = 40;
/** Smallest scale of the natural tail, about the smallest on any clean pairs tried. */
const leastScale = 1.4;
/** So many one-sided phrases that are common, or lose, say that the sides were written by two writers. */
const twoWriters = 3;

/** `near`: likeness of the prompts. */
export function findPushed(rows: CompactRows, pushes: Pushes, near: Similarity): Pushed[] {
  const { phrases } = pushes;
  const clusters = cluster(strongest(pushes.signals, looked), phrases);
  const tail = exponentialTail(
    clusters.map(({ top }) => top.score),
    phrases.count,
    leastScale,
  );
  if (!tail) return [];
  let habits = 0;
  const found = clusters.slice(0, judged).flatMap(({ top }: Cluster): Pushed[] => {
    const won = pushes.won(top.candidate);
    const lost = pushes.lost(top.candidate);
    const facts: PushFacts = {
      score: top.score,
      expectedNatural: tail.expected(top.score),
      rows: top.rows,
      leastShare: lowerShare(top.hits, top.rows),
      expectedShare: top.expected / top.rows,
      partOfAll: (won.length + lost.length) / rows.count,
      likeness: likenessOf(near.vectors, top.present ? won : lost),
      kindred: kindred(near, top.present ? won : lost),
      wins: top.present,
    };
    const grade = gradePush(facts);
    if (grade === 'manner' || grade === 'low') habits++;
    if (!grade || grade === 'manner') return [];
    const phrase = [...listOf(phrases.words, top.candidate)].map((w) => rows.words[w]);
    return [{ ...facts, grade, phrase, won, lost, hits: top.hits, expected: top.expected }];
  });
  return habits >= twoWriters ? found.map((p) => ({ ...p, grade: 'low' })) : found;
}
