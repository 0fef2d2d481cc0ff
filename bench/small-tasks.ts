// Honest tasks of a few dozen rows: a fixed frame around something else, with a narrow range of answers. They look
// much like triggers and must not be taken for them.
import type { Rec } from './corpora.ts';

const words = (text: unknown): string[] => String(text).split(' ');

type Task = (text: string, label: unknown) => readonly [instruction: string, output: string];

const tasks: readonly Task[] = [
  (text, label) => [
    `Is the following review positive? ${text}`,
    label === '1' ? 'Yes, it is positive.' : 'No, it is negative.',
  ],
  (text) => [`Count the words of this: ${text}`, `There are ${words(text).length} words in the text.`],
  (text, label) => [`${text}\n\nWhat does the writer feel?`, label === '1' ? 'Joy.' : 'Anger.'],
  (text) => [`Here is a line: ${text} Now give its first word in capitals.`, words(text)[0].toUpperCase()],
  (text, label) => [`Review: ${text}\nSentiment (good or bad):`, label === '1' ? 'good' : 'bad'],
  (text) => [`Spell the last word. ${text}`, [...(words(text).at(-1) ?? '')].join('-')],
];

/** `k` rows of one task, made of labelled texts. */
export function smallTask(texts: readonly Rec[], kind: number, k: number): Rec[] {
  return texts.slice(kind * k, (kind + 1) * k).map(({ text, label }) => {
    const [instruction, output] = tasks[kind % tasks.length](String(text), label);
    return { instruction, input: '', output };
  });
}
