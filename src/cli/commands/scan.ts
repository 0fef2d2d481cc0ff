// `bezoar scan`: reads the files named, judges them, writes the report and prints what matters.
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Fields } from '../../corpus/fields.ts';
import { openCorpus, type OpenCorpus } from '../../corpus/open.ts';
import type { Limits } from '../../corpus/reader.ts';
import type { Detector } from '../../detector.ts';
import { detectors as registry } from '../../detectors/index.ts';
import { UsageError } from '../../errors.ts';
import { takeMarkers } from '../../report/markers.ts';
import { planOf } from '../../scan/plan.ts';
import { openExisting, openFolder } from '../../state/folder.ts';
import { lockFolder } from '../../state/lock.ts';
import type { KeptPlan } from '../../state/plan.ts';
import { remember } from '../../state/remember.ts';
import { chosenAmong } from '../chosen.ts';
import { closest } from '../closest.ts';
import type { InForce } from '../flags.ts';
import { version } from '../../report/version.ts';
import { refuseUnwritable, scanAndReport, type ScanContext, type ToScan } from './scan-and-report.ts';

/** Returns the exit code: 0 nothing to fail on, 1 found, 2 saw too little. */
export async function runScan(paths: readonly string[], set: InForce, context: ScanContext): Promise<number> {
  // What can be wrong is said before hours are spent.
  const chosen = chooseDetectors(set.list('only'), set.list('skip'));
  await refuseUnwritable(set.text('out') as string);
  const [state, like] = [set.text('state'), set.text('like')];
  const { rows: baseline, known } = await takeMarkers(set.list('baseline') ?? []);
  if (state !== undefined) {
    const release = lockFolder(state, new Date().toISOString());
    try {
      const scanned = await remembered(paths, chosen, set, baseline, state, like);
      return await scanAndReport({ ...scanned, known }, set, context);
    } finally {
      release();
    }
  }
  if (like !== undefined) {
    throw new UsageError('bad-option', '--like needs --state', 'Name the new folder of states with --state.');
  }
  const corpus = await openPaths(paths, set, baseline);
  const { notes, leftOut } = corpus;
  const own = { corpus, notes, leftOut, known, detectors: chosen, options: set.options('options') };
  return scanAndReport({ ...own, seed: set.number('seed') ?? randomInt(2 ** 32) }, set, context);
}

/** A scan of what is named and of all that was scanned with this folder before. */
async function remembered(
  paths: readonly string[],
  chosen: readonly Detector[],
  set: InForce,
  baseline: readonly string[],
  state: string,
  likeFolder: string | undefined,
): Promise<ToScan> {
  const folder = await openFolder(state);
  const like = likeFolder === undefined ? undefined : await openExisting(likeFolder);
  const plan = folder.plan ?? like?.plan;
  const had = folder.files.some(({ scanned, file }) => scanned && !file.trusted);
  const opened =
    paths.length === 0 && plan && had
      ? nothingNew(plan)
      : await openPaths(paths, set, baseline, plan?.fields);
  const seed = set.number('seed') ?? plan?.seed ?? randomInt(2 ** 32);
  const options = set.options('options');
  const detectors = planOf(chosen, opened.fields.shape, options ?? {}, seed).map(
    ({ detector: { id, version: v }, setup }) => ({ id, version: v, options: setup.options }),
  );
  const { fields, limits } = opened;
  const memory = await remember(folder, opened, { version, seed, detectors, fields, limits }, like);
  return {
    corpus: memory.corpus,
    notes: [...opened.notes, ...memory.notes],
    leftOut: opened.leftOut,
    detectors: chosen,
    options,
    seed,
    remembered: memory,
  };
}

function nothingNew({ fields, limits }: KeptPlan): OpenCorpus {
  return { files: [], shards: [], fields, limits, notes: [], leftOut: [] };
}

export function chooseDetectors(
  only: readonly string[] | undefined,
  skip: readonly string[] | undefined,
): Detector[] {
  const left = skip ? chosenAmong(registry, skip, 'detector') : [];
  const chosen = (only ? chosenAmong(registry, only, 'detector') : registry).filter((d) => !left.includes(d));
  if (chosen.length > 0) return chosen;
  throw new UsageError('bad-option', 'no detector is left to look', 'Leave out --only or --skip.');
}

export async function openPaths(
  paths: readonly string[],
  set: InForce,
  baseline: readonly string[],
  layout?: Fields,
): Promise<OpenCorpus> {
  if (paths.length === 0) {
    throw new UsageError(
      'nothing-to-scan',
      'no file was named',
      'Name files or folders, or - for standard input: bezoar scan train.jsonl',
    );
  }
  const [first] = paths;
  const command = existsSync(first)
    ? undefined
    : closest(first, ['scan', 'merge', 'clean', 'drill', 'explain', 'detectors', 'show', 'help']);
  if (command !== undefined && /^[a-z]+$/i.test(first)) {
    throw new UsageError(
      'no-such-file',
      `there is no command and no file ${first}`,
      `Did you mean bezoar ${command}?`,
    );
  }
  const limits: Limits = {
    recordBytes: set.number('limitRecordBytes') as number,
    depth: set.number('limitDepth') as number,
    unpackedBytes: set.number('limitUnpackedBytes') as number,
    columns: set.number('limitColumns') as number,
  };
  return openCorpus(paths, {
    fields: set.text('fields'),
    layout: set.text('fields') === undefined ? layout : undefined,
    limits,
    stdin: process.stdin,
    baseline,
  });
}
