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

/** In pieces, since all changes of a large set are more than one text can hold. */
export function* changesText(comparison: Comparison, about: object): Generator<string> {
  const { files, rows } = comparison;
  const head = {
    schemaVersion: changesVersion,
    ...about,
    same: files.length === 0,
    sameContents: sameContents(comparison),
    counts: { files: files.length, rows: countsOf(rows) },
    bySource: changesBySource(rows),
  };
  yield `${escaped(JSON.stringify(head, null, 1)).slice(0, -2)},\n "files": [`;
  yield* lines(files);
  yield '],\n "rows": [';
  yield* lines(rows);
  yield ']\n}\n';
}

function* lines(items: readonly object[]): Generator<string> {
  for (const [i, item] of items.entries()) yield `${i > 0 ? ',' : ''}\n${escaped(JSON.stringify(item))}`;
}

/** Names and sources are the data's: none of them may steer the terminal on which this is shown. */
function escaped(json: string): string {
  return json.replace(unseen, (found) => (found === '\n' ? found : found.split('').map(unitEscape).join('')));
}

/** JSON has escapes for UTF-16 units. */
function unitEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu;
