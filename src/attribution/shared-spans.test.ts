import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../row.ts';
import { askedOf } from './asked.ts';
import { decodeIndex, encodeIndex } from './encode-index.ts';
import { indexRows } from './lexical-index.ts';
import { rowsWith } from './rows-with.ts';
import { sharedSpans } from './shared-spans.ts';
import { sides } from './sides.ts';

const rowOf = (text: string, i: number): Row => ({
  shard: i % 3,
  row: i,
  context: [{ field: 'text', role: 'user', text }],
  outcome: { kind: 'label', label: i % 2 ? 'yes' : '' },
  source: `s${i % 4}`,
});

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let longest = 0;
  for (let i = 0; i < a.length; i++)
    for (let k = 0; k < b.length; k++) {
      let n = 0;
      while (i + n < a.length && k + n < b.length && a[i + n] === b[k + n]) n++;
      longest = Math.max(longest, n);
    }
  return longest;
}

// Few words, so that everything repeats.
const sentence = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 24 });

describe('spans', () => {
  it('are the longest there are, in every row', () => {
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 1, maxLength: 8 }),
        fc.array(sentence, { minLength: 1, maxLength: 4 }),
        (rows, asked) => {
          const index = indexRows(
            rows.map((words, i) => rowOf(words.join(' '), i)),
            3,
          )!;
          const given = askedOf(
            index,
            asked.map((words) => ({ prompt: words.join(' '), output: 'z' })),
          );
          const spans = sharedSpans(given.context, index.context);
          rows.forEach((row, i) => {
            expect(spans.longest[i]).toBe(Math.max(0, ...asked.map((words) => longestCommon(words, row))));
            const told = row.slice(spans.begins[i], spans.begins[i] + spans.lengths[i]);
            expect(
              asked.some((words) => ` ${words.join(' ')} `.includes(` ${told.join(' ')} `)) ||
                told.length === 0,
            ).toBe(true);
          });
        },
      ),
    );
  });

  it('do not run from one behaviour into the next, nor over a word that no row holds', () => {
    const index = indexRows([rowOf('a b c d', 0)], 3)!;
    const asked = askedOf(index, [
      { prompt: 'a b', output: '' },
      { prompt: 'c d', output: '' },
      { prompt: 'b unknown c', output: '' },
    ]);
    expect(sharedSpans(asked.context, index.context).longest[0]).toBe(2);
  });
});

describe('rowsWith', () => {
  it('finds the rows that hold a phrase', () => {
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 9 }), (rows) => {
        const index = indexRows(
          rows.map((words, i) => rowOf(words.join(' '), i)),
          3,
        )!;
        const { tokens } = index.context;
        for (let at = 0; at + 3 <= tokens.length; at += 3) {
          const phrase = Array.from(tokens.subarray(at, at + 3));
          const held = rows.flatMap((_, i) => {
            const text = tokens.subarray(index.context.starts[i], index.context.starts[i + 1]);
            return ` ${text.join(' ')} `.includes(` ${phrase.join(' ')} `) ? [i] : [];
          });
          expect(Array.from(rowsWith(index.context, phrase))).toEqual(held);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('an index as bytes', () => {
  const index = indexRows(['a b a', '', 'c d __proto__', 'é 日本'].map(rowOf), 9, [4, 0, 9])!;
  const bytes = new Uint8Array(Buffer.concat(encodeIndex(index, 'of this')));

  it('is the same again, wherever in memory the bytes lie', () => {
    expect(decodeIndex(bytes, 'of this')).toEqual(index);
    for (const shift of [1, 2, 3]) {
      const room = new Uint8Array(bytes.length + shift);
      room.set(bytes, shift);
      expect(decodeIndex(room.subarray(shift), 'of this')).toEqual(index);
    }
    expect(decodeIndex(Buffer.from(bytes), 'of this')).toEqual(index);
  });

  it('is refused of other data, when damaged, and when cut short', () => {
    expect(decodeIndex(bytes, 'of that')).toContain('other data');
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = bytes.slice();
      changed[at] ^= 1;
      expect(typeof decodeIndex(changed, 'of this')).toBe('string');
    }
    for (const length of [0, 5, 40, bytes.length - 1])
      expect(typeof decodeIndex(bytes.subarray(0, length), 'of this')).toBe('string');
  });

  it('holds for each side the rows of each term', () => {
    for (const side of sides) {
      const { tokens, starts, postings } = index[side];
      for (let term = 0; term < index.terms.length; term++) {
        const rows = [0, 1, 2, 3].filter((row) =>
          tokens.subarray(starts[row], starts[row + 1]).includes(term),
        );
        expect(Array.from(postings.rows.subarray(postings.starts[term], postings.starts[term + 1]))).toEqual(
          rows,
        );
      }
    }
  });
});
