// Whether the power statements of a scan are true: for each that scans of clean shared corpora make, the thing it names is
// really planted, at the stated sizes, and counted how often it is found. Writes bench/results/power.{json,md}, where other
// statements keep their numbers. Arguments pick statements by part of "corpus detector statement"; `--stated` compares what
// is stated now with what was measured before and plants nothing; `--time` measures what the statements cost.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProcess } from '../src/engines/in-process.ts';
import { clean, shared } from './corpora.ts';
import { page, type Statement } from './power/page.ts';
import { costOf, timePage, type Cost } from './power/time.ts';
import type { Outcome } from './trial.ts';

if (!existsSync(shared)) {
  console.error('bench:power needs the shared corpora in ../shared/data or BEZOAR_SHARED');
  process.exit(2);
}
// Read only now: they load the corpora.
const { plantings } = await import('./power/plantings.ts');
const { powerStated, tryMix } = await import('./trial.ts');

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const statedOnly = process.argv.includes('--stated');
const file = join('bench', 'results', 'power.json');
const engine = inProcess();
/** A statement is of the scan that makes it: what is planted differs, the scan's own seed does not. */
const scanSeed = 1;
const key = ({ corpus, detector, planted }: Pick<Statement, 'corpus' | 'detector' | 'planted'>): string =>
  `${corpus} ${detector} ${planted}`;
const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Statement[]) : [];
const latest = new Map(before.map((s) => [key(s), s]));

function isFound({ trueHigh, trueMedium, best }: Outcome, severity: string): boolean {
  if (severity === 'low') return best !== 'none';
  return (severity === 'high' ? trueHigh : trueMedium) > 0;
}

/** In the order of the plantings; what none of them is about any more is dropped. */
function save(): void {
  const known = [...latest.values()];
  const all = plantings.flatMap(({ corpus, detector, about }) =>
    known.filter((s) => s.corpus === corpus && s.detector === detector && about.test(s.planted)),
  );
  mkdirSync(join('bench', 'results'), { recursive: true });
  writeFileSync(file, `[\n${all.map((s) => JSON.stringify(s)).join(',\n')}\n]\n`);
  writeFileSync(join('bench', 'results', 'power.md'), page(all));
}

if (process.argv.includes('--time')) {
  const corpora = new Map(
    plantings
      .filter(({ corpus }) => wanted.length === 0 || wanted.includes(corpus))
      .map(({ corpus, clean: make }) => [corpus, make]),
  );
  const worst = new Map<string, Cost>();
  for (let time = 0; time < 3; time++) {
    for (const [corpus, make] of corpora) {
      const rows = clean(make());
      const cost = await costOf(() => powerStated(rows, 'time', engine, scanSeed));
      const { scan, statements } = worst.get(corpus) ?? { scan: 1, statements: 0 };
      if (cost.statements / cost.scan > statements / scan) worst.set(corpus, cost);
    }
  }
  const costs = [...corpora.keys()].flatMap((corpus) => {
    const cost = worst.get(corpus);
    return cost ? [{ corpus, ...cost }] : [];
  });
  writeFileSync(join('bench', 'results', 'power-time.md'), timePage(costs));
  process.exit(0);
}

for (const { corpus, clean: make, detector, about, seeds, sizes, plant } of plantings) {
  const name = `${corpus} ${detector} ${about.source}`;
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  const rows = make();
  const stated = await powerStated(clean(rows), 'clean', engine, scanSeed, detector);
  for (const { planted, severity, points } of stated.filter((p) => about.test(p.planted))) {
    const own = key({ corpus, detector, planted });
    const known = new Map(latest.get(own)?.points.map((p) => [p.rows, p]));
    const measured = [];
    // Of sizes beyond two at which all were found a third of the seeds: more rows are not harder to find.
    let allFound = 0;
    for (const { rows: k, chance } of points.filter((p) => sizes?.includes(p.rows) ?? true)) {
      const old = known.get(k);
      if (statedOnly) {
        if (old) measured.push({ ...old, stated: chance });
        continue;
      }
      const tries = allFound >= 2 ? Math.ceil(seeds / 3) : seeds;
      let found = 0;
      for (let seed = 1; seed <= tries; seed++) {
        const mix = plant(rows, k, seed, planted);
        const outcome = await tryMix(mix, `power-${k}`, engine, scanSeed, [detector], [detector]);
        if (isFound(outcome, severity)) found++;
      }
      if (found === tries) allFound++;
      measured.push({ rows: k, stated: chance, found, seeds: tries });
      latest.set(own, { corpus, detector, planted, severity, points: measured });
      save();
      console.log(`${own}: ${k} rows, stated ${chance.toFixed(2)}, found ${found} of ${tries}`);
    }
    if (measured.length === 0) continue;
    latest.set(own, { corpus, detector, planted, severity, points: measured });
    save();
  }
}
await engine.close();
