// Rows of a log that are named apart from it: those that a user asks about, and those of each source.
import { readFile } from 'node:fs/promises';
import type { Joined } from '../../corpus/loss-log/join-ids.ts';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import type { Group } from '../../training/watch/judge-watch.ts';
import type { Histories, HistoryKeeper } from '../../training/watch/row-histories.ts';

export interface Lists {
  readonly suspects: ReadonlySet<string>;
  readonly threshold: ReadonlySet<string>;
}

/** Sources that are looked at as groups, those with the most rows first. */
const mostGroups = 200;

/** Ids as a file lists them: one a line, or rows of a scan as `file:row`. */
export async function listOf(path: string | undefined): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  if (path === undefined) return ids;
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(
      'no-such-file',
      `cannot read ${visible(path)}`,
      'Name a file with an id a line.',
      error,
    );
  });
  for (const line of text.split('\n')) {
    const id = line.trim();
    if (id.startsWith('{')) {
      const { file, row } = parsed(id, path);
      ids.add(`${file}:${row}`);
    } else if (id !== '') ids.add(id);
  }
  return ids;
}

function parsed(line: string, path: string): { file: string; row: number } {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {}
  const { file, row } = (record ?? {}) as { file?: unknown; row?: unknown };
  if (typeof file === 'string' && typeof row === 'number') return { file, row };
  throw new UsageError(
    'wrong-kind',
    `${visible(path)} has a line that is neither an id nor a row of a scan: ${visible(line, 60)}`,
    'Write an id a line, or give flagged.jsonl as a scan writes it.',
  );
}

export function rowsOf(keeper: HistoryKeeper, ids: ReadonlySet<string>, joined?: Joined): Set<number> {
  const rows = new Set<number>();
  for (const id of ids) {
    const row = keeper.indexOf(id) ?? keeper.indexOf(joined?.byFile.get(id) ?? '');
    if (row !== undefined) rows.add(row);
  }
  return rows;
}

export function groupsOf(
  h: Histories,
  keeper: HistoryKeeper,
  suspects: ReadonlySet<string>,
  joined?: Joined,
): Group[] {
  const bySource = new Map<string, Set<number>>();
  for (let row = 0; row < h.size; row++) {
    const source = joined?.sources.get(h.ids[row]) ?? h.sources[row];
    if (source === '') continue;
    const rows = bySource.get(source);
    if (rows) rows.add(row);
    else bySource.set(source, new Set([row]));
  }
  const sources = [...bySource]
    .sort((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostGroups)
    .map(([name, rows]): Group => ({ kind: 'source', name, rows }));
  const asked: Group = { kind: 'suspects', name: '', rows: rowsOf(keeper, suspects, joined) };
  return suspects.size > 0 ? [asked, ...sources] : sources;
}
