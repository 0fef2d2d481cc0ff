// A corpus that grows: what a state folder has seen, in its order, and what is new. Also several such folders as one.
import { existsSync } from 'node:fs';
import type { Corpus } from '../corpus/corpus.ts';
import { hashOfHashes } from '../corpus/fingerprint.ts';
import { noteOn } from '../corpus/identify.ts';
import type { CorpusFile, Problem } from '../corpus/shard.ts';
import { UsageError } from '../errors.ts';
import { findAgain, rememberFile, shardsOf, type KeptFile } from './files.ts';
import { makeFolder, stepsOf, tidy, writeFiles, writePlan, writeSample, type StateFolder } from './folder.ts';
import { keysOf, type Memory } from './memory.ts';
import { demandSame, type KeptPlan } from './plan.ts';

export interface Remembered {
  readonly corpus: Corpus;
  /** The files that are gone. */
  readonly notes: readonly Problem[];
  readonly memory: Memory;
  /** To be called when the scan is at its end; `changed`: paths of files that changed meanwhile. */
  finish(changed: readonly string[]): Promise<void>;
}

/** A file, and whether it can be read. */
interface Found extends KeptFile {
  readonly there: boolean;
}

type OwnPlan = Omit<KeptPlan, 'baseline'>;

/** The list of files is written anew whenever so much has been hashed, so that a killed scan need not hash it again. */
const hashedBetweenWrites = 4 * 2 ** 30;
/** Only asked again by a scan that goes on from a killed one. */
const passing = ['inspect', 'excerpts'];

/** `like`: a folder whose plan and sample a new folder takes over, so that the two can be merged. */
export async function remember(
  folder: StateFolder,
  opened: Corpus,
  own: OwnPlan,
  like?: StateFolder & { readonly plan: KeptPlan },
): Promise<Remembered> {
  const known = new Map(folder.files.map((kept) => [nameOf(kept.file), kept]));
  const written = (): KeptFile[] => [...known.values()];
  let unwritten = 0;
  const take = async (index: number): Promise<Found> => {
    const file = opened.files[index];
    const shards = opened.shards.filter((shard) => shard.file === index);
    const kept = await rememberFile(file, shards, known.get(nameOf(file)));
    known.set(nameOf(file), kept);
    unwritten += file.bytes;
    if (unwritten > hashedBetweenWrites) {
      await writeFiles(folder.path, written());
      unwritten = 0;
    }
    return { ...kept, there: true };
  };
  const indices = opened.files.map((_, i) => i);
  const isTrusted = (i: number): boolean => opened.files[i].trusted === true;
  const agreed = folder.plan ?? like?.plan;
  // Without the baseline first: what differs is better known before anything is hashed.
  if (agreed) demandPlan(folder, agreed, { ...own, baseline: agreed.baseline });
  await makeFolder(folder.path);
  const trusted: Found[] = [];
  for (const i of indices.filter(isTrusted)) trusted.push(await take(i));
  const plan = { ...own, baseline: baselineOf(opened, trusted, agreed) };
  if (agreed) demandPlan(folder, agreed, plan);
  if (!folder.plan) await writePlan(folder.path, plan);
  if (!folder.plan && like?.sample) await writeSample(folder.path, like.sample.value);

  const list: Found[] = [];
  const before = folder.files.filter(({ file, scanned }) => scanned && !file.trusted);
  for (const kept of before) {
    const named = indices.some((i) => !isTrusted(i) && nameOf(opened.files[i]) === nameOf(kept.file));
    if (named) list.push({ ...kept, there: true });
    else {
      const { there, ...found } = await again(kept);
      known.set(nameOf(kept.file), found);
      list.push({ ...found, there });
    }
  }
  for (const i of indices.filter((index) => !isTrusted(index))) {
    const file = await take(i);
    const at = placeIn(list, file);
    list.splice(at, 1, file);
  }
  await writeFiles(folder.path, written());
  const frozen = folder.sample ?? like?.sample;
  const { keys, ...rest } = joined([...list, ...trusted], plan, [folder.path], folder.path, frozen?.value);
  return {
    ...rest,
    async finish(changed) {
      const all = [...list, ...trusted].map(({ file, sha256, stamp, shards }) => ({
        file,
        sha256,
        stamp,
        shards,
        scanned: !changed.includes(file.path),
      }));
      await writeFiles(folder.path, all);
      for (const step of await stepsOf(folder.path)) {
        await tidy(folder.path, step, passing.includes(step) ? (keys.get(step) ?? []) : undefined);
      }
    },
  };
}

/** Several folders as one corpus, in the order in which they are named. */
export async function together(
  folders: readonly (StateFolder & { readonly plan: KeptPlan })[],
): Promise<Remembered> {
  const [first, ...others] = folders;
  const hint = `Scan the files of the one again with a new --state folder and --like ${first.path}.`;
  for (const other of others) {
    demandSame(first.plan, other.plan, [first.path, other.path], hint);
    if (first.sample?.digest !== other.sample?.digest) {
      throw new UsageError(
        'other-plan',
        `${first.path} and ${other.path} rest on different samples of what is ordinary`,
        hint,
      );
    }
  }
  const own: Found[] = [];
  const seen = new Set<string>();
  for (const folder of folders) {
    const scanned = folder.files.filter(({ file, scanned: done }) => done && !file.trusted);
    if (scanned.length === 0) {
      throw new UsageError(
        'bad-state',
        `no scan with ${folder.path} has come to its end`,
        'Run it again with the same arguments first: it goes on where it stopped.',
      );
    }
    for (const kept of scanned) {
      const key = `${kept.file.path}\0${kept.sha256}`;
      if (!seen.has(key)) own.push(await again(kept));
      seen.add(key);
    }
  }
  const trusted: Found[] = [];
  for (const kept of first.files.filter(({ file }) => file.trusted)) trusted.push(await again(kept));
  const paths = folders.map(({ path }) => path);
  return {
    ...joined([...own, ...trusted], first.plan, paths, undefined, first.sample?.value),
    finish: async () => undefined,
  };
}

function joined(
  found: readonly Found[],
  plan: KeptPlan,
  from: readonly string[],
  into: string | undefined,
  frozen: unknown,
): Omit<Remembered, 'finish'> & { readonly keys: ReadonlyMap<string, readonly string[]> } {
  const { fields, limits, baseline, version } = plan;
  const corpus: Corpus = {
    files: found.map(({ file }) => file),
    shards: found.flatMap(shardsOf),
    fields,
    limits,
    filesAreSources: true,
    ...(baseline ? { baseline: { fields: baseline.fields, level: baseline.level } } : {}),
  };
  const hashes = new Map<string, string>();
  found.forEach(({ shards }, file) => {
    for (const [start, sha256] of shards) hashes.set(`${file}:${start}`, sha256);
  });
  const keys = new Map<string, readonly string[]>();
  const stamps = found.map(({ there, stamp }) => (there ? stamp : undefined));
  const gone = found.filter(({ there }) => !there).map(({ file }) => file.path);
  const told = gone.length === 1 ? 'it is' : `it and ${gone.length - 1} more files are`;
  const reason = `${told} no longer there as before: what is said of these rows was kept from an earlier scan`;
  const notes = gone.length === 0 ? [] : [noteOn(gone[0], reason)];
  const memory: Memory = {
    hashes: found.map(({ sha256 }) => sha256),
    stamps,
    frozen,
    async freeze(samples) {
      if (frozen === undefined && into !== undefined) await writeSample(into, samples);
    },
    keeping(step, of, jobs) {
      const hashOf = (i: number): string => hashes.get(`${of.shards[i].file}:${of.shards[i].start}`)!;
      const own = keysOf(of, jobs, hashOf, version);
      keys.set(step, own);
      return { step, from, into, keys: own, stamps };
    },
  };
  return { corpus, notes, memory, keys };
}

function demandPlan(folder: StateFolder, agreed: KeptPlan, plan: KeptPlan): void {
  const hint = 'Give the same settings as before, or scan into a new --state folder.';
  demandSame(agreed, plan, [folder.path, 'this scan'], hint);
}

function baselineOf(
  { baseline }: Corpus,
  trusted: readonly Found[],
  agreed: KeptPlan | undefined,
): KeptPlan['baseline'] {
  if (!baseline) return undefined;
  const sha256 = hashOfHashes(trusted.map((file) => file.sha256));
  // As much of it is read as at first, however large the corpus has grown, or all of it would have to be read again.
  return { fields: baseline.fields, level: agreed?.baseline?.level ?? baseline.level, sha256 };
}

/** Where a file stands in the list: in its old place, in that of the file it was before it was moved, or at the end. */
function placeIn(list: readonly Found[], { file, sha256 }: Found): number {
  const same = list.findIndex((kept) => nameOf(kept.file) === nameOf(file));
  if (same >= 0) return same;
  const moved = list.findIndex(
    (kept) => !kept.there && kept.sha256 === sha256 && !existsSync(kept.file.location),
  );
  return moved >= 0 ? moved : list.length;
}

async function again(kept: KeptFile): Promise<Found> {
  const found = await findAgain(kept);
  return found ? { ...found, there: true } : { ...kept, there: false };
}

/** What was read from standard input is told apart by where it was saved. */
function nameOf({ path, location, trusted }: CorpusFile): string {
  return `${trusted ? 'baseline' : 'corpus'}\0${path === '-' ? location : path}`;
}
