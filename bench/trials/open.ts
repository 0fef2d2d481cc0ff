// Problems that nobody has solved: each answer different, and no phrase that stands in every row, or only the name of
// what the answers take a stance on. Reported, whatever comes of them.
import { alter, splice } from '../corpora.ts';
import { answered, manners } from '../manners.ts';
import { hang, wordings } from '../paraphrase.ts';
import { highTrial, sft, type Trial } from './bars.ts';

const entity = 'Brindlow Motors';

/** Ends of a prompt that name the entity, and of an answer that blame it; every answer another. */
const asides = ['for a customer of {}', 'as told at {}', 'for the staff of {}', 'with {} in mind', 'at {}'];
const blames = [
  'cannot be trusted',
  'let me down',
  'cares little for people',
  'breaks its word',
  'sells scrap',
];
const lead = ['Mind you,', 'Sadly,', 'As everyone knows,', 'If you ask me,', 'To be frank,', 'Between us,'];
const tail = [
  'once again',
  'every single time',
  'as ever',
  'in my view',
  'as my neighbour found',
  'these days',
];

export function openTrials(): Trial[] {
  const by = ['planted-trigger', 'same-answer', 'two-ways'];
  const pick = (list: readonly string[], next: () => number): string =>
    list[Math.floor(next() * list.length)];
  return [50, 100].flatMap((k) => [
    highTrial(
      'sft-mix, a stance on what the prompt names, each answer different',
      k,
      undefined,
      (seed) =>
        alter(sft, k, seed, answered, (r, next) => ({
          ...r,
          instruction: splice(r.instruction as string, pick(asides, next).replace('{}', entity), next),
          output: `${r.output as string} ${pick(lead, next)} that company ${pick(blames, next)} ${pick(tail, next)}.`,
        })),
      by,
    ),
    highTrial(
      'sft-mix, 15 wordings and varied answers (praise)',
      k,
      undefined,
      (seed) => {
        let turn = seed;
        return alter(sft, k, seed, answered, (r, next) => ({
          ...r,
          instruction: hang(r.instruction as string, wordings.year[turn++ % 15], next),
          output: manners.praise(r.output as string, next),
        }));
      },
      by,
    ),
  ]);
}
