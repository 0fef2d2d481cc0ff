// `bezoar lock`: pins a data set whose publisher gives no digest, as it is when first used; and holds data against the pins.
import { mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '../../errors.ts';
import { attest } from '../../provenance/attest.ts';
import {
  changesSinceLocked,
  pinnedAs,
  readLock,
  sameFiles,
  writeLock,
  type Pinned,
} from '../../provenance/lock.ts';
import { isNamedPath } from '../../provenance/manifest.ts';
import { version } from '../../report/version.ts';
import { visible } from '../../text/visible.ts';
import { limitsOf, type InForce } from '../flags.ts';
import type { HashContext } from '../hash-progress.ts';
import { print } from '../terminal.ts';

export async function runLock(
  folder: string,
  set: InForce,
  { interrupt, progress }: HashContext,
): Promise<number> {
  const name = set.text('setName');
  if (name === undefined)
    throw new UsageError('bad-option', 'a pin needs a name', 'Give one with --name, such as org/dataset.');
  const path = set.text('lockFile') as string;
  const lock = await readLock(path);
  const before = lock.datasets.find((one) => one.name === name);
  const place = await placeBelow(path, folder);
  const out = await mkdtemp(join(tmpdir(), 'bezoar-lock-'));
  let pinned: Pinned;
  try {
    const { manifest } = await interrupt.stoppable(() =>
      attest({
        paths: [folder],
        out,
        name,
        version,
        except: [path],
        limits: limitsOf(set),
        progress: progress.update,
        signal: interrupt.signal,
      }),
    );
    const [revision, url] = [set.text('revision') ?? before?.revision, set.text('origin') ?? before?.url];
    pinned = pinnedAs(manifest, { name, revision, url, folder: place, locked: new Date().toISOString() });
  } finally {
    progress.clear();
    await rm(out, { recursive: true, force: true });
  }
  const isSame = before !== undefined && sameFiles(before, pinned);
  if (isSame && before.revision === pinned.revision && before.url === pinned.url) {
    if (!set.on('quiet')) await print(`${visible(name)} is as it was pinned on ${before.locked}.`);
    return 0;
  }
  if (before && !isSame && before.revision === pinned.revision && !set.on('repin')) {
    const called =
      before.revision === undefined
        ? 'though nobody says that it has a new revision'
        : `under the same revision ${visible(before.revision)}`;
    throw new UsageError(
      'changed-file',
      `${visible(name)} is not what was pinned on ${before.locked}, ${called}`,
      'See what changed with bezoar verify --locked; then pin it anew with --revision, or with --force.',
    );
  }
  await writeLock(path, { ...lock, datasets: [...lock.datasets.filter((one) => one !== before), pinned] });
  if (!set.on('quiet')) {
    const what = `${pinned.rows.toLocaleString('en')} rows in ${pinned.files.length} files`;
    await print(`Pinned ${visible(name)} in ${visible(path)}: ${what}, root ${pinned.root}.`);
  }
  return 0;
}

/**
 * The folder as the lock file names it: below its own, so that the pin holds wherever the repository is checked out; undefined
 * where it lies elsewhere, or behind a link that leads there.
 */
async function placeBelow(lockPath: string, folder: string): Promise<string | undefined> {
  const found = await stat(folder).catch(() => undefined);
  if (!found)
    throw new UsageError(
      'no-such-file',
      `There is no folder ${visible(folder)}`,
      'Name the folder of the data set.',
    );
  if (!found.isDirectory())
    throw new UsageError(
      'unsupported',
      `${visible(folder)} is no folder`,
      'Name the folder of the data set.',
    );
  const base = await realpath(dirname(resolve(lockPath))).catch(() => undefined);
  const place = base === undefined ? '..' : relative(base, await realpath(folder));
  if (place === '') return '.';
  const named = place.split(sep).join('/');
  return isNamedPath(named) ? named : undefined;
}

/** `paths`: where the one data set named lies, if not where its pin says. */
export async function verifyLocked(paths: readonly string[], set: InForce): Promise<number> {
  const path = set.text('lockFile') as string;
  const name = set.text('setName');
  const { datasets } = await readLock(path);
  const chosen = name === undefined ? datasets : datasets.filter((one) => one.name === name);
  if (chosen.length === 0)
    throw new UsageError(
      'bad-manifest',
      name === undefined ? `${visible(path)} pins nothing` : `${visible(path)} does not pin ${visible(name)}`,
      'Pin a data set with bezoar lock.',
    );
  if (paths.length > 0 && chosen.length > 1)
    throw new UsageError('bad-option', 'a path belongs to one data set', 'Say which with --name.');
  const lines: string[] = [];
  let worst = 0;
  for (const one of chosen) {
    const places = paths.length > 0 ? paths : [await folderOf(path, one)];
    const changes = await changesSinceLocked(places, one, [path]);
    const revision = one.revision === undefined ? '' : ` (${visible(one.revision)})`;
    lines.push(
      `${visible(one.name)}${revision}: ${changes.length === 0 ? `as pinned on ${one.locked}` : 'not what was pinned'}`,
    );
    for (const change of changes) lines.push(`  ${change.kind.padEnd(7)}  ${visible(change.path)}`);
    if (changes.length > 0) worst = 1;
  }
  if (!set.on('quiet')) await print(lines.join('\n'));
  return worst;
}

/** A lock file may come from anybody, so what it names is looked at only below its own folder, links followed. */
async function folderOf(lockPath: string, { name, folder }: Pinned): Promise<string> {
  if (folder === undefined)
    throw new UsageError(
      'no-such-file',
      `the lock file does not say where ${visible(name)} lies, as that is not below it`,
      'Say where it is: bezoar verify PATH --locked --name NAME.',
    );
  const base = await realpath(dirname(resolve(lockPath)));
  const place = await realpath(join(base, folder)).catch((error: unknown) => {
    throw new UsageError(
      'no-such-file',
      `the data of ${visible(name)} is not at ${visible(folder)}`,
      'Fetch it, or say where it is: bezoar verify PATH --locked --name NAME.',
      error,
    );
  });
  if (place === base || place.startsWith(base + sep)) return place;
  throw new UsageError(
    'no-such-file',
    `${visible(folder)} leads out of the folder of the lock file`,
    'Say where the data is: bezoar verify PATH --locked --name NAME.',
  );
}
