// Writes a row back into a record of its layout: the opposite of corpus/to-row. What the row does not speak of stays.
import { largestSeconds } from '../corpus/attributes.ts';
import type { Fields } from '../corpus/fields.ts';
import { parseRecord } from '../corpus/readers/json-record.ts';
import type { Limits } from '../corpus/reader.ts';
import { rowConverter } from '../corpus/to-row.ts';
import { allParts, type Part, type Role, type Row } from '../row.ts';
import { visible } from '../text/visible.ts';
import { valueAt, withValue, type Json } from './paths.ts';

type Fielded = { readonly [key: string]: Json };

export interface RecordWriter {
  /** The record in `line` changed so that it reads as `wanted`, where it read as `was`; a text says why it cannot be. */
  (line: Buffer, was: Row, wanted: Row): Fielded | string;
}

/** `rows` and `lines` show how this corpus writes labels and thumbs. */
export function recordWriter(
  fields: Fields,
  limits: Limits,
  rows: readonly Row[],
  lines: readonly Buffer[],
): RecordWriter {
  const toRow = rowConverter(fields);
  const record = (line: Buffer): Fielded => parseRecord(line.toString('utf8'), limits) as Fielded;
  const raw = rawValues(fields, rows, (row) => record(lines[row.row]));
  return (line, was, wanted) => {
    let written = record(line);
    for (const [field, value] of changesOf(fields, written, was, wanted, raw)) {
      written = withValue(written, columnsOf(fields), field, value) as Fielded;
    }
    const read = toRow(written, wanted.shard, wanted.row);
    if (typeof read !== 'string' && alike(read, wanted)) return written;
    return `rows of this layout (${visible(fields.layout, 60)}) cannot be written back`;
  };
}

/** The fields to set, with what goes there. */
function changesOf(
  fields: Fields,
  record: Fielded,
  was: Row,
  wanted: Row,
  raw: Raw,
): [field: string, value: Json][] {
  const changes: [string, Json][] = [];
  const before = textsOf(fields, was);
  for (const [field, text] of textsOf(fields, wanted))
    if (before.get(field) !== text) changes.push([field, text]);
  const [a, b] = [was.outcome, wanted.outcome];
  if (a.kind === 'label' && b.kind === 'label' && a.label !== b.label) {
    changes.push([fields.label!, raw.get(b.label) ?? b.label]);
  }
  if (a.kind === 'rating' && b.kind === 'rating' && a.up !== b.up) {
    changes.push([fields.rating!, raw.get(String(b.up)) ?? b.up]);
  }
  if (fields.source && wanted.source !== was.source) {
    changes.push([
      fields.source,
      sourceLike(valueAt(record, columnsOf(fields), fields.source), wanted.source),
    ]);
  }
  if (fields.annotator && wanted.annotator !== was.annotator)
    changes.push([fields.annotator, wanted.annotator ?? '']);
  if (fields.time && wanted.time !== was.time && wanted.time !== undefined) {
    changes.push([fields.time, timeLike(valueAt(record, columnsOf(fields), fields.time), wanted.time)]);
  }
  return changes;
}

/** Another host in an address where it is one, else the source as it is. */
function sourceLike(value: unknown, source: string): string {
  const isHost = /^[a-z0-9.-]{1,253}$/i.test(source);
  if (typeof value !== 'string' || !isHost || !/^https?:\/\//i.test(value)) return source;
  return value.replace(/^(https?:\/\/)[^/?#]*/i, (_, scheme: string) => scheme + source);
}

/** As the column has it: seconds or milliseconds, a day, or a whole time. */
function timeLike(value: unknown, ms: number): Json {
  if (typeof value === 'number') return value < largestSeconds ? Math.round(ms / 1000) : ms;
  const iso = new Date(ms).toISOString();
  return typeof value === 'string' && value.length === 10 ? iso.slice(0, 10) : iso;
}

/** The text in each field of a row. A transcript is several turns in one field. */
function textsOf(fields: Fields, row: Row): Map<string, string> {
  const texts = new Map<string, string>();
  const transcripts = fields.layout === 'HH transcript';
  const sides =
    row.outcome.kind === 'choice'
      ? [
          [...row.context, ...row.outcome.chosen],
          // What both sides begin with stands in the rejected one too.
          [
            ...row.context.map((part) => ({ ...part, field: otherSide(fields, part.field) })),
            ...row.outcome.rejected,
          ],
        ]
      : [allParts(row)];
  for (const side of sides) {
    const fieldsOfSide = new Set(side.map(({ field }) => field));
    for (const field of fieldsOfSide) {
      const turns = side.filter((part) => part.field === field);
      texts.set(field, turns.length === 1 && !transcripts ? turns[0].text : transcript(turns));
    }
  }
  return texts;
}

function otherSide({ chosen = '', rejected = '' }: Fields, field: string): string {
  return field === chosen || field.startsWith(`${chosen}[`) ? rejected + field.slice(chosen.length) : field;
}

const speakers: Record<Role, string> = {
  user: 'Human',
  assistant: 'Assistant',
  system: 'System',
  tool: 'System',
};

const transcript = (turns: readonly Part[]): string =>
  turns.map(({ role, text }) => `\n\n${speakers[role]}: ${text}`).join('');

type Raw = ReadonlyMap<string, Json>;

/** How most labels and thumbs stand in the file: `1` may be a number, a text or a yes. */
function rawValues(fields: Fields, rows: readonly Row[], record: (row: Row) => Fielded): Raw {
  const name = fields.label ?? fields.rating;
  if (name === undefined) return new Map();
  const forms = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const { outcome } = row;
    const known =
      outcome.kind === 'label' ? outcome.label : outcome.kind === 'rating' ? String(outcome.up) : undefined;
    if (known === undefined) continue;
    const form = JSON.stringify(valueAt(record(row), columnsOf(fields), name));
    const own = forms.get(known) ?? new Map<string, number>();
    forms.set(known, own.set(form, (own.get(form) ?? 0) + 1));
  }
  const commonest = (own: ReadonlyMap<string, number>): Json =>
    JSON.parse([...own].reduce((a, b) => (b[1] > a[1] ? b : a))[0]) as Json;
  return new Map([...forms].map(([known, own]) => [known, commonest(own)]));
}

function columnsOf(fields: Fields): string[] {
  const { prompt, turns, text, label, answer, chosen, rejected, rating, source, annotator, time } = fields;
  return [...prompt, turns, text, label, answer, chosen, rejected, rating, source, annotator, time].filter(
    (name) => name !== undefined,
  );
}

/** The same but for what a column cannot hold: one of days has no hours. */
function alike(a: Row, b: Row): boolean {
  const facts = ({ context, outcome, source, annotator }: Row): string =>
    JSON.stringify([context, outcome, source, annotator]);
  const apart = Math.abs((a.time ?? 0) - (b.time ?? 0));
  return facts(a) === facts(b) && apart < day && (a.time === undefined) === (b.time === undefined);
}

const day = 86_400_000;
