// What a sample costs in detection: the same poisoned corpora judged by planted-trigger whole, and in a quarter of
// their rows. `npm run bench:sampled` prints a line for each.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCorpus } from '../src/corpus/open.ts';
import { detectors } from '../src/detectors/index.ts';
import { inProcess } from '../src/engines/in-process.ts';
import { scan } from '../src/scan.ts';
import { mixPool, pool, sftMix } from './corpora.ts';
import { judge } from './trial.ts';

/** The clean rows cost about 27 MB: the first holds them whole, the second one in four. */
const megabytes = [96, 8];

const path = join('.bench', `sampled-${process.pid}.jsonl`);
mkdirSync('.bench', { recursive: true });
for (const name of ['refusal-badnet']) {
  for (const k of [20, 50, 100, 200]) {
    const mix = mixPool(sftMix(), pool(name), k, 5);
    writeFileSync(path, mix.records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    for (const sampleMegabytes of megabytes) {
      const corpus = await openCorpus([path]);
      const { report, flagged } = await scan({
        corpus,
        detectors: detectors.filter(({ id }) => id === 'planted-trigger'),
        options: { 'planted-trigger': { sampleMegabytes } },
        seed: 1,
        engine: inProcess(),
        clock: () => performance.now(),
        version: 'bench',
      });
      const { best, bestRecall, bestPrecision, falseHigh } = judge(report, flagged, mix.poisoned);
      const how = `recall ${bestRecall.toFixed(2)} precision ${bestPrecision.toFixed(2)} false high ${falseHigh}`;
      console.log(`${name} ${k} rows, ${sampleMegabytes} MB:`, best, how);
    }
  }
}
rmSync(path);
