import { describe, expect, it } from 'vitest';
import { random } from '../../math/random.ts';
import { ids, tokenRoom } from '../../text/document-tokens.ts';
import { tokenise } from '../../text/tokenise.ts';
import { standings } from './standing.ts';

const next = random(9);
const any = (n: number): number => Math.floor(next() * n);
const weight = Uint8Array.from({ length: ids }, () => any(256));
const tokens = tokenRoom(1000);
const standing = standings(tokens, weight);

function take(text: string): void {
  tokenise(text, 0, 1, tokens);
  standing.begin(text);
}

/** The share of the rare words of 120 after `where` that stand among the 120 before `at`, by sets of words. */
function shared(at: number, where: number): number {
  const words = [...tokens.id.subarray(0, tokens.length)].map((id) => id & (ids - 1));
  const rare = words.slice(where, where + 120).filter((word) => weight[word] >= 128);
  const before = new Set(words.slice(Math.max(0, at - 120), at));
  return rare.length === 0 ? 0 : rare.filter((word) => before.has(word)).length / rare.length;
}

describe('how a string stands in a document', () => {
  it('is the share of rare words that stand on both sides', () => {
    for (const different of [3, 60, 5000]) {
      take(
        Array.from({ length: 700 }, () => `w${'abcdefghij'[any(10)]}${'x'.repeat(any(different))}`).join(' '),
      );
      for (let n = 0; n < 200; n++) {
        const at = any(tokens.length);
        const where = at + any(60);
        expect(standing.of(at, where).shared).toBe(shared(at, where));
      }
    }
  });

  it('tells whether it begins a line or follows a sentence', () => {
    take('One two. Three four\n  five six');
    const heads = Array.from({ length: tokens.length }, (_, at) => standing.of(at, at).heads);
    expect(heads).toEqual([true, false, false, true, false, true, false]);
  });

  it('knows the passages before and after by their letters', () => {
    take('a b c d e f g h TRIGGER i j k l m n o p');
    const first = standing.of(8, 9);
    take('z a b c d e f g h trigger i j k l m n o p q');
    const second = standing.of(9, 10);
    expect([second.before, second.after]).toEqual([first.before, first.after]);
    take('a b c d e f g H TRIGGER i j k l m n o P');
    const third = standing.of(8, 9);
    expect(third.before).not.toBe(first.before);
    expect(third.after).not.toBe(first.after);
  });
});
