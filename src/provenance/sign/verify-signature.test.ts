import { sign as signBytes } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statement } from '../../../test/fixtures/attested-set.ts';
import { mostBundleBytes, payloadType, readBundle } from './bundle.ts';
import { generateKey, keyTypes, publicPem, type KeyType, type PrivateKey } from './key.ts';
import { sign } from './sign.ts';
import { payloadOf } from './statement.ts';
import { verifySignature } from './verify-signature.ts';

const keys = new Map<KeyType, PrivateKey>(keyTypes.map((type) => [type, generateKey(type)]));
const key = keys.get('ed25519') as PrivateKey;
const by = (one: PrivateKey) => ({ kind: 'key' as const, publicKeyPem: publicPem(one.public) });

interface Bundle {
  mediaType: string;
  verificationMaterial: Record<string, unknown>;
  dsseEnvelope: {
    payload: string;
    payloadType: string;
    signatures: { sig: string; keyid?: string }[];
  };
}
let text: string;
beforeAll(async () => {
  text = await sign(statement, { kind: 'key', key });
});

/** The bundle with something changed, as text. */
function changed(change: (bundle: Bundle) => unknown): string {
  const bundle = JSON.parse(text) as Bundle;
  change(bundle);
  return JSON.stringify(bundle);
}

/** A bundle of any payload, signed as it should be by `one`. */
function signedBy(one: PrivateKey, payload: string, type = payloadType): string {
  const pae = Buffer.from(`DSSEv1 ${type.length} ${type} ${Buffer.byteLength(payload)} ${payload}`);
  const algorithm = one.public.type === 'ed25519' ? null : 'sha256';
  return changed(({ dsseEnvelope }) => {
    dsseEnvelope.payload = Buffer.from(payload).toString('base64');
    dsseEnvelope.payloadType = type;
    dsseEnvelope.signatures[0].sig = signBytes(algorithm, pae, one.object).toString('base64');
  });
}

const refusal = (bundle: string, one = key): string => {
  try {
    verifySignature(bundle, by(one));
  } catch (error) {
    expect(error).toMatchObject({ name: 'UsageError', code: 'bad-signature' });
    return (error as Error).message;
  }
  return 'verified';
};

describe.each(keyTypes)('a signature by %s', (type) => {
  const mine = keys.get(type) as PrivateKey;

  it('verifies, and gives the statement', async () => {
    const bundle = await sign(statement, { kind: 'key', key: mine });
    expect(verifySignature(bundle, by(mine))).toEqual(statement);
    expect(JSON.parse(bundle)).toMatchObject({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: { publicKey: { hint: mine.public.id } },
      dsseEnvelope: { payloadType: 'application/vnd.in-toto+json' },
    });
    // A key identifier there that is not SSH's fingerprint is refused by cosign's library.
    expect((JSON.parse(bundle) as Bundle).dsseEnvelope.signatures).toEqual([{ sig: expect.any(String) }]);
  });

  it('verifies by no other key, of its kind or of another', async () => {
    const bundle = await sign(statement, { kind: 'key', key: mine });
    for (const other of keyTypes) expect(refusal(bundle, generateKey(other))).toMatch(/not one of this key/);
  });

  it('fails when any bit of payload or signature is another', async () => {
    const bundle = JSON.parse(await sign(statement, { kind: 'key', key: mine })) as Bundle;
    const { dsseEnvelope: envelope } = bundle;
    const parts = [envelope.payload, envelope.signatures[0].sig].map((part) => Buffer.from(part, 'base64'));
    const flip = fc.record({
      part: fc.constantFrom(0, 1),
      place: fc.nat(1e6),
      mask: fc.integer({ min: 1, max: 255 }),
    });
    fc.assert(
      fc.property(flip, ({ part, place, mask }) => {
        const bytes = Buffer.from(parts[part]);
        bytes[place % bytes.length] ^= mask;
        const forged = structuredClone(bundle);
        if (part === 0) forged.dsseEnvelope.payload = bytes.toString('base64');
        else forged.dsseEnvelope.signatures[0].sig = bytes.toString('base64');
        expect(refusal(JSON.stringify(forged), mine)).not.toBe('verified');
      }),
      { numRuns: 400 },
    );
  });

  it('fails, or says the same, when any byte of the bundle is another', async () => {
    const bundle = Buffer.from(await sign(statement, { kind: 'key', key: mine }));
    fc.assert(
      fc.property(fc.nat(bundle.length - 1), fc.integer({ min: 1, max: 255 }), (place, mask) => {
        const forged = Buffer.from(bundle);
        forged[place] ^= mask;
        try {
          expect(verifySignature(forged.toString('utf8'), by(mine))).toEqual(statement);
        } catch (error) {
          expect(error).toMatchObject({ code: 'bad-signature' });
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('a forged bundle', () => {
  it('has another payload', () => {
    const other = structuredClone(statement);
    other.subject[0].digest.sha256 = 'f'.repeat(64);
    expect(refusal(changed((b) => (b.dsseEnvelope.payload = payloadOf(other).toString('base64'))))).toMatch(
      /not one of this key over this content/,
    );
  });

  it('has another type, signed or not', () => {
    expect(refusal(changed((b) => (b.dsseEnvelope.payloadType = 'text/plain')))).toMatch(
      /something else.*text\/plain/,
    );
    expect(refusal(signedBy(key, payloadOf(statement).toString(), 'application/json'))).toMatch(
      /something else/,
    );
  });

  it('has no signature, or two', () => {
    expect(refusal(changed((b) => (b.dsseEnvelope.signatures = [])))).toMatch(/no signatures/);
    expect(refusal(changed((b) => b.dsseEnvelope.signatures.push(b.dsseEnvelope.signatures[0])))).toMatch(
      /2 signatures/,
    );
    const other = signBytes(null, Buffer.from('x'), generateKey('ed25519').object).toString('base64');
    expect(refusal(changed((b) => b.dsseEnvelope.signatures.unshift({ sig: other })))).toMatch(
      /2 signatures/,
    );
    expect(refusal(changed((b) => (b.dsseEnvelope.signatures[0].sig = '')))).not.toBe('verified');
  });

  it('has base64 that is cut, or that two programs would read as two things', () => {
    for (const worse of [
      (s: string) => s.slice(0, -1),
      (s: string) => s.slice(0, -4),
      (s: string) => `${s}=`,
      (s: string) => `${s}\n`,
      (s: string) => `${s.slice(0, 8)} ${s.slice(8)}`,
      (s: string) => `${s}${s}`,
      (s: string) => s.replace(/=*$/, ''),
      (s: string) => s.replace(/.(=*)$/, '/$1'),
    ]) {
      expect(
        refusal(changed((b) => (b.dsseEnvelope.signatures[0].sig = worse(b.dsseEnvelope.signatures[0].sig)))),
      ).not.toBe('verified');
    }
    expect(refusal(changed((b) => (b.dsseEnvelope.payload = b.dsseEnvelope.payload.slice(0, -2))))).not.toBe(
      'verified',
    );
  });

  it('was signed by another algorithm than the key is for', () => {
    const ecdsa = keys.get('ecdsa-p256') as PrivateKey;
    expect(refusal(signedBy(ecdsa, payloadOf(statement).toString()), key)).toMatch(/not one of this key/);
    expect(refusal(signedBy(key, payloadOf(statement).toString()), ecdsa)).toMatch(/not one of this key/);
    // The payload alone, without the encoding that binds its type.
    const bare = signBytes(null, payloadOf(statement), key.object).toString('base64');
    expect(refusal(changed((b) => (b.dsseEnvelope.signatures[0].sig = bare)))).toMatch(/not one of this key/);
  });

  it('lies about its key, which neither helps nor harms', () => {
    const other = generateKey('ed25519');
    const lie = (id: string) => (b: Bundle) => {
      b.dsseEnvelope.signatures[0].keyid = id;
      b.verificationMaterial = { publicKey: { hint: id } };
    };
    // Signed by the other, said to be by ours.
    expect(refusal(signedBy(other, payloadOf(statement).toString()))).toMatch(/not one of this key/);
    expect(verifySignature(changed(lie(other.public.id)), by(key))).toEqual(statement);
    expect(refusal(changed(lie(key.public.id)), other)).toMatch(
      `names key ${key.public.id.slice(0, 12)}…, and yours is ${other.public.id.slice(0, 12)}…`,
    );
    expect(refusal(changed(lie('\u001b[31m')), other)).not.toContain('\u001b');
  });

  it('says things twice', () => {
    const twice = text.replace('"dsseEnvelope":', '"dsseEnvelope":{},"dsseEnvelope":');
    expect(refusal(twice)).toMatch(/"dsseEnvelope" twice/);
    const payload = payloadOf(statement).toString().replace('"rows":', '"rows":1,"rows":');
    expect(refusal(signedBy(key, payload))).toMatch(/"rows" twice/);
  });

  it('is signed as it should be and speaks of something else', () => {
    expect(
      refusal(signedBy(key, '{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://x/y"}')),
    ).toMatch(/another kind: https:\/\/x\/y/);
    expect(refusal(signedBy(key, 'hello'))).toMatch(/not JSON/);
  });

  it('names a certificate, both, or nobody', () => {
    const certificate = { rawBytes: 'AAAA' };
    expect(refusal(changed((b) => (b.verificationMaterial = { certificate })))).toMatch(/by an identity/);
    expect(refusal(changed((b) => Object.assign(b.verificationMaterial, { certificate })))).toMatch(
      /two things/,
    );
    expect(refusal(changed((b) => (b.verificationMaterial = {})))).toMatch(/nothing or two/);
    expect(() =>
      verifySignature(text, { kind: 'identity', identity: 'a@b.c', issuer: 'https://x', trustedRoot: '{}' }),
    ).toThrow(/signed by a key/);
  });

  it('brings log entries and times, which prove nothing more by a key', () => {
    const more = changed((b) => Object.assign(b.verificationMaterial, { tlogEntries: [] }));
    expect(verifySignature(more, by(key))).toEqual(statement);
    expect(
      refusal(changed((b) => Object.assign(b.verificationMaterial, { tlogEntries: [{ logIndex: 'x' }] }))),
    ).not.toBe('verified');
    const time = { rfc3161Timestamps: [{ signedTimestamp: 'AAAA' }] };
    expect(
      refusal(changed((b) => Object.assign(b.verificationMaterial, { timestampVerificationData: time }))),
    ).toMatch(/damaged/);
  });

  it('is no bundle, or of another version', () => {
    for (const other of ['', '{', 'null', '[]', '{}', '{"mediaType":5}', '"x"']) {
      expect(refusal(other)).toMatch(/cannot be verified/);
    }
    expect(
      refusal(changed((b) => (b.mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.1'))),
    ).toMatch(/another version/);
    expect(refusal(changed((b) => Object.assign(b, { messageSignature: {} })))).not.toBe('verified');
    expect(refusal('['.repeat(1e6))).toMatch(/not JSON/);
  });
});

describe('a huge bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bezoar-bundle-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is not read to its end', async () => {
    const path = join(folder, 'huge.json');
    writeFileSync(path, '');
    truncateSync(path, 2 ** 40);
    await expect(readBundle(path)).rejects.toMatchObject({ code: 'too-large' });
    expect(() => verifySignature(' '.repeat(mostBundleBytes + 1), by(key))).toThrow(
      expect.objectContaining({ code: 'too-large' }),
    );
  });

  it('takes no more than a moment up to that', () => {
    const started = performance.now();
    refusal(changed((b) => (b.dsseEnvelope.payload = 'AAAA'.repeat(2 ** 23))));
    refusal(`{"mediaType":"x","y":[${'{"a":1},'.repeat(2 ** 20)}1]}`);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
