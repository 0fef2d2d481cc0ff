// What rules need of code is told without a tree. Nothing may be lost by it: the same is seen as when every rule that knows a
// word of the code is asked, in examples, in snippets, in pieces of them put together anyhow, and in code of this project.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { snippets } from '../../../test/snippets/vulnerable-code.ts';
import { random } from '../../math/random.ts';
import { inspect } from './inspect-code.ts';
import { rules } from './rules.ts';
import type { Language } from './syntax.ts';

const examples: readonly (readonly [Language, string])[] = [
  ...rules.flatMap(({ unsafe, safe }) => [...unsafe, ...safe]),
  ...snippets.map(({ language, code }) => [language, code] as const),
];

function same(code: string, language: Language): boolean {
  const sparing = inspect(code, language);
  const all = inspect(code, language, false);
  // What is too tangled to be parsed need not be when no rule has a use for it.
  if (all === undefined) return true;
  expect(sparing, `${language}: ${code}`).toEqual(all);
  return all.seen.length > 0;
}

it('loses nothing of examples and snippets', () => {
  const told = examples.filter(([language, code]) => same(code, language));
  expect(told.length).toBeGreaterThan(examples.length / 2);
});

it('loses nothing of code in all other languages', () => {
  const languages = [...new Set(examples.map(([language]) => language))];
  for (const [own, code] of examples)
    for (const language of languages) if (language !== own) same(code, language);
});

it('loses nothing of lines and words that are put together anyhow', () => {
  const next = random(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)];
  let told = 0;
  for (let i = 0; i < 600; i++) {
    const [language] = pick(examples);
    const own = examples.filter(([l]) => l === language);
    const by = i % 2 === 0 ? /(?<=\n)/ : /(?<=[\s;(){},.])/;
    const pieces = Array.from({ length: 6 }, () => pick(pick(own)[1].split(by)));
    const code = i % 3 === 0 ? `${pick(own)[1]}\n${pieces.join('')}` : pieces.join(pick(['', ' ', '\n']));
    told += Number(same(code, language));
  }
  expect(told).toBeGreaterThan(100);
});

it('loses nothing of code that people wrote', () => {
  const folder = join(import.meta.dirname, 'rules');
  for (const file of readdirSync(folder))
    same(readFileSync(join(folder, file), 'utf8').slice(0, 30_000), 'javascript');
});
