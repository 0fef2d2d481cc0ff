// The columns of a few records, and what kind of value each holds.
import { column } from './column.ts';

/** Columns that are looked at by path and not only at the top. */
const depthOfPaths = 2;
/** Names kept: a record with more columns than this has no known layout. */
const namesKept = 2000;

export interface Sample {
  /** Names of columns, and of their columns as dotted paths, in order of first sight. */
  readonly names: readonly string[];
  readonly records: readonly object[];
  /** The values of a column, absent and null ones left out. */
  values(name: string): readonly unknown[];
  has(name: string): boolean;
}

export function sampleOf(values: readonly unknown[]): Sample {
  const records = values.filter(
    (value): value is object => typeof value === 'object' && value !== null && !Array.isArray(value),
  );
  const names = new Set<string>();
  for (const record of records) addNames(record, '', depthOfPaths, names);
  const kept = new Map<string, unknown[]>();
  const valuesOf = (name: string): readonly unknown[] => {
    let found = kept.get(name);
    if (!found) {
      found = records.map(column(name)).filter((value) => value !== undefined && value !== null);
      kept.set(name, found);
    }
    return found;
  };
  return { names: [...names], records, values: valuesOf, has: (name) => valuesOf(name).length > 0 };
}

function addNames(record: object, before: string, depth: number, names: Set<string>): void {
  for (const [name, value] of Object.entries(record)) {
    if (names.size >= namesKept) return;
    names.add(before + name);
    if (depth > 1 && typeof value === 'object' && value !== null && !Array.isArray(value)) {
      addNames(value, `${before}${name}.`, depth - 1, names);
    }
  }
}

/** True when nearly all values pass: a few bad rows do not hide a layout. */
export function mostly(values: readonly unknown[], test: (value: unknown) => boolean): boolean {
  let passed = 0;
  for (const value of values) if (test(value)) passed++;
  return values.length > 0 && passed >= values.length * 0.9;
}
