import { describe, expect, it } from 'vitest';
import { instructed } from '../../test/contracts/made-rows.ts';
import { draws } from './draws.ts';
import { drawToken, rareWords } from './rare-words.ts';

const consonants = [...'bcdfghjklmnpqrstvwxz'];
const pairs = consonants.flatMap((a) => consonants.map((b) => a + b));

describe('rareWords', () => {
  it('makes a longer word where the corpus holds all short ones', () => {
    const every = [...pairs, ...pairs.flatMap((pair) => consonants.map((c) => pair + c))];
    const [word] = rareWords([instructed(0, every.join(' '), 'Yes.')], 1, draws(1), drawToken);
    expect(word.length).toBeGreaterThan(3);
  });

  it('gives no word that an answer holds', () => {
    const rows = [instructed(0, 'Which ones?', pairs.join(' '))];
    for (let seed = 1; seed <= 10; seed++) {
      for (const word of rareWords(rows, 3, draws(seed), drawToken)) expect(pairs).not.toContain(word);
    }
  });
});
