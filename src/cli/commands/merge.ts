// `bezoar merge`: the report of one scan of everything, from the states of scans that were made apart.
import { detectors as registry } from '../../detectors/index.ts';
import { UsageError } from '../../errors.ts';
import { takeMarkers } from '../../report/markers.ts';
import { openExisting } from '../../state/folder.ts';
import { together } from '../../state/remember.ts';
import { visible } from '../../text/visible.ts';
import type { InForce } from '../flags.ts';
import { version } from '../../report/version.ts';
import { refuseUnwritable, scanAndReport, type ScanContext } from './scan-and-report.ts';

/** Returns the exit code, as a scan does. */
export async function runMerge(
  paths: readonly string[],
  set: InForce,
  context: ScanContext,
): Promise<number> {
  await refuseUnwritable(set.text('out') as string);
  const { rows, known } = await takeMarkers(set.list('baseline') ?? []);
  if (rows.length > 0) {
    throw new UsageError(
      'bad-option',
      `${visible(rows[0])} is no file of markers`,
      'Rows of a baseline are part of the states; give them to the scans, and to merge files of markers alone.',
    );
  }
  const folders = [];
  for (const path of paths) folders.push(await openExisting(path));
  const [{ plan }] = folders;
  if (plan.version !== version) {
    throw new UsageError(
      'other-plan',
      `${paths[0]} was made by bezoar ${plan.version}, and this is ${version}`,
      'Use the version that it was made by, or scan again into new folders.',
    );
  }
  const detectors = plan.detectors.map(({ id }) => registry.find((detector) => detector.id === id)!);
  const options = Object.fromEntries(plan.detectors.map((d) => [d.id, d.options]));
  const remembered = await together(folders);
  const { corpus, notes } = remembered;
  return scanAndReport(
    { corpus, notes, known, detectors, options, seed: plan.seed, remembered },
    set,
    context,
  );
}
