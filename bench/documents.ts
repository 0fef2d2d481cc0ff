// What is found in a corpus of documents with about 250, 100 and 50 planted ones of each kind, and what is found in it
// without any: seeded corpora of bench/corpus, scanned alone and beside a baseline, which is another crawl of the same
// web without plants. Writes bench/results/documents.{json,md}.
//   npm run bench:documents -- --megabytes 60 --seeds 1,2,3,4,5 --detectors planted-string,repeated-passage
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { detectors } from '../src/detectors/index.ts';
import { inProcess } from '../src/engines/in-process.ts';
import { threads } from '../src/engines/threads.ts';
import { documentsPage, type Run } from './corpus/documents-page.ts';
import { wantedPlants } from './corpus/plants.ts';
import { falseAlarms, findingsOf, scoreOf } from './corpus/score.ts';
import { prepare } from './corpus/setting.ts';
import { writeCorpus } from './corpus/write.ts';
import { scanFile } from './trial.ts';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '60' },
    seeds: { type: 'string', default: '1,2,3,4,5' },
    /** Sets of plants, each in a corpus of its own, as make-corpus takes them. */
    sets: { type: 'string', default: 'plain;adaptive;none' },
    baseline: { type: 'string', default: 'both' },
    detectors: { type: 'string', default: '' },
    workers: { type: 'string', default: '2' },
    scratch: { type: 'string', default: join(tmpdir(), `bezoar-documents-${process.pid}`) },
    /** Name of the results. */
    name: { type: 'string', default: 'documents' },
  },
});
const looking = detectors.filter(({ shapes }) => shapes.includes('document')).map(({ id }) => id);
const only = values.detectors === '' ? looking : values.detectors.split(',');
const unknown = only.filter((id) => !looking.includes(id));
if (unknown.length > 0) throw new Error(`no detector of documents is named ${unknown.join(', ')}`);
const megabytes = Number(values.megabytes);
const seeds = values.seeds.split(',').map(Number);
const sets = values.sets.split(';');
const beside = values.baseline === 'both' ? [false, true] : [values.baseline === 'with'];

const setting = prepare();
const engine = Number(values.workers) > 1 ? threads(Number(values.workers)) : inProcess();
const runs: Run[] = [];

function save(): void {
  const result = { script: 'bench/documents.ts', megabytes, seeds, sets, detectors: only, runs };
  mkdirSync(join('bench', 'results'), { recursive: true });
  writeFileSync(join('bench', 'results', `${values.name}.json`), `${JSON.stringify(result, null, 1)}\n`);
  writeFileSync(join('bench', 'results', `${values.name}.md`), documentsPage(result));
}

for (const seed of seeds) {
  const crawl = { setting, megabytes, seed };
  const baseline = beside.includes(true)
    ? [writeCorpus(values.scratch, { ...crawl, part: 1, wanted: [] }, 'baseline').path]
    : [];
  for (const set of sets) {
    const made = writeCorpus(values.scratch, { ...crawl, part: 0, wanted: wantedPlants(set) });
    for (const withBaseline of beside) {
      const start = performance.now();
      const { report, flagged } = await scanFile(made.path, engine, seed, only, withBaseline ? baseline : []);
      const seconds = (performance.now() - start) / 1000;
      const found = findingsOf(report, flagged);
      const planted = new Set([...made.plants.values()].flat());
      const scores = [...made.plants].map(([plant, rows]) => scoreOf(plant, rows, found));
      const alarms = falseAlarms(planted, found);
      const read = (made.bytes * (withBaseline ? 2 : 1)) / 1e6;
      runs.push({
        seed,
        set,
        baseline: withBaseline,
        documents: made.documents,
        megabytes: read,
        seconds,
        scores,
        alarms,
      });
      console.log(
        `seed ${seed}, ${set}, ${withBaseline ? 'with' : 'no'} baseline: ${seconds.toFixed(0)} s for ${read.toFixed(0)} MB`,
      );
      for (const s of scores) {
        console.log(
          `  ${s.plant}: ${s.severity} in ${s.findings} (${s.detectors.join(', ')}), recall ${s.recall.toFixed(3)}, precision ${s.precision.toFixed(3)}`,
        );
      }
      for (const a of alarms) console.log(`  false ${a.severity}: ${a.detector}, ${a.rows} rows: ${a.title}`);
      save();
    }
  }
}
await engine.close();
rmSync(values.scratch, { recursive: true, force: true });
