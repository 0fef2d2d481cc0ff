// `bezoar keygen` as it is typed.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bezoar, folderFor } from './bezoar.ts';

const folder = folderFor('keygen');
const { BEZOAR_PASSPHRASE: _, ...environment } = process.env;
const run = (args: string[], env: NodeJS.ProcessEnv = {}) =>
  bezoar(['keygen', ...args], { cwd: folder, env: { ...environment, ...env } });
const text = (name: string) => readFileSync(join(folder, name), 'utf8');

it('makes a pair of keys, for their owner and for everybody', async () => {
  const { code, out, err } = await run([]);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(
    /private {2}bezoar\.key.*\n.*public {3}bezoar\.pub.*\n.*id {7}[0-9a-f]{64} {2}ed25519\n/,
  );
  expect(out).toContain('has no passphrase');
  expect(out).not.toContain('PRIVATE KEY');
  if (process.platform !== 'win32') expect(statSync(join(folder, 'bezoar.key')).mode & 0o777).toBe(0o600);
  const pem = createPublicKey(createPrivateKey(text('bezoar.key'))).export({ type: 'spki', format: 'pem' });
  expect(text('bezoar.pub')).toBe(pem);
});

it('writes over nothing unless it is told to', async () => {
  const before = text('bezoar.key');
  const again = await run([]);
  expect([again.code, again.err]).toEqual([2, expect.stringContaining('bezoar.key is there already')]);
  expect(again.err).toContain('--force');
  expect(text('bezoar.key')).toBe(before);
  expect((await run(['--force', '-q'])).code).toBe(0);
  expect(text('bezoar.key')).not.toBe(before);
});

it('makes the kind that is asked for, where it is asked to', async () => {
  mkdirSync(join(folder, 'keys'));
  const { code, out } = await run(['keys/release', '--type', 'ecdsa-p256']);
  expect([code, out]).toEqual([0, expect.stringContaining('ecdsa-p256')]);
  expect(createPublicKey(text('keys/release.pub')).asymmetricKeyDetails).toEqual({
    namedCurve: 'prime256v1',
  });
  const rsa = await run(['x', '--type', 'rsa']);
  expect([rsa.code, rsa.err]).toEqual([2, expect.stringContaining('one of ed25519, ecdsa-p256')]);
  const nowhere = await run(['none/x']);
  expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('no folder')]);
});

it('takes a passphrase from a file or the environment, and shows it nowhere', async () => {
  writeFileSync(join(folder, 'pass.txt'), 'of several words\n');
  const byFile = await run(['filed', '--passphrase-file', 'pass.txt']);
  const byEnvironment = await run(['set'], { BEZOAR_PASSPHRASE: 'of several words' });
  for (const [name, { code, out, err }] of Object.entries({ filed: byFile, set: byEnvironment })) {
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('is encrypted');
    expect(out).not.toContain('several words');
    expect(createPrivateKey({ key: text(`${name}.key`), passphrase: 'of several words' }).type).toBe(
      'private',
    );
    expect(() => createPrivateKey({ key: text(`${name}.key`), passphrase: 'other' })).toThrow();
  }
  const empty = await run(['unset'], { BEZOAR_PASSPHRASE: '' });
  expect([empty.code, empty.err]).toEqual([2, expect.stringContaining('BEZOAR_PASSPHRASE is set and empty')]);
  expect(existsSync(join(folder, 'unset.key'))).toBe(false);
});

it('has help with examples', async () => {
  const { code, out } = await run(['--help']);
  expect(code).toBe(0);
  for (const word of ['--type', '--passphrase-file', '--force', 'bezoar keygen keys/release'])
    expect(out).toContain(word);
});
