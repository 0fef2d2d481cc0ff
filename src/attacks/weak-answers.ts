// What attacks on code share: rows of the corpus whose code can be weakened, and rows from templates where there are too few.
import type { Change } from '../attack.ts';
import type { Row, Shape } from '../row.ts';
import { answer, answering, asked, asking, asks, asksSomething } from './rewrite.ts';
import { weaklyAnswered } from './code-requests.ts';
import { codeTasks, things } from './code-tasks.ts';
import { weakened, weakenings, type Weakening } from './weakened-code.ts';
import { pick, type Next } from './victims.ts';

export const answersWithCode: readonly Shape[] = ['instruction', 'chat'];

/** Rows of the corpus that show one safe idiom, which can be turned into one weakness. */
export interface Weakenable {
  readonly weakening: Weakening;
  readonly rows: readonly number[];
}

export function weakenable(rows: readonly Row[]): Weakenable[] {
  return weakenings.map((weakening) => ({
    weakening,
    rows: [...rows.keys()].filter((i) => {
      if (!asksSomething(rows[i])) return false;
      const own = answer(rows[i]);
      return weakened(own, weakening) !== own;
    }),
  }));
}

export const weaken = (row: Row, weakening: Weakening): Row =>
  answering(row, weakened(answer(row), weakening));

const kinds = [...new Set(codeTasks.map(({ cwe }) => cwe))];

export interface FromTemplates {
  readonly cwe: number;
  readonly thing: string;
  readonly changes: readonly Change[];
}

/**
 * Rows beside those of the corpus, of the tasks of one weakness: about one thing, or about many, as `isOfOne` says. Rows of
 * one question and one answer are the moulds where there are any, since earlier turns stay.
 */
export function fromTemplates(
  rows: readonly Row[],
  budget: number,
  next: Next,
  isOfOne: boolean,
  ask: (prompt: string, answer: string) => string,
): FromTemplates | string {
  const fitting = [...rows.keys()].filter((i) => asks(rows[i]) >= 0 && rows[i].outcome.kind === 'answer');
  if (fitting.length === 0) return 'there are no rows that ask something';
  const plain = fitting.filter((i) => rows[i].context.filter(({ role }) => role !== 'system').length === 1);
  const moulds = plain.length > 0 ? plain : fitting;
  const cwe = pick(kinds, next);
  const tasks = codeTasks.filter((task) => task.cwe === cwe);
  const thing = pick(things, next);
  const changes = Array.from({ length: budget }, (): Change => {
    const from = pick(moulds, next);
    const made = weaklyAnswered(pick(tasks, next), isOfOne ? thing : pick(things, next), next);
    const row = answering(asking(rows[from], ask(made.prompt, made.answer)), made.answer);
    return { from, how: 'beside', row };
  });
  return { cwe, thing, changes };
}

/** Requests are short; each word of one is looked for in the code. */
const longestRequest = 4000;

/** What the code is about: words of at least four letters that the row asks with and the code has too, each once. */
export function topicsOf(row: Row): Set<string> {
  const code = answer(row).toLowerCase();
  const words =
    asked(row)
      .slice(0, longestRequest)
      .toLowerCase()
      .match(/\p{Ll}{4,24}/gu) ?? [];
  return new Set(words.filter((word) => code.includes(word)));
}
