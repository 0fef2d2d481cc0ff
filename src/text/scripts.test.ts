import { describe, expect, test } from 'vitest';
import { disguisedWords } from './scripts.ts';

describe('catches', () => {
  test.each([
    ['Please p\u0430y now', 'pay'],
    ['log in at \u0440\u0430ypal', 'paypal'],
    ['the Micr\u03bfsoft logo', 'microsoft'],
    ['an \uff41pple a day', 'apple'],
    ['a \u{1d41a}pple a day', 'apple'],
  ])('%s', (text, word) => {
    expect(disguisedWords(text)).toMatchObject([{ kind: 'look-alike', word }]);
  });

  test('with the letters by their code and the place of the word', () => {
    const [hidden] = disguisedWords('now p\u0430y up');
    expect(hidden).toMatchObject({ start: 4, end: 7, shown: 'reads "pay", written with U+0430' });
  });
});

describe('ignores', () => {
  test.each([
    'plain words only',
    'Привет, как дела? Это статья.',
    'the word привет means hello',
    '5 μm, Δx, ΔT, πr², σ and 10 kΩ',
    'TNFα, IFNγ and NFκB',
    'Qλdãns and летониversary',
    'В СССР и CССP писали разное, а потом все забыли',
    'ＡＢＣ商事 and 𝑥 = 𝑦',
    'naïve café Łódź',
  ])('%s', (text) => {
    expect(disguisedWords(text)).toEqual([]);
  });
});

test.each(['p\u0430y ', 'p\u0430', '\u0430', 'a\u0430 ', '\u{1d41a}', '\uff41b'])(
  'half a million of %j take linear time',
  (unit) => {
    const began = performance.now();
    disguisedWords(unit.repeat(500_000));
    expect(performance.now() - began).toBeLessThan(10_000);
  },
);

test('half of a character behind a disguised word does not make it two', () => {
  expect(disguisedWords('it took ten ho\u0440urs\ud835 in all').length).toBe(1);
});
