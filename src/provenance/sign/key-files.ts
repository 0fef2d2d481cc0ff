// Key pairs on disk: NAME.key, which only its owner may read, and NAME.pub beside it, which is for everybody.
import { open, rename, rm, stat } from 'node:fs/promises';
import { UsageError } from '../../errors.ts';
import { refuse } from '../../report/atomic-write.ts';
import { visible } from '../../text/visible.ts';
import { encryptedPem } from './encrypt-key.ts';
import { parsePrivateKey, parsePublicKey, publicPem, type PrivateKey, type PublicKey } from './key.ts';
import { readAtMost } from './read-at-most.ts';

// An encrypted P-256 key has 500 bytes; text around it is nothing that we write.
const mostBytes = 64 * 1024;

export interface KeyFiles {
  readonly privateKey: string;
  readonly publicKey: string;
}

export interface WriteOptions {
  readonly passphrase?: string;
  /** Replaces a pair of that name, for good. */
  readonly force: boolean;
}

/** `name` is a path without ending; that of one of the two files serves too. */
export async function writeKeyPair(
  name: string,
  key: PrivateKey,
  { passphrase, force }: WriteOptions,
): Promise<KeyFiles> {
  const stem = name.replace(/\.(key|pub)$/, '');
  const files = { privateKey: `${stem}.key`, publicKey: `${stem}.pub` };
  if (!force) for (const path of Object.values(files)) if (await isThere(path)) throw exists(path);
  const secret =
    passphrase === undefined
      ? (key.object.export({ type: 'pkcs8', format: 'pem' }) as string)
      : encryptedPem(key.object, passphrase);
  await write(files.privateKey, secret, 0o600, force);
  try {
    await write(files.publicKey, publicPem(key.public), 0o644, force);
  } catch (error) {
    // Half a pair helps nobody. With force the old one is gone already, and the new one is all there is.
    if (!force) await rm(files.privateKey, { force: true });
    throw error;
  }
  return files;
}

// The mode is given when the file is made, so that nobody can read it in between; `wx` follows no link that waits there.
async function write(path: string, text: string, mode: number, force: boolean): Promise<void> {
  const made = force ? `${path}.new` : path;
  if (force) await rm(made, { force: true });
  const file = await open(made, 'wx', mode).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw exists(made);
    return refuse(path, error);
  });
  try {
    await file.writeFile(text);
    await file.sync();
    await file.close();
    if (force) await rename(made, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(made, { force: true });
    refuse(path, error);
  }
}

/** Refuses a file that others on this machine can read: what they could read, they could sign with. */
export async function readPrivateKey(path: string, passphrase?: string): Promise<PrivateKey> {
  const { bytes, mode } = await readAtMost(path, mostBytes, 'the private key');
  // Windows has no such bits; Node makes some up there.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new UsageError(
      'bad-key',
      `${visible(path)} is open to others on this machine (mode ${(mode & 0o777).toString(8)})`,
      `Close it with: chmod 600 ${visible(path)}. If others may have read it, make a new key.`,
    );
  }
  return parsePrivateKey(bytes.toString('utf8'), passphrase, path);
}

export async function readPublicKey(path: string): Promise<PublicKey> {
  const { bytes } = await readAtMost(path, mostBytes, 'the public key');
  return parsePublicKey(bytes.toString('utf8'), path);
}

/**
 * From a file or from BEZOAR_PASSPHRASE; undefined where there is neither. Never an argument: those can be seen by everybody
 * on the machine. An empty one is refused, since it is what a secret that was not set looks like.
 */
export async function readPassphrase(
  file: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  const given =
    file === undefined
      ? environment.BEZOAR_PASSPHRASE
      : (await readAtMost(file, mostBytes, 'a passphrase')).bytes.toString('utf8').replace(/\r?\n$/, '');
  if (given !== '') return given;
  throw new UsageError(
    'bad-key',
    file === undefined ? 'BEZOAR_PASSPHRASE is set and empty' : `${visible(file)} holds no passphrase`,
    'Give a passphrase, or unset it for a key that has none.',
  );
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function exists(path: string): UsageError {
  return new UsageError(
    'exists',
    `${visible(path)} is there already`,
    'Choose another name; --force replaces it, and what only the old key can do is then lost.',
  );
}
