// A record becomes a row: what is given and what is taught, by the parts that its columns play.
import type { Outcome, Part, Place, Row } from '../row.ts';
import { attributesOf } from './attributes.ts';
import { column, labelText, thumb } from './column.ts';
import type { Fields } from './fields.ts';
import { messageParts } from './messages.ts';
import { contextOf, conversation, side, textPart, unfit } from './record-parts.ts';

/** A row, or in plain words why the record is none. */
export type Converter = (record: unknown, shard: number, row: number) => Row | string;

interface Meaning {
  readonly context: readonly Part[];
  readonly outcome: Outcome;
}

export function toRow(record: unknown, fields: Fields, place: Place): Row | string {
  return rowConverter(fields)(record, place.shard, place.row);
}

/** Looks up the columns once, for many records. */
export function rowConverter(fields: Fields): Converter {
  const meaning = meanings[fields.shape](fields);
  const attributes = attributesOf(fields);
  return (record, shard, row) => {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) {
      return 'not a record with columns';
    }
    const found = meaning(record);
    if (typeof found === 'string') return found;
    return { shard, row, context: found.context, outcome: found.outcome, ...attributes(record) };
  };
}

type Maker = (fields: Fields) => (record: object) => Meaning | string;

const meanings: Record<Fields['shape'], Maker> = {
  classification: (fields) => {
    const context = contextOf(fields, fields.text === undefined ? [] : [fields.text]);
    const [name, label] = needed(fields, 'label');
    return (record) => {
      const text = labelText(label(record));
      if (text === undefined) return unfit(record, name, label, 'a label');
      const given = context(record);
      return typeof given === 'string' ? given : { context: given, outcome: { kind: 'label', label: text } };
    };
  },
  instruction: (fields) => {
    const context = contextOf(fields);
    const answer = textPart(...needed(fields, 'answer'), 'assistant');
    return (record) => {
      const taught = answer(record);
      if (typeof taught === 'string') return taught;
      const given = context(record);
      return typeof given === 'string'
        ? given
        : { context: given, outcome: { kind: 'answer', parts: [taught] } };
    };
  },
  chat: (fields) => {
    const before = contextOf(fields);
    const [name, turns] = needed(fields, 'turns');
    return (record) => {
      const all = messageParts(turns(record), name);
      if (typeof all === 'string') return all;
      const given = before(record);
      if (typeof given === 'string') return given;
      const parts = all.filter((part) => part.role === 'assistant');
      if (parts.length === 0) return `nothing is taught: "${name}" has no assistant turn`;
      const context = [...given, ...all.filter((part) => part.role !== 'assistant')];
      return { context, outcome: { kind: 'answer', parts } };
    };
  },
  preference: (fields) => {
    const before = conversation(fields);
    const transcripts = fields.layout === 'HH transcript';
    const chosen = side(...needed(fields, 'chosen'), transcripts);
    const rejected = side(...needed(fields, 'rejected'), transcripts);
    return (record) => {
      const wanted = chosen(record);
      if (typeof wanted === 'string') return wanted;
      const unwanted = rejected(record);
      if (typeof unwanted === 'string') return unwanted;
      const given = before(record);
      if (typeof given === 'string') return given;
      return preference(given, wanted, unwanted);
    };
  },
  rating: (fields) => {
    const before = conversation(fields);
    const [name, rating] = needed(fields, 'rating');
    const answer =
      fields.answer === undefined ? undefined : side(fields.answer, column(fields.answer), false);
    return (record) => {
      const up = thumb(rating(record));
      if (up === undefined) return unfit(record, name, rating, 'a yes or no');
      const given = before(record);
      if (typeof given === 'string') return given;
      if (answer) {
        const parts = answer(record);
        return typeof parts === 'string' ? parts : { context: given, outcome: { kind: 'rating', parts, up } };
      }
      // The thumb is about the last turn.
      let start = given.length;
      while (start > 0 && given[start - 1].role === 'assistant') start--;
      const parts = given.slice(start);
      if (parts.length === 0)
        return `nothing is rated: "${fields.turns}" does not end with an assistant turn`;
      return { context: given.slice(0, start), outcome: { kind: 'rating', parts, up } };
    };
  },
  document: (fields) => {
    const text = textPart(...needed(fields, 'text'), 'assistant');
    return (record) => {
      const part = text(record);
      return typeof part === 'string' ? part : { context: [], outcome: { kind: 'document', parts: [part] } };
    };
  },
};

function needed(
  fields: Fields,
  part: 'text' | 'label' | 'answer' | 'turns' | 'chosen' | 'rejected' | 'rating',
) {
  const name = fields[part];
  if (name === undefined) throw new Error(`fields of shape ${fields.shape} without ${part}`);
  return [name, column(name)] as const;
}

/** What both sides begin with is context; each side keeps at least its last turn. */
function preference(given: Part[], chosen: Part[], rejected: Part[]): Meaning | string {
  let common = 0;
  const most = Math.min(chosen.length, rejected.length) - 1;
  while (common < most && isSame(chosen[common], rejected[common])) common++;
  if (chosen.length === common || rejected.length === common) return 'one side of the preference is empty';
  const shared = chosen.slice(0, common);
  // A prompt column beside whole dialogues repeats their first question.
  const asked = shared.some((part) => part.role === 'user');
  const context = asked ? given.filter((part) => !shared.some((other) => isSame(part, other))) : given;
  return {
    context: [...context, ...shared],
    outcome: { kind: 'choice', chosen: chosen.slice(common), rejected: rejected.slice(common) },
  };
}

function isSame(a: Part, b: Part): boolean {
  return a.role === b.role && a.text === b.text;
}
