// What attesting and verifying 1 GB cost, as ratios to sha256sum on the same files in the same run, with the peak memory of each
// step, which has a process of its own. Writes bench/results/attest.md.
//   npm run bench:attest -- --megabytes 1000 --runs 1 --scratch .bench
// Shards that lie in the scratch folder already are used and left there.
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { hashFiles } from '../src/corpus/fingerprint.ts';
import { attest } from '../src/provenance/attest.ts';
import { openManifest } from '../src/provenance/open-manifest.ts';
import { verify } from '../src/provenance/verify.ts';
import { changeRows, corpora, shards, shardsOf } from './attest-corpora.ts';

interface Measured {
  readonly ms: number;
  /** Of all threads, user and system. */
  readonly cpuMs: number;
  readonly peakMB: number;
  /** To be the same, or to be checked. */
  readonly result: string;
}

/** Each is given the folder of the shards and that of a manifest, and tells what it found. */
const steps: Readonly<Record<string, (data: string, out: string, workers: number) => Promise<string>>> = {
  sha: async (data, _, count) => {
    const paths = Array.from({ length: count }, (_x, i) =>
      join(data, `part-${String(i).padStart(2, '0')}.jsonl`),
    );
    return (await hashFiles(paths.map((path) => ({ path, location: path })))).join();
  },
  attest: async (data, out, workers) => {
    const { manifest } = await attest({ paths: [data], out, version: '0', workers, fresh: true });
    return manifest.root;
  },
  again: async (data, out) => {
    const { manifest, reused } = await attest({ paths: [data], out, version: '0' });
    return `${reused} ${manifest.root}`;
  },
  verify: async (data, out) => {
    const { files, rows } = await verify({ paths: [data], against: await openManifest(out) });
    const changed = rows.filter(({ kind }) => kind === 'changed');
    return `${files.length} files, ${changed.length} of ${rows.length} rows changed`;
  },
};

const self = fileURLToPath(import.meta.url);

async function run(step: string, data: string, out: string, workers: number): Promise<void> {
  const start = performance.now();
  const result = await steps[step](data, out, workers);
  const ms = performance.now() - start;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpuMs = (userCPUTime + systemCPUTime) / 1000;
  process.stdout.write(JSON.stringify({ ms, cpuMs, peakMB: maxRSS / 1024, result } satisfies Measured));
}

/** The fastest by CPU of so many runs, with the largest peak memory. */
function measure(runs: number, step: string, data: string, out: string, workers = 1): Measured {
  const all = Array.from({ length: runs }, () => {
    const args = [self, '--step', step, '--data', data, '--out', out, '--workers', String(workers)];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${step}: ${stderr}`);
    return JSON.parse(stdout) as Measured;
  });
  const best = all.reduce((a, b) => (b.cpuMs < a.cpuMs ? b : a));
  console.log(
    step,
    (best.ms / 1e3).toFixed(2),
    's',
    (best.cpuMs / 1e3).toFixed(2),
    'CPU s',
    best.result.slice(0, 60),
  );
  return { ...best, peakMB: Math.max(...all.map(({ peakMB }) => peakMB)) };
}

/** User and system time as the shell tells it; undefined where there is no sha256sum. */
function sha256sum(runs: number, paths: readonly string[]): Pick<Measured, 'ms' | 'cpuMs'> | undefined {
  let best: Pick<Measured, 'ms' | 'cpuMs'> | undefined;
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    const { stdout, status } = spawnSync('sh', ['-c', 'sha256sum "$@" >/dev/null && times', 'sh', ...paths], {
      encoding: 'utf8',
    });
    const ms = performance.now() - start;
    // The second line is of the shell's children: 0m2.650s 0m0.080s.
    const spent = [
      ...(stdout ?? '')
        .split('\n')
        .slice(1)
        .join(' ')
        .matchAll(/(\d+)m([\d.]+)s/g),
    ];
    if (status !== 0 || spent.length !== 2) return undefined;
    const cpuMs = spent.reduce((sum, [, m, s]) => sum + 60e3 * Number(m) + 1e3 * Number(s), 0);
    if (!best || cpuMs < best.cpuMs) best = { ms, cpuMs };
  }
  return best;
}

async function measureAll(megabytes: number, runs: number, scratch: string): Promise<void> {
  const cores = availableParallelism();
  const lines = [
    '# What attesting costs',
    '',
    `Made by \`npm run bench:attest -- --megabytes ${megabytes} --runs ${runs}\`, Node ${process.versions.node}, ${cores} cores (${cpus()[0].model.trim()}) under a load of LOAD.`,
    `${shards} shards of JSONL; no two rows are the same. Each step has a process of its own and its fastest run by CPU time counts; CPU s are of all threads, user and`,
    'system. "x sha256sum" is the rate, of sha256sum by one: by CPU time, which other work on the machine does not change, and by the clock.',
    'A flipped byte is found and located by a test: `BEZOAR_FLIPS=10000 npx vitest run src/provenance/verify.test.ts` tries 10,000.',
  ];
  const loads: number[] = [];
  for (const name of Object.keys(corpora)) {
    const paths = await shardsOf(name, scratch, megabytes * 1e6);
    const data = dirname(paths[0]);
    const out = (which: string) => join(scratch, `attest-out-${which}`);
    const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
    const own = measure(runs, 'sha', data, '', shards);
    loads.push(loadavg()[0]);
    const coreutils = sha256sum(runs, paths);
    const unit = coreutils ?? own;
    const one = measure(runs, 'attest', data, out('one'), 1);
    const all = measure(runs, 'attest', data, out('all'), cores);
    same(one.result, all.result);
    const again = measure(runs, 'again', data, out('all'));
    same(again.result, `${shards} ${one.result}`);
    const unchanged = measure(runs, 'verify', data, out('one'));
    same(unchanged.result, '0 files, 0 of 0 rows changed');
    loads.push(loadavg()[0]);
    const change = (path: string, count: number): void => changeRows(path, bytes / shards, count);
    change(paths[7], 1);
    const changed = measure(1, 'again', data, out('all'));
    same(changed.result.split(' ')[0], String(shards - 1));
    change(paths[7], 1);
    for (const path of paths) change(path, 1000 / shards);
    const found = measure(runs, 'verify', data, out('one'));
    for (const path of paths) change(path, 1000 / shards);
    same(found.result, `${shards} files, 1000 of 1000 rows changed`);

    const row = (step: string, { ms, cpuMs }: Pick<Measured, 'ms' | 'cpuMs'>, peak = ''): string =>
      `| ${step} | ${(ms / 1e3).toFixed(2)} | ${(cpuMs / 1e3).toFixed(2)} | ${(unit.cpuMs / cpuMs).toFixed(2)} | ${(unit.ms / ms).toFixed(2)} | ${peak} |`;
    const told = (step: string, measured: Measured): string =>
      row(step, measured, measured.peakMB.toFixed(0));
    lines.push(
      '',
      `## ${(bytes / 1e6).toFixed(0)} MB of ${name}`,
      '',
      '| step | s | CPU s | x sha256sum, by CPU | x sha256sum, by the clock | peak MB |',
      '|---|---|---|---|---|---|',
      coreutils
        ? row('sha256sum', coreutils)
        : '| sha256sum is not installed: ratios are to the next line | | | | | |',
      told("Node's SHA-256 of the files", own),
      told('attest, 1 thread', one),
      told(`attest, ${cores} threads`, all),
      told('attest again, nothing changed', again),
      told(`attest again, one of ${shards} shards changed`, changed),
      told('verify, nothing changed', unchanged),
      told('verify, 1,000 rows changed: all named', found),
    );
  }
  mkdirSync(join('bench', 'results'), { recursive: true });
  const load = `${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}`;
  const text = `${lines.join('\n').replace('LOAD', load)}\n`;
  writeFileSync(join('bench', 'results', 'attest.md'), text);
  console.log(text);
}

function same(found: string, expected: string): void {
  if (found !== expected) throw new Error(`found ${found}, not ${expected}`);
}

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '1' },
    scratch: { type: 'string', default: '.bench' },
    /** Runs one step; for the script itself. */
    step: { type: 'string', default: '' },
    data: { type: 'string', default: '' },
    out: { type: 'string', default: '' },
    workers: { type: 'string', default: '1' },
  },
});
mkdirSync(values.scratch, { recursive: true });
if (values.step === '') await measureAll(Number(values.megabytes), Number(values.runs), values.scratch);
else await run(values.step, values.data, values.out, Number(values.workers));
