// Thresholds come from bench/calibrate: every default lies within the plateau that was measured, and what a default finds
// and falsely tells is tried again here, small and fast. The figures in full: bench/results/calibrate.md.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { look, withCase, type Case, type Look } from '../bench/calibrate/case.ts';
import { exampleChecks, sharedChecks, type Check } from '../bench/calibrate/checks.ts';
import { limits } from '../bench/calibrate/limits.ts';
import { readResults } from '../bench/calibrate/result.ts';
import { fit, isWithin } from '../bench/calibrate/rule.ts';
import { calibrated } from '../bench/calibrate/table.ts';
import { detectors } from '../src/detectors/index.ts';
import { inProcess } from '../src/engines/in-process.ts';
import type { Option } from '../src/option.ts';
import { sharedData, skipReason } from './shared-data.ts';

const options = detectors.flatMap(({ id, version, options: own }) =>
  Object.entries<Option>(own).map(([name, option]) => ({ key: `${id}.${name}`, version, ...option })),
);
const fittedKeys = calibrated.map(({ detector, option }) => `${detector}.${option}`);
const results = new Map(readResults().map((one) => [`${one.detector}.${one.option}`, one]));

describe('every number that a user can turn', () => {
  it('is fitted by bench/calibrate or is a limit, and says which', () => {
    const known = [...fittedKeys, ...Object.keys(limits)].sort();
    expect(known).toEqual(options.map(({ key }) => key).sort());
    for (const { key, from } of options)
      expect([key, from]).toEqual([key, fittedKeys.includes(key) ? 'bench/calibrate' : undefined]);
  });

  it.each(options.filter(({ key }) => fittedKeys.includes(key)))(
    '$key=$default was measured, and none is better, or it is said why it stands',
    ({ key, default: standard, version }) => {
      const result = results.get(key);
      expect(result, `npm run bench:calibrate -- ${key}`).toMatchObject({ default: standard, version });
      const entry = calibrated.find(({ detector, option }) => `${detector}.${option}` === key)!;
      expect(result!.values.map(({ value }) => value)).toEqual(entry.grid);
      const { plateau, fitted } = fit(result!.values, entry.strict);
      expect({ plateau, fitted }).toEqual({ plateau: result!.plateau, fitted: result!.fitted });
      expect(isWithin(plateau, standard) || entry.kept !== undefined).toBe(true);
    },
  );
});

const scratch = mkdtempSync(join(tmpdir(), 'bezoar-calibrate-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function looksOf(one: Case, id: string): Promise<Look[]> {
  const detector = detectors.find((d) => d.id === id)!;
  const engine = inProcess([detector]);
  const looks: Look[] = [];
  for (const seed of one.seeds) {
    const path = join(scratch, 'rows.jsonl');
    looks.push(await withCase(one, seed, path, (written) => look(path, written, detector, {}, seed, engine)));
  }
  await engine.close();
  return looks;
}

const graver = { high: ['high'], medium: ['high', 'medium'] } as const;

function recheck(checks: readonly Check[]): void {
  it.each(checks.map((check) => ({ ...check, rows: check.trial.rows, attack: check.trial.name })))(
    '$detector finds $rows rows of $attack',
    async ({ detector, trial, floor }) => {
      for (const { found } of await looksOf(trial, detector)) expect(graver[floor]).toContain(found);
    },
  );
  it.each(checks.map((check) => ({ ...check, corpus: check.null.name })))(
    '$detector is quiet about $corpus',
    async ({ detector, null: none, ceiling }) => {
      const looks = await looksOf(none, detector);
      expect(looks.reduce((sum, { falseHigh }) => sum + falseHigh, 0)).toBe(0);
      expect(looks.reduce((sum, { falseMedium }) => sum + falseMedium, 0)).toBeLessThanOrEqual(ceiling);
    },
  );
}

describe('on the corpora of examples/', () => {
  recheck(exampleChecks);
});

describe.skipIf(!sharedData)(`on the shared corpora${sharedData ? '' : ` (${skipReason})`}`, () => {
  beforeAll(() =>
    expect(sharedChecks.map(({ detector }) => detector).sort()).toEqual(detectors.map(({ id }) => id).sort()),
  );
  recheck(sharedChecks);
});
