import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostileTexts, reportWith } from '../../test/fixtures/hostile-report.ts';
import { sampleReport } from '../../test/fixtures/sample-report.ts';
import { readReport } from './read-report.ts';
import { report } from './schema.ts';
import { writeReport } from './write-report.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bezoar-read-report-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function holding(name: string, text: string): Promise<string> {
  const dir = join(folder, name);
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'report.json'), text);
  return dir;
}

test('the fixtures are reports', () => {
  expect(report.parse(sampleReport)).toEqual(sampleReport);
  for (const text of hostileTexts) expect(report.safeParse(reportWith(text)).success).toBe(true);
});

test('reads what was written, from the folder or the file', async () => {
  const dir = join(folder, 'whole');
  for (const text of hostileTexts) {
    const written = reportWith(text);
    await writeReport(dir, written, []);
    expect(await readReport(dir)).toEqual(written);
    expect(await readReport(join(dir, 'report.json'))).toEqual(written);
  }
});

const json = JSON.stringify(sampleReport);
const refused: [string, string, string][] = [
  ['cut off', json.slice(0, json.length / 2), 'is no report'],
  ['empty', '', 'is no report'],
  ['another tool', '{"version":"2.1.0","runs":[]}', 'not a report of bezoar'],
  ['a list', '[]', 'not a report of bezoar'],
  ['null', 'null', 'not a report of bezoar'],
  ['newer', json.replace('"schemaVersion":"1.4"', '"schemaVersion":"2.3"'), 'schema version 2.3'],
  [
    'terminal escapes as version',
    json.replace('"schemaVersion":"1.4"', '"schemaVersion":"\\u001b[31m"'),
    'schema version \\u{001B}[31m',
  ],
  ['damaged', json.replace('"severity":"high"', '"severity":"dire"'), 'damaged: findings.0.severity'],
];
for (const [name, text, says] of refused) {
  test(`refuses: ${name}`, async () => {
    const error = await readReport(await holding(name, text)).catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'UsageError', code: 'bad-report' });
    expect((error as Error).message).toContain(says);
  });
}

test('a newer report says to update, a missing one how to make it', async () => {
  const newer = await holding('newer2', json.replace('"schemaVersion":"1.4"', '"schemaVersion":"1.5"'));
  await expect(readReport(newer)).rejects.toMatchObject({ hint: expect.stringContaining('update') });
  for (const nowhere of [join(folder, 'nowhere'), folder]) {
    await expect(readReport(nowhere)).rejects.toMatchObject({
      code: 'bad-report',
      hint: expect.stringContaining('bezoar scan'),
    });
  }
});
