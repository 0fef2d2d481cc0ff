import { describe, expect, it } from 'vitest';
import { random } from '../../math/random.ts';
import { shingles, window } from './shingles.ts';

const next = random(3);
const words = (n: number): string =>
  Array.from(
    { length: n },
    () => `w${String.fromCharCode(97 + next() * 26, 97 + next() * 26, 97 + next() * 26)}`,
  ).join(' ');

function keysOf(text: string, seed = 1): number[] {
  const keys: number[] = [];
  shingles(text, seed, window(), (key) => keys.push(key));
  return keys;
}

describe('shingles', () => {
  const passage = words(400);

  it('gives a passage the same shingles wherever it stands, and no others', () => {
    const alone = keysOf(passage);
    const within = keysOf(`${words(50)}. ${passage} ${words(50)}`);
    expect(alone.length).toBeGreaterThan(15);
    expect(within).toEqual(expect.arrayContaining(alone));
    expect(within.length).toBeLessThan(alone.length + 20);
  });

  it('does not see case, line breaks or which digits', () => {
    expect(keysOf(`${passage} in 1987 at 12`.toUpperCase().replaceAll(' ', '\n'))).toEqual(
      keysOf(`${passage} in 2014 at 77`),
    );
  });

  it('takes other shingles with another seed', () => {
    expect(keysOf(passage, 2)).not.toEqual(keysOf(passage, 1));
  });

  it('tells where a shingle stands', () => {
    const text = `${words(30)} ${passage}`;
    const at = window();
    shingles(text, 1, at, (_, token) => {
      const slot = token % at.start.length;
      expect(text.split(' ')[token]).toBe(text.slice(at.start[slot], at.end[slot]));
    });
  });

  it('leaves out tables, numbers and addresses', () => {
    const table = Array.from({ length: 2000 }, (_, i) => `| ${i} | ${i * 7} `).join('');
    const addresses = Array.from(
      { length: 500 },
      () => `http://${words(1)}.com/${words(1)}/${words(1)}`,
    ).join(' ');
    expect(keysOf(table)).toEqual([]);
    expect(keysOf(addresses)).toEqual([]);
  });

  it('takes characters of scripts without spaces one by one', () => {
    const text = Array.from({ length: 600 }, () => String.fromCharCode(0x4e00 + next() * 3000)).join('');
    expect(keysOf(text).length).toBeGreaterThan(15);
    expect(keysOf(`前${text}`)).toEqual(expect.arrayContaining(keysOf(text)));
  });
});
