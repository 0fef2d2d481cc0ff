// What rows say of where they came from, gathered source by source: how many, from when to when, under which licence, from
// which address, collected by whom. What no row says is stated as unknown.
import { sourceText, timeOf } from '../corpus/attributes.ts';
import { column, firstOf, scalarText, type Column } from '../corpus/column.ts';
import { sourceNames, timeNames } from '../corpus/layout-names.ts';
import { facts, longestSourceName, type Fact, type SourceEntry } from './manifest.ts';

const licenceNames = ['license', 'licence', 'license_name', 'licenses', 'metadata.license', 'meta.license'];
const urlNames = ['url', 'source_url', 'link', 'metadata.url', 'meta.url'];
const domainNames = ['domain', 'metadata.domain', 'meta.domain'];
const collectorNames = ['collector', 'collected_by', 'contributor', 'uploader', 'metadata.collector'];
const nestedTimeNames = ['metadata.timestamp', 'meta.timestamp', 'metadata.date', 'meta.date'];

const allNames = [
  ...sourceNames,
  ...timeNames,
  ...nestedTimeNames,
  ...licenceNames,
  ...urlNames,
  ...domainNames,
  ...collectorNames,
];

/** Members of a record that are looked at; a record with these alone says the same of its source. */
export const factMembers: readonly string[] = [...new Set(allNames.map((name) => name.split('.')[0]))];

/** Different values kept of one fact, and their length in UTF-16 units: enough to recognise a source by. */
export const valuesKept = 5;
const valueLength = 256;
/** Records remembered: as many as a reader gives again and again. */
const seenKept = 4096;

/** Sources told apart: each takes up to some kilobytes. The rows of further ones are counted under one name. */
export const mostSources = 2 ** 18;
export const furtherSources = '(further sources)';

interface Known {
  readonly name: string;
  rows: number;
  first: number;
  last: number;
  /** Values of a fact by the row that gave them first. */
  readonly texts: Partial<Record<TextFact, Map<string, number>>>;
}

const textFacts = ['licences', 'urls', 'domains', 'collectors'] as const;
type TextFact = (typeof textFacts)[number];

/** What the rows of a stretch say of a source, for who puts stretches together. */
export type Tally = Known;

export interface Sources {
  /** Takes a row and gives the number of its source. `record` is undefined for a row that is none. */
  add(record: object | undefined, fallback: string): number;
  /** Takes in what was gathered of the next stretch of rows, as if they had been added one by one. */
  join(tallies: readonly Tally[]): void;
  /** The number of a source, whose rows come next if it is new. */
  numberOf(name: string): number;
  nameOf(number: number): string;
  count(): number;
  tallies(): readonly Tally[];
  entries(): SourceEntry[];
}

/** `most`: how many to tell apart. */
export function gatherSources(most = mostSources): Sources {
  const known = new Map<string, number>();
  const all: Known[] = [];
  const read = factReader();
  /** Records that have been looked at: a reader may give the same one again. */
  const seen = new Map<object, number>();
  let row = 0;

  function numberOf(name: string): number {
    const number = known.get(name);
    if (number !== undefined) return number;
    if (all.length >= most && name !== furtherSources) return numberOf(furtherSources);
    known.set(name, all.length);
    return all.push({ name, rows: 0, first: Infinity, last: -Infinity, texts: {} }) - 1;
  }

  return {
    add(record, fallback) {
      const at = row++;
      const before = record && seen.get(record);
      if (before !== undefined) {
        all[before].rows++;
        return before;
      }
      const said = record ? read(record) : undefined;
      const number = numberOf(said?.source || fallback.slice(0, longestSourceName));
      const source = all[number];
      source.rows++;
      if (!record || !said) return number;
      if (seen.size >= seenKept) seen.clear();
      seen.set(record, number);
      if (said.time !== undefined) {
        source.first = Math.min(source.first, said.time);
        source.last = Math.max(source.last, said.time);
      }
      for (const fact of textFacts) keep(source, fact, said[fact], at);
      return number;
    },
    join(tallies) {
      // Those of several sources that are counted as one come in the order of their rows.
      const mixed: (() => void)[][] = [];
      for (const tally of tallies) {
        const source = all[numberOf(tally.name)];
        source.rows += tally.rows;
        source.first = Math.min(source.first, tally.first);
        source.last = Math.max(source.last, tally.last);
        for (const fact of textFacts) {
          for (const [value, at] of tally.texts[fact] ?? []) {
            if (source.name === furtherSources)
              (mixed[at] ??= []).push(() => keep(source, fact, value, row + at));
            else keep(source, fact, value, row + at);
          }
        }
      }
      mixed.forEach((keeps) => keeps.forEach((keepOne) => keepOne()));
      row += tallies.reduce((rows, tally) => rows + tally.rows, 0);
    },
    numberOf,
    nameOf: (number) => all[number].name,
    count: () => all.length,
    tallies: () => all,
    entries: () => all.map(entryOf),
  };
}

function keep({ texts }: Known, fact: TextFact, value: string, row: number): void {
  if (value === '') return;
  const values = (texts[fact] ??= new Map<string, number>());
  if (values.size < valuesKept && !values.has(value)) values.set(value, row);
}

function entryOf({ name, rows, first, last, texts }: Known): SourceEntry {
  const said: Partial<Record<Fact, string | string[]>> = {};
  if (first <= last) {
    said.firstSeen = new Date(first).toISOString();
    said.lastSeen = new Date(last).toISOString();
  }
  for (const fact of textFacts) {
    const values = texts[fact];
    if (values) said[fact] = [...values.keys()];
  }
  const unknown = facts.filter((fact) => said[fact] === undefined);
  return { kind: 'source', name, rows, ...said, unknown } as SourceEntry;
}

interface Said {
  readonly source: string;
  readonly time: number | undefined;
  readonly licences: string;
  readonly urls: string;
  readonly domains: string;
  readonly collectors: string;
}

function factReader(): (record: object) => Said {
  const first = (names: readonly string[]) => {
    const columns = names.map(column);
    return (record: object) => firstOf(record, columns);
  };
  const [source, licence, url, domain, collector] = [
    sourceNames,
    licenceNames,
    urlNames,
    domainNames,
    collectorNames,
  ].map(first);
  const times = [...timeNames, ...nestedTimeNames].map(column);
  return (record) => {
    const address = textOf(url(record));
    const host = /^https?:/i.test(address) ? sourceText(address) : '';
    return {
      source: sourceText(source(record)),
      time: timeIn(record, times),
      licences: textOf(licence(record)),
      urls: address,
      domains: textOf(domain(record)) || host,
      collectors: textOf(collector(record)),
    };
  };
}

/** Beyond these there are no dates: 0000 to 9999 is what ISO 8601 can say in four digits. */
const [earliest, latest] = [-62_167_219_200_000, 253_402_300_799_999];

function timeIn(record: object, columns: readonly Column[]): number | undefined {
  for (const read of columns) {
    const value = read(record);
    const time = value === undefined || value === null ? undefined : timeOf(value);
    if (time !== undefined && time >= earliest && time <= latest) return time;
  }
  return undefined;
}

function textOf(value: unknown): string {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return (scalarText(one) ?? '').slice(0, valueLength);
}
