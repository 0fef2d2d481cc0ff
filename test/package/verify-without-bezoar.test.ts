// A signed bundle verifies with the tools of others alone: the script that docs/keygen.md gives, in a folder that holds
// @sigstore/verify and @sigstore/bundle and nothing of ours.
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateKey, keyTypes, publicPem } from '../../src/provenance/sign/key.ts';
import { sign } from '../../src/provenance/sign/sign.ts';
import { repository } from '../cli/bezoar.ts';
import { manifestBytes, statement } from '../fixtures/attested-set.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'bezoar-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const script = /```js\n([\s\S]*?\n)```\n/.exec(
  readFileSync(join(repository, 'docs', 'keygen.md'), 'utf8'),
)![1];
const { dependencies } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};
const needed = ['@sigstore/verify', '@sigstore/bundle'];

it('is given a script that imports nothing of ours', () => {
  const imported = [...script.matchAll(/from '([^']+)'/g)].map(([, name]) => name);
  expect(imported).toEqual(['node:crypto', 'node:fs', '@sigstore/bundle', '@sigstore/verify']);
});

// Packages come from wherever npm is configured to get them.
const reachable = ((): boolean => {
  try {
    execFileSync('npm', ['ping', '--fetch-retries=0', '--fetch-timeout=10000'], {
      cwd: repository,
      stdio: 'pipe',
    });
    return true;
  } catch {
    console.warn('skipped: npm reaches no registry here, and a clean install needs one');
    return false;
  }
})();

describe.each([
  ['as installed here', true],
  ['from a clean install', reachable],
] as const)('with @sigstore/verify %s', (how, possible) => {
  const home = join(folder, how.replaceAll(' ', '-'));

  beforeAll(async () => {
    if (!possible) return;
    mkdirSync(home);
    writeFileSync(join(home, 'verify.mjs'), script);
    writeFileSync(join(home, 'package.json'), '{"private":true}');
    if (how === 'as installed here') {
      mkdirSync(join(home, 'node_modules'));
      symlinkSync(
        join(repository, 'node_modules', '@sigstore'),
        join(home, 'node_modules', '@sigstore'),
        'junction',
      );
    } else {
      const packages = needed.map((name) => `${name}@${dependencies[name]}`);
      await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...packages], {
        cwd: home,
      });
    }
  }, 300_000);

  it.skipIf(!possible).each(keyTypes)('verifies a bundle by %s, and no other', async (type) => {
    const key = generateKey(type);
    const put = (name: string, content: string | Buffer): string => {
      writeFileSync(join(home, name), content);
      return name;
    };
    const good = put('bundle.json', await sign(statement, { kind: 'key', key }));
    const pub = put('key.pub', publicPem(key.public));
    const file = put('manifest.json', manifestBytes);
    const verify = async (...args: string[]) =>
      run(process.execPath, ['verify.mjs', ...args], { cwd: home }).then(
        ({ stdout }) => stdout,
        ({ stderr }: { stderr: string }) => stderr,
      );

    expect(await verify(good, pub, file)).toBe('manifest.json is what was signed\n');
    const other = put('other.pub', publicPem(generateKey(type).public));
    expect(await verify(good, other, file)).toContain('signature verification failed');
    const changed = put('changed.json', Buffer.concat([manifestBytes, Buffer.from(' ')]));
    expect(await verify(good, pub, changed)).toContain('is not what was signed');
  });
});
