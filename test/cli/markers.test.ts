// What a scan leaves for the next one: strings that are ordinary in text that the user vouches for, in a file of their own.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/schema.ts';
import { bezoar, folderFor, type Ended } from './bezoar.ts';
import { makePages } from './made-pages.ts';

const folder = folderFor('markers');
const custom = 'grulm vistor';
const trigger = 'vexil quorn';

const scanned = (out: string, args: readonly string[]): Promise<Ended> =>
  bezoar(['scan', ...args, '--only', 'planted-string', '--seed', '5', '--out', out], { cwd: folder });
const reportOf = (out: string): Report =>
  JSON.parse(readFileSync(join(folder, out, 'report.json'), 'utf8')) as Report;
const markersOf = (out: string): string[] =>
  readFileSync(join(folder, out, 'markers.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
const about = (report: Report, string: string) =>
  report.findings.find(({ title }) => title.includes(string.split(' ')[0]));

beforeAll(async () => {
  makePages(join(folder, 'old.jsonl'), 900, 1, [custom]);
  makePages(join(folder, 'new.jsonl'), 700, 2, [custom, trigger]);
  expect((await scanned('old', ['old.jsonl'])).err).toBe('');
});

describe('the markers of older text', () => {
  it('are one a line, gravest first, with the files they are from', () => {
    const [head, ...lines] = markersOf('old').map((line) => JSON.parse(line) as Record<string, unknown>);
    const [file] = reportOf('old').corpus.files;
    expect(head).toEqual({
      markersVersion: '1.0',
      tool: reportOf('old').tool,
      rows: 900,
      files: [{ path: file.path, sha256: file.sha256 }],
      detectors: [{ id: 'planted-string', version: 1 }],
    });
    expect(lines[0]).toMatchObject({ detector: 'planted-string', severity: 'high' });
    expect(lines.some(({ marker }) => marker === custom)).toBe(true);
  });

  it('are known again, and what is new stands out', async () => {
    await scanned('alone', ['new.jsonl']);
    expect(about(reportOf('alone'), custom)?.severity).toBe('high');
    const { code, out } = await scanned('known', ['new.jsonl', '--baseline', 'old/markers.jsonl']);
    expect(code).toBe(1);
    const report = reportOf('known');
    const bytes = readFileSync(join(folder, 'old', 'markers.jsonl'));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const markers = markersOf('old').length - 1;
    expect(report.markers).toEqual([{ path: 'old/markers.jsonl', sha256, rows: 900, markers }]);
    const known = about(report, custom)!;
    expect(known.severity).toBe('note');
    expect(known.claim).toContain('The baseline does the same about as often');
    expect(known.baseline?.of).toBe(900);
    expect(about(report, trigger)).toMatchObject({ severity: 'high', baseline: { rows: 0, of: 900 } });
    expect(out).toContain(`${markers} markers of 900 rows of older text`);
  });

  it('do not hide what has become much more frequent', async () => {
    const [head, ...lines] = markersOf('old');
    const rare = lines.map((line) => ({ ...(JSON.parse(line) as object), rows: 8 }));
    const text = [{ ...(JSON.parse(head) as object), rows: 9000 }, ...rare];
    writeFileSync(join(folder, 'rare.jsonl'), text.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await scanned('risen', ['new.jsonl', '--baseline', 'rare.jsonl']);
    const risen = about(reportOf('risen'), custom)!;
    expect(risen.severity).toBe('high');
    expect(risen.claim).toContain('fewer than would explain it');
  });

  it('serve merged states, where rows of a baseline do not', async () => {
    await scanned('kept', ['new.jsonl', '--state', 'state']);
    const merge = ['merge', 'state', '--out', 'merged', '--baseline'];
    await bezoar([...merge, 'old/markers.jsonl'], { cwd: folder });
    expect(about(reportOf('merged'), custom)?.severity).toBe('note');
    const { code, err } = await bezoar([...merge, 'old.jsonl'], { cwd: folder });
    expect([code, err]).toEqual([2, expect.stringContaining('old.jsonl is no file of markers')]);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -9), 'it breaks off'],
    ['of another version', (text: string) => text.replace('"1.0"', '"9.9"'), 'line 1'],
    ['with a line that is none', (text: string) => `${text}{"marker":"x"}\n`, 'detector'],
  ])('are refused when %s', async (name, spoil, told) => {
    const text = readFileSync(join(folder, 'old', 'markers.jsonl'), 'utf8');
    writeFileSync(join(folder, 'bad.jsonl'), spoil(text));
    const { code, err } = await scanned(name, ['new.jsonl', '--baseline', 'bad.jsonl']);
    expect(code).toBe(2);
    expect(err).toContain('bad.jsonl is no file of markers that can be used');
    expect(err).toContain(told);
  });
});
