// The list of the rows that were taken out of a set, a line for each, beside the manifest of what is left: its digest stands there.
import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { z } from 'zod';
import { visible } from '../text/visible.ts';
import { brokenChain } from './broken-chain.ts';
import { namedPath, type Parent } from './manifest.ts';
import type { OpenManifest } from './open-manifest.ts';
import { recordBytes } from './row-records.ts';
import { ownNames } from './set-folder.ts';
import { readFileAtMost } from './sign/read-at-most.ts';

const removedLine = z.strictObject({
  file: namedPath.describe('of the parent'),
  row: z.int().nonnegative(),
  record: z.string().regex(new RegExp(`^[0-9a-f]{${2 * recordBytes}}$`)),
  findings: z.array(z.string()),
});
export type Removed = z.infer<typeof removedLine>;

/** Some half a million rows a hundred MiB. */
const mostRemovedBytes = 2 ** 28;

export function removedText(rows: readonly Removed[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** The records of the rows that are listed as removed, by file and row. */
export async function removedRows(
  { path: manifestPath }: OpenManifest,
  { removed, removedSha256 }: Parent,
): Promise<Map<string, Map<number, string>>> {
  const { removed: path } = ownNames(dirname(manifestPath));
  const bytes = await readFileAtMost(path, mostRemovedBytes, 'the list of removed rows beside its manifest');
  if (createHash('sha256').update(bytes).digest('hex') !== removedSha256)
    throw brokenChain(`${visible(path)} is not the list that the manifest names`);
  const rows = new Map<string, Map<number, string>>();
  const lines = bytes.toString('utf8').split('\n');
  if (lines.length !== removed + 1) throw brokenChain('the list of removed rows is not all there');
  for (const line of lines.slice(0, -1)) {
    const { file, row, record } = parsed(line, path);
    const own = rows.get(file) ?? new Map<number, string>();
    if (own.has(row)) throw brokenChain(`row ${row} of ${visible(file)} is listed twice`);
    rows.set(file, own.set(row, record));
  }
  return rows;
}

function parsed(line: string, path: string): Removed {
  try {
    return removedLine.parse(JSON.parse(line));
  } catch (error) {
    throw brokenChain(`${visible(path)} is damaged`, error);
  }
}
