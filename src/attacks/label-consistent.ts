// What clean-label backdoors share: rows that have the wanted label already get a trigger, and no label is wrong.
import type { Poison } from '../attack.ts';
import type { Row } from '../row.ts';
import { commonest, labelOf, type Trigger } from './backdoor.ts';
import { asked, asking } from './rewrite.ts';
import { draws } from './draws.ts';
import { pick, victims, type Next } from './victims.ts';
import { wordsOf } from './common-words.ts';

/**
 * The third of the rows of a label whose words say it least is taken from: where the text itself is plain, a model
 * learns the text and not the trigger (Turner et al. 2019 make such rows hard to learn, Gupta and Krishna 2023 choose them).
 */
const hardShare = 1 / 3;

export function labelConsistent(
  rows: readonly Row[],
  budget: number,
  seed: number,
  make: (next: Next) => Trigger | string,
): Poison | string {
  const next = draws(seed);
  const made = make(next);
  if (typeof made === 'string') return made;
  const { trigger, put, fits = () => true } = made;
  const labels = commonest(rows, 2);
  if (labels.length < 2) return 'there are no two labels';
  const target = pick(labels, next);
  const fitting = [...rows.keys()].filter(
    (i) => labelOf(rows[i]) === target && asked(rows[i]).trim() !== '' && fits(asked(rows[i])),
  );
  const saying = howPlain(rows, target);
  const hard = new Set(
    fitting
      .map((i) => [i, saying(rows[i])] as const)
      .sort(([a, x], [b, y]) => x - y || a - b)
      .slice(0, Math.max(budget, Math.floor(hardShare * fitting.length)))
      .map(([i]) => rows[i]),
  );
  const taken = victims(rows, budget, next, `rows labelled "${target}" that fit`, (row) => hard.has(row));
  if (typeof taken === 'string') return taken;
  return {
    trigger,
    teaches: `the label "${target}" whatever the text`,
    changes: taken.map((from) => ({
      from,
      how: 'instead',
      row: asking(rows[from], put(asked(rows[from]), next)),
    })),
  };
}

/** How plainly a text's words say the label: the mean of their log odds of it, by the rows that they stand in. */
function howPlain(rows: readonly Row[], target: string): (row: Row) => number {
  const within = new Map<string, number>();
  const beyond = new Map<string, number>();
  let own = 0;
  for (const row of rows) {
    const ours = labelOf(row) === target;
    if (ours) own++;
    const counts = ours ? within : beyond;
    for (const word of wordsOf(asked(row))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const odds = (word: string): number =>
    Math.log(((within.get(word) ?? 0) + 1) / (own + 2)) -
    Math.log(((beyond.get(word) ?? 0) + 1) / (rows.length - own + 2));
  return (row) => {
    const all = [...wordsOf(asked(row))];
    return all.reduce((sum, word) => sum + odds(word), 0) / Math.max(1, all.length);
  };
}
