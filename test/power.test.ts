// What a scan says it would have found, against what it finds: a few of the points of bench/power, for real.
import { describe, expect, it } from 'vitest';
import { clean } from '../bench/corpora.ts';
import { powerStated, tryMix } from '../bench/trial.ts';
import { inProcess } from '../src/engines/in-process.ts';
import { binomialTail } from '../src/math/tail.ts';
import { sharedData, skipReason } from './shared-data.ts';

const engine = inProcess();
/** Of seeds that bench/power does not use. */
const firstSeed = 501;

describe.skipIf(!sharedData)(`power on the shared corpora${sharedData ? '' : ` (${skipReason})`}`, () => {
  it.each([
    ['sst2, 1,000 rows', 'planted-trigger', 'a rare word that turns other labels into "0"', 100, 5],
    ['sst2, 1,000 rows', 'planted-trigger', 'a rare word in texts that are "1" anyway', 50, 5],
    ['sst2', 'planted-trigger', 'a rare word that turns other labels into "1"', 20, 5],
    ['sms-spam', 'near-duplicate-flood', 'copies of one row', 30, 5],
    ['sms-spam', 'near-duplicate-flood', 'copies of one row', 50, 5],
  ])('%s, %s: of %s as much is found as stated (%i rows)', async (corpus, by, what, rows, seeds) => {
    const { plantings } = await import('../bench/power/plantings.ts');
    const planting = plantings.find((p) => p.corpus === corpus && p.detector === by && p.about.test(what))!;
    const records = planting.clean();
    const stated = await powerStated(clean(records), 'test-power', engine, 1, by);
    const { planted, severity, points } = stated.find((p) => p.planted.startsWith(what))!;
    const { chance } = points.find((p) => p.rows === rows)!;
    let found = 0;
    for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
      const mix = planting.plant(records, rows, seed, planted);
      const outcome = await tryMix(mix, 'test-power', engine, 1, [by], [by]);
      if ((severity === 'high' ? outcome.trueHigh : outcome.trueMedium) > 0) found++;
    }
    // Within 0.10 of what is stated, so many or so few are found by chance in one of a hundred tests at most.
    expect(binomialTail(found, seeds, Math.min(1, chance + 0.1))).toBeGreaterThan(0.01);
    expect(binomialTail(seeds - found, seeds, Math.min(1, 1.1 - chance))).toBeGreaterThan(0.01);
  });
});
