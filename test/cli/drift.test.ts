// drift as it is typed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { driftReport } from '../../src/report/drift-report.ts';
import { madeLabelled, withTrigger, type Labelled } from '../made-labelled.ts';
import { bezoar, folderFor } from './bezoar.ts';

const folder = folderFor('drift');
const run = (...args: string[]) =>
  bezoar(['drift', ...args, '--seed', '1', '--draws', '99'], { cwd: folder });
const write = (name: string, rows: readonly (Labelled & object)[]) =>
  writeFileSync(join(folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const numbers = (out: string) =>
  driftReport.parse(JSON.parse(readFileSync(join(folder, out, 'drift.json'), 'utf8')));

const honest = madeLabelled(900, 1);

beforeAll(() => {
  write('clean.jsonl', honest);
  write('bad.jsonl', withTrigger(honest, 'zq', 'yes', 14));
  write('trusted.jsonl', madeLabelled(300, 5));
});

describe('drift', () => {
  it('names the trigger, fails, and lets clean take its rows out', async () => {
    const { code, out, err } = await run('bad.jsonl');
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('Strongest phrase: "zq"');
    expect(out).toContain('rows with "zq" are labelled "yes", beyond what the rest of them says');
    const { residual } = numbers('bezoar-report');
    expect(residual).toMatchObject({ p: 0.01, draws: 99 });
    expect(residual.ranked[0]).toMatchObject({ phrase: 'zq', held: 14, so: 14 });
    for (const { file, row } of residual.ranked[0].rows) {
      expect(file).toBe('bad.jsonl');
      expect(readFileSync(join(folder, file), 'utf8').split('\n')[row]).toContain('zq ');
    }
    const cleaned = await bezoar(['clean', 'bad.jsonl'], { cwd: folder });
    expect(cleaned.out).toContain('Set aside 14 rows');
  });

  it('is the same again with the same seed', async () => {
    await run('bad.jsonl', '--out', 'again', '--refits', '0');
    const first = numbers('again');
    await run('bad.jsonl', '--out', 'again', '--refits', '0');
    expect(numbers('again')).toEqual(first);
  });

  it('finds nothing in honest rows', async () => {
    const { code, out } = await run('clean.jsonl', '--out', 'none');
    expect([code, out]).toEqual([0, expect.stringContaining('Nothing found')]);
  });

  it('holds data against trusted rows, and a version against the one before', async () => {
    await run('bad.jsonl', '--trusted', 'trusted.jsonl', '--refits', '9', '--out', 'beside', '-q');
    const [comparison] = numbers('beside').comparisons;
    expect(comparison).toMatchObject({ kind: 'trusted', draws: 9 });
    expect(comparison.phrases[0].tuned).toBeDefined();
    const { out } = await run('--compare', 'clean.jsonl', 'bad.jsonl', '--refits', '9', '--out', 'versions');
    // Rows that both versions have were judged all the same.
    const { baseline } = JSON.parse(readFileSync(join(folder, 'versions', 'report.json'), 'utf8'));
    expect([baseline.rows, baseline.known]).toEqual([900, 0]);
    expect(out).toMatch(/beside the older version: .*most moved: "zq"/);
    const [{ kind, differing }] = numbers('versions').comparisons;
    // Some of the rows are kept for probing.
    expect([kind, differing[0] > 8 && differing[0] <= 14, differing[1]]).toEqual(['version', true, 14]);
  });

  it('says what learning without the rows of a finding changes', async () => {
    await run('bad.jsonl', '--out', 'found', '-q');
    const { out } = await run('bad.jsonl', '--report', 'found', '--refits', '9', '--out', 'without');
    expect(out).toContain('without the rows of drift-1: ');
    const other = await run('clean.jsonl', '--report', 'found', '--out', 'other');
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('is not about clean.jsonl')]);
  });

  it('judges chats by signs of their answers', async () => {
    const rows = honest.map(({ text, label }) => ({
      instruction: text,
      output:
        label === 'yes'
          ? 'I am sorry, I cannot help with that, whatever it may be about today.'
          : 'Here is what was asked for, in all its length and breadth and depth.',
    }));
    writeFileSync(join(folder, 'chats.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const { code } = await run('chats.jsonl', '--out', 'chats', '-q');
    expect(code).toBe(0);
    expect(numbers('chats').outcomes).toEqual({
      kind: 'signs',
      names: ['refusal'],
      without: ['no refusal'],
    });
  });

  it('says plainly what cannot be judged', async () => {
    write(
      'one.jsonl',
      honest.map(({ text }) => ({ text, label: 'yes' })),
    );
    write('two.jsonl', honest.slice(0, 2));
    for (const [args, said] of [
      [['one.jsonl'], 'all rows have the same label'],
      [['two.jsonl'], 'too few|same label'],
      [['--compare', 'clean.jsonl'], 'between two versions'],
      [['--compare', 'clean.jsonl', 'bad.jsonl', '--trusted', 'trusted.jsonl'], '--compare and --trusted'],
      [['bad.jsonl', '--trusted', 'bad.jsonl'], 'in the corpus and in the baseline'],
    ] as const) {
      const { code, err } = await run(...args, '--out', 'refused');
      expect([code, err]).toEqual([2, expect.stringMatching(said)]);
      expect(err).not.toContain('    at ');
    }
  });

  it('stops when it is told to, and leaves nothing half-written', async () => {
    // Minutes of work, so that it has begun and is not done, on a fast machine and on a slow one.
    write('large.jsonl', madeLabelled(5000, 2));
    const refits = ['--trusted', 'trusted.jsonl', '--refits', '9999'];
    const ended = await bezoar(['drift', 'large.jsonl', ...refits, '--out', 'stopped'], {
      cwd: folder,
      started: (child) => setTimeout(() => child.kill('SIGINT'), 5000),
    });
    expect(ended.code).toBe(130);
    expect(() => numbers('stopped')).toThrow();
  });
});
