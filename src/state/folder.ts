// A state folder on disk: its plan, its files, what came of the sample, and the states of shards in `shards.ts`. What is read
// from it is checked, for it may be damaged or another's; who can write to it can change what a scan says.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { UsageError } from '../errors.ts';
import { refuse, writeAtomically } from '../report/atomic-write.ts';
import { fromBytes, pack, toBytes, unpack } from './codec.ts';
import { digestOf } from './digest.ts';
import { filesSchema, type KeptFile } from './files.ts';
import { lockName } from './lock.ts';
import { stateName } from './shards.ts';
import { planSchema, type KeptPlan } from './plan.ts';

export interface StateFolder {
  readonly path: string;
  /** Undefined in a new folder. */
  readonly plan: KeptPlan | undefined;
  readonly files: readonly KeptFile[];
  /** What came of the sample, and its digest; undefined when none was taken. */
  readonly sample: { readonly value: unknown; readonly digest: string } | undefined;
}

const plan = 'plan.json';
const files = 'files.json';
const sample = 'sample.state';

export async function openFolder(path: string): Promise<StateFolder> {
  const there = existsSync(path)
    ? (await readdir(path)).filter((name) => !isHalfWritten(name) && !name.startsWith(lockName))
    : [];
  if (there.length > 0 && !there.includes(plan) && !there.includes(files)) {
    throw new UsageError(
      'bad-state',
      `${path} holds something else than states of scans`,
      'Name a new or an empty folder.',
    );
  }
  return {
    path,
    plan: (await readJson(path, plan, planSchema)) as KeptPlan | undefined,
    files: ((await readJson(path, files, filesSchema)) ?? []) as readonly KeptFile[],
    sample: await readSample(path),
  };
}

/** As `openFolder`, of a folder that must be there. */
export async function openExisting(path: string): Promise<StateFolder & { readonly plan: KeptPlan }> {
  const folder = existsSync(path) ? await openFolder(path) : undefined;
  if (folder?.plan) return { ...folder, plan: folder.plan };
  throw new UsageError(
    'bad-state',
    `there are no states in ${path}`,
    'Name a folder that was given to bezoar scan with --state.',
  );
}

export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => refuse(folder, error));
}

export async function writePlan(folder: string, value: KeptPlan): Promise<void> {
  await writeAtomically(join(folder, plan), [`${JSON.stringify(value, null, 2)}\n`]);
}

export async function writeFiles(folder: string, value: readonly KeptFile[]): Promise<void> {
  await writeAtomically(join(folder, files), lines(value));
}

export async function writeSample(folder: string, value: unknown): Promise<void> {
  await writeAtomically(join(folder, sample), pack({ about: {}, states: [toBytes(value)] }));
}

/** The steps of which there are states. */
export async function stepsOf(folder: string): Promise<string[]> {
  const there = await readdir(folder, { withFileTypes: true });
  return there.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Takes away what killed scans left half written and, where keys are given, the states that none of them names. */
export async function tidy(folder: string, step: string, keys?: readonly string[]): Promise<void> {
  const staying = keys && new Set(keys.map((key) => stateName(key)));
  for (const name of await readdir(join(folder, step), { recursive: true })) {
    const isState = name.endsWith('.state');
    if (isHalfWritten(name) || (isState && staying?.has(name) === false))
      await rm(join(folder, step, name), { force: true });
  }
}

function isHalfWritten(name: string): boolean {
  return /(^|[\\/])\.[^\\/]+\.tmp$/.test(name);
}

function* lines(value: readonly KeptFile[]): Generator<string> {
  yield '[';
  for (const [i, file] of value.entries()) yield `${i > 0 ? ',' : ''}\n${JSON.stringify(file)}`;
  yield '\n]\n';
}

async function readJson<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const path = join(folder, name);
  if (!existsSync(path)) return undefined;
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    schema.parse(value);
    // Not what the schema gives, whose keys are in another order: a report lists columns in that of the plan.
    return value as T;
  } catch (cause) {
    throw new UsageError('bad-state', `${path} is damaged`, 'Scan into a new folder.', cause);
  }
}

async function readSample(folder: string): Promise<StateFolder['sample']> {
  const path = join(folder, sample);
  if (!existsSync(path)) return undefined;
  try {
    const [bytes] = unpack(await readFile(path))!.states;
    const value = fromBytes(bytes);
    return { value, digest: digestOf(value) };
  } catch (cause) {
    throw new UsageError('bad-state', `${path} is damaged`, 'Scan into a new folder.', cause);
  }
}
