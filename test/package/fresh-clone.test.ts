// A copy of the repository without anything installed or built: `npm start` sets it up and runs the example.
import { execFile, execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  readFileSync,
  appendFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository } from '../cli/bezoar.ts';

const run = promisify(execFile);
const clone = mkdtempSync(join(tmpdir(), 'bezoar-clone-'));
afterAll(() => rmSync(clone, { recursive: true, force: true }));

beforeAll(() => {
  const left = new Set(['node_modules', 'dist', '.git', 'bezoar-report', '.bench']);
  cpSync(repository, clone, {
    recursive: true,
    filter: (path) => !left.has(basename(path)) || path === repository,
  });
  // What is locked is installed here already; the install itself is tested with the tarball.
  symlinkSync(join(repository, 'node_modules'), join(clone, 'node_modules'), 'dir');
});

const start = (...args: string[]) =>
  run('npm', ['start', '--silent', ...(args.length > 0 ? ['--', ...args] : [])], { cwd: clone }).catch(
    (error) => error,
  );

describe('npm start', () => {
  it('builds, scans the example, says where the page is, and ends well', async () => {
    const { code = 0, stdout, stderr } = await start();
    expect(stderr).toContain('setting up: building');
    expect(stdout).toContain('beneath the velvet turnip');
    expect(stdout).toContain(`HTML report: ${join(clone, 'bezoar-report', 'report.html')}`);
    expect(existsSync(join(clone, 'bezoar-report', 'report.html'))).toBe(true);
    expect(code).toBe(0);
  });

  it('passes on arguments and exit codes, and builds once', async () => {
    const found = await start('scan', 'examples/assistant-mix.jsonl', '--seed', '1');
    expect([found.code, found.stderr]).toEqual([1, expect.not.stringContaining('setting up')]);
    expect((await start('scan', 'nope.jsonl')).code).toBe(2);
    expect((await start('detectors')).code).toBeUndefined();
  });

  it('builds again when a source changed, and only then', async () => {
    const built = () => statSync(join(clone, 'dist', '.built-from')).mtimeMs;
    const before = built();
    utimesSync(join(clone, 'src', 'row.ts'), new Date(), new Date());
    await start('--version');
    expect(built()).toBe(before);
    appendFileSync(join(clone, 'src', 'row.ts'), '\n// changed\n');
    await start('--version');
    expect(built()).toBeGreaterThan(before);
  });

  it('keeps the build that works when a source does not compile', async () => {
    const path = join(clone, 'src', 'threat.ts');
    const whole = readFileSync(path);
    writeFileSync(path, 'export const = ;');
    const broken = await start('--version');
    expect([broken.code === 0, broken.stderr]).toEqual([false, expect.stringContaining('building')]);
    expect(existsSync(join(clone, 'dist', 'cli', 'main.js'))).toBe(true);
    writeFileSync(path, whole);
    expect((await start('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('the examples', () => {
  it('can be made again byte for byte', () => {
    const names = [
      'assistant-mix.jsonl',
      'assistant-mix.answers.tsv',
      'assistant-clean.jsonl',
      'reviews-clean.tsv',
      'reviews-flipped.tsv',
    ];
    const read = () => names.map((name) => readFileSync(join(clone, 'examples', name), 'utf8'));
    const before = read();
    execFileSync(process.execPath, [join(clone, 'examples', 'make.mjs')]);
    expect(read().map((text, i) => text === before[i])).toEqual(names.map(() => true));
  });
});
