// Whether a set is what is left of another, row by row: nothing else is gone than what is listed, and nothing is new.
import { visible } from '../text/visible.ts';
import { brokenChain } from './broken-chain.ts';
import { canonical } from './canonical.ts';
import type { FileEntry, SourceEntry } from './manifest.ts';
import { recordsOf, type FilePlace, type OpenManifest } from './open-manifest.ts';
import { removedRows } from './removed-rows.ts';
import { recordAt, recordsWithout } from './row-records.ts';

/** In words. Throws where the set is not its parent without the rows that are said to be removed. */
export async function verifyParent(derived: OpenManifest, parent: OpenManifest): Promise<string> {
  const said = derived.manifest.set.parent;
  if (!said) throw brokenChain('the manifest names no parent');
  if (said.root !== parent.manifest.root) throw brokenChain('the manifest was made of another set');
  const gone = await removedRows(derived, said);
  const cleaned = new Map(said.policies.map((policy) => [policy.file, policy.cleaned]));
  const unexplained = new Set(derived.places.keys());
  for (const entry of parent.manifest.files) {
    const { path } = entry;
    const after = cleaned.get(path) ?? path;
    if (!unexplained.delete(after)) throw brokenChain(`${visible(path)} is in the parent alone`);
    const now = (derived.places.get(after) as FilePlace).entry;
    if (cleaned.delete(path)) await checkCleaned(derived, now, parent, entry, gone.get(path) ?? new Map());
    else if (canonical(now) !== canonical(entry)) throw brokenChain(`${visible(path)} is not as it was`);
    else if (gone.has(path))
      throw brokenChain(`${visible(path)} has all rows, of which some are listed as removed`);
    gone.delete(path);
  }
  if (unexplained.size > 0 || cleaned.size > 0 || gone.size > 0)
    throw brokenChain('there are files that the parent has not');
  checkSources(derived.manifest.sources, parent.manifest.sources);
  if (said.rows !== parent.manifest.set.rows || said.rows - said.removed !== derived.manifest.set.rows)
    throw brokenChain('the rows do not add up');
  return `${said.removed.toLocaleString('en')} of ${said.rows.toLocaleString('en')} rows taken out of ${said.root}, all others as they were`;
}

async function checkCleaned(
  derived: OpenManifest,
  now: FileEntry,
  parent: OpenManifest,
  { path, rows, format, compression }: FileEntry,
  gone: ReadonlyMap<number, string>,
): Promise<void> {
  const before = await recordsOf(parent, path);
  for (const [row, record] of gone)
    if (row >= rows || recordAt(before, row).toString('hex') !== record)
      throw brokenChain(`row ${row} of ${visible(path)} is not what is said to have been removed`);
  const left = recordsWithout(before, rows, (row) => gone.has(row));
  const same = now.format === format && now.compression === compression;
  if (!same || !left.equals(await recordsOf(derived, now.path)))
    throw brokenChain(`${visible(now.path)} is not ${visible(path)} without them`);
}

/** Records name sources by their number: under other names rows would come from somewhere else. */
function checkSources(now: readonly SourceEntry[], before: readonly SourceEntry[]): void {
  const told = (all: readonly SourceEntry[]) => canonical(all.map((one) => ({ ...one, rows: 0 })));
  if (told(now) !== told(before)) throw brokenChain('other things are said of the sources');
}
