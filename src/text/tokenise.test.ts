import { describe, expect, it } from 'vitest';
import { random } from '../math/random.ts';
import { capital, ids, marks, numbers, otherWords, tokenRoom } from './document-tokens.ts';
import { tokenisePlainly } from './tokenise-plainly.ts';
import { tokenise } from './tokenise.ts';

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

  describe('gives the same as the loop in TypeScript', () => {
    const next = random(5);
    const any = (list: string): string => list[Math.floor(next() * list.length)];
    const jumble = (length: number): string =>
      Array.from({ length }, () =>
        next() < 0.9 ? any('abcXYZ019 .,-<') : any('éÀÿł中文\ud83d\ude00\u0000\ufeff\uffff٣ \n'),
      ).join('');
    const bothOf = (text: string, most: number) => {
      const stretches = [tokenise, tokenisePlainly].map((loop) => {
        const all: (readonly number[])[] = [];
        for (let from = 0; from < text.length;) {
          const room = tokenRoom(most);
          from = loop(text, from, 7, room);
          const { length, id, letters, start, end } = room;
          all.push([from, length, ...id, ...letters, ...start, ...end]);
        }
        return all;
      });
      return stretches;
    };

    it.each([1, 7, 100, 5000])('in texts of any characters with room for %d tokens', (most) => {
      for (let n = 0; n < 20; n++) {
        const [fast, plain] = bothOf(jumble(500), most);
        expect(fast).toEqual(plain);
      }
    });

    it.each([
      ['a word that is longer than what is looked at at once', 'x'.repeat(300_000)],
      ['a text of many stretches', 'word after word, '.repeat(20_000)],
      ['much space', `${' '.repeat(200_000)}one${' '.repeat(200_000)}`],
      ['a word across the edge', `${'a '.repeat(4_000)}${' '.repeat(123_070)}word and more`],
    ])('in %s', (_, text) => {
      for (const most of [100, 2 ** 14, 2 ** 15]) {
        const [fast, plain] = bothOf(text, most);
        expect(fast.length).toBe(plain.length);
        expect(fast.every((stretch, i) => stretch.every((number, j) => number === plain[i][j]))).toBe(true);
      }
    });
  });
});
