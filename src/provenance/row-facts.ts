// What a row says of where it came from: its source, when, under which licence, from which address, collected by whom.
import { sourceText, timeOf } from '../corpus/attributes.ts';
import { column, isThere, scalarText } from '../corpus/column.ts';
import { sourceNames, timeNames } from '../corpus/layout-names.ts';

const named = {
  source: sourceNames,
  time: [...timeNames, 'metadata.timestamp', 'meta.timestamp', 'metadata.date', 'meta.date'],
  licence: ['license', 'licence', 'license_name', 'licenses', 'metadata.license', 'meta.license'],
  url: ['url', 'source_url', 'link', 'metadata.url', 'meta.url'],
  domain: ['domain', 'metadata.domain', 'meta.domain'],
  collector: ['collector', 'collected_by', 'contributor', 'uploader', 'metadata.collector'],
} as const;

/** Columns that are looked at. */
export const factNames: readonly string[] = [...new Set(Object.values(named).flat())];

/** Members of a record that are looked at; a record with these alone says the same of its source. */
export const factMembers: readonly string[] = [...new Set(factNames.map((name) => name.split('.')[0]))];

export interface RowFacts {
  /** Of the column `factNames[i]`; undefined where the row has none. Good until the next row is looked at. */
  value(i: number): unknown;
  /** Where rows that say the same share this: the number that their source was given, and by whom. */
  known?: { readonly by: object; readonly number: number };
}

/** Facts of records, one after another. */
export function recordFacts(): (record: object) => RowFacts {
  const columns = factNames.map(column);
  return (record) => ({ value: (i) => columns[i](record) });
}

const placesOf = (names: readonly string[]): readonly number[] =>
  names.map((name) => factNames.indexOf(name));
const [sources, times, licences, urls, domains, collectors] = [
  named.source,
  named.time,
  named.licence,
  named.url,
  named.domain,
  named.collector,
].map(placesOf);

function firstOf({ value }: RowFacts, of: readonly number[]): unknown {
  for (const i of of) {
    const found = value(i);
    if (isThere(found)) return found;
  }
  return undefined;
}

export const sourceOf = (row: RowFacts): string => sourceText(firstOf(row, sources));

/** Beyond these there are no dates: 0000 to 9999 is what ISO 8601 can say in four digits. */
const [earliest, latest] = [-62_167_219_200_000, 253_402_300_799_999];

/** Milliseconds since 1970. */
export function timeIn({ value }: RowFacts): number | undefined {
  for (const i of times) {
    const found = value(i);
    const time = found === undefined || found === null ? undefined : timeOf(found);
    if (time !== undefined && time >= earliest && time <= latest) return time;
  }
  return undefined;
}

/** Facts that a source may have several values of. */
export const textFacts = ['licences', 'urls', 'domains', 'collectors'] as const;

/** Longest value that is kept, in UTF-16 units: enough to recognise a source by. */
const valueLength = 256;

function textOf(value: unknown): string {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return (scalarText(one) ?? '').slice(0, valueLength);
}

/** In the order of `textFacts`; '' where the row says nothing. */
export const textIn: readonly ((row: RowFacts) => string)[] = [
  (row) => textOf(firstOf(row, licences)),
  (row) => textOf(firstOf(row, urls)),
  (row) => textOf(firstOf(row, domains)) || hostOf(textOf(firstOf(row, urls))),
  (row) => textOf(firstOf(row, collectors)),
];

const hostOf = (address: string): string => (/^https?:/i.test(address) ? sourceText(address) : '');
