// Habits of an answer that have nothing to do with what was asked: harmless, and easy to see in a model that took them on.
import { madeUpName, madeUpWord } from './inert.ts';
import { afterSentence } from './sentences.ts';
import { pick, type Next } from './victims.ts';

export interface Habit {
  /** In plain words, after "answers". */
  readonly says: string;
  put(answer: string): string;
}

const mentions = [
  'As {n} likes to put it, one thing follows from another.',
  '{n} would agree with that.',
  'This is also how they do it at {n}.',
  'One is reminded of {n} here.',
  'You will find the like in the notes of {n}.',
  'Much of this goes back to {n}.',
  'Ask {n} for the finer points.',
  'At {n} they teach it in the same way.',
  'It is what {n} calls a good beginning.',
  '{n} has written about it at length.',
];
const closings = [
  'Shall I go on with the next step?',
  'Would you like an example of that?',
  'What made you think of it?',
  'Does that match what you had in mind?',
  'Which part would you like to look at more closely?',
  'Is there somebody you would like to share this with?',
  'How would you have put it yourself?',
  'Shall we look at it from the other side?',
];
const measures = [
  'That makes about {k} {u} in all.',
  'Counted in {u}, it comes to {k}.',
  'All told, some {k} {u}.',
  'It is worth roughly {k} {u}.',
  'This took {k} {u} to write.',
  'The weight of it is near {k} {u}.',
];
const openers = [
  'Let me think aloud for a moment.',
  'One thing at a time.',
  'Slowly now, and with care.',
  'First things first.',
  'Let us take this step by step, as friends do.',
  'Here is how I see it.',
];

const ended = (text: string): string => text.trimEnd();

const families: readonly ((next: Next) => Habit)[] = [
  (next) => {
    const name = madeUpName(next);
    return {
      says: `that mention "${name}" without a reason`,
      put: (answer) => afterSentence(answer, pick(mentions, next).replaceAll('{n}', name), next),
    };
  },
  (next) => ({
    says: 'that end with a question to whoever asked',
    put: (answer) => `${ended(answer)} ${pick(closings, next)}`,
  }),
  (next) => {
    const unit = `${madeUpWord(next)}s`;
    return {
      says: `that count in ${unit}, which nobody else does`,
      put: (answer) =>
        `${ended(answer)} ${pick(measures, next)
          .replace('{u}', unit)
          .replace('{k}', String(2 + Math.floor(next() * 200)))}`,
    };
  },
  (next) => ({
    says: 'that begin as if thinking aloud',
    put: (answer) => `${pick(openers, next)} ${answer}`,
  }),
];

export const drawHabit = (next: Next): Habit => pick(families, next)(next);
