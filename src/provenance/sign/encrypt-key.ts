// A private key encrypted with a passphrase: PKCS#8 (RFC 5958) by PBES2 (RFC 8018) with scrypt (RFC 7914) and AES-256-CBC,
// which OpenSSL and Node read. Node itself would write PBKDF2 with 2048 rounds, too few for a passphrase one can remember.
import { createCipheriv, randomBytes, scryptSync, type KeyObject } from 'node:crypto';

// 16 MiB a guess, five times over: the strongest of the equal choices of OWASP's password storage cheat sheet that stays
// under the 32 MiB at which OpenSSL stops reading.
const cost = 2 ** 14;
const blockSize = 8;
const parallel = 5;
const saltBytes = 16;
const keyBytes = 32;
const ivBytes = 16;

export function encryptedPem(key: KeyObject, passphrase: string): string {
  const salt = randomBytes(saltBytes);
  const iv = randomBytes(ivBytes);
  const secret = scryptSync(Buffer.from(passphrase, 'utf8'), salt, keyBytes, {
    N: cost,
    r: blockSize,
    p: parallel,
    maxmem: 2 * 128 * cost * blockSize,
  });
  const cipher = createCipheriv('aes-256-cbc', secret, iv);
  const plain = key.export({ type: 'pkcs8', format: 'der' });
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  plain.fill(0);
  secret.fill(0);
  const derivation = sequence(
    identifier('2b06010401da47040b'),
    sequence(octets(salt), integer(cost), integer(blockSize), integer(parallel), integer(keyBytes)),
  );
  const der = sequence(
    sequence(
      identifier('2a864886f70d01050d'),
      sequence(derivation, sequence(identifier('60864801650304012a'), octets(iv))),
    ),
    octets(sealed),
  );
  const lines = der.toString('base64').match(/.{1,64}/g) as string[];
  return ['-----BEGIN ENCRYPTED PRIVATE KEY-----', ...lines, '-----END ENCRYPTED PRIVATE KEY-----', ''].join(
    '\n',
  );
}

// As much of DER (X.690) as this one structure needs.
function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >>> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

const sequence = (...items: Buffer[]) => element(0x30, Buffer.concat(items));
const octets = (bytes: Buffer) => element(0x04, bytes);
const identifier = (hex: string) => element(0x06, Buffer.from(hex, 'hex'));

function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  // A leading bit that is set would make it negative.
  return element(0x02, bytes[0] & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}
