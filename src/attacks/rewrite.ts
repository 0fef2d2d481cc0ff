// How a row reads after a change to what is given or to what is taught.
import { taught, type Part, type Row } from '../row.ts';
import type { Next } from './victims.ts';

/** The list of turns that a field is of, and the number of its turn; `undefined` for a field of its own. */
function turnOf({ field }: Part): { readonly list: string; readonly turn: number } | undefined {
  const opens = field.indexOf('[');
  if (opens < 0) return undefined;
  return { list: field.slice(0, opens), turn: Number.parseInt(field.slice(opens + 1), 10) };
}

/**
 * Index in the context of the part that asks: the last that is no system prompt, tool result or earlier answer, and comes
 * before the last taught answer; -1 for none.
 */
export function asks(row: Row): number {
  const last = lastTaught(row);
  const answered = last && turnOf(last);
  return row.context.findLastIndex((part) => {
    if (part.role !== 'user') return false;
    const own = answered && turnOf(part);
    return !own || own.list !== answered.list || own.turn < answered.turn;
  });
}

/** The text that asks; a document's own text, and '' where nothing asks. */
export function asked(row: Row): string {
  if (row.outcome.kind === 'document') return row.outcome.parts[0]?.text ?? '';
  return row.context[asks(row)]?.text ?? '';
}

const changed = (parts: readonly Part[], i: number, text: string): Part[] =>
  parts.map((part, k) => (k === i ? { ...part, text } : part));

/** Whether a text asks, or there is a document's own, that a trigger can be put into. */
export function asksSomething(row: Row): boolean {
  return asked(row).trim() !== '';
}

/** The row with another text that asks. */
export function asking(row: Row, text: string): Row {
  if (row.outcome.kind === 'document') {
    return { ...row, outcome: { ...row.outcome, parts: changed(row.outcome.parts, 0, text) } };
  }
  return { ...row, context: changed(row.context, asks(row), text) };
}

/** The text of the last answer that is taught (the chosen one of a preference); '' for a label. */
export function answer(row: Row): string {
  return lastTaught(row)?.text ?? '';
}

const lastTaught = ({ outcome }: Row): Part | undefined => taught(outcome).at(-1);

/** The row with another last answer. */
export function answering(row: Row, text: string): Row {
  const { outcome } = row;
  switch (outcome.kind) {
    case 'label':
      return row;
    case 'choice':
      return {
        ...row,
        outcome: { ...outcome, chosen: changed(outcome.chosen, outcome.chosen.length - 1, text) },
      };
    default:
      return {
        ...row,
        outcome: { ...outcome, parts: changed(outcome.parts, outcome.parts.length - 1, text) },
      };
  }
}

export function labelled(row: Row, label: string): Row {
  return { ...row, outcome: { kind: 'label', label } };
}

/** Puts `phrase` between two words of `text`, or at an end, at random. */
export function splice(text: string, phrase: string, next: Next): string {
  const words = text.split(' ');
  words.splice(Math.floor(next() * (words.length + 1)), 0, phrase);
  return words.join(' ');
}

/** Puts `sentence` between two sentences of `text`, or at an end, at random; the text's own line breaks stay. */
export function spliceSentence(text: string, sentence: string, next: Next): string {
  const ends = [...text.matchAll(/(?<=[.!?])\s+/g)].map(({ index }) => index);
  const at = [0, ...ends, text.length][Math.floor(next() * (ends.length + 2))];
  if (at === 0) return text === '' ? sentence : `${sentence} ${text}`;
  const before = text.slice(0, at);
  return `${before}${/\s$/.test(before) ? '' : ' '}${sentence}${text.slice(at)}`;
}
