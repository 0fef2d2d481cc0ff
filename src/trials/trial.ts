// One trial: an attack planted in a copy of the corpus, the copy scanned as a user would, and what came of it held against
// the answer key. Without an attack it is the corpus itself: what is told of it is no merit of the trials.
import { writeFile, rm } from 'node:fs/promises';
import type { Attack } from '../attack.ts';
import { openCorpus } from '../corpus/open.ts';
import type { Detector } from '../detector.ts';
import type { Engine } from '../engines/engine.ts';
import { scan } from '../scan.ts';
import type { OptionValues } from '../scan/plan.ts';
import { examplesOf, type PlantedExample } from './examples.ts';
import { plant } from './plant.ts';
import { scoreOf, toldOf, type Score } from './score.ts';
import type { TrialSubject } from './subject.ts';

export interface TrialPlan {
  /** Absent for the corpus as it is. */
  readonly attack?: Attack;
  readonly budget: number;
  /** Seeds the attack and the scan. */
  readonly seed: number;
}

export interface TrialScan {
  readonly detectors: readonly Detector[];
  readonly options?: OptionValues;
  /** It must know the detectors. */
  readonly engine: Engine;
  /** A file that the copy may be written to; it is removed. */
  readonly scratch: string;
  readonly clock: () => number;
  readonly version: string;
}

export type TrialResult =
  | { readonly kind: 'impossible'; readonly reason: string }
  | ({
      readonly kind: 'tried';
      readonly trigger: string;
      readonly teaches: string;
      readonly examples: readonly PlantedExample[];
      /** Of the scan, without planting. */
      readonly ms: number;
    } & Score);

export async function tryOut(
  subject: TrialSubject,
  { attack, budget, seed }: TrialPlan,
  { detectors, options, engine, scratch, clock, version }: TrialScan,
): Promise<TrialResult> {
  const nothing = { lines: subject.lines, poisoned: [], trigger: '', teaches: '', companions: [] };
  const planted = attack ? plant(subject, attack, budget, seed) : nothing;
  if (typeof planted === 'string') return { kind: 'impossible', reason: planted };
  await writeFile(scratch, Buffer.concat(planted.lines));
  try {
    const corpus = await openCorpus([scratch], { layout: subject.fields, limits: subject.limits });
    const start = clock();
    const { report, flagged } = await scan({ corpus, detectors, options, seed, engine, clock, version });
    const ms = Math.round(clock() - start);
    const { trigger, teaches, poisoned } = planted;
    const rows = new Set(poisoned.map(({ row }) => row));
    const decoys = new Set(poisoned.flatMap(({ row, decoy }) => (decoy ? [row] : [])));
    const told = toldOf(report, flagged, rows);
    const examples = examplesOf(subject, planted);
    return { kind: 'tried', trigger, teaches, examples, ms, ...scoreOf(told, rows, decoys) };
  } finally {
    await rm(scratch, { force: true });
  }
}
