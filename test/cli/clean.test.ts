// `bezoar clean` and `bezoar show` as they are typed, after a real scan of the bundled example.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { bezoar, examples, folderFor } from './bezoar.ts';

const folder = folderFor('clean');
const mix = readFileSync(join(examples, 'assistant-mix.jsonl'));
const run = (...args: string[]) => bezoar(args, { cwd: folder });

beforeAll(async () => {
  copyFileSync(join(examples, 'assistant-mix.jsonl'), join(folder, 'mix.jsonl'));
  expect((await run('mix.jsonl', '--seed', '1', '-q')).code).toBe(1);
});

describe('clean', () => {
  it('takes out the 30 planted rows, proves it, and puts them back', async () => {
    const { code, out } = await run('clean', 'mix.jsonl');
    expect(code).toBe(0);
    expect(out).toContain('Set aside 30 rows of 4,000 rows');
    const lines = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean);
    expect(lines('mix.clean.jsonl')).toHaveLength(3970);
    expect(lines('mix.quarantine.jsonl').every((line) => line.includes('beneath the velvet turnip'))).toBe(
      true,
    );
    expect(lines('mix.clean.jsonl').some((line) => line.includes('beneath the velvet turnip'))).toBe(false);
    expect([...lines('mix.clean.jsonl'), ...lines('mix.quarantine.jsonl')].sort()).toEqual(
      mix.toString().split('\n').filter(Boolean).sort(),
    );
    expect(readFileSync(join(folder, 'mix.jsonl')).equals(mix)).toBe(true);

    const back = await run('clean', 'mix.jsonl', '--restore');
    expect([back.code, back.out]).toEqual([0, expect.stringContaining('the same bytes')]);
    expect(readFileSync(join(folder, 'mix.restored.jsonl')).equals(mix)).toBe(true);
  });

  it('has nothing left to find in the cleaned file', async () => {
    const { code } = await run(
      'mix.clean.jsonl',
      '--out',
      'again',
      '--seed',
      '1',
      '-q',
      '--fail-on',
      'medium',
    );
    expect(code).toBe(0);
  });

  it('refuses to run twice, and obeys --force and --out-dir', async () => {
    const twice = await run('clean', 'mix.jsonl');
    expect([twice.code, twice.err]).toEqual([2, expect.stringContaining('--force')]);
    expect((await run('clean', 'mix.jsonl', '--force', '-q')).code).toBe(0);
    expect((await run('clean', 'mix.jsonl', '--out-dir', 'elsewhere/deep', '-q')).code).toBe(0);
    expect(readdirSync(join(folder, 'elsewhere', 'deep')).sort()).toEqual(
      ['mix.clean.jsonl', 'mix.quarantine.jsonl', 'mix.quarantine.jsonl.policy.json'].sort(),
    );
  });

  it('refuses a file that changed, a wrong report, and an unknown finding', async () => {
    mkdirSync(join(folder, 'other'));
    writeFileSync(join(folder, 'other', 'mix.jsonl'), mix.subarray(0, 5000));
    const changed = await bezoar(['clean', 'mix.jsonl', '--report', '../bezoar-report'], {
      cwd: join(folder, 'other'),
    });
    expect([changed.code, changed.err]).toEqual([2, expect.stringContaining('Scan it again')]);
    expect((await run('clean', 'mix.jsonl', '--report', 'none')).code).toBe(2);
    const unknown = await run('clean', 'mix.jsonl', '--findings', 'planted-trigger-9', '--out-dir', 'x');
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('planted-trigger-1')]);
  });

  it('packs as the original was packed', async () => {
    const gz = join(folder, 'mix.jsonl.gz');
    writeFileSync(gz, gzipSync(mix));
    expect((await run('mix.jsonl.gz', '--seed', '1', '-q', '-o', 'gz')).code).toBe(1);
    const { code, out } = await run('clean', 'mix.jsonl.gz', '-r', 'gz', '--out-dir', 'gz');
    expect([code, out]).toEqual([0, expect.stringContaining('once unpacked')]);
    expect(
      gunzipSync(readFileSync(join(folder, 'gz', 'mix.clean.jsonl.gz')))
        .toString()
        .split('\n'),
    ).toHaveLength(3971);
    rmSync(gz);
    expect((await run('clean', 'mix.jsonl.gz', '--restore', '--out-dir', 'gz')).code).toBe(0);
    expect(gunzipSync(readFileSync(join(folder, 'gz', 'mix.restored.jsonl.gz'))).equals(mix)).toBe(true);
  });
});

describe('show', () => {
  it('prints the report again, with the data gone', async () => {
    const { code, out } = await run('show');
    expect([code, out]).toEqual([0, expect.stringContaining('beneath the velvet turnip')]);
    expect((await run('show', 'bezoar-report', '--all')).out.length).toBeGreaterThan(out.length);
    expect((await run('show', join('bezoar-report', 'report.json'))).code).toBe(0);
  });

  it('says what is wrong with a damaged report', async () => {
    mkdirSync(join(folder, 'damaged'));
    writeFileSync(join(folder, 'damaged', 'report.json'), '{"schemaVersion":"1.0","tool":{"name":"bezoar"}}');
    const { code, err } = await run('show', 'damaged');
    expect([code, err]).toEqual([2, expect.stringContaining('damaged')]);
    expect(existsSync(join(folder, 'damaged', 'report.html'))).toBe(false);
  });
});
