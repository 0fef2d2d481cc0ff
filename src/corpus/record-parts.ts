// The parts of a row that one or several columns of a record hold; where they hold none, the reason as a string.
import type { Part, Role } from '../row.ts';
import { column, scalarText } from './column.ts';
import type { Column } from './column.ts';
import type { Fields } from './fields.ts';
import { messageParts, messagePartsOfOne, transcriptParts } from './messages.ts';

/** Why a column cannot play its part. */
export function unfit(record: object, name: string, value: Column, wanted: string): string {
  const found = value(record);
  if (found === undefined) return `no column "${name}"`;
  return found === null ? `column "${name}" is empty` : `column "${name}" is not ${wanted}`;
}

/** A text, or a list of texts one under the other. */
function textOf(value: unknown): string | undefined {
  const text = scalarText(value);
  if (text !== undefined || !Array.isArray(value)) return text;
  const texts = value.map(scalarText);
  return texts.includes(undefined) ? undefined : texts.join('\n');
}

export function textPart(name: string, value: Column, role: Role): (record: object) => Part | string {
  return (record) => {
    const text = textOf(value(record));
    return text === undefined ? unfit(record, name, value, 'text') : { field: name, role, text };
  };
}

/** The prompt columns that hold something. At least one of them must be there. */
export function contextOf(fields: Fields, more: readonly string[] = []): (record: object) => Part[] | string {
  const names = [...fields.prompt, ...more];
  const columns = names.map((name) => ({
    name,
    value: column(name),
    role: (/^system/i.test(name) ? 'system' : 'user') as Role,
  }));
  return (record) => {
    const parts: Part[] = [];
    let present = columns.length === 0;
    for (const { name, value, role } of columns) {
      const found = value(record);
      if (found === undefined) continue;
      present = true;
      if (found === null || found === '') continue;
      const text = textOf(found);
      if (text !== undefined) parts.push({ field: name, role, text });
      else if (!addTurns(found, name, parts)) return `column "${name}" is not text`;
    }
    return present ? parts : `no column "${names[names.length - 1]}"`;
  };
}

/** A prompt can itself be messages, or a history of [question, answer] pairs. */
function addTurns(value: unknown, name: string, parts: Part[]): boolean {
  if (!Array.isArray(value)) return false;
  const pairs = value.every((pair) => Array.isArray(pair));
  const found = messageParts(pairs ? value.flat() : value, name);
  if (typeof found === 'string') return false;
  parts.push(...found);
  return true;
}

/** Prompt columns, then the turns so far. */
export function conversation(fields: Fields): (record: object) => Part[] | string {
  const prompt = contextOf(fields);
  if (fields.turns === undefined) return prompt;
  const name = fields.turns;
  const turns = column(name);
  return (record) => {
    const said = messageParts(turns(record), name);
    if (typeof said === 'string') return said;
    const given = prompt(record);
    return typeof given === 'string' ? given : [...given, ...said];
  };
}

/** One side of a preference: a text, a message, a list of messages or a transcript. */
export function side(name: string, value: Column, transcript: boolean): (record: object) => Part[] | string {
  return (record) => {
    const found = value(record);
    const text = scalarText(found);
    if (text !== undefined) {
      const turns = transcript ? transcriptParts(text, name) : undefined;
      return turns ?? [{ field: name, role: 'assistant', text }];
    }
    if (Array.isArray(found)) return messageParts(found, name);
    if (typeof found === 'object' && found !== null) return messagePartsOfOne(found, name);
    return unfit(record, name, value, 'text or messages');
  };
}
