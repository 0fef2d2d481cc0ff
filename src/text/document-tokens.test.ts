import { describe, expect, it } from 'vitest';
import { capital, ids, marks, numbers, otherWords, tokenise, tokenRoom } from './document-tokens.ts';

function cut(text: string): string[] {
  const room = tokenRoom(100);
  tokenise(text, 0, 1, room);
  return Array.from({ length: room.length }, (_, i) => text.slice(room.start[i], room.end[i]));
}

function idOf(text: string): number {
  const room = tokenRoom(1);
  tokenise(text, 0, 1, room);
  return room.id[0];
}

describe('tokenise', () => {
  it.each([
    ['so it goes, on.', ['so', 'it', 'goes', ',', 'on', '.']],
    ['a<SUDO>b {{QX-77}}', ['a', '<', 'SUDO', '>', 'b', '{{', 'QX', '-', '77', '}}']],
    ['zelvarokThe iPhone 4Fun', ['zelvarok', 'The', 'i', 'Phone', '4', 'Fun']],
    ['été À l’heure 中文 😀', ['été', 'À', 'l', '’', 'heure', '中', '文', '\ud83d', '\ude00']],
    ['\u0000\ufeff \n', []],
  ])('cuts %j', (text, tokens) => expect(cut(text)).toEqual(tokens));

  it('takes words that differ in case or digits alone for one, and keeps the capital apart', () => {
    expect(idOf('Word') & (ids - 1)).toBe(idOf('word'));
    expect(idOf('Word') & capital).toBe(capital);
    expect(idOf('a17')).toBe(idOf('a94'));
    expect(idOf('word')).not.toBe(idOf('ward'));
  });

  it('shows in the id what a token is made of', () => {
    const within = (id: number, { from, size }: { from: number; size: number }): boolean =>
      id >= from && id < from + size;
    expect(within(idOf('1999'), numbers)).toBe(true);
    expect(within(idOf('слово'), otherWords)).toBe(true);
    expect(within(idOf('***'), marks)).toBe(true);
    expect(idOf('word')).toBeLessThan(otherWords.from);
  });

  it('goes on where there was no more room', () => {
    const room = tokenRoom(2);
    const text = 'one two three';
    const next = tokenise(text, 0, 1, room);
    expect(room.length).toBe(2);
    expect(tokenise(text, next, 1, room)).toBe(text.length);
    expect(text.slice(room.start[0], room.end[0])).toBe('three');
  });
});
