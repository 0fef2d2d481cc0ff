import { describe, expect, it } from 'vitest';
import { at, characterKinds, mannerOf, mannerSize, type MannerField } from './answer-manner.ts';

function manner(text: string): (field: MannerField) => number {
  const bytes = new Uint8Array(2 * mannerSize);
  mannerOf(text, bytes, mannerSize);
  expect(bytes.subarray(0, mannerSize).every((b) => b === 0)).toBe(true);
  return (field) => bytes[mannerSize + at[field]];
}

describe('manner of an answer', () => {
  it('measures capitals of the whole, the start and the end', () => {
    const of = manner('HELLO THERE MY DEAR OLD FRIEND OF MINE, this is all in small letters from here on.');
    expect(of('opening capitals')).toBe(100);
    expect(of('closing capitals')).toBe(0);
    expect(of('capitals')).toBeGreaterThan(30);
    expect(of('capitals')).toBeLessThan(60);
  });

  it('counts lines, lists and blank lines', () => {
    const of = manner('Here:\n\n- one\n- two\n3. three\n2024 was fine');
    expect(of('lines')).toBe(5);
    expect(of('list lines')).toBe(3);
    expect(of('blank lines')).toBe(1);
  });

  it('knows what comes first and last', () => {
    const kind = (text: string, field: 'first' | 'last') => characterKinds[manner(text)(field)];
    expect(kind('  - a', 'first')).toBe('a list or heading sign');
    expect(kind('yes 🎉', 'last')).toBe('a picture sign');
    expect(kind('好。', 'last')).toBe('a full stop');
    expect(kind('', 'first')).toBe('nothing');
  });

  it('counts stop at 255 and long texts are read in part', () => {
    expect(manner('!'.repeat(10 ** 6))('exclamations')).toBe(255);
  });
});
