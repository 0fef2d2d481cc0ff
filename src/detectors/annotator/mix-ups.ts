// An annotator who calls one class another, where the others do not: a targeted error, even when all his other answers
// are right.
import { others } from '../../math/annotator-skill.ts';
import type { Crowd, Votes } from '../../math/dawid-skene.ts';
import { normalTail } from '../../math/tail.ts';

export interface MixUp {
  readonly who: number;
  /** What the others say, and what he says instead. */
  readonly truth: number;
  readonly answer: number;
  /** His answers to items of that class, and of them those with the other. */
  readonly of: number;
  readonly times: number;
  /** The share of the others' answers that do the same. */
  readonly usual: number;
  /** Votes that do so. */
  readonly votes: readonly number[];
}

const mostClasses = 12;
const fewestOf = 12;
/** He does it more often than not, and the others hardly ever. */
const often = 0.6;
const seldom = 0.2;

export function mixUps(votes: Votes, crowd: Crowd, tested: ReadonlySet<number>, rare: number): MixUp[] {
  const { classes: k, annotators, who, answer } = votes;
  if (k > mostClasses) return [];
  // Tables for those only who are judged: annotators may be as many as rows.
  const number = new Int32Array(annotators).fill(-1);
  [...tested].forEach((w, i) => (number[w] = i));
  const table = new Float64Array(tested.size * k * k);
  const all = new Float64Array(k * k);
  others(votes, crowd, (v, chances) => {
    const n = number[who[v]];
    for (let t = 0; t < k; t++) {
      if (n >= 0) table[(n * k + t) * k + answer[v]] += chances[t];
      all[t * k + answer[v]] += chances[t];
    }
  });
  const lines = (from: Float64Array, at: number): number => {
    let sum = 0;
    for (let y = 0; y < k; y++) sum += from[at + y];
    return sum;
  };
  const found: Omit<MixUp, 'votes'>[] = [];
  for (const w of tested) {
    for (let t = 0; t < k; t++) {
      const at = (number[w] * k + t) * k;
      const of = lines(table, at);
      if (of < fewestOf) continue;
      for (let y = 0; y < k; y++) {
        const times = table[at + y];
        if (y === t || times < often * of) continue;
        const usual = (all[t * k + y] - times + 1) / (lines(all, t * k) - of + k);
        const z = (times - of * usual) / Math.sqrt(of * usual * (1 - usual) + 0.25);
        if (usual > seldom || normalTail(z) * tested.size * k * k > rare) continue;
        found.push({ who: w, truth: t, answer: y, of, times, usual });
      }
    }
  }
  if (found.length === 0) return [];
  const lists = found.map((): number[] => []);
  const byAnnotator = new Map<number, number[]>();
  found.forEach(({ who: w }, i) => byAnnotator.set(w, [...(byAnnotator.get(w) ?? []), i]));
  others(votes, crowd, (v, chances) => {
    for (const i of byAnnotator.get(who[v]) ?? []) {
      if (answer[v] === found[i].answer && chances[found[i].truth] > 0.5) lists[i].push(v);
    }
  });
  return found.flatMap((mixUp, i) => (lists[i].length > 0 ? [{ ...mixUp, votes: lists[i] }] : []));
}
