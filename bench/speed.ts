// How long reading and judging take, each as a ratio to splitting and parsing the same file on the same machine in the
// same run, with the peak memory of each. Makes its corpora in a scratch folder. Writes bench/results/speed.{json,md}.
// Arguments: --megabytes N (1000 unless given), --step TEXT (only steps whose names hold it; writes no results),
// --scratch FOLDER (.bench unless given), --runs N (1 unless given; the fastest counts).
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { kinds, measure, type Measured } from './measure-step.ts';
import { parquetOf, steps, unit } from './speed-steps.ts';

async function writeParquet(path: string): Promise<void> {
  const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
  const connection = await (await DuckDBInstance.create(':memory:', { memory_limit: '1GB' })).connect();
  await connection.run(
    `COPY (SELECT * FROM read_json(${text(path)}, format = 'newline_delimited')) TO ${text(parquetOf(path))} (FORMAT parquet, COMPRESSION zstd)`,
  );
  connection.closeSync();
}

function table(megabytes: number, measured: readonly Measured[]): string[] {
  const parse = measured.find(({ step }) => step === unit)!;
  const row = (step: string, ms: number, cpu: string, memory: string): string =>
    `| ${step} | ${(ms / 1000).toFixed(2)} | ${(ms / parse.ms).toFixed(1)} | ${(megabytes / (ms / 1000)).toFixed(1)} | ${cpu} | ${memory} |`;
  return [
    `| step | s | x ${unit} | MB/s | CPU s | peak MB |`,
    '|---|---|---|---|---|---|',
    ...measured.flatMap(({ step, ms, cpuMs, peakMB, parts }) => [
      row(step, ms, (cpuMs / 1000).toFixed(2), peakMB.toFixed(0)),
      ...parts.filter((p) => p.ms >= 1).map((p) => row(`- its ${p.step}`, p.ms, '', '')),
    ]),
  ];
}

async function measureAll(megabytes: number, only: string, scratch: string, runs: number): Promise<void> {
  mkdirSync(scratch, { recursive: true });
  const lines = [
    '# How long it takes',
    '',
    `Made by \`npm run bench:speed -- --megabytes ${megabytes}\`, Node ${process.versions.node}, ${availableParallelism()} cores (${cpus()[0].model.trim()}).`,
    `The fastest of ${runs} run${runs === 1 ? '' : 's'}, each in a process of its own; MB/s are of the JSONL. CPU s are of all threads: where wall time`,
    'is more than that share of the cores, the machine had other work.',
  ];
  const results: { corpus: string; megabytes: number; measured: Measured[] }[] = [];
  for (const { name, make } of kinds) {
    const path = join(scratch, `${name.replaceAll(' ', '-')}-${megabytes}.jsonl`);
    if (!existsSync(path)) await make(path, megabytes * 1e6, 1);
    const asked = (step: string): boolean => step.includes(only);
    // Rows are set aside by the report of a whole scan.
    const wanted = Object.keys(steps).filter(
      (step) => asked(step) || step === unit || (step === 'whole scan, 2 cores' && asked('clean')),
    );
    if (wanted.some((step) => step.includes('Parquet'))) await writeParquet(path);
    const measured = wanted.map((step) => measure(step, path, runs));
    const size = statSync(path).size / 1e6;
    results.push({ corpus: name, megabytes: size, measured });
    lines.push('', `## ${size.toFixed(1)} MB of ${name}`, '', ...table(size, measured));
    for (const made of [path, parquetOf(path)]) rmSync(made, { force: true });
  }
  if (only !== '') return console.log(lines.join('\n'));
  mkdirSync(join('bench', 'results'), { recursive: true });
  writeFileSync(join('bench', 'results', 'speed.json'), `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(join('bench', 'results', 'speed.md'), `${lines.join('\n')}\n`);
}

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '1000' },
    step: { type: 'string', default: '' },
    scratch: { type: 'string', default: '.bench' },
    runs: { type: 'string', default: '1' },
  },
});
await measureAll(Number(values.megabytes), values.step, values.scratch, Number(values.runs));
