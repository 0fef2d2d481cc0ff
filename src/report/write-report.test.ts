import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleFlagged, sampleReport } from '../../test/fixtures/sample-report.ts';
import { reportFormats, writeReport } from './write-report.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bezoar-write-report-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('always the report, the flagged rows and the page, the report last', async () => {
  const dir = join(folder, 'made', 'on the way');
  const paths = await writeReport(dir, sampleReport, sampleFlagged);
  expect(paths.map((p) => basename(p))).toEqual(['flagged.jsonl', 'report.html', 'report.json']);
  expect((await readdir(dir)).sort()).toEqual(['flagged.jsonl', 'report.html', 'report.json']);
  expect(JSON.parse(await readFile(join(dir, 'report.json'), 'utf8'))).toEqual(sampleReport);
});

test('every format on request, the same bytes each time', async () => {
  const names = [
    'findings.csv',
    'flagged.jsonl',
    'report.html',
    'report.json',
    'report.junit.xml',
    'report.md',
    'report.sarif',
    'sources.csv',
  ];
  const bytes = async (dir: string) =>
    Promise.all((await readdir(dir)).sort().map((name) => readFile(join(dir, name), 'utf8')));
  await writeReport(join(folder, 'a'), sampleReport, sampleFlagged, reportFormats);
  await writeReport(join(folder, 'b'), sampleReport, sampleFlagged, [...reportFormats, 'csv']);
  expect((await readdir(join(folder, 'a'))).sort()).toEqual(names);
  expect(await bytes(join(folder, 'a'))).toEqual(await bytes(join(folder, 'b')));
});
