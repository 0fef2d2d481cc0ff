// `clean` on files as people have them: every layout of the shared corpora, packed and not, parted at random rows and
// put together again.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Compression, Format } from '../../src/corpus/shard.ts';
import { random } from '../../src/math/random.ts';
import { clean, restore } from '../../src/quarantine.ts';
import { packer } from '../../src/quarantine/pack.ts';
import type { Report } from '../../src/report/schema.ts';
import { writeFlaggingReport } from '../fixtures/flagging-report.ts';
import { sharedData, skipReason } from '../shared-data.ts';
import { bezoar, folderFor } from './bezoar.ts';

const folder = folderFor('real-files');
const folders =
  sharedData === undefined ? [] : ['formats', 'clean', 'pools'].map((name) => join(sharedData!, name));
const files = folders.flatMap((name) =>
  readdirSync(name)
    .filter((file) => /\.(jsonl?|txt|tsv)$/.test(file))
    .map((file) => join(name, file)),
);

async function zstd(bytes: Buffer): Promise<Buffer> {
  const pack = packer('zstd');
  return Buffer.concat([...(await pack.push(bytes)), ...(await pack.end())]);
}

async function there(name: string, bytes: Buffer): Promise<void> {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  const scanned = await bezoar([name, '-q', '--only', 'hidden-text', '--out', 'scanned'], { cwd: folder });
  expect([0, 1]).toContain(scanned.code);
  const report = JSON.parse(readFileSync(join(folder, 'scanned', 'report.json'), 'utf8')) as Report;
  const [{ format, compression, rows }] = report.corpus.files;
  const next = random(rows);
  const flagged = Array.from({ length: rows }, (_, row) => row).filter(() => next() < 0.1);
  writeFlaggingReport(join(folder, 'report'), {
    path: file,
    format: format as Format,
    compression: compression as Compression,
    rows,
    flagged,
  });
  const done = await clean({
    file,
    report: join(folder, 'report'),
    rule: { severity: 'high' },
    version: '1',
  });
  expect(done.policy.clean.rows).toBe(rows - flagged.length);
  const again = await bezoar([done.clean, '-q', '--only', 'hidden-text', '--out', 'again'], { cwd: folder });
  expect([0, 1]).toContain(again.code);
  const cleaned = JSON.parse(readFileSync(join(folder, 'again', 'report.json'), 'utf8')) as Report;
  expect(cleaned.corpus.rows).toBe(rows - flagged.length);
  rmSync(file);
  const { path } = await restore({ file });
  if (compression === 'none') expect(readFileSync(path).equals(bytes)).toBe(true);
  for (const left of readdirSync(folder)) rmSync(join(folder, left), { recursive: true });
}

describe.skipIf(sharedData === undefined)(
  `real files (${sharedData === undefined ? skipReason : 'shared corpora'})`,
  () => {
    for (const path of files) {
      const name = path.split('/').slice(-2).join('-');
      it(`${name}`, () => there(name, readFileSync(path)));
    }
    it('packed', async () => {
      const bytes = readFileSync(files[0]);
      await there('some.json.gz', gzipSync(bytes));
      await there('some.json.zst', await zstd(bytes));
    });
  },
);
