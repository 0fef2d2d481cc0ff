// Whether the power statements of a scan are true: for each that scans of clean shared corpora make, the thing it names is
// really planted, at the stated sizes, and counted how often it is found. Writes bench/results/power.{json,md}, where other
// statements keep their numbers. Arguments pick statements by part of "corpus detector planted"; `--stated` compares what
// is stated now with what was measured before and plants nothing.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProcess } from '../src/engines/in-process.ts';
import { clean, shared } from './corpora.ts';
import { page, type Statement } from './power/page.ts';

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
const key = ({ corpus, detector, planted }: Pick<Statement, 'corpus' | 'detector' | 'planted'>): string =>
  `${corpus} ${detector} ${planted}`;
const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Statement[]) : [];
const latest = new Map(before.map((s) => [key(s), s]));
const order: string[] = [];

function save(): void {
  const left = [...latest.keys()].filter((k) => !order.includes(k));
  const all = [...order, ...left].flatMap((k) => latest.get(k) ?? []);
  mkdirSync(join('bench', 'results'), { recursive: true });
  writeFileSync(file, `[\n${all.map((s) => JSON.stringify(s)).join(',\n')}\n]\n`);
  writeFileSync(join('bench', 'results', 'power.md'), page(all));
}

for (const { corpus, clean: make, detector, about, seeds, plant } of plantings) {
  const rows = make();
  const stated = await powerStated(clean(rows), 'clean', engine, 1, detector);
  for (const { planted, severity, points } of stated.filter((p) => about.test(p.planted))) {
    const name = key({ corpus, detector, planted });
    order.push(name);
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
    const known = new Map(latest.get(name)?.points.map((p) => [p.rows, p]));
    const measured = [];
    for (const { rows: k, chance } of points) {
      const old = known.get(k);
      if (statedOnly) {
        if (old) measured.push({ ...old, stated: chance });
        continue;
      }
      const tries = k >= 50 ? Math.ceil(seeds / 3) : seeds;
      let found = 0;
      for (let seed = 1; seed <= tries; seed++) {
        const mix = plant(rows, k, seed, planted);
        const outcome = await tryMix(mix, `power-${k}`, engine, seed, [detector], [detector]);
        if (severity === 'high' ? outcome.trueHigh > 0 : outcome.trueMedium > 0) found++;
      }
      measured.push({ rows: k, stated: chance, found, seeds: tries });
      latest.set(name, { corpus, detector, planted, severity, points: measured });
      save();
      console.log(`${name}: ${k} rows, stated ${chance.toFixed(2)}, found ${found} of ${tries}`);
    }
    latest.set(name, { corpus, detector, planted, severity, points: measured });
    save();
  }
}
await engine.close();
