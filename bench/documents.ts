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
import type { MarkersFile } from '../src/report/markers.ts';
import { besides, documentsPage, type Run } from './corpus/documents-page.ts';
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
    /** What there is beside the corpus: nothing, the rows of the other crawl, or the markers of its scan. */
    baseline: { type: 'string', default: 'none,rows' },
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
const beside = values.baseline.split(',').map((name) => {
  const known = besides.find((one) => one === name);
  if (!known) throw new Error(`there is no baseline of the kind ${name}`);
  return known;
});

const setting = prepare();
const engine = Number(values.workers) > 1 ? threads(Number(values.workers)) : inProcess();
const runs: Run[] = [];

function save(): void {
  const result = { script: 'bench/documents.ts', megabytes, seeds, sets, detectors: only, runs };
  mkdirSync(join('bench', 'results'), { recursive: true });
  writeFileSync(join('bench', 'results', `${values.name}.json`), `${JSON.stringify(result, null, 1)}\n`);
  writeFileSync(join('bench', 'results', `${values.name}.md`), documentsPage(result));
}

/** As a file of markers would be read. */
async function markersOf(path: string, seed: number): Promise<MarkersFile[]> {
  const { markers } = await scanFile(path, engine, seed, only);
  return markers ? [{ path, sha256: '', ...markers }] : [];
}

for (const seed of seeds) {
  const crawl = { setting, megabytes, seed };
  const other = beside.some((name) => name !== 'none')
    ? writeCorpus(values.scratch, { ...crawl, part: 1, wanted: [] }, 'baseline')
    : undefined;
  const known = other && beside.includes('markers') ? await markersOf(other.path, seed) : [];
  for (const set of sets) {
    const made = writeCorpus(values.scratch, { ...crawl, part: 0, wanted: wantedPlants(set) });
    for (const baseline of beside) {
      const start = performance.now();
      const older = other && baseline === 'rows' ? [other.path] : [];
      const markers = baseline === 'markers' ? known : [];
      const { report, flagged } = await scanFile(made.path, engine, seed, only, older, markers);
      const seconds = (performance.now() - start) / 1000;
      const found = findingsOf(report, flagged);
      const planted = new Set([...made.plants.values()].flat());
      const scores = [...made.plants].map(([plant, rows]) => scoreOf(plant, rows, found));
      const alarms = falseAlarms(planted, found);
      const read = (made.bytes * (baseline === 'rows' ? 2 : 1)) / 1e6;
      runs.push({
        seed,
        set,
        baseline,
        documents: made.documents,
        megabytes: read,
        seconds,
        scores,
        alarms,
      });
      console.log(
        `seed ${seed}, ${set}, baseline: ${baseline}: ${seconds.toFixed(0)} s for ${read.toFixed(0)} MB`,
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
