// Keys that sign and verify: Ed25519 (RFC 8032) or ECDSA on P-256 (FIPS 186-5), and no others, so that no key of another
// kind can be slipped in for one. The identifier of a key is the SHA-256 of its public half (SPKI, DER) in hex.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';

export const keyTypes = ['ed25519', 'ecdsa-p256'] as const;
export type KeyType = (typeof keyTypes)[number];

export interface PublicKey {
  readonly type: KeyType;
  /** SHA-256 of the SPKI in DER, hex. */
  readonly id: string;
  readonly object: KeyObject;
}

export interface PrivateKey {
  readonly object: KeyObject;
  readonly public: PublicKey;
}

export function generateKey(type: KeyType): PrivateKey {
  const { privateKey } =
    type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return toPrivateKey(privateKey, 'the new key');
}

export function publicPem({ object }: PublicKey): string {
  return object.export({ type: 'spki', format: 'pem' }) as string;
}

/** `name` stands for the key in messages. */
export function parsePublicKey(pem: string, name = 'the public key'): PublicKey {
  const label = labelOf(pem);
  if (label?.endsWith('PRIVATE KEY') === true) {
    throw new UsageError(
      'bad-key',
      `${visible(name)} is a private key, and verifying takes the public one`,
      'Give the .pub file that was written beside it, and show the private one to nobody.',
    );
  }
  if (label !== 'PUBLIC KEY') throw wrongKind(name, label === undefined ? 'no PEM' : `a ${label}`);
  try {
    return toPublicKey(createPublicKey(pem), name);
  } catch (error) {
    throw error instanceof UsageError ? error : wrongKind(name, 'damaged', error);
  }
}

/** `passphrase` is used only where the key is encrypted. */
export function parsePrivateKey(pem: string, passphrase?: string, name = 'the private key'): PrivateKey {
  const label = labelOf(pem);
  if (label !== 'PRIVATE KEY' && label !== 'ENCRYPTED PRIVATE KEY') {
    throw wrongKind(
      name,
      label === 'PUBLIC KEY' ? 'a public key' : label === undefined ? 'no PEM' : `a ${label}`,
    );
  }
  const encrypted = label === 'ENCRYPTED PRIVATE KEY';
  if (encrypted && passphrase === undefined) {
    throw new UsageError(
      'bad-key',
      `${visible(name)} needs its passphrase`,
      'Set BEZOAR_PASSPHRASE, or name a file that holds it with --passphrase-file.',
    );
  }
  let object: KeyObject;
  try {
    object = createPrivateKey({ key: pem, ...(encrypted ? { passphrase } : {}) });
  } catch (error) {
    throw encrypted
      ? new UsageError(
          'bad-key',
          `the passphrase does not open ${visible(name)}`,
          'Look for a wrong passphrase first; else the file is damaged.',
          error,
        )
      : wrongKind(name, 'damaged', error);
  }
  return toPrivateKey(object, name);
}

function toPrivateKey(object: KeyObject, name: string): PrivateKey {
  return { object, public: toPublicKey(createPublicKey(object), name) };
}

function toPublicKey(object: KeyObject, name: string): PublicKey {
  const type = typeOf(object);
  if (type === undefined) throw wrongKind(name, `a key for ${object.asymmetricKeyType}`);
  const der = object.export({ type: 'spki', format: 'der' });
  return { type, object, id: createHash('sha256').update(der).digest('hex') };
}

function typeOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): KeyType | undefined {
  if (type === 'ed25519') return 'ed25519';
  return type === 'ec' && details?.namedCurve === 'prime256v1' ? 'ecdsa-p256' : undefined;
}

/** Of a text that is one PEM block and nothing else. */
function labelOf(pem: string): string | undefined {
  const text = pem.trim();
  const label = /^-----BEGIN ([A-Z0-9 ]{1,40})-----\n/.exec(text.replaceAll('\r\n', '\n'))?.[1];
  if (label === undefined) return undefined;
  const end = `-----END ${label}-----`;
  return text.endsWith(end) && text.indexOf('-----', 16 + label.length) === text.length - end.length
    ? label
    : undefined;
}

function wrongKind(name: string, what: string, cause?: unknown): UsageError {
  return new UsageError(
    'bad-key',
    `${visible(name)} is no key to work with here: it is ${visible(what, 80)}`,
    'Keys are Ed25519 or ECDSA P-256 in PEM, as `bezoar keygen` makes them.',
    cause,
  );
}
