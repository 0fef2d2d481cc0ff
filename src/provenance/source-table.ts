// The sources of a set, file after file: one number for each name, and what all files say of it.
import { facts, type SourceEntry } from './manifest.ts';
import { furtherSources, mostSources, valuesKept } from './source-facts.ts';

export interface SourceTable {
  /** The number of a source in the manifest; numbers are given in order of first mention. */
  numberOf(name: string): number;
  /** Adds what a file says of its sources. */
  add(entries: readonly SourceEntry[]): void;
  entries(): SourceEntry[];
}

export function sourceTable(): SourceTable {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const said = new Map<number, SourceEntry>();

  function numberOf(name: string): number {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    if (names.length >= mostSources && name !== furtherSources) return numberOf(furtherSources);
    numbers.set(name, names.length);
    return names.push(name) - 1;
  }

  return {
    numberOf,
    add(entries) {
      for (const entry of entries) {
        const number = numberOf(entry.name);
        const before = said.get(number);
        said.set(number, before ? joined(before, entry) : { ...entry, name: names[number] });
      }
    },
    entries: () => names.map((_, number) => said.get(number) as SourceEntry),
  };
}

function joined(a: SourceEntry, b: SourceEntry): SourceEntry {
  const values = (fact: 'licences' | 'urls' | 'domains' | 'collectors') => {
    const all = [...new Set([...(a[fact] ?? []), ...(b[fact] ?? [])])].slice(0, valuesKept);
    return all.length > 0 ? { [fact]: all } : {};
  };
  const seen = (fact: 'firstSeen' | 'lastSeen', pick: 0 | -1) => {
    const times = [a[fact], b[fact]].filter((time) => time !== undefined).sort();
    return times.length > 0 ? { [fact]: times.at(pick) } : {};
  };
  const all = {
    ...seen('firstSeen', 0),
    ...seen('lastSeen', -1),
    ...values('licences'),
    ...values('urls'),
    ...values('domains'),
    ...values('collectors'),
  };
  const unknown = facts.filter((fact) => !(fact in all));
  return { kind: 'source', name: a.name, rows: a.rows + b.rows, ...all, unknown };
}
