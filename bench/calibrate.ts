// Fits the thresholds that users can turn: at each value, how much of what is planted is found and how much is told of
// honest corpora, with one detector looking. Writes bench/results/calibrate.{json,md}. Arguments pick detectors, or
// options as detector.option; what is known of the others is kept.
//   npm run bench:calibrate -- planted-trigger hidden-text.minRows
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { look, withCase, type Case, type Look } from './calibrate/case.ts';
import { page } from './calibrate/page.ts';
import { readResults, resultsPath, type CaseResult, type OptionResult } from './calibrate/result.ts';
import { fit, type Counted } from './calibrate/rule.ts';
import { calibrated, type Calibrated } from './calibrate/table.ts';
import { shared } from './corpora.ts';
import type { Detector } from '../src/detector.ts';
import { detectors } from '../src/detectors/index.ts';
import { inProcess } from '../src/engines/in-process.ts';

const wanted = process.argv.slice(2);
const isWanted = ({ detector, option }: Calibrated): boolean =>
  wanted.length === 0 || wanted.includes(detector) || wanted.includes(`${detector}.${option}`);
const scratch = join('.bench', `calibrate-${process.pid}`);

/** Scans of a detector at its defaults: those of one option serve the others. */
const known = new Map<string, Look>();

/** All seeds of a case at each value. */
async function tried(
  detector: Detector,
  { option, grid }: Calibrated,
  one: Case,
  engine: ReturnType<typeof inProcess>,
): Promise<Look[][]> {
  const looks: Look[][] = grid.map(() => []);
  for (const seed of one.seeds) {
    const path = join(scratch, 'rows.jsonl');
    await withCase(one, seed, path, async (written) => {
      for (const [i, value] of grid.entries()) {
        const isDefault = value === detector.options[option].default;
        const key = `${detector.id} ${one.name} ${one.rows} ${seed}`;
        const had = isDefault ? known.get(key) : undefined;
        const came = had ?? (await look(path, written, detector, { [option]: value }, seed, engine));
        if (isDefault) known.set(key, came);
        looks[i].push(came);
      }
    });
  }
  return looks;
}

const count = <T>(list: readonly T[], holds: (one: T) => boolean): number => list.filter(holds).length;
const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
const isFound = ({ found }: Look): boolean => found === 'high' || found === 'medium';

async function calibrate(entry: Calibrated): Promise<OptionResult> {
  const { detector: id, option, grid, strict } = entry;
  const detector = detectors.find((one) => one.id === id);
  if (!detector) throw new Error(`there is no detector ${id}`);
  const engine = inProcess([detector]);
  const began = process.cpuUsage();
  const trials: { one: Case; looks: Look[][] }[] = [];
  for (const one of entry.trials) trials.push({ one, looks: await tried(detector, entry, one, engine) });
  const nulls: { one: Case; looks: Look[][] }[] = [];
  for (const one of entry.nulls) nulls.push({ one, looks: await tried(detector, entry, one, engine) });
  await engine.close();
  const values = grid.map((value, i): Counted => {
    const poisoned = trials.flatMap(({ looks }) => looks[i]);
    const clean = nulls.flatMap(({ looks }) => looks[i]);
    return {
      value,
      trials: poisoned.length,
      any: count(poisoned, ({ found }) => found !== 'none'),
      found: count(poisoned, isFound),
      high: count(poisoned, ({ found }) => found === 'high'),
      nulls: clean.length,
      falseHigh: sum(clean.map(({ falseHigh }) => falseHigh)),
      falseMedium: sum(clean.map(({ falseMedium }) => falseMedium)),
    };
  });
  const told = ({ one, looks }: (typeof trials)[number], each: (all: Look[]) => number): CaseResult => ({
    name: one.name,
    rows: one.rows,
    scans: one.seeds.length,
    counts: looks.map(each),
  });
  return {
    detector: id,
    version: detector.version,
    option,
    unit: detector.options[option].unit,
    default: detector.options[option].default,
    strict,
    ...fit(values, strict),
    values,
    trials: trials.map((trial) => told(trial, (all) => count(all, isFound))),
    nulls: nulls.map((none) => told(none, (all) => sum(all.map((l) => l.falseHigh + l.falseMedium)))),
    seconds: Math.round(process.cpuUsage(began).user / 1e6),
  };
}

/** A line an option: what changed can be seen. */
function save(results: readonly OptionResult[]): void {
  mkdirSync(join('bench', 'results'), { recursive: true });
  const lines = results.map((result) => JSON.stringify(result)).join(',\n');
  writeFileSync(resultsPath, `[\n${lines}\n]\n`);
  writeFileSync(join('bench', 'results', 'calibrate.md'), page(results, calibrated));
}

if (!existsSync(shared)) {
  console.error('bench:calibrate needs the shared corpora in ../shared/data or BEZOAR_SHARED');
  process.exit(2);
}
const key = ({ detector, option }: { detector: string; option: string }): string => `${detector}.${option}`;
const latest = new Map(readResults().map((result) => [key(result), result]));
const inOrder = (): OptionResult[] => calibrated.flatMap((entry) => latest.get(key(entry)) ?? []);
for (const entry of calibrated.filter(isWanted)) {
  const result = await calibrate(entry);
  latest.set(key(entry), result);
  save(inOrder());
  const { plateau, fitted, seconds } = result;
  console.log(
    `${key(entry)}=${result.default}: plateau ${plateau.join(' ')}, fitted ${fitted}, ${seconds} s`,
  );
  for (const v of result.values)
    console.log(
      `  ${v.value}: ${v.any}/${v.found}/${v.high} of ${v.trials}, false ${v.falseHigh}/${v.falseMedium} in ${v.nulls}`,
    );
}
save(inOrder());
rmSync(scratch, { recursive: true, force: true });
process.exit(0);
