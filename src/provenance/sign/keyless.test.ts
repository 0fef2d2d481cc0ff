import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statement } from '../../../test/fixtures/attested-set.ts';
import { sigstore, token, type Sigstore } from '../../../test/fixtures/sigstore-servers.ts';
import { generateKey, publicPem } from './key.ts';
import { sign, type Services } from './sign.ts';
import { verifySignature, type Expected } from './verify-signature.ts';

const identity = 'https://example.org/curators/ada';
const issuer = 'https://accounts.example.org';
let here: Sigstore;
let elsewhere: Sigstore;
let services: Services;
let bundle: string;

beforeAll(async () => {
  here = await sigstore();
  elsewhere = await sigstore();
  const { fulcioUrl, rekorUrl } = here;
  services = { fulcioUrl, rekorUrl, token: token({ sub: identity, iss: issuer }) };
  bundle = await sign(statement, { kind: 'identity', services });
});
afterAll(() => Promise.all([here.close(), elsewhere.close()]));

const expected = (change: Partial<Extract<Expected, { kind: 'identity' }>> = {}): Expected => ({
  kind: 'identity',
  identity,
  issuer,
  trustedRoot: here.trustedRoot,
  ...change,
});

interface Bundle {
  verificationMaterial: {
    tlogEntries: Record<string, unknown>[];
    certificate?: unknown;
    publicKey?: unknown;
  };
  dsseEnvelope: { payload: string; signatures: { sig: string }[] };
}
const changed = (change: (bundle: Bundle) => unknown): string => {
  const copy = JSON.parse(bundle) as Bundle;
  change(copy);
  return JSON.stringify(copy);
};

const refusalOf = (verify: () => unknown): Error => {
  try {
    verify();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it verified');
};

describe('a signature by an identity', () => {
  it('verifies under the trusted root of its services', () => {
    expect(verifySignature(bundle, expected())).toEqual(statement);
    expect(JSON.parse(bundle)).toMatchObject({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: {
        certificate: { rawBytes: expect.any(String) },
        tlogEntries: [{ kindVersion: { kind: 'dsse' } }],
      },
    });
    expect(bundle).not.toContain(services.token);
  });

  it('may have a time of an authority too', async () => {
    const timed = await sign(statement, { kind: 'identity', services: { ...services, tsaUrl: here.tsaUrl } });
    expect(verifySignature(timed, expected())).toEqual(statement);
  });

  it('verifies for nobody else, and a name is no pattern', () => {
    const refuses = (change: Parameters<typeof expected>[0]) =>
      expect(() => verifySignature(bundle, expected(change)), JSON.stringify(change)).toThrow(
        expect.objectContaining({ code: 'bad-signature' }),
      );
    refuses({ identity: 'https://example.org/curators/bob' });
    refuses({ issuer: 'https://accounts.example.com' });
    for (const pattern of ['', '.*', 'https://example.org/curators/', 'ada', identity.replaceAll('.', '?')])
      refuses({ identity: pattern });
    refuses({ trustedRoot: elsewhere.trustedRoot });
    refuses({ trustedRoot: '{}' });
    expect(() => verifySignature(bundle, expected({ identity: 'x' }))).toThrow(
      `somebody else: ${identity} by ${issuer}`,
    );
  });

  it('needs a trusted root that can be read', () => {
    expect(() => verifySignature(bundle, expected({ trustedRoot: undefined }))).toThrow(
      /under a trusted root/,
    );
    for (const root of ['', 'null', '{"tlogs":[{}]}'])
      expect(() => verifySignature(bundle, expected({ trustedRoot: root }))).toThrow(
        expect.objectContaining({ name: 'UsageError' }),
      );
  });

  it('fails without its log entry, with that of another, or with anything changed', () => {
    const refuses = (text: string) =>
      expect(() => verifySignature(text, expected())).toThrow(
        expect.objectContaining({ code: 'bad-signature' }),
      );
    refuses(changed((b) => (b.verificationMaterial.tlogEntries = [])));
    refuses(changed((b) => b.verificationMaterial.tlogEntries.push(b.verificationMaterial.tlogEntries[0])));
    refuses(changed((b) => (b.verificationMaterial.tlogEntries[0].integratedTime = '1')));
    refuses(changed((b) => delete b.verificationMaterial.tlogEntries[0].inclusionPromise));
    refuses(changed((b) => (b.verificationMaterial.tlogEntries[0].canonicalizedBody = 'e30=')));
    refuses(changed((b) => (b.verificationMaterial.tlogEntries[0].canonicalizedBody = 'AAAA')));
    refuses(changed((b) => (b.verificationMaterial.certificate = { rawBytes: 'MAA=' })));
    refuses(changed((b) => (b.dsseEnvelope.payload = Buffer.from('{}').toString('base64'))));
    refuses(changed((b) => (b.dsseEnvelope.signatures[0].sig = 'AAAA')));
  });

  it('is none by a key, and a key is none by an identity', () => {
    const publicKeyPem = publicPem(generateKey('ed25519').public);
    expect(() => verifySignature(bundle, { kind: 'key', publicKeyPem })).toThrow(
      /by an identity, not by a key/,
    );
    const hinted = changed((b) => {
      delete b.verificationMaterial.certificate;
      b.verificationMaterial.publicKey = { hint: 'x' };
    });
    expect(() => verifySignature(hinted, expected())).toThrow(/by a key, not by an identity/);
  });

  it('leaves log entries and times that a bundle by a key brings aside', async () => {
    const key = generateKey('ed25519');
    const timed = await sign(statement, { kind: 'identity', services: { ...services, tsaUrl: here.tsaUrl } });
    const more = JSON.parse(await sign(statement, { kind: 'key', key })) as Bundle;
    const { tlogEntries, ...others } = (JSON.parse(timed) as Bundle).verificationMaterial;
    const { certificate: _, ...times } = others;
    Object.assign(more.verificationMaterial, { tlogEntries, ...times });
    expect(Object.keys(more.verificationMaterial)).toHaveLength(3);
    const by = { kind: 'key', publicKeyPem: publicPem(key.public) } as const;
    expect(verifySignature(JSON.stringify(more), by)).toEqual(statement);
  });

  it('holds only for the time of its certificate', async () => {
    const past = await sigstore(new Date('2025-01-01T00:00:00Z'));
    const { fulcioUrl, rekorUrl } = past;
    const late = await sign(statement, { kind: 'identity', services: { ...services, fulcioUrl, rekorUrl } });
    await past.close();
    const told = refusalOf(() => verifySignature(late, expected({ trustedRoot: past.trustedRoot })));
    expect(told.message).toMatch(/does not hold/);
    expect(((told.cause as Error).cause as Error).message).toMatch(/expired at the specified date/);
  });
});

describe('without what it needs, signing by an identity', () => {
  const fails = async (change: Services) =>
    sign(statement, {
      kind: 'identity',
      services: { ...services, timeoutMs: 2000, retries: 0, ...change },
    }).then(
      () => 'signed',
      (error: Error & { code: string; hint: string }) => {
        expect(error).toMatchObject({ name: 'UsageError' });
        expect(JSON.stringify([error.message, error.hint])).not.toContain(services.token);
        return `${error.code}: ${error.message}`;
      },
    );

  it('says that there is no network', async () => {
    // A port that was free a moment ago.
    const closed = createServer();
    await new Promise<void>((done) => {
      closed.listen(0, '127.0.0.1', done);
    });
    const url = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`;
    await new Promise((done) => closed.close(done));
    expect(await fails({ fulcioUrl: url })).toBe('no-network: could not sign: Fulcio cannot be reached');
    expect(await fails({ rekorUrl: url })).toBe('no-network: could not sign: Rekor cannot be reached');
    expect(await fails({ tsaUrl: url })).toMatch(/the time stamping authority cannot be reached/);
  });

  it('says what a service answered', async () => {
    expect(await fails({ fulcioUrl: here.rekorUrl })).toBe('no-network: could not sign: Fulcio answered 404');
    expect(await fails({ rekorUrl: here.fulcioUrl })).toBe('no-network: could not sign: Rekor answered 404');
  });

  it('says that the token is none, and does not repeat it', async () => {
    for (const bad of ['', 'secret-token', 'a.b.c', token({}), token({ email: 'a@b.c' })]) {
      const told = await fails({ token: bad });
      expect(told).toMatch(/^bad-option: the identity token/);
      expect(told).not.toContain('secret-token');
    }
  });

  it('says that there is no identity', async () => {
    const { token: _, ...without } = services;
    const told = await sign(statement, { kind: 'identity', services: without }).catch(
      (error: Error) => error,
    );
    expect(told).toMatchObject({ code: 'bad-option', hint: expect.stringContaining('SIGSTORE_ID_TOKEN') });
  });

  it('sends a token nowhere in the clear', async () => {
    for (const fulcioUrl of [
      'http://fulcio.example.org',
      'ftp://x',
      'fulcio',
      'http://127.0.0.1.example.org',
    ])
      expect(await fails({ fulcioUrl })).toMatch(/^bad-option: .*no address of a service/);
    expect(await fails({ rekorVersion: 2 })).toMatch(/version 2 says no time/);
  });
});
