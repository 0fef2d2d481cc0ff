// The phrases whose rows depart most from their chances, one after another: what a phrase explains is taken away before the next is
// looked for, so that a list is one of causes and not of neighbours of one cause.
import { likelihoodRoot } from './likelihood-root.ts';
import { rootAt, type Expected } from './phrase-roots.ts';
import type { Step } from '../../math/step.ts';

export interface Picked {
  /** Number of the phrase. */
  readonly phrase: number;
  /** Number of the outcome. */
  readonly output: number;
  /** Above 0: more rows have the outcome than expected. */
  readonly root: number;
  /** Rows that hold the phrase, those of phrases before it left out. */
  readonly held: number;
  /** Rows of those that have the outcome, or where there are too few have it not, the least expected first. */
  readonly rows: Int32Array;
  /** Of `held`, that many rows were expected to be such. */
  readonly expected: number;
}

/** Candidates that are looked at again after each pick. */
const mostCandidates = 2000;
/** Below, it is among what every corpus has. */
const least = 2.5;

export async function pickPhrases(
  e: Expected,
  observed: Float64Array,
  has: Uint8Array,
  count: number,
  step: Step,
): Promise<Picked[]> {
  const { phrases, outputs, p } = e;
  const { starts, items } = phrases.rows;
  let candidates: { at: number; root: number }[] = [];
  for (let at = 0; at < observed.length; at++) {
    const root = rootAt(e, observed, at);
    if (Math.abs(root) >= least) candidates.push({ at, root });
  }
  const strongest = (): void => {
    candidates.sort((a, b) => Math.abs(b.root) - Math.abs(a.root) || a.at - b.at);
  };
  strongest();
  candidates = candidates.slice(0, mostCandidates);
  const taken = new Uint8Array(phrases.ofRow.starts.length - 1);
  const picked: Picked[] = [];
  while (candidates.length > 0 && picked.length < count) {
    await step('ranking phrases', 1);
    const { at, root } = candidates[0];
    const [j, k] = [Math.floor(at / outputs), at % outputs];
    const held = items.subarray(starts[j], starts[j + 1]).filter((i) => taken[i] === 0);
    const chance = (i: number): number => (root > 0 ? p[i * outputs + k] : 1 - p[i * outputs + k]);
    const rows = held.filter((i) => (has[i * outputs + k] === 1) === root > 0);
    rows.sort((a, b) => chance(a) - chance(b) || a - b);
    const expected = held.reduce((sum, i) => sum + chance(i), 0);
    picked.push({ phrase: j, output: k, root, held: held.length, rows, expected });
    for (const i of held) taken[i] = 1;
    candidates = candidates.filter((each) => {
      const own = Math.floor(each.at / outputs);
      let shared = false;
      for (let q = starts[own]; q < starts[own + 1] && !shared; q++) shared = taken[items[q]] === 1;
      if (shared) each.root = rootOfLeft(own, each.at % outputs);
      return Math.abs(each.root) >= least;
    });
    strongest();
  }
  return picked;

  function rootOfLeft(j: number, k: number): number {
    const left = items.subarray(starts[j], starts[j + 1]).filter((i) => taken[i] === 0);
    if (left.length < phrases.fewestRows) return 0;
    let count1 = 0;
    for (const i of left) count1 += has[i * outputs + k];
    const root = likelihoodRoot(count1, p, left, 0, left.length, outputs, k);
    return root < 0 && !e.bothSides ? 0 : root;
  }
}
