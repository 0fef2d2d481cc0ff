// The coverage matrix of this version: drills of the shared corpora, of pairs made of one of them, and of a corpus of
// documents. Writes src/explain/figures.json, from which docs/coverage.md and `bezoar explain` are made. Arguments: names of
// corpora; --seeds N; --minutes N for each corpus, after which no trial is begun: the same command goes on with it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCorpus } from '../src/corpus/open.ts';
import type { DrillReport } from '../src/report/drill/schema.ts';
import type { Figures } from '../src/explain/figures.ts';
import { drill } from '../src/trials/drill.ts';
import { sftMix, shared, type Rec } from './corpora.ts';
import { prepare } from './corpus/setting.ts';
import { writeCorpus } from './corpus/write.ts';
import { pairs } from './preference-pairs.ts';

const folder = join('.bench', 'coverage');
const path = join('src', 'explain', 'figures.json');
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

interface Subject {
  readonly name: string;
  readonly what: string;
  /** Makes the file if need be. */
  file(): string;
}

const subjects: readonly Subject[] = [
  { name: 'sst2', what: 'film sentences, two labels', file: () => join(shared, 'clean', 'sst2.tsv') },
  { name: 'trec', what: 'questions of six kinds', file: () => join(shared, 'clean', 'trec.txt') },
  {
    name: 'sft-mix',
    what: 'instructions from four data sets',
    file: () => join(shared, 'clean', 'sft-mix.jsonl'),
  },
  {
    name: 'pairs',
    what: 'preference pairs made of sft-mix: its answers against cut, wrong and misplaced ones',
    file: () => written('pairs.jsonl', () => pairs(sftMix(), 10_000, 'mixed', 1)),
  },
  {
    name: 'documents',
    what: 'a made web corpus grown from real texts, 20 MB',
    file() {
      const made = join(folder, 'documents.jsonl');
      if (existsSync(made)) return made;
      const request = { setting: prepare(), megabytes: 20, seed: 1, part: 0, wanted: [] };
      return writeCorpus(folder, request, 'documents').path;
    },
  },
];

function written(name: string, make: () => readonly Rec[]): string {
  const file = join(folder, name);
  if (!existsSync(file))
    writeFileSync(
      file,
      make()
        .map((r) => `${JSON.stringify(r)}\n`)
        .join(''),
    );
  return file;
}

/** Nothing of the corpora themselves: no rows, no phrases of theirs. */
function withDrill(before: Figures, { name, what }: Subject, report: DrillReport): Figures {
  const others = <T>(all: readonly T[], of: (one: T) => string): T[] => all.filter((one) => of(one) !== name);
  const { itself, corpus, cells, attacks } = report;
  const corpora = [
    ...others(before.corpora, (c) => c.name),
    {
      name,
      what,
      shape: corpus.shape,
      rows: corpus.rows,
      day: new Date().toISOString().slice(0, 10),
      version,
      itself: { high: itself?.high ?? 0, medium: itself?.medium ?? 0 },
      ms: itself?.ms ?? 0,
      impossible: attacks.flatMap(({ id, impossible }) =>
        impossible === null ? [] : [{ attack: id, ...impossible }],
      ),
    },
  ];
  const figures = [
    ...others(before.figures, (f) => f.corpus),
    ...cells.map((c) => ({
      corpus: name,
      attack: c.attack,
      budget: c.budget,
      seeds: c.seeds,
      found: c.found,
      high: c.high,
      recall: c.recall,
      precision: c.precision,
      mixed: c.mixed,
      falseHigh: c.falseHigh,
      falseMedium: c.falseMedium,
      by: c.by.map(({ detector, found, high }) => ({ detector, found, high })),
    })),
  ];
  const rank = (of: string): number => subjects.findIndex((subject) => subject.name === of);
  return {
    corpora: corpora.sort((a, b) => rank(a.name) - rank(b.name)),
    figures: figures.sort((a, b) => rank(a.corpus) - rank(b.corpus)),
  };
}

const args = process.argv.slice(2);
const numberAfter = (flag: string): number | undefined => {
  const at = args.indexOf(flag);
  return at < 0 ? undefined : Number(args.splice(at, 2)[1]);
};
const seeds = numberAfter('--seeds') ?? 5;
const minutes = numberAfter('--minutes') ?? Infinity;
if (!existsSync(shared)) {
  console.error('bench:coverage needs the shared corpora in ../shared/data or BEZOAR_SHARED');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
for (const subject of subjects.filter(({ name }) => args.length === 0 || args.includes(name))) {
  const report = await drill({
    corpus: await openCorpus([subject.file()]),
    budgets: [10, 20, 50, 100, 250],
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    rows: 50_000,
    workers: 2,
    folder: join(folder, subject.name),
    time: minutes * 60_000,
    onProgress: ({ done, planned }) =>
      done % 20 === 0 && console.log(`${subject.name}: ${done} of ${planned}`),
    clock: () => performance.now(),
    version,
  });
  const before = JSON.parse(readFileSync(path, 'utf8')) as Figures;
  const { corpora, figures } = withDrill(before, subject, report);
  // A line a figure: what changed can be seen.
  const lines = (all: readonly object[]): string =>
    `[\n${all.map((one) => `    ${JSON.stringify(one)}`).join(',\n')}\n  ]`;
  writeFileSync(path, `{\n  "corpora": ${lines(corpora)},\n  "figures": ${lines(figures)}\n}\n`);
  console.log(`${subject.name}: ${report.trials.done} of ${report.trials.planned} trials`);
}
