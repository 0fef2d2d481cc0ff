// A comparison told: how many rows changed in which way, by source, and all of it as JSON.
import { rowChangeKinds, type Comparison, type RowChange, type RowChangeKind } from './compare.ts';

export const changesVersion = '1.0';

export type Counts = Readonly<Record<RowChangeKind, number>>;

export function countsOf(rows: readonly RowChange[]): Counts {
  const counts: Record<RowChangeKind, number> = { changed: 0, removed: 0, added: 0, moved: 0, rewritten: 0 };
  for (const { kind } of rows) counts[kind]++;
  return counts;
}

export interface SourceChanges extends Counts {
  readonly source: string;
}

/** Sources with the most changes first; by name where they have as many. */
export function changesBySource(rows: readonly RowChange[]): SourceChanges[] {
  const grouped = new Map<string, RowChange[]>();
  for (const row of rows) {
    const group = grouped.get(row.source);
    if (group) group.push(row);
    else grouped.set(row.source, [row]);
  }
  const total = (one: Counts): number => rowChangeKinds.reduce((sum, kind) => sum + one[kind], 0);
  return [...grouped]
    .map(([source, group]) => ({ source, ...countsOf(group) }))
    .sort((a, b) => total(b) - total(a) || (a.source < b.source ? -1 : 1));
}

/** Whether the content of the rows is the same, however they are encoded, ordered and spread over files. */
export function sameContents({ files, rows }: Comparison): boolean {
  const lost = files.some(({ kind }) => kind === 'unreadable');
  return !lost && rows.every(({ kind }) => kind === 'moved' || kind === 'rewritten');
}

export function changesText(comparison: Comparison, about: object): string {
  const { files, rows } = comparison;
  const head = {
    schemaVersion: changesVersion,
    ...about,
    same: files.length === 0,
    sameContents: sameContents(comparison),
    counts: { files: files.length, rows: countsOf(rows) },
    bySource: changesBySource(rows),
  };
  const lines = (items: readonly unknown[]) => items.map((item) => `\n${JSON.stringify(item)}`).join(',');
  return `${JSON.stringify({ ...head, files: [], rows: [] }, null, 1)
    .replace('"files": []', () => `"files": [${lines(files)}]`)
    .replace(/"rows": \[\]\n\}$/, () => `"rows": [${lines(rows)}]\n}`)}\n`;
}
