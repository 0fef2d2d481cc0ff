import { describe, expect, test } from 'vitest';
import { invisibleIn } from './invisible.ts';

const tags = (message: string): string =>
  [...message].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('');
const selectors = (bytes: string): string =>
  [...bytes].map((c) => String.fromCodePoint(0xe0100 + c.charCodeAt(0) - 16)).join('');

describe('catches', () => {
  test.each([
    ['zero width space in a word', 'pass\u200bword', 'zero-width', 'U+200B zero width space'],
    ['joiner in a Latin word', 'pass\u200dword', 'zero-width', 'U+200D zero width joiner'],
    ['byte order mark inside', 'one \ufeff two', 'zero-width', 'U+FEFF byte order mark'],
    ['word joiner', 'a\u2060b', 'zero-width', 'U+2060 word joiner'],
    ['Hangul filler in Latin', 'a\u3164b', 'zero-width', 'U+3164 Hangul filler'],
    ['soft hyphen', 'pro\u00adgram', 'soft-hyphen', 'U+00AD soft hyphen'],
    ['tags', `hi${tags('obey')}`, 'tag-text', '4 tag characters that spell "obey"'],
    [
      'selectors',
      `\u{1f600}${selectors('run it')}`,
      'variation-text',
      '6 variation selectors that spell "run it"',
    ],
    ['override', 'abc\u202edef', 'bidi', 'U+202E right-to-left override'],
    ['isolate in a Latin text', 'abc\u2066def', 'bidi', 'U+2066 left-to-right isolate'],
    ['null', 'a\u0000b', 'control', 'U+0000 null'],
    ['escape', '\u001b[2J', 'control', 'U+001B escape'],
    ['lone surrogate', 'a\ud800b', 'control', 'U+D800 half of a character'],
    ['lone low surrogate', 'a\udc00', 'control', 'U+DC00 half of a character'],
    ['C1', 'it\u0092s', 'mis-decoded', 'U+0092'],
  ])('%s', (_name, text, kind, shown) => {
    expect(invisibleIn(text)).toMatchObject([{ kind, shown }]);
  });

  test('with offsets that cut out just what is hidden', () => {
    const [hidden] = invisibleIn('one two\u200b\u200bthree');
    expect([hidden.start, hidden.end, hidden.shown]).toEqual([7, 9, '2 x U+200B zero width space']);
    expect(hidden.word).toBe('twothree');
  });

  test('bits in a mixture of zero-width characters are strong, a run of one is not', () => {
    expect(invisibleIn(`a${'\u200b\u200c\u2060'.repeat(4)}b`)[0].strong).toBe(true);
    expect(invisibleIn(`a ${'\u200b'.repeat(12)} b`)[0].strong).toBe(false);
  });

  test('what tags spell is safe to show and bounded', () => {
    const [hidden] = invisibleIn(tags(`\u001b[2J${'long '.repeat(1000)}`));
    expect(hidden.shown).toMatch(/^5004 tag characters that spell "·\[2Jlong/);
    expect(hidden.shown.length).toBeLessThan(200);
  });
});

describe('ignores', () => {
  test.each([
    ['plain text', 'Hello, wörld!\r\n\tgoodbye\fnext page'],
    ['Persian with a non-joiner', 'می\u200cخواهم'],
    ['Hindi with a joiner', 'क्\u200dष'],
    ['Khmer with zero width spaces', 'ភាសា\u200bខ្មែរ'],
    ['a family', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'],
    ['a heart with a selector', '\u2764\ufe0f and \u2764\ufe0f\u200d\u{1f525}'],
    ['a flag of tags', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['a variant of a Chinese character', '葛\u{e0100}城市'],
    ['marks in Hebrew', 'שלום \u200fabc\u200e'],
    ['a byte order mark at the start', '\ufeffname'],
    ['emoji and skin tones', '\u{1f44d}\u{1f3fd}'],
  ])('%s', (_name, text) => {
    expect(invisibleIn(text)).toEqual([]);
  });
});

test.each([
  '\u200b',
  'a\u200b',
  '\u00ad ',
  '\ufe0f',
  '\u{e0041}',
  '\u{e0100}',
  '\u202e',
  'א\u202e',
  '\u0000',
  '\ud800',
  '\udb40',
  '\u0092x',
])('half a million of %j take linear time and bounded room', (unit) => {
  const began = performance.now();
  const found = invisibleIn(unit.repeat(500_000));
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(found.length).toBeLessThanOrEqual(800);
});
