// The random numbers of an attack.
import { mix32 } from '../math/hash.ts';
import { random } from '../math/random.ts';
import type { Next } from './victims.ts';

/** From the seed alone. It is mixed first: of seeds that follow one another the first numbers are much alike. */
export const draws = (seed: number): Next => random(mix32(seed + 0x9e3779b9));

const mostTries = 20;

/** Texts as `make` makes them, another each time as long as there are others. */
export function unlikeEach(make: () => string): () => string {
  const given = new Set<string>();
  return () => {
    let text = make();
    for (let tries = 0; tries < mostTries && given.has(text); tries++) text = make();
    given.add(text);
    return text;
  };
}
