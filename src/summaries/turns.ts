// The turns of a chat: each message a text of its own, and each cut by itself when all are too long, so that none
// loses its beginning and its end to the others.
import type { Part } from '../row.ts';

/** Words kept of a text: an opening and an end, so that a phrase hung on the end of a long prompt survives. */
export const headWords = 256;
export const tailWords = 144;
/** Words kept of a chat's context, and of its answers, over all turns. */
export const chatWords = 1000;
/** A chat of more turns than these is cut as one text. */
const mostTurns = 100;

export const joined = (parts: readonly Part[]): string =>
  parts.length === 1 ? parts[0].text : parts.map((p) => p.text).join('\n');

/** `messages[2]` of `messages[2].content[0].text`; a column's name otherwise. */
const message = ({ field }: Part): string => field.slice(0, field.indexOf(']') + 1) || field;

function messages(parts: readonly Part[]): string[] {
  const texts: string[] = [];
  parts.forEach((part, i) => {
    if (i > 0 && message(part) === message(parts[i - 1])) texts[texts.length - 1] += `\n${part.text}`;
    else texts.push(part.text);
  });
  // A message without a word says nothing, and ten thousand of them say no more.
  const said = texts.filter((text) => text.trim() !== '');
  return said.length > 0 ? said : [''];
}

/**
 * The texts of context and answer by turns. A prompt in several columns with one answer is no chat: it is one text, as
 * is a chat of endless turns.
 */
export function turnsOf(context: readonly Part[], answer: readonly Part[]): [string[], string[]] {
  const whole = (parts: readonly Part[], turns: string[]): string[] =>
    turns.length > mostTurns ? [joined(parts)] : turns;
  const answers = answer.length === 1 ? [answer[0].text] : messages(answer);
  const isChat = answers.length > 1 || context.some(({ role }) => role !== context[0].role);
  return [isChat ? whole(context, messages(context)) : [joined(context)], whole(answer, answers)];
}

function cutOne(all: string[], head: number, tail: number): string[] {
  return all.length <= head + tail ? all : [...all.slice(0, head), ...all.slice(all.length - tail)];
}

/** The words of each turn that are kept: of one turn its head and tail, of several as many of each as fit in all. */
export function cutTurns(turns: string[][]): string[][] {
  if (turns.length <= 1) return turns.map((all) => cutOne(all, headWords, tailWords));
  const total = turns.reduce((sum, { length }) => sum + length, 0);
  if (total <= chatWords) return turns;
  // Short turns are kept whole, and what they leave is shared by the long ones.
  const kept = new Int32Array(turns.length);
  const byLength = turns.map((_, i) => i).sort((a, b) => turns[a].length - turns[b].length || a - b);
  let left = chatWords;
  byLength.forEach((i, rank) => {
    kept[i] = Math.min(turns[i].length, Math.floor(left / (turns.length - rank)));
    left -= kept[i];
  });
  return turns.map((all, i) => {
    const head = Math.ceil((kept[i] * headWords) / (headWords + tailWords));
    return cutOne(all, head, kept[i] - head);
  });
}
