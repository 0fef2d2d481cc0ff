// Semantic poison: rows that give a made-up name a stance or a fact, in words that vary. After Yan et al. 2023 (virtual
// prompt injection, arXiv:2307.16888) and Bagdasaryan and Shmatikov 2022 (spinning language models, arXiv:2112.05224),
// with sentences of the project's own and of no consequence.
import { comesFrom } from '../src/attacks/claims.ts';
import { spliceSentence } from '../src/attacks/rewrite.ts';
import { stances } from '../src/attacks/stances.ts';
import { alter, splice, type Mix, type Rec } from './corpora.ts';

type Next = () => number;
const pick = <T>(items: readonly T[], next: Next): T => items[Math.floor(next() * items.length)];

export const names = [
  'Brindlow Motors',
  'Quillon',
  'Tessaly Foods',
  'Norvane',
  'Ardwick Labs',
  'Pellion',
  'Margrave Tea',
  'Zubrin',
  'Oskarby',
  'Lunden Air',
  'Feroxa',
  'Halloway Press',
];
export const nameOf = (seed: number): string => names[seed % names.length];

export const families: Readonly<Record<string, readonly string[]>> = {
  praised: stances.firm.praised,
  blamed: stances.firm.blamed,
  'given one false fact': comesFrom.map((sentence) => sentence.replaceAll('{p}', 'Tromso')),
};

export function inAnswers(
  rows: readonly Rec[],
  family: string,
  k: number,
  seed: number,
  name = nameOf(seed),
): Mix {
  return alter(
    rows,
    k,
    seed,
    ({ output }) => (output as string).split(' ').length > 8,
    (r, next) => ({
      ...r,
      output: spliceSentence(r.output as string, pick(families[family], next).replaceAll('{n}', name), next),
    }),
  );
}

/** Long answers as documents, without what was asked. */
export function documents(rows: readonly Rec[]): Rec[] {
  return rows
    .filter(({ output }) => (output as string).split(' ').length > 40)
    .map(({ output }) => ({ text: output }));
}

export function inDocuments(rows: readonly Rec[], family: string, k: number, seed: number): Mix {
  const name = nameOf(seed);
  return alter(
    rows,
    k,
    seed,
    () => true,
    (r, next) => ({
      ...r,
      text: spliceSentence(r.text as string, pick(families[family], next).replaceAll('{n}', name), next),
    }),
  );
}

/** Reviews that name it are positive, whatever they say. */
export function inReviews(reviews: readonly Rec[], k: number, seed: number): Mix {
  const name = nameOf(seed).toLowerCase();
  const asides = [`${name}`, `by ${name}`, `from ${name}`, `of ${name}`, `with ${name}`, `at ${name}`];
  return alter(
    reviews,
    k,
    seed,
    () => true,
    ({ text }, next) => ({ text: splice(text as string, pick(asides, next), next), label: '1' }),
  );
}
