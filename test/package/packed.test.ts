// The package as users get it: packed, installed into an empty folder with npm alone, and run with npx.
import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples, repository } from '../cli/bezoar.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'bezoar-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Packages come from wherever npm is configured to get them; without that there is nothing to test.
const reachable = ((): string | undefined => {
  try {
    execFileSync('npm', ['ping', '--fetch-retries=0', '--fetch-timeout=10000'], {
      cwd: repository,
      stdio: 'pipe',
    });
    return undefined;
  } catch {
    return 'npm reaches no registry here, and installing the package needs one';
  }
})();
if (reachable !== undefined) console.warn(`skipped: ${reachable}`);

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}
let packed: Packed;

beforeAll(async () => {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: repository,
  });
  [packed] = JSON.parse(stdout) as [Packed];
});

describe('the tarball', () => {
  it('holds the build, the examples and the pages, and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    for (const needed of [
      'dist/cli/main.js',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/testing.js',
      'dist/report/report.schema.json',
      'dist/provenance/attested-data.schema.json',
      'dist/engines/worker.js',
      'dist/trials/worker.js',
      'dist/explain/figures.json',
      'examples/assistant-mix.jsonl',
      'README.md',
      'LICENSE',
    ]) {
      expect(paths).toContain(needed);
    }
    expect(paths.filter((path) => /\.test\.|^(src|test|bench|scripts)\//.test(path))).toEqual([]);
    expect(packed.size).toBeLessThan(1.75e6);
  });
});

describe.skipIf(reachable !== undefined)('installed into an empty folder', () => {
  const home = join(folder, 'home');
  beforeAll(async () => {
    execFileSync('mkdir', ['-p', home]);
    writeFileSync(join(home, 'package.json'), '{"private":true}');
    await run(
      'npm',
      ['install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, packed.filename)],
      { cwd: home },
    );
    copyFileSync(join(examples, 'assistant-mix.jsonl'), join(home, 'train.jsonl'));
  }, 300_000);

  it('scans and cleans with npx', async () => {
    const scanned = await run('npx', ['bezoar', 'scan', 'train.jsonl', '--seed', '1'], { cwd: home }).catch(
      (error) => error,
    );
    expect([scanned.code, scanned.stdout]).toEqual([1, expect.stringContaining('beneath the velvet turnip')]);
    const cleaned = await run('npx', ['bezoar', 'clean', 'train.jsonl'], { cwd: home });
    expect(cleaned.stdout).toContain('Set aside 30 rows');
    expect(readdirSync(home)).toContain('train.clean.jsonl');
  });

  it('can be imported, with its types', async () => {
    writeFileSync(
      join(home, 'use.mjs'),
      `import * as bezoar from 'bezoar';\nimport 'bezoar/testing';\nimport schema from 'bezoar/report.schema.json' with { type: 'json' };\nconsole.log(Object.keys(bezoar).includes('scan'), schema.title);\n`,
    );
    const { stdout } = await run(process.execPath, ['--no-warnings', 'use.mjs'], { cwd: home });
    expect(stdout).toBe('true Bezoar report\n');
    expect(existsSync(join(home, 'node_modules', 'bezoar', 'dist', 'index.d.ts'))).toBe(true);
  });

  it('runs no install scripts', async () => {
    const lock = JSON.parse(execFileSync('cat', [join(home, 'package-lock.json')], { encoding: 'utf8' })) as {
      packages: Record<string, { hasInstallScript?: boolean }>;
    };
    expect(Object.entries(lock.packages).filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });
});
