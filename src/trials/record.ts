// Writes a row back into a record of its layout: the opposite of corpus/to-row. What the row does not speak of stays.
import type { Fields } from '../corpus/fields.ts';
import { parseRecord } from '../corpus/readers/json-record.ts';
import type { Limits } from '../corpus/reader.ts';
import { labelText, thumb } from '../corpus/column.ts';
import { rowConverter } from '../corpus/to-row.ts';
import { UsageError } from '../errors.ts';
import { allParts, type Part, type Role, type Row } from '../row.ts';
import { visible } from '../text/visible.ts';
import { valueAt, withValue, type Json } from './paths.ts';

type Fielded = { readonly [key: string]: Json };

export interface RecordWriter {
  /** The record in `line` changed so that it reads as `wanted`, where it read as `was`. */
  (line: Buffer, was: Row, wanted: Row): Fielded;
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
    throw new UsageError(
      'unsupported',
      `rows of this layout (${visible(fields.layout, 60)}) cannot be written back: row ${was.row} reads otherwise than it should`,
      'Bring the file into a plain layout such as instruction/output or messages, and drill that.',
    );
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
    changes.push([fields.time, new Date(wanted.time).toISOString()]);
  }
  return changes;
}

/** Another host in an address, or the source as it is. */
function sourceLike(value: unknown, source: string): string {
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value)) return source;
  return value.replace(/^(https?:\/\/)[^/?#]*/i, (_, scheme: string) => scheme + source);
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

/** How labels and thumbs stand in the file: `1` may be a number, a text or `1.0`. */
function rawValues(fields: Fields, rows: readonly Row[], record: (row: Row) => Fielded): Raw {
  const raw = new Map<string, Json>();
  const name = fields.label ?? fields.rating;
  if (name === undefined) return raw;
  for (const row of rows) {
    const known =
      row.outcome.kind === 'label'
        ? row.outcome.label
        : row.outcome.kind === 'rating'
          ? String(row.outcome.up)
          : undefined;
    if (known === undefined || raw.has(known)) continue;
    const value = valueAt(record(row), columnsOf(fields), name);
    if (labelText(value) === known || String(thumb(value)) === known) raw.set(known, value as Json);
  }
  return raw;
}

function columnsOf(fields: Fields): string[] {
  const { prompt, turns, text, label, answer, chosen, rejected, rating, source, annotator, time } = fields;
  return [...prompt, turns, text, label, answer, chosen, rejected, rating, source, annotator, time].filter(
    (name) => name !== undefined,
  );
}

function alike(a: Row, b: Row): boolean {
  const facts = ({ context, outcome, source, annotator, time }: Row): string =>
    JSON.stringify([context, outcome, source, annotator, time]);
  return facts(a) === facts(b);
}
