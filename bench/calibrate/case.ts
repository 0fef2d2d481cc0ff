// What a threshold is tried on: a corpus with so many rows of an attack in it, or an honest one, in which whatever is
// found is a false alarm. Each is made anew for a seed, written to a file as a user would have it, and scanned.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { attacks } from '../../src/attacks/index.ts';
import type { Fields } from '../../src/corpus/fields.ts';
import { openCorpus } from '../../src/corpus/open.ts';
import type { Detector } from '../../src/detector.ts';
import type { Engine } from '../../src/engines/engine.ts';
import { scan } from '../../src/scan.ts';
import { plant } from '../../src/trials/plant.ts';
import { toldOf } from '../../src/trials/score.ts';
import { subjectOf } from '../../src/trials/subject.ts';
import type { Mix, Rec } from '../corpora.ts';

export interface Case {
  readonly name: string;
  /** Rows that are planted; 0 in an honest corpus. */
  readonly rows: number;
  readonly seeds: readonly number[];
  readonly write: (path: string, seed: number) => Promise<Written>;
}

export interface Written {
  readonly poisoned: ReadonlySet<number>;
  /** Of the corpus before anything was planted, where that is known. */
  readonly fields?: Fields;
}

/** What came of one scan. */
export interface Look {
  /** The gravest finding most of whose rows are planted. */
  readonly found: 'high' | 'medium' | 'low' | 'none';
  /** Findings most of whose rows are not. */
  readonly falseHigh: number;
  readonly falseMedium: number;
}

export type Make = (seed: number) => readonly Rec[];

/** An attack of src/attacks, planted as `bezoar drill` does. */
export const attacked = (
  id: string,
  budget: number,
  on: string,
  make: Make,
  seeds: readonly number[],
): Case => ({
  name: `${id} in ${on}`,
  rows: budget,
  seeds,
  async write(path, seed) {
    const attack = attacks.find((one) => one.id === id);
    if (!attack) throw new Error(`there is no attack ${id}`);
    lay(path, make(seed));
    const subject = await subjectOf(await openCorpus([path]), Infinity);
    const planted = plant(subject, attack, budget, seed);
    if (typeof planted === 'string') throw new Error(`${id} in ${on}: ${planted}`);
    writeFileSync(path, Buffer.concat(planted.lines));
    return { poisoned: new Set(planted.poisoned.map(({ row }) => row)), fields: subject.fields };
  },
});

/** Poison of bench/, where src/attacks has none of the kind. */
export const mixed = (
  name: string,
  rows: number,
  make: (seed: number) => Mix,
  seeds: readonly number[],
): Case => ({
  name,
  rows,
  seeds,
  async write(path, seed) {
    const { records, poisoned } = make(seed);
    lay(path, records);
    return { poisoned };
  },
});

export const honest = (name: string, make: Make, seeds: readonly number[]): Case =>
  mixed(name, 0, (seed) => ({ records: make(seed), poisoned: new Set() }), seeds);

function lay(path: string, records: readonly Rec[]): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
}

/** Scans what a case wrote with one detector, at these values of its options. */
export async function look(
  path: string,
  { poisoned, fields }: Written,
  detector: Detector,
  values: Readonly<Record<string, number>>,
  seed: number,
  engine: Engine,
): Promise<Look> {
  const corpus = await openCorpus([path], { layout: fields });
  const { report, flagged } = await scan({
    corpus,
    detectors: [detector],
    options: { [detector.id]: values },
    seed,
    engine,
    clock: () => performance.now(),
    version: 'bench',
  });
  const told = toldOf(report, flagged, poisoned);
  const wrong = (grade: string): number =>
    told.filter(({ truth, severity }) => truth !== 'true' && severity === grade).length;
  return {
    found: told.find(({ truth }) => truth === 'true')?.severity ?? 'none',
    falseHigh: wrong('high'),
    falseMedium: wrong('medium'),
  };
}

/** Writes a case, hands it over and removes it. */
export async function withCase<T>(
  { write }: Case,
  seed: number,
  path: string,
  use: (written: Written) => Promise<T>,
): Promise<T> {
  const written = await write(path, seed);
  try {
    return await use(written);
  } finally {
    rmSync(path, { force: true });
  }
}
