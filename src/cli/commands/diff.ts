// `bezoar diff`: what changed between two versions of a set, each of them data or a manifest.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defaultLimits, type Limits } from '../../corpus/reader.ts';
import { UsageError } from '../../errors.ts';
import { changesText, sameContents } from '../../provenance/changes.ts';
import { compare, type Comparison, type Version } from '../../provenance/compare.ts';
import { dataFiles } from '../../provenance/data-files.ts';
import { dataVersion } from '../../provenance/data-version.ts';
import type { FileEntry } from '../../provenance/manifest.ts';
import { attestedVersion, openManifest } from '../../provenance/open-manifest.ts';
import { ownFiles, ownNames } from '../../provenance/set-folder.ts';
import { writeAtomically } from '../../report/atomic-write.ts';
import { visible } from '../../text/visible.ts';
import { changesLines } from '../changes-text.ts';
import { limitsOf, type InForce } from '../flags.ts';
import type { HashContext } from '../hash-progress.ts';
import { print, write } from '../terminal.ts';

export async function runDiff(
  versions: readonly string[],
  set: InForce,
  { interrupt, progress }: HashContext,
): Promise<number> {
  const [older, newer, ...more] = versions;
  if (newer === undefined || more.length > 0)
    throw new UsageError(
      'bad-option',
      `bezoar diff compares two versions, not ${versions.length}`,
      'Name the older and the newer one.',
    );
  const limits = { ...defaultLimits, ...limitsOf(set) };
  const comparison = await interrupt.stoppable(async () => {
    const before = await opened(older, limits, progress.update);
    const after = await opened(newer, limits, progress.update, before.entry);
    return compare(before.version, after.version);
  });
  progress.clear();
  const same = set.text('by') === 'content' ? sameContents(comparison) : comparison.files.length === 0;
  await writeChanges(comparison, set, { older, newer });
  if (!set.on('quiet') && set.text('jsonFile') !== '-')
    await print(told(comparison, same, older, newer).join('\n'));
  return same ? 0 : 1;
}

interface Side {
  readonly version: Version;
  /** How a file was read before. */
  readonly entry?: (path: string) => FileEntry | undefined;
}

/** A folder that `attest` wrote, or its manifest.json; anything else is data. */
async function opened(
  place: string,
  limits: Limits,
  progress: (done: number, total: number) => void,
  known?: Side['entry'],
): Promise<Side> {
  if (!isManifest(place))
    return { version: await dataVersion(await dataFiles([place]), limits, known, progress) };
  const open = await openManifest(place);
  return { version: attestedVersion(open), entry: (path) => open.places.get(path)?.entry };
}

/**
 * A folder in which other files stand too is data, whatever it holds beside them: a manifest in it may have come with it, and
 * what that says of the data is not what the data is.
 */
function isManifest(place: string): boolean {
  if (!existsSync(place) || !statSync(place).isDirectory()) return basename(place) === 'manifest.json';
  const { manifest, records } = ownNames(place);
  const own = new Set(ownFiles(place, true));
  const names = readdirSync(place).filter((name) => !name.startsWith('.'));
  return existsSync(manifest) && existsSync(records) && names.every((name) => own.has(join(place, name)));
}

function told(comparison: Comparison, same: boolean, older: string, newer: string): string[] {
  if (comparison.files.length === 0) return [`${visible(older)} and ${visible(newer)} are the same.`];
  return [
    same ? 'The content of the rows is the same; the bytes are not.' : 'They differ.',
    ...changesLines(comparison),
    ...(same
      ? []
      : [
          '',
          `Judge what is new in the light of what was there: bezoar scan ${visible(newer)} --baseline ${visible(older)}`,
        ]),
  ];
}

export async function writeChanges(comparison: Comparison, set: InForce, about: object): Promise<void> {
  const path = set.text('jsonFile');
  if (path === undefined) return;
  const pieces = changesText(comparison, about);
  if (path === '-') for (const piece of pieces) await write(piece);
  else await writeAtomically(path, pieces);
}
