// What an expression may hold, as far as the function around it tells: constant text, a number, something checked or
// escaped, something from elsewhere, a parameter, or input from outside the program.
import type { Node, Language, Param } from './syntax.ts';

/** Nothing that can do harm; of unknown origin; given by the caller; given by whoever uses the program. */
export const clean = 0;
export const unknown = 1;
export const given = 2;
export const input = 3;
export type Level = 0 | 1 | 2 | 3;

/** Constant text, or a hole with what may fill it. A hole that is `clean` was checked, escaped or made a number. */
export type Piece = string | { readonly level: Level; readonly node: Node };
export type Value = readonly Piece[];

/** Texts that a loop or a chain puts together grow without end: pieces kept of one, and characters of a piece. */
const mostPieces = 48;
const longestText = 2000;

export function concat(values: readonly Value[]): Value {
  const all: Piece[] = [];
  for (const value of values) {
    for (const piece of value) {
      if (all.length >= mostPieces) return all;
      all.push(typeof piece === 'string' ? piece.slice(0, longestText) : piece);
    }
  }
  return all;
}

export function levelOf(value: Value): Level {
  let most: Level = clean;
  for (const piece of value) if (typeof piece !== 'string' && piece.level > most) most = piece.level;
  return most;
}

/** There is a hole, and what fills it cannot do harm. */
export const harmless = (value: Value): boolean =>
  levelOf(value) === clean && value.some((piece) => typeof piece !== 'string');

/** The text when it is constant all through. */
export function constantText(value: Value): string | undefined {
  return value.every((piece) => typeof piece === 'string') ? value.join('') : undefined;
}

/** Constant parts joined, with `\0` where a hole is. */
export const pattern = (value: Value): string =>
  value.map((piece) => (typeof piece === 'string' ? piece : '\0')).join('');

export const hole = (level: Level, node: Node): Value => [{ level, node }];

/** The graver of two: what a variable holds after a branch. */
export const graver = (a: Value, b: Value): Value => (levelOf(b) > levelOf(a) ? b : a);

const numbers =
  /^(?:u?int(?:8|16|32|64)?(?:_t)?|long|short|byte|float(?:32|64)?|double|bool(?:ean)?|size_t|Integer|Long|Double|Float|Boolean|UUID|time\.\w+|unsigned.*|LocalDate\w*)$/;

/** Types that the language itself enforces. Python and TypeScript only write them down. */
export function numeric({ type }: Param, language: Language): boolean {
  if (language === 'python' || language === 'javascript') return false;
  return numbers.test(type.replace(/^\??(?:final |const )*/, '').trim());
}

/** A hole for each `{}` or `%s` of a template; `%d` makes a number of what it is given. */
export function fill(template: Value, args: readonly Value[]): Value {
  const made: Value[] = [];
  let next = 0;
  for (const piece of template) {
    if (typeof piece !== 'string') {
      made.push([piece]);
      continue;
    }
    let at = 0;
    for (const found of piece.matchAll(
      /%%|\{(\w{0,30})(?:[:!][^{}]{0,20})?\}|%(?:\(\w{1,40}\))?[-+ #0-9.*]{0,8}(?:l|h|z|ll)?([a-zA-Z])/g,
    )) {
      made.push([piece.slice(at, found.index)]);
      at = found.index + found[0].length;
      if (found[0] === '%%') continue;
      // Named holes are filled in any order: the gravest of what is given stands for each.
      const value = args[next] ?? args.reduce<Value>((most, one) => graver(most, one), []);
      next++;
      const number = found[2] !== undefined && /[diufFeExXgc]/.test(found[2]);
      made.push(
        number && levelOf(value) > 0
          ? value.map((p) => (typeof p === 'string' ? p : { ...p, level: clean }))
          : value,
      );
    }
    made.push([piece.slice(at)]);
  }
  return concat(made);
}
