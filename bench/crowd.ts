// A simulated crowd: honest workers of a given reliability, and those who are not, each item answered by a few of them.
// Reliabilities and five answers an item as in Raykar & Yu 2012 (spammers) and Khetan et al. 2018 (adversaries).
import { random, shuffle } from '../src/math/random.ts';
import type { Outcome, Part, Row } from '../src/row.ts';

export type Worker =
  | { readonly kind: 'honest' | 'adversary'; readonly right: number }
  /** Wrong in one way: calls each class the next one. */
  | { readonly kind: 'shifter'; readonly right: number }
  | { readonly kind: 'guesser' | 'constant' }
  /** Calls one class another with the given chance, and is honest otherwise. */
  | { readonly kind: 'mixer'; readonly right: number; readonly mixes: number }
  /** Gives the answer that its group agreed on, in 19 of 20 items. */
  | { readonly kind: 'copier'; readonly right: number; readonly group: number };

export interface Item {
  readonly text: string;
  /** Number of its true class. */
  readonly truth: number;
}

export interface CrowdAnswers {
  readonly rows: readonly Row[];
  readonly truths: readonly number[];
  /** Item, worker and answer of each row. */
  readonly item: readonly number[];
  readonly worker: readonly number[];
  readonly answer: readonly number[];
}

const copied = 0.95;
const hardRight = 0.4;

export const nameOf = (worker: number): string => `w${worker}`;

export function crowdOf(
  items: readonly Item[],
  classes: readonly string[],
  workers: readonly Worker[],
  perItem: number,
  seed: number,
  /** Share of items that most honest workers get wrong: they are right there in 4 of 10. */
  hard: number,
  taught: (item: number, answer: number) => { context: readonly Part[]; outcome: Outcome } = (
    item,
    answer,
  ) => ({
    context: [{ field: 'text', role: 'user', text: items[item].text }],
    outcome: { kind: 'label', label: classes[answer] },
  }),
): CrowdAnswers {
  const next = random(seed * 7919 + 13);
  const k = classes.length;
  const other = (truth: number): number => (truth + 1 + Math.floor(next() * (k - 1))) % k;
  const says = (truth: number, right: number): number => (next() < right ? truth : other(truth));
  const all = workers.map((_, w) => w);
  const isHard = items.map(() => next() < hard);
  const given: { item: number; worker: number; answer: number }[] = [];
  items.forEach(({ truth }, item) => {
    const agreed = new Map<number, number>();
    for (const worker of shuffle([...all], next).slice(0, perItem)) {
      const w = workers[worker];
      let answer = truth;
      if (w.kind === 'honest') answer = says(truth, isHard[item] ? hardRight : w.right);
      else if (w.kind === 'adversary') answer = says(truth, w.right);
      else if (w.kind === 'shifter') answer = next() < w.right ? truth : (truth + 1) % k;
      else if (w.kind === 'guesser') answer = Math.floor(next() * k);
      else if (w.kind === 'constant') answer = 0;
      else if (w.kind === 'mixer') answer = truth === 1 && next() < w.mixes ? 0 : says(truth, w.right);
      else if (w.kind === 'copier') {
        const same = agreed.get(w.group) ?? says(truth, w.right);
        agreed.set(w.group, same);
        answer = next() < copied ? same : says(truth, w.right);
      }
      given.push({ item, worker, answer });
    }
  });
  shuffle(given, next);
  return {
    rows: given.map(({ item, worker, answer }, row) => ({
      shard: 0,
      row,
      source: '',
      annotator: nameOf(worker),
      ...taught(item, answer),
    })),
    truths: items.map(({ truth }) => truth),
    item: given.map((g) => g.item),
    worker: given.map((g) => g.worker),
    answer: given.map((g) => g.answer),
  };
}
