// Makes a test corpus of documents in a folder of your choice (bench/corpus says what is in it):
//   node scripts/bench.mjs make-corpus --out FOLDER --megabytes 60 --seed 1 --part 0 --plants all
import { parseArgs } from 'node:util';
import { wantedPlants } from './corpus/plants.ts';
import { prepare } from './corpus/setting.ts';
import { writeCorpus } from './corpus/write.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    name: { type: 'string', default: 'corpus' },
    megabytes: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    part: { type: 'string', default: '0' },
    plants: { type: 'string', default: 'all' },
  },
});
if (values.out === undefined) {
  process.stderr.write('say where to write it: --out FOLDER\n');
  process.exit(2);
}
const start = performance.now();
const setting = prepare();
const ready = performance.now();
const made = writeCorpus(
  values.out,
  {
    setting,
    megabytes: Number(values.megabytes),
    seed: Number(values.seed),
    part: Number(values.part),
    wanted: wantedPlants(values.plants),
  },
  values.name,
);
const seconds = (performance.now() - ready) / 1000;
console.log(`${made.path}: ${made.documents} documents, ${(made.bytes / 1e6).toFixed(1)} MB`);
console.log(
  `prepared in ${((ready - start) / 1000).toFixed(1)} s, written at ${(made.bytes / 1e6 / seconds).toFixed(0)} MB/s`,
);
for (const { name, share, texts } of setting.sources) {
  const size = texts.reduce((sum, text) => sum + text.length, 0) / 1e6;
  console.log(
    `  source ${name}: ${share} % of domains, grown from ${texts.length} texts, ${size.toFixed(2)} M characters`,
  );
}
for (const [name, pages] of [...made.markers].sort((a, b) => b[1] - a[1]))
  console.log(`  ${name}: ${pages} pages`);
for (const [{ name, what }, rows] of made.plants)
  console.log(`  planted ${name}: ${rows.length} documents, ${JSON.stringify(what)}`);
