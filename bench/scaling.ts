// Whether a whole scan takes time in proportion to the corpus and memory that does not grow with it: corpora of each kind in
// several sizes, scanned on two cores, each in a process of its own. Writes bench/results/scaling.{json,md}.
//   npm run bench:scaling -- --megabytes 250,1000,4000 --scratch DIR [--add]
// A corpus that lies in the scratch folder already, as KIND-MEGABYTES.jsonl, is used and left there.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FlaggedRow, Report } from '../src/report/schema.ts';
import { falseAlarms, findingsOf } from './corpus/score.ts';
import { kinds, measure, type Measured } from './measure-step.ts';
import { reportFolder } from './speed-steps.ts';

const step = 'whole scan, 2 cores';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '250,1000,4000' },
    kinds: { type: 'string', default: 'documents,instruction rows' },
    scratch: { type: 'string', default: '.bench' },
    /** In place of those of the results that are of the same corpora, beside the others. */
    add: { type: 'boolean', default: false },
  },
});

interface Run extends Measured {
  readonly kind: string;
  readonly megabytes: number;
  /** Of the planted rows, where there is an answer key: how they were found. */
  readonly planted?: string;
}

/** How the plants of the answer key beside a corpus stand in the report of its scan. */
function plantedIn(path: string): string | undefined {
  const key = path.replace(/\.jsonl$/, '.answers.tsv');
  if (!existsSync(key)) return undefined;
  const answers = readFileSync(key, 'utf8').trimEnd().split('\n').slice(1);
  const planted = new Set(answers.map((line) => Number(line.split('\t')[0])));
  const folder = reportFolder(path);
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
  const flagged = readFileSync(join(folder, 'flagged.jsonl'), 'utf8').trimEnd().split('\n');
  const found = findingsOf(
    report,
    flagged.filter((line) => line !== '').map((line) => JSON.parse(line) as FlaggedRow),
  );
  const own = (rows: readonly number[]): number => rows.filter((row) => planted.has(row)).length;
  const best = found.reduce((a, b) => (own(b.rows) / b.rows.length > own(a.rows) / a.rows.length ? b : a));
  const share = (of: number): string => (own(best.rows) / of).toFixed(3);
  const grave = falseAlarms(planted, found).filter(({ severity }) => severity !== 'low');
  const high = grave.filter(({ severity }) => severity === 'high').length;
  return `${planted.size}: ${best.severity}, ${share(planted.size)} / ${share(best.rows.length)}; others ${high} high, ${grave.length - high} medium`;
}

const results = join('bench', 'results', 'scaling');
const runs = values.add ? (JSON.parse(readFileSync(`${results}.json`, 'utf8')) as Run[]) : [];
mkdirSync(values.scratch, { recursive: true });
for (const { name, make } of kinds.filter(({ name: kind }) => values.kinds.split(',').includes(kind))) {
  for (const megabytes of values.megabytes.split(',').map(Number)) {
    const path = join(values.scratch, `${name.replaceAll(' ', '-')}-${megabytes}.jsonl`);
    const isThere = existsSync(path);
    if (!isThere) await make(path, megabytes * 1e6, 1);
    const measured = measure(step, path, 1);
    const run = { kind: name, megabytes: statSync(path).size / 1e6, ...measured, planted: plantedIn(path) };
    const same = runs.findIndex((one) => one.kind === name && one.megabytes === run.megabytes);
    runs.splice(same < 0 ? runs.length : same, same < 0 ? 0 : 1, run);
    if (!isThere) rmSync(path);
    save();
  }
}

function save(): void {
  const lines = [
    '# Larger corpora: time and memory',
    '',
    `Made by \`npm run bench:scaling\`, Node ${process.versions.node}, ${availableParallelism()} cores (${cpus()[0].model.trim()}): the whole scan with every detector of`,
    'the shape, report and all, each in a process of its own. In proportion: the time beside that of the 1 GB corpus, or of the largest below it, for as many megabytes.',
    'Planted documents: how many, the finding that is most about them, its recall / precision, and findings about other rows.',
    '',
    '| corpus | MB | s | MB/s | in proportion | CPU s | peak MB | peak beside that one | planted |',
    '|---|---|---|---|---|---|---|---|---|',
    ...runs.map(({ kind, megabytes, ms, cpuMs, peakMB, planted }) => {
      const same = runs.filter((run) => run.kind === kind && run.megabytes < 1100);
      const unit = same[same.length - 1];
      const proportion = unit ? (ms / megabytes / (unit.ms / unit.megabytes)).toFixed(2) : '–';
      const beside = unit ? (peakMB / unit.peakMB).toFixed(2) : '–';
      return `| ${kind} | ${megabytes.toFixed(0)} | ${(ms / 1000).toFixed(1)} | ${(megabytes / (ms / 1000)).toFixed(1)} | ${proportion} | ${(cpuMs / 1000).toFixed(0)} | ${peakMB.toFixed(0)} | ${beside} | ${planted ?? '–'} |`;
    }),
  ];
  mkdirSync(join('bench', 'results'), { recursive: true });
  writeFileSync(`${results}.json`, `${JSON.stringify(runs, null, 1)}\n`);
  writeFileSync(`${results}.md`, `${lines.join('\n')}\n`);
}
