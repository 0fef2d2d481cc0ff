// What an attack makes of the small corpus of a shape, for tests of its own promise.
import type { Attack, Poison } from '../../src/attack.ts';
import type { Row, Shape } from '../../src/row.ts';
import { poisonable } from './poisonable.ts';

export interface Poisoned extends Poison {
  readonly rows: readonly Row[];
}

/** Throws the reason where the attack gives one. */
export function poisonOf(attack: Attack, rows: readonly Row[], budget = 12, seed = 4): Poisoned {
  const poison = attack.poison(rows, budget, seed);
  if (typeof poison === 'string') throw new Error(poison);
  return { ...poison, rows };
}

export async function poisonedBy(attack: Attack, shape: Shape, seed = 4): Promise<Poisoned> {
  const { rows } = await poisonable(shape, 400);
  return poisonOf(attack, rows, 12, seed);
}
