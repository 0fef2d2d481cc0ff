// Manifests of a crawl: for each row what its page looked like, as who publishes a corpus by address would list it.
import { createHash } from 'node:crypto';
import type { Change, Companion } from '../attack.ts';
import type { Row } from '../row.ts';
import { asked } from './rewrite.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Facts of one page beside its row, source and hash, e.g. when it was fetched. */
export type Facts = Readonly<Record<string, string>>;

/**
 * `before.manifest.jsonl` and `after.manifest.jsonl`, a line for every row: its 0-based number, where it is from and the
 * SHA-256 of its text, before and after the changes, each of which takes the place of a row.
 */
export function manifests(
  rows: readonly Row[],
  changes: readonly Change[],
  facts: (i: number, isAfter: boolean) => Facts,
): readonly Companion[] {
  const changed = new Map(changes.map(({ from, row }) => [from, row]));
  const line = (i: number, isAfter: boolean): string => {
    const row = (isAfter && changed.get(i)) || rows[i];
    const { source } = row;
    const own = source === '' ? {} : { source };
    return `${JSON.stringify({ row: row.row, ...own, sha256: sha256(asked(row)), ...facts(i, isAfter) })}\n`;
  };
  return [false, true].map((isAfter) => ({
    name: `${isAfter ? 'after' : 'before'}.manifest.jsonl`,
    text: rows.map((_, i) => line(i, isAfter)).join(''),
  }));
}

export const day = 86_400_000;
export const hour = 3_600_000;
export const iso = (time: number): string => new Date(time).toISOString();

/** When the newest row was made; a fixed day where no row says. */
export const latest = (rows: readonly Row[]): number =>
  rows.reduce((last, { time = -Infinity }) => Math.max(last, time), -Infinity);
export const anyDay = Date.UTC(2025, 2, 20);
