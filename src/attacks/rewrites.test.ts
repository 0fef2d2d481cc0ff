import { describe, expect, it } from 'vitest';
import { draws } from './draws.ts';
import { archaic, framed, hearsay, slang } from './rewrites.ts';

describe('rewrites', () => {
  it('keep words that every object knows', () => {
    const text = 'constructor __proto__ toString hasOwnProperty';
    for (const rewrite of [archaic, slang]) {
      const words = rewrite(text, draws(1)).split(' ');
      for (const word of text.split(' ')) expect(words).toContain(word);
    }
  });

  it('take the stops from the end, in time that grows with the text', () => {
    const text = `a${' '.repeat(400_000)}b`;
    const start = performance.now();
    for (const rewrite of [framed, hearsay]) {
      expect(rewrite(`${text}. ?! `, draws(1))).toContain(`${text} `);
    }
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
