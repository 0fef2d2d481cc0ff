import { execFileSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPassphrase, readPrivateKey, readPublicKey, writeKeyPair } from './key-files.ts';
import { generateKey, keyTypes, parsePrivateKey, parsePublicKey, publicPem } from './key.ts';

const folder = mkdtempSync(join(tmpdir(), 'bezoar-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const posix = process.platform !== 'win32';

describe.each(keyTypes)('a key pair, %s', (type) => {
  it('is written for its owner alone, and read back', async () => {
    const key = generateKey(type);
    const files = await writeKeyPair(at(type), key, { force: false });
    expect(files).toEqual({ privateKey: at(`${type}.key`), publicKey: at(`${type}.pub`) });
    if (posix) expect(statSync(files.privateKey).mode & 0o777).toBe(0o600);
    expect(readFileSync(files.privateKey, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    const back = await readPrivateKey(files.privateKey);
    expect([back.public.type, back.public.id]).toEqual([type, key.public.id]);
    expect((await readPublicKey(files.publicKey)).id).toBe(key.public.id);
    expect(key.public.id).toMatch(/^[0-9a-f]{64}$/);
  });

  it('opens with its passphrase and no other', async () => {
    const key = generateKey(type);
    const name = at(`${type}-secret`);
    await writeKeyPair(name, key, { passphrase: 'péché mortel', force: false });
    const pem = readFileSync(`${name}.key`, 'utf8');
    expect(pem).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
    expect((await readPrivateKey(`${name}.key`, 'péché mortel')).public.id).toBe(key.public.id);
    await expect(readPrivateKey(`${name}.key`, 'peche mortel')).rejects.toMatchObject({
      code: 'bad-key',
      message: expect.stringContaining('passphrase does not open'),
    });
    await expect(readPrivateKey(`${name}.key`)).rejects.toMatchObject({
      hint: expect.stringContaining('--passphrase-file'),
    });
    // Others read it too.
    expect(createPrivateKey({ key: pem, passphrase: 'péché mortel' }).asymmetricKeyType).toBe(
      type === 'ed25519' ? 'ed25519' : 'ec',
    );
  });
});

const openssl = ((): string | undefined => {
  try {
    return execFileSync('openssl', ['version'], { encoding: 'utf8' });
  } catch {
    return undefined;
  }
})();

it.skipIf(!openssl?.startsWith('OpenSSL 3'))(
  'an encrypted key is read by openssl, and costs what it should',
  async () => {
    const key = generateKey('ed25519');
    await writeKeyPair(at('openssl'), key, { passphrase: 'of thirty words', force: false });
    const args = ['pkey', '-in', at('openssl.key'), '-passin', 'pass:of thirty words', '-pubout'];
    expect(execFileSync('openssl', args, { encoding: 'utf8' })).toBe(publicPem(key.public));
    const shown = execFileSync('openssl', ['asn1parse', '-in', at('openssl.key')], { encoding: 'utf8' });
    expect(shown).toContain('scrypt');
    expect(shown).toContain(':4000');
    expect(shown).toContain('aes-256-cbc');
  },
);

describe('writing', () => {
  const key = generateKey('ed25519');

  it('replaces nothing without force', async () => {
    await writeKeyPair(at('kept'), key, { force: false });
    const before = readFileSync(at('kept.key'), 'utf8');
    const other = generateKey('ed25519');
    await expect(writeKeyPair(at('kept'), other, { force: false })).rejects.toMatchObject({ code: 'exists' });
    expect(readFileSync(at('kept.key'), 'utf8')).toBe(before);
    // Either name is taken as that of the pair.
    await writeKeyPair(at('kept.key'), other, { force: true });
    expect((await readPrivateKey(at('kept.key'))).public.id).toBe(other.public.id);
    expect((await readPublicKey(at('kept.pub'))).id).toBe(other.public.id);
    if (posix) expect(statSync(at('kept.key')).mode & 0o777).toBe(0o600);
  });

  it('leaves no half of a pair', async () => {
    writeFileSync(at('half.pub'), 'somebody else’s');
    await expect(writeKeyPair(at('half'), key, { force: false })).rejects.toMatchObject({ code: 'exists' });
    expect(existsSync(at('half.key'))).toBe(false);
    expect(readFileSync(at('half.pub'), 'utf8')).toBe('somebody else’s');
  });

  it.skipIf(!posix)('follows no link that waits for it', async () => {
    mkdirSync(at('open'));
    symlinkSync(join(at('open'), 'theirs'), at('linked.key'));
    await expect(writeKeyPair(at('linked'), key, { force: false })).rejects.toMatchObject({ code: 'exists' });
    await writeKeyPair(at('linked'), key, { force: true });
    expect(readdirSync(at('open'))).toEqual([]);
  });

  it('wants a folder', async () => {
    await expect(writeKeyPair(at('none/such'), key, { force: false })).rejects.toMatchObject({
      code: 'no-such-file',
    });
  });
});

describe('reading', () => {
  it.skipIf(!posix)('refuses a private key that others can read, and says how to close it', async () => {
    await writeKeyPair(at('shared'), generateKey('ed25519'), { force: false });
    for (const mode of [0o640, 0o604, 0o644, 0o660]) {
      chmodSync(at('shared.key'), mode);
      await expect(readPrivateKey(at('shared.key'))).rejects.toMatchObject({
        code: 'bad-key',
        hint: expect.stringContaining('chmod 600'),
      });
    }
    chmodSync(at('shared.key'), 0o400);
    await expect(readPrivateKey(at('shared.key'))).resolves.toBeDefined();
  });

  it('takes no file that is none, or no key', async () => {
    writeFileSync(at('large.key'), Buffer.alloc(70_000, 65), { mode: 0o600 });
    await expect(readPrivateKey(at('large.key'))).rejects.toMatchObject({ code: 'too-large' });
    await expect(readPrivateKey(at('missing.key'))).rejects.toMatchObject({ code: 'no-such-file' });
    await expect(readPublicKey(folder)).rejects.toMatchObject({ code: 'wrong-kind' });
  });
});

describe('a public key', () => {
  const pem = (key: { export(options: object): string | Buffer }, type: string) =>
    key.export({ type, format: 'pem' }) as string;

  it('is Ed25519 or P-256 and nothing else', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const others = [
      pem(rsa.publicKey, 'spki'),
      pem(rsa.publicKey, 'pkcs1'),
      pem(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey, 'spki'),
      pem(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey, 'spki'),
      pem(generateKeyPairSync('ed448').publicKey, 'spki'),
      pem(generateKeyPairSync('x25519').publicKey, 'spki'),
      'a shared secret for an HMAC',
      '',
      publicPem(generateKey('ed25519').public).repeat(2),
      `${publicPem(generateKey('ed25519').public)}and more`,
      publicPem(generateKey('ed25519').public).replace('MCow', 'MCox'),
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    ];
    for (const text of others) {
      expect(() => parsePublicKey(text, 'k.pub'), text).toThrow(expect.objectContaining({ code: 'bad-key' }));
    }
  });

  it('is not a private one, which would be told to the world', () => {
    const secret = pem(generateKey('ed25519').object, 'pkcs8');
    expect(() => parsePublicKey(secret)).toThrow(/is a private key/);
    expect(() => parsePrivateKey(publicPem(generateKey('ed25519').public))).toThrow(/it is a public key/);
    expect(() =>
      parsePrivateKey(pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, 'pkcs8')),
    ).toThrow(/a key for rsa/);
  });

  it('may have the line ends of Windows', () => {
    const { public: key } = generateKey('ecdsa-p256');
    expect(parsePublicKey(publicPem(key).replaceAll('\n', '\r\n')).id).toBe(key.id);
  });
});

describe('a passphrase', () => {
  it('comes from a file or the environment, and is not empty by mistake', async () => {
    writeFileSync(at('pass'), 'two words\r\n');
    writeFileSync(at('empty'), '\n');
    expect(await readPassphrase(at('pass'), { BEZOAR_PASSPHRASE: 'other' })).toBe('two words');
    expect(await readPassphrase(undefined, { BEZOAR_PASSPHRASE: ' as it is ' })).toBe(' as it is ');
    expect(await readPassphrase(undefined, {})).toBeUndefined();
    await expect(readPassphrase(undefined, { BEZOAR_PASSPHRASE: '' })).rejects.toMatchObject({
      code: 'bad-key',
    });
    await expect(readPassphrase(at('empty'), {})).rejects.toMatchObject({ code: 'bad-key' });
  });
});
