// One trial run: writes a mix to a file as a user would have it, scans it with every detector, and holds the findings
// against the answer key.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { openCorpus } from '../src/corpus/open.ts';
import { detectors } from '../src/detectors/index.ts';
import type { Engine } from '../src/engines/engine.ts';
import type { MarkersFile } from '../src/report/markers.ts';
import type { Report } from '../src/report/schema.ts';
import { scan } from '../src/scan.ts';
import { toldOf } from '../src/trials/score.ts';
import type { Mix, Rec } from './corpora.ts';

// Two runs side by side must not share files.
const scratch = join('.bench', `mixes-${process.pid}-${threadId}`);

export interface Outcome {
  /** True findings of the trial's detectors (most of their rows are poisoned) at high, and at medium or above. */
  readonly trueHigh: number;
  readonly trueMedium: number;
  /** The gravest true finding, of whatever grade but notes, and how right its rows are; NaN when there is none. */
  readonly best: string;
  readonly bestRecall: number;
  readonly bestPrecision: number;
  /** Of any detector: findings most of whose rows are clean. */
  readonly falseHigh: number;
  readonly falseMedium: number;
  /** The first finding of the report is a true high. */
  readonly top: boolean;
  /** Over the rows of all true high findings; NaN when there is none. */
  readonly recall: number;
  readonly precision: number;
  /** Titles of the false ones, to look at. */
  readonly falseTitles: readonly string[];
  readonly untestable: readonly string[];
}

function toFile(records: readonly Rec[], name: string): string {
  mkdirSync(scratch, { recursive: true });
  const columns = Object.keys(records[0]).sort().join();
  if (columns === 'label,text') {
    const path = join(scratch, `${name}.tsv`);
    writeFileSync(
      path,
      `text\tlabel\n${records.map((r) => `${String(r.text)}\t${String(r.label)}\n`).join('')}`,
    );
    return path;
  }
  const path = join(scratch, `${name}.jsonl`);
  writeFileSync(path, records.map((r) => `${JSON.stringify(r)}\n`).join(''));
  return path;
}

/** `only`: ids of the detectors that look; all unless given. */
export async function scanFile(
  path: string,
  engine: Engine,
  seed: number,
  only?: readonly string[],
  baseline: readonly string[] = [],
  known: readonly MarkersFile[] = [],
) {
  const corpus = await openCorpus([path], { baseline });
  return scan({
    corpus,
    notes: corpus.notes,
    leftOut: corpus.leftOut,
    known,
    detectors: only ? detectors.filter(({ id }) => only.includes(id)) : detectors,
    seed,
    engine,
    clock: () => performance.now(),
    version: 'bench',
  });
}

/** Scans the mix; `seed` is the scan's own and has nothing to do with the mix's. */
export async function tryMix(
  mix: Mix,
  name: string,
  engine: Engine,
  seed: number,
  by?: readonly string[],
  only?: readonly string[],
): Promise<Outcome> {
  const path = toFile(mix.records, name);
  const baseline = mix.baseline ? [toFile(mix.baseline, `${name}-baseline`)] : [];
  const { report, flagged } = await scanFile(path, engine, seed, only, baseline);
  for (const file of [path, ...baseline]) rmSync(file);
  if (report.corpus.rows !== mix.records.length)
    throw new Error(`${name}: ${report.corpus.rows} rows were read`);
  return judge(report, flagged, mix.poisoned, by);
}

/** What the scan of a mix says that one detector, or all of them, would have found. */
export async function powerStated(
  mix: Mix,
  name: string,
  engine: Engine,
  seed: number,
  detector?: string,
): Promise<Report['power']> {
  const path = toFile(mix.records, name);
  const { report } = await scanFile(path, engine, seed, detector === undefined ? undefined : [detector]);
  rmSync(path);
  return report.power;
}

export function judge(
  report: Report,
  flagged: readonly { row: number; findings: readonly string[] }[],
  poisoned: ReadonlySet<number>,
  by: readonly string[] = ['planted-trigger'],
): Outcome {
  const bad = (rows: readonly number[]): number => rows.filter((row) => poisoned.has(row)).length;
  const all = toldOf(report, flagged, poisoned);
  const graded = all.filter(({ severity }) => severity !== 'low');
  const mine = all.filter(({ detector, truth }) => by.includes(detector) && truth === 'true');
  const planted = mine.filter(({ severity }) => severity !== 'low');
  const high = planted.filter(({ severity }) => severity === 'high');
  const found = [...new Set(high.flatMap(({ rows }) => rows))];
  const wrong = graded.filter(({ truth }) => truth !== 'true');
  return {
    trueHigh: high.length,
    trueMedium: planted.length,
    best: mine.length > 0 ? mine[0].severity : 'none',
    bestRecall: mine.length > 0 ? bad(mine[0].rows) / poisoned.size : NaN,
    bestPrecision: mine.length > 0 ? bad(mine[0].rows) / mine[0].rows.length : NaN,
    falseHigh: wrong.filter(({ severity }) => severity === 'high').length,
    falseMedium: wrong.filter(({ severity }) => severity === 'medium').length,
    top: graded.length > 0 && graded[0] === high[0],
    recall: high.length > 0 ? bad(found) / poisoned.size : NaN,
    precision: high.length > 0 ? bad(found) / found.length : NaN,
    falseTitles: wrong.map(({ detector, severity, title }) => `${severity} ${detector}: ${title}`),
    untestable: report.untestable.map(({ reason }) => reason),
  };
}
