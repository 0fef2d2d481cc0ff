// Canonical bytes of records by the loop in WebAssembly, beside those by way of the record and beside JSON.parse alone, on
// instruction rows, documents and rows full of escapes; and SHA-256 of many small things. Writes bench/results/canonical.md.
//   npm run bench:canonical -- --megabytes 40 --runs 7
import * as crypto from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultLimits } from '../src/corpus/reader.ts';
import { random } from '../src/math/random.ts';
import { plainCanonicalBytes } from '../src/provenance/canonical-bytes-plainly.ts';
import { canonicalBytes, type CanonicalBytes } from '../src/provenance/canonical-bytes.ts';
import { canonicalKernel } from '../src/provenance/canonical-kernel.ts';
import { digestInto } from '../src/provenance/digest-into.ts';
import { shared } from './corpora.ts';
import { wantedPlants } from './corpus/plants.ts';
import { prepare } from './corpus/setting.ts';
import { writeCorpus } from './corpus/write.ts';

const { values } = parseArgs({
  options: { megabytes: { type: 'string', default: '40' }, runs: { type: 'string', default: '7' } },
});
const runs = Number(values.runs);
const wanted = ['source', 'url', 'timestamp', 'license', 'domain', 'collector'];

/** The lines of a text as a reader cuts them: each a view of the whole. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(10, from);
    lines.push(bytes.subarray(from, end < 0 ? bytes.length : end));
    from = end < 0 ? bytes.length : end + 1;
  }
  return lines.filter(({ length }) => length > 0);
}

function documents(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'canonical-'));
  const megabytes = Number(values.megabytes);
  const { path } = writeCorpus(folder, {
    setting: prepare(),
    megabytes,
    seed: 1,
    part: 0,
    wanted: wantedPlants('none'),
  });
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true });
  return bytes;
}

const next = random(1);

function written(row: () => string): Buffer {
  const rows: string[] = [];
  for (let bytes = 0; bytes < 1e7; bytes += rows[rows.length - 1].length) rows.push(row());
  return Buffer.from(rows.join('\n'), 'utf8');
}

const signs = (count: number) =>
  Array.from({ length: count }, () => String.fromCharCode(0x4e00 + Math.floor(next() * 20_000))).join('');
const escapes = (text: string) =>
  text.replace(/[^\n -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
const chat = () =>
  JSON.stringify({ prompt: signs(60), answer: `${signs(300)}\n${signs(100)}`, source: 'web' });
const vector = () => ({
  id: Math.floor(next() * 1e6),
  vector: Array.from({ length: 384 }, () => next() - 0.5),
});

const corpora: readonly { readonly name: string; readonly lines: readonly Buffer[] }[] = [
  {
    name: 'instruction rows (sft-mix)',
    lines: linesOf(readFileSync(join(shared, 'clean', 'sft-mix.jsonl'))),
  },
  { name: 'documents (bench/corpus)', lines: linesOf(documents()) },
  { name: 'Chinese, all \\u escapes', lines: linesOf(written(() => escapes(chat()))) },
  { name: 'Chinese in UTF-8', lines: linesOf(written(chat)) },
  { name: 'vectors of doubles', lines: linesOf(written(() => JSON.stringify(vector()))) },
];

/** Milliseconds of the fastest run of each, one after the other so that all meet the same neighbours. */
function fastest(ways: readonly (() => void)[], times: number): number[] {
  const best = ways.map(() => Infinity);
  for (let run = 0; run < times; run++) {
    ways.forEach((way, i) => {
      const start = performance.now();
      way();
      best[i] = Math.min(best[i], performance.now() - start);
    });
  }
  return best;
}

const all = (lines: readonly Buffer[], by: CanonicalBytes) => () => {
  for (const line of lines) {
    by.of(line);
    by.member(0);
  }
};

const rows: string[] = [];
for (const { name, lines } of corpora) {
  const bytes = lines.reduce((sum, line) => sum + line.length, 0);
  const kernel = canonicalKernel(defaultLimits, wanted)!;
  const own = lines.filter((line) => kernel.of(line)).length;
  const times = fastest(
    [
      () => lines.forEach((line) => void JSON.parse(line.toString('utf8'))),
      all(lines, plainCanonicalBytes(defaultLimits, wanted)),
      all(lines, canonicalBytes(defaultLimits, wanted)),
      () => lines.forEach((line) => void crypto.hash('sha256', line, 'binary')),
    ],
    runs,
  );
  const [parse, plain, fast, sha] = times.map((ms) => bytes / 1e3 / ms);
  const columns = [parse, plain, fast, sha].map((rate) => rate.toFixed(0));
  rows.push(
    `| ${name} | ${(bytes / 1e6).toFixed(0)} | ${(bytes / lines.length).toFixed(0)} | ${columns.join(' | ')} | ${(fast / plain).toFixed(1)} | ${(fast / parse).toFixed(1)} | ${((100 * own) / lines.length).toFixed(1)} |`,
  );
  console.log(rows[rows.length - 1]);
}

const out = Buffer.alloc(32);
const digests: Readonly<Record<string, (data: Buffer) => void>> = {
  digestInto: (data) => digestInto(out, 0, data),
  "hash, 'binary', write": (data) => out.write(crypto.hash('sha256', data, 'binary'), 0, 'binary'),
  "hash, 'hex', write": (data) => out.write(crypto.hash('sha256', data, 'hex'), 0, 'hex'),
  "hash, 'buffer'": (data) => crypto.hash('sha256', data, 'buffer').copy(out),
  createHash: (data) => crypto.createHash('sha256').update(data).digest().copy(out),
};
const sizes = [64, 500, 3000];
const calls = 2000;
const perSize = sizes.map((size) => {
  const data = Array.from({ length: calls }, () => crypto.randomBytes(size));
  return fastest(
    Object.values(digests).map((way) => () => data.forEach(way)),
    10 * runs,
  );
});

const lines = [
  '# Canonical bytes and digests of rows',
  '',
  `Made by \`npm run bench:canonical\`, Node ${process.versions.node}, one core (${cpus()[0].model.trim()}, ${cpus().length} of them under a load of ${loadavg()[0].toFixed(1)}); the fastest of ${runs} runs, each way in turn. Rows lie in memory; the`,
  'value of one member is asked for too. MB/s of the rows as they are written; "taken" is the share of rows that the loop does not leave to the record.',
  '',
  '| rows | MB | bytes a row | JSON.parse | by the record | by the loop | SHA-256 | loop : record | loop : JSON.parse | taken, % |',
  '|---|---|---|---|---|---|---|---|---|---|',
  ...rows,
  '',
  'SHA-256 into a buffer, µs a call:',
  '',
  `| | ${sizes.map((size) => `${size} bytes`).join(' | ')} |`,
  `|---|${sizes.map(() => '---|').join('')}`,
  ...Object.keys(digests).map(
    (name, i) => `| ${name} | ${perSize.map((ms) => ((ms[i] * 1e3) / calls).toFixed(2)).join(' | ')} |`,
  ),
];
mkdirSync(join('bench', 'results'), { recursive: true });
writeFileSync(join('bench', 'results', 'canonical.md'), `${lines.join('\n')}\n`);
console.log(lines.slice(-7).join('\n'));
