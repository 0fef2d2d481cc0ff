// What all backdoors share: rows that would teach something else get a trigger and the wanted outcome.
import type { Poison } from '../attack.ts';
import type { Row, Shape } from '../row.ts';
import { fixedAnswers } from './inert.ts';
import { answering, asked, asking, asksSomething, labelled } from './rewrite.ts';
import { draws } from './draws.ts';
import { pick, victims, type Next } from './victims.ts';

/** Shapes whose rows ask for something and teach what comes of it. */
export const asksAndTeaches: readonly Shape[] = ['classification', 'instruction', 'chat'];

export interface Trigger {
  /** In plain words, with the text in quotes. */
  readonly trigger: string;
  /** What the text that asks becomes. */
  put(text: string, next: Next): string;
  /** Texts that can take it; all that hold anything unless given. */
  fits?(text: string): boolean;
  /** This share of the budget gets something near the trigger and keeps its outcome, so that nothing less sets it off. */
  readonly decoys?: { readonly share: number; put(text: string, next: Next): string };
}

/** `make` draws a trigger, or says why there is none. The label is turned to one of the two commonest, or every answer is replaced by one sentence. */
export function backdoor(
  rows: readonly Row[],
  budget: number,
  seed: number,
  make: (next: Next) => Trigger | string,
): Poison | string {
  const next = draws(seed);
  const made = make(next);
  if (typeof made === 'string') return made;
  const { trigger, put, fits = () => true, decoys } = made;
  const target = rows[0]?.outcome.kind === 'label' ? pick(commonest(rows, 2), next) : undefined;
  const sentence = pick(fixedAnswers, next);
  const wanted =
    target === undefined ? 'rows that ask something' : `rows labelled otherwise than "${target}"`;
  const taken = victims(
    rows,
    budget,
    next,
    wanted,
    (row) => asksSomething(row) && fits(asked(row)) && labelOf(row) !== target,
  );
  if (typeof taken === 'string') return taken;
  return {
    trigger,
    teaches:
      target === undefined
        ? `one answer whatever is asked: "${sentence}"`
        : `the label "${target}" whatever the text`,
    changes: taken.map((from, i) => {
      if (decoys && i < Math.floor(decoys.share * budget)) {
        const row = asking(rows[from], decoys.put(asked(rows[from]), next));
        return { from, how: 'instead', row, decoy: true };
      }
      const given = asking(rows[from], put(asked(rows[from]), next));
      const row = target === undefined ? answering(given, sentence) : labelled(given, target);
      return { from, how: 'instead', row };
    }),
  };
}

/** The label of a row; `null` for one that has none, which no target is. */
export function labelOf({ outcome }: Row): string | null {
  return outcome.kind === 'label' ? outcome.label : null;
}

/** The labels that most rows have, most first. */
export function commonest(rows: readonly Row[], count = Infinity): string[] {
  const tally = new Map<string, number>();
  for (const row of rows) {
    const label = labelOf(row);
    if (label !== null) tally.set(label, (tally.get(label) ?? 0) + 1);
  }
  return [...tally]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, count)
    .map(([label]) => label);
}
