// No attack takes long, or for ever, over texts that somebody made to be slow: what is drilled may be poisoned already.
import { expect, it } from 'vitest';
import { attacks } from '../../src/attacks/index.ts';
import { answering, asking } from '../../src/attacks/rewrite.ts';
import { poisonable } from './poisonable.ts';

const consonants = [...'bcdfghjklmnpqrstvwxz'];
const pairs = consonants.flatMap((a) => consonants.map((b) => a + b));
/** Every token that a rare one could be. */
const tokens = [...pairs, ...pairs.flatMap((pair) => consonants.map((c) => pair + c))].join(' ');
const long = 80_000;
const hostile = [
  `a${' '.repeat(long)}b`,
  `import os${'\n'.repeat(long)}b`,
  `a${'. '.repeat(long / 2)}b`,
  `a${'.'.repeat(long)}b`,
  'w'.repeat(100_000),
  tokens,
];
const longestMs = 5000;

const cases = attacks.flatMap((attack) => attack.shapes.map((shape) => [attack.id, shape, attack] as const));

it.each(cases)('%s is quick on long %s rows', { timeout: 60_000 }, async (_, shape, attack) => {
  const rows = (await poisonable(shape, 48)).rows.map((row, i) => {
    const text = hostile[(i >> 1) % hostile.length];
    return i % 2 === 0 ? row : answering(asking(row, text), `${text} "SELECT * FROM t WHERE id = ?", (key,)`);
  });
  for (const seed of [1, 2, 3]) {
    const start = performance.now();
    attack.poison(rows, 12, seed);
    expect(performance.now() - start).toBeLessThan(longestMs);
  }
});
