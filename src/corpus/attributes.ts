// What a record says about itself beside what it teaches: who it came from, who judged it, when, and a vector of its
// content. All optional: what cannot be read is absent, and the row stands.
import type { Row } from '../row.ts';
import { column, labelText, scalarText, type Column } from './column.ts';
import type { Fields } from './fields.ts';

type Attributes = Pick<Row, 'source' | 'annotator' | 'time' | 'embedding'>;

/** The length up to which a source or an annotator is told apart, in UTF-16 units. */
const nameLength = 256;
/** Longest vector taken: the largest embedding models give some thousands of numbers. */
const vectorLength = 16_384;

export function attributesOf(fields: Fields): (record: object) => Attributes {
  const optional = (name: string | undefined): Column | undefined =>
    name === undefined ? undefined : column(name);
  const source = optional(fields.source);
  const annotator = optional(fields.annotator);
  const time = optional(fields.time);
  const embedding = optional(fields.embedding);
  return (record) => {
    const from = source ? sourceText(source(record)) : '';
    // Most corpora have none of the others, and their rows are many.
    if (!annotator && !time && !embedding) return { source: from };
    const by = annotator && labelText(annotator(record))?.slice(0, nameLength);
    const at = time && timeOf(time(record));
    const vector = embedding && vectorOf(embedding(record));
    return {
      source: from,
      ...(by ? { annotator: by } : {}),
      ...(at === undefined ? {} : { time: at }),
      ...(vector ? { embedding: vector } : {}),
    };
  };
}

/** A source as it stands, or the host of an address. */
export function sourceText(value: unknown): string {
  const text = scalarText(value) ?? '';
  if (!/^https?:\/\//i.test(text)) return text.slice(0, nameLength);
  const start = text.indexOf('//') + 2;
  let end = start;
  while (end < text.length && end < start + nameLength && !'/?#'.includes(text[end])) end++;
  const authority = text.slice(start, end).toLowerCase();
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
  return host.startsWith('www.') ? host.slice(4) : host;
}

const isoTime =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?)? ?(Z|UTC|[+-]\d\d:?\d\d)?$/;
/** Seconds since 1970 stay below this until the year 5138, milliseconds are above it since 1973. */
export const largestSeconds = 1e11;

/**
 * Milliseconds since 1970 of an ISO 8601 time (UTC where no zone is given: the machine's own must not matter) or of
 * a number of seconds or milliseconds; undefined for anything else.
 */
export function timeOf(value: unknown): number | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.getTime();
  const text = scalarText(value)?.trim();
  if (text === undefined) return undefined;
  if (/^\d{9,14}(\.\d{1,9})?$/.test(text)) {
    const number = Number(text);
    return Math.round(number < largestSeconds ? number * 1000 : number);
  }
  const found = text.length <= 40 ? isoTime.exec(text) : null;
  if (!found) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = found;
  const at = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second) + Math.round(Number(fraction) * 1000);
  if (zone === undefined || zone === 'Z' || zone === 'UTC') return at;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return at - (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** Longest and shortest vector that is taken for one: beyond, sums of them are no numbers any more. */
const longest = 1e12;
const shortest = 1e-12;

/** A list of finite numbers whose length as a vector is of this world; undefined for anything else. */
export function vectorOf(value: unknown): Float32Array | undefined {
  const list = Array.isArray(value) || ArrayBuffer.isView(value) ? (value as ArrayLike<unknown>) : [];
  if (list.length < 2 || list.length > vectorLength) return undefined;
  const vector = new Float32Array(list.length);
  let square = 0;
  for (let i = 0; i < list.length; i++) {
    const number = typeof list[i] === 'number' ? (list[i] as number) : NaN;
    vector[i] = number;
    square += number * number;
  }
  const norm = Math.sqrt(square);
  return norm >= shortest && norm <= longest ? vector : undefined;
}
