// What is left when a run is cut short: killed, interrupted, its reader gone, its disk full.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFlaggingReport } from '../fixtures/flagging-report.ts';
import { bezoar, examples, executable, folderFor } from './bezoar.ts';

const folder = folderFor('cut-short');
const file = join(folder, 'train.jsonl');
const rows = 150_000;
const report = join(folder, 'report');

beforeAll(() => {
  const lines = Array.from({ length: rows }, (_, i) =>
    JSON.stringify({ instruction: `question ${i}`, output: 'answer '.repeat(i % 30) }),
  );
  writeFileSync(file, `${lines.join('\n')}\n`);
  const flagged = Array.from({ length: rows / 50 }, (_, i) => i * 50);
  writeFlaggingReport(report, { path: file, format: 'jsonl', rows, flagged });
});

const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const clean = (out: string, more: Parameters<typeof bezoar>[1] = {}) =>
  bezoar(['clean', file, '--report', report, '--out-dir', out], more);
const written = (out: string) =>
  existsSync(out) ? readdirSync(out).filter((name) => !name.startsWith('.')) : [];

describe('a killed clean', () => {
  it('leaves whole files or none, whenever it was killed, and can be run again', async () => {
    const reference = join(folder, 'reference');
    const start = performance.now();
    expect((await clean(reference)).code).toBe(0);
    const takes = performance.now() - start;
    const whole = new Map(readdirSync(reference).map((name) => [name, digest(join(reference, name))]));
    const before = digest(file);
    let killed = 0;
    for (let i = 0; i < 10; i++) {
      const out = join(folder, `killed-${i}`);
      // Spread over the run, the last part of it most densely: there the files get their names.
      const after = takes * (0.4 + 0.6 * (i / 9));
      const { code } = await clean(out, {
        started: (child) => setTimeout(() => child.kill('SIGKILL'), after),
      });
      if (code === null) killed++;
      const names = written(out);
      for (const name of names) expect([name, digest(join(out, name))]).toEqual([name, whole.get(name)]);
      // Where there is a cleaned file, there is what was taken out of it.
      if (names.includes('train.clean.jsonl')) expect(names).toHaveLength(3);
      if (names.length === 0) {
        expect((await clean(out)).code).toBe(0);
        expect(readdirSync(out).sort()).toEqual([...whole.keys()].sort());
      }
      rmSync(out, { recursive: true, force: true });
    }
    expect(killed).toBeGreaterThan(0);
    expect(digest(file)).toBe(before);
  });
});

describe('Ctrl-C', () => {
  it('ends clean with 130 and leaves nothing', async () => {
    const out = join(folder, 'interrupted');
    const { code, err } = await clean(out, {
      started: (child) => {
        const look = setInterval(() => {
          if (!existsSync(out) || readdirSync(out).length === 0) return;
          clearInterval(look);
          child.kill('SIGINT');
        }, 5);
      },
    });
    expect([code, err]).toEqual([130, 'bezoar: interrupted\n']);
    expect(readdirSync(out)).toEqual([]);
  });

  it('ends scan with 130 and no part of a report', async () => {
    const out = join(folder, 'scan-interrupted');
    const state = join(folder, 'scan-interrupted-state');
    const { code, err } = await bezoar([file, '--out', out, '--state', state], {
      cwd: folder,
      // The folder of states is made when the scan begins.
      started: (child) => {
        const look = setInterval(() => {
          if (!existsSync(state)) return;
          clearInterval(look);
          child.kill('SIGINT');
        }, 5);
      },
    });
    expect([code, err]).toEqual([130, 'bezoar: interrupted\n']);
    expect(written(out)).toEqual([]);
  });
});

describe('a reader that stops reading', () => {
  it('is no fault: the exit code stays what it would be', async () => {
    const args = [
      join(examples, 'assistant-mix.jsonl'),
      '--out',
      join(folder, 'pipe'),
      '--seed',
      '1',
      '--all',
    ];
    const code = await new Promise((resolve) => {
      const child = spawn(process.execPath, [executable, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
      child.stdout.destroy();
      let err = '';
      child.stderr.on('data', (text) => (err += text));
      child.on('close', (status) => resolve([status, err]));
    });
    expect(code).toEqual([1, '']);
  });
});

const tiny = join(folder, 'tiny');
const mounted = ((): string | undefined => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'needs root on Linux to make a small disk';
  try {
    mkdirSync(tiny);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', tiny], { stdio: 'pipe' });
    return undefined;
  } catch {
    return 'this system does not let us make a small disk';
  }
})();
if (mounted !== undefined) console.warn(`skipped: ${mounted}`);
else afterAll(() => execFileSync('umount', [tiny]));

describe.skipIf(mounted !== undefined)('a full disk', () => {
  it('is said plainly, and nothing stays behind', async () => {
    const full = await clean(tiny);
    expect([full.code, full.err]).toEqual([2, expect.stringContaining('no space left')]);
    expect(readdirSync(tiny)).toEqual([]);
    writeFileSync(join(tiny, 'ballast'), Buffer.alloc(2 ** 20 - 8 * 4096));
    const scanned = await bezoar([join(examples, 'assistant-mix.jsonl'), '--out', join(tiny, 'report')]);
    expect([scanned.code, scanned.err]).toEqual([2, expect.stringContaining('no space left')]);
    expect(existsSync(join(tiny, 'report', 'report.json'))).toBe(false);
  });
});
