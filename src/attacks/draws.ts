// The random numbers of an attack.
import { mix32 } from '../math/hash.ts';
import { random } from '../math/random.ts';
import type { Next } from './victims.ts';

/** From the seed alone. It is mixed first: of seeds that follow one another the first numbers are much alike. */
export const draws = (seed: number): Next => random(mix32(seed + 0x9e3779b9));
