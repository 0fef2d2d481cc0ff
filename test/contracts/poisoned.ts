// What an attack does to rows, or to the small made corpus of a shape: for tests of single attacks.
import type { Attack, Poison } from '../../src/attack.ts';
import type { Row, Shape } from '../../src/row.ts';
import { poisonable } from './poisonable.ts';

export interface Poisoned extends Poison {
  readonly rows: readonly Row[];
  /** The texts in quotes that the trigger names. */
  readonly quoted: readonly string[];
}

/** Throws the reason where the attack gives one. */
export function poisonOf(attack: Attack, rows: readonly Row[], budget = 12, seed = 4): Poisoned {
  const poison = attack.poison(rows, budget, seed);
  if (typeof poison === 'string') throw new Error(poison);
  return { ...poison, rows, quoted: [...poison.trigger.matchAll(/"([^"]+)"/g)].map(([, text]) => text) };
}

export async function poisoned(attack: Attack, shape: Shape, budget = 20, seed = 4): Promise<Poisoned> {
  return poisonOf(attack, (await poisonable(shape, 400)).rows, budget, seed);
}

export const seeds = [1, 2, 3, 4, 5, 6] as const;
