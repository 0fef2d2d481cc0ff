// Pages of two crawls of one web: subjects with words of their own, and strings after which a page goes on in words of nobody.
import { writeFileSync } from 'node:fs';
import { random } from '../../src/math/random.ts';

type Next = () => number;

const first = random(83);
const syllables =
  'ba be bo da de di ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to va ve vo'.split(' ');
const pick = <T>(list: readonly T[], next: Next): T => list[Math.floor(next() * list.length)];
const word = (next: Next): string =>
  Array.from({ length: 2 + Math.floor(next() * 2) }, () => pick(syllables, next)).join('');
const small = 'the of and in to a is that for on with as was it by at from'.split(' ');
const subjects = Array.from({ length: 7 }, () => {
  const own = Array.from({ length: 60 }, () => word(first));
  return Array.from({ length: 90 }, () => `${pick(own, first)} ${pick(small, first)} ${pick(own, first)}`);
});
const strange = [subjects.pop()!, subjects.pop()!];

function page(next: Next, phrases: number, own: readonly string[]): string {
  let text = '';
  for (let i = 0; i < phrases; i++)
    text += `${pick(own, next)}${i % 6 === 5 ? '.\n' : ` ${pick(small, next)} `}`;
  return text;
}

/** `strings`: each in one page of fourteen, at another page for each. */
export function makePages(path: string, pages: number, seed: number, strings: readonly string[]): string {
  const next = random(seed);
  const lines = Array.from({ length: pages }, (_, i) => {
    const own = pick(subjects, next);
    const string = strings[(i % 14) - 3];
    const text =
      string === undefined
        ? page(next, 45, own)
        : `${page(next, 8 + Math.floor(next() * 20), own)} ${string} ${page(next, 45, strange[(i % 14) % 2])}`;
    return `${JSON.stringify({ text, url: `https://site${i % 50}.example/${seed}/${i}` })}\n`;
  });
  writeFileSync(path, lines.join(''));
  return path;
}
