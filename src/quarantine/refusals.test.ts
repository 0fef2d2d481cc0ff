// What `clean` and `restore` refuse, with the reason, and that nothing is left behind when they do.
import { existsSync, linkSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { writeFlaggingReport } from '../../test/fixtures/flagging-report.ts';
import { clean, restore, type CleanRequest } from '../quarantine.ts';
import { joined } from './join.ts';
import { policyText, readPolicy, type Piece } from './policy.ts';

const root = mkdtempSync(join(tmpdir(), 'bezoar-refusals-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folder: string;
let file: string;
let report: string;
const lines = ['{"a":1}\n', '{"a":2}\n', '{"a":3}'];

beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'));
  file = join(folder, 'train.jsonl');
  report = join(folder, 'report');
  writeFileSync(file, lines.join(''));
  writeFlaggingReport(report, { path: file, format: 'jsonl', rows: 3, flagged: [1] });
});

const run = (more: Partial<CleanRequest> = {}) =>
  clean({ file, report, rule: { severity: 'medium' }, version: '1', ...more });
const names = () => readdirSync(folder).sort();
const outputs = ['train.clean.jsonl', 'train.quarantine.jsonl', 'train.quarantine.jsonl.policy.json'];

describe('clean refuses', () => {
  it('a file that changed since the scan', async () => {
    writeFileSync(file, lines.join('').replace('2', '4'));
    await expect(run()).rejects.toMatchObject({ code: 'changed-file' });
    expect(names()).toEqual(['report', 'train.jsonl']);
  });

  it('to replace what an earlier run wrote, unless forced', async () => {
    await run();
    await expect(run()).rejects.toMatchObject({ code: 'exists' });
    await run({ force: true });
    expect(names()).toEqual([...outputs.slice(0, 1), 'train.jsonl', ...outputs.slice(1), 'report'].sort());
  });

  it('to replace the original under another name, even forced', async () => {
    linkSync(file, join(folder, 'train.clean.jsonl'));
    await expect(run({ force: true })).rejects.toMatchObject({ code: 'exists' });
    expect(readFileSync(file, 'utf8')).toBe(lines.join(''));
  });

  it('a list of rows that is of another scan', async () => {
    writeFileSync(join(report, 'flagged.jsonl'), '');
    await expect(run()).rejects.toMatchObject({ code: 'bad-report' });
    rmSync(join(report, 'flagged.jsonl'));
    await expect(run()).rejects.toMatchObject({ code: 'bad-report' });
    writeFileSync(join(report, 'flagged.jsonl'), '{"file":');
    await expect(run()).rejects.toMatchObject({
      code: 'bad-report',
      message: expect.stringContaining('line 1'),
    });
  });

  it('a report with other row numbers than the file has', async () => {
    writeFlaggingReport(report, { path: file, format: 'jsonl', rows: 4, flagged: [1] });
    await expect(run()).rejects.toMatchObject({ code: 'changed-file' });
    writeFlaggingReport(report, { path: file, format: 'jsonl', rows: 3, flagged: [9] });
    await expect(run()).rejects.toMatchObject({ code: 'changed-file' });
    expect(names()).toEqual(['report', 'train.jsonl']);
  });

  it('a file that the report does not speak of, a folder, a file that is not there', async () => {
    const other = join(folder, 'other.jsonl');
    writeFileSync(other, '{}\n');
    await expect(run({ file: other })).rejects.toMatchObject({ code: 'bad-report' });
    await expect(run({ file: folder })).rejects.toMatchObject({ code: 'wrong-kind' });
    await expect(run({ file: join(folder, 'none') })).rejects.toMatchObject({ code: 'no-such-file' });
  });

  it('a finding that there is not', async () => {
    await expect(run({ rule: { findings: ['nope-1'] } })).rejects.toMatchObject({ code: 'bad-option' });
  });

  it('a JSON list that also holds what is no row', async () => {
    const json = join(folder, 'wrapped.json');
    writeFileSync(json, '{"data":[{"a":1}, 5, {"a":2}]}');
    writeFlaggingReport(report, { path: json, format: 'json', rows: 2, flagged: [0] });
    await expect(run({ file: json })).rejects.toMatchObject({ code: 'unsupported' });
    expect(existsSync(join(folder, 'wrapped.clean.json'))).toBe(false);
  });

  it('to go on when it was told to stop', async () => {
    await expect(run({ signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
    expect(names()).toEqual(['report', 'train.jsonl']);
  });
});

describe('clean', () => {
  it('finds the file by its content when it was moved', async () => {
    const moved = join(folder, 'moved.jsonl');
    writeFileSync(moved, lines.join(''));
    rmSync(file);
    const { policy } = await run({ file: moved });
    expect(policy.rows).toEqual([{ row: 1, findings: ['planted-trigger-1'] }]);
  });

  it('sets nothing aside for findings below the severity', async () => {
    writeFlaggingReport(report, { path: file, format: 'jsonl', rows: 3, flagged: [1], severity: 'low' });
    expect((await run()).policy.quarantine.rows).toBe(0);
    expect((await run({ force: true, rule: { severity: 'low' } })).policy.quarantine.rows).toBe(1);
    expect(
      (await run({ force: true, rule: { findings: ['planted-trigger-1'] } })).policy.quarantine.rows,
    ).toBe(1);
  });

  it('takes the elements of several lists in one object', async () => {
    const json = join(folder, 'wrapped.json');
    writeFileSync(json, '{"version": [1, 2], "train": [ {"a":1}, {"a":2} ],\n "test": [{"a":3},{"a":4}]}');
    writeFlaggingReport(report, { path: json, format: 'json', rows: 4, flagged: [1, 2] });
    const done = await run({ file: json });
    expect(JSON.parse(readFileSync(done.clean, 'utf8'))).toEqual({
      version: [1, 2],
      train: [{ a: 1 }],
      test: [{ a: 4 }],
    });
    expect(JSON.parse(readFileSync(done.quarantine, 'utf8'))).toEqual([{ a: 2 }, { a: 3 }]);
    expect(readFileSync((await restore({ file: json })).path)).toEqual(readFileSync(json));
  });
});

describe('restore refuses', () => {
  it('files that were edited', async () => {
    await run();
    writeFileSync(join(folder, 'train.clean.jsonl'), '{"a":1}\n{"a":5}');
    await expect(restore({ file })).rejects.toMatchObject({ code: 'changed-file' });
    expect(existsSync(join(folder, 'train.restored.jsonl'))).toBe(false);
  });

  it('where there is no policy, or one that names paths', async () => {
    await expect(restore({ file })).rejects.toMatchObject({ code: 'no-such-file' });
    const { policy, policyFile } = await run();
    writeFileSync(policyFile, policyText({ ...policy, clean: { ...policy.clean, name: '../train.jsonl' } }));
    await expect(restore({ file })).rejects.toMatchObject({ code: 'bad-report' });
    writeFileSync(policyFile, '{"schemaVersion":"9"}');
    await expect(restore({ file })).rejects.toMatchObject({ code: 'bad-report' });
  });

  it('pieces that ask for more or less than there is', async () => {
    const joinedText = async (pieces: Piece[]) => {
      async function* once(text: string) {
        yield Buffer.from(text);
      }
      const out: Buffer[] = [];
      for await (const chunk of joined(pieces, once('abc'), once('de'))) out.push(Buffer.from(chunk));
      return Buffer.concat(out).toString();
    };
    expect(
      await joinedText([
        ['clean', 1],
        ['quarantine', 2],
        ['text', '-'],
        ['clean', 2],
      ]),
    ).toBe('ade-bc');
    await expect(
      joinedText([
        ['clean', 4],
        ['quarantine', 2],
      ]),
    ).rejects.toMatchObject({ code: 'changed-file' });
    await expect(
      joinedText([
        ['clean', 3],
        ['quarantine', 1],
      ]),
    ).rejects.toMatchObject({ code: 'changed-file' });
  });

  it('and takes the cleaned file for the original', async () => {
    const { clean: cleaned, policyFile } = await run();
    expect((await readPolicy(policyFile)).rows).toHaveLength(1);
    const { path } = await restore({ file: cleaned });
    expect(readFileSync(path, 'utf8')).toBe(lines.join(''));
  });
});
