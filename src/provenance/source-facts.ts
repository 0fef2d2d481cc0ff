// What rows say of where they came from, gathered source by source: how many, from when to when, under which licence, from
// which address, collected by whom. What no row says is stated as unknown.
import { facts, longestSourceName, type Fact, type SourceEntry } from './manifest.ts';
import { sourceOf, textFacts, textIn, timeIn, type RowFacts } from './row-facts.ts';

/** Different values kept of one fact: enough to recognise a source by. */
export const valuesKept = 5;

/** Sources told apart: each takes up to some kilobytes. The rows of further ones are counted under one name. */
export const mostSources = 2 ** 18;
export const furtherSources = '(further sources)';

/** What the rows of a stretch say of a source, for who puts stretches together. */
export interface Tally {
  readonly name: string;
  rows: number;
  /** Milliseconds since 1970; Infinity and -Infinity where no row says. */
  first: number;
  last: number;
  /** For each of `textFacts` its values, each with the row of the stretch that gave it first. */
  readonly texts: (Value[] | undefined)[];
}
type Value = readonly [text: string, row: number];

export interface Sources {
  /** Takes a row and gives the number of its source; undefined for a row that is no record. */
  add(row: RowFacts | undefined, fallback: string): number;
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
  const all: Tally[] = [];
  let rows = 0;

  function numberOf(name: string): number {
    const number = known.get(name);
    if (number !== undefined) return number;
    if (all.length >= most && name !== furtherSources) return numberOf(furtherSources);
    known.set(name, all.length);
    const texts = [undefined, undefined, undefined, undefined];
    return all.push({ name, rows: 0, first: Infinity, last: -Infinity, texts }) - 1;
  }

  const self: Sources = {
    add(row, fallback) {
      const at = rows++;
      if (row?.known?.by === self) {
        const { number } = row.known;
        all[number].rows++;
        return number;
      }
      const number = numberOf((row && sourceOf(row)) || fallback.slice(0, longestSourceName));
      const source = all[number];
      source.rows++;
      if (!row) return number;
      row.known = { by: self, number };
      const time = timeIn(row);
      if (time !== undefined) {
        source.first = Math.min(source.first, time);
        source.last = Math.max(source.last, time);
      }
      for (let fact = 0; fact < textFacts.length; fact++)
        if (!isFull(source, fact)) keep(source, fact, textIn[fact](row), at);
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
        for (const [fact, values] of tally.texts.entries()) {
          for (const [value, at] of values ?? []) {
            if (source.name === furtherSources)
              (mixed[at] ??= []).push(() => keep(source, fact, value, rows + at));
            else keep(source, fact, value, rows + at);
          }
        }
      }
      mixed.forEach((keeps) => keeps.forEach((keepOne) => keepOne()));
      rows += tallies.reduce((sum, tally) => sum + tally.rows, 0);
    },
    numberOf,
    nameOf: (number) => all[number].name,
    count: () => all.length,
    tallies: () => all,
    entries: () => all.map(entryOf),
  };
  return self;
}

function isFull({ texts }: Tally, fact: number): boolean {
  const values = texts[fact];
  return values !== undefined && values.length >= valuesKept;
}

function keep(source: Tally, fact: number, value: string, row: number): void {
  if (value === '' || isFull(source, fact)) return;
  const values = source.texts[fact];
  if (!values) source.texts[fact] = [[value, row]];
  else if (values.every(([text]) => text !== value)) values.push([value, row]);
}

function entryOf({ name, rows, first, last, texts }: Tally): SourceEntry {
  const said: Partial<Record<Fact, string | string[]>> = {};
  if (first <= last) {
    said.firstSeen = new Date(first).toISOString();
    said.lastSeen = new Date(last).toISOString();
  }
  for (const [i, fact] of textFacts.entries()) {
    const values = texts[i];
    if (values) said[fact] = values.map(([text]) => text);
  }
  const unknown = facts.filter((fact) => said[fact] === undefined);
  return { kind: 'source', name, rows, ...said, unknown } as SourceEntry;
}
