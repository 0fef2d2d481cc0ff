// Makes a Sigstore bundle (v0.3) of a statement: a DSSE envelope, what verifies it, and one signature, either by a key on disk
// or by an identity for which Fulcio issues a certificate and which Rekor writes into its public log.
import { sign as signBytes } from 'node:crypto';
import { bundleToJSON } from '@sigstore/bundle';
import {
  CIContextProvider,
  DEFAULT_FULCIO_URL,
  DEFAULT_REKOR_URL,
  DSSEBundleBuilder,
  FulcioSigner,
  InternalError,
  RekorWitness,
  TSAWitness,
  type Signer,
  type Witness,
} from '@sigstore/sign';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import { mostBundleBytes, payloadType } from './bundle.ts';
import type { PrivateKey } from './key.ts';
import { payloadOf, type Statement } from './statement.ts';

/** Where an identity is proven and logged; the public Sigstore where nothing is said. */
export interface Services {
  readonly fulcioUrl?: string;
  readonly rekorUrl?: string;
  /** The version of the log's interface; a log of version 2 gives no time, so it needs `tsaUrl` too. */
  readonly rekorVersion?: 1 | 2;
  /** A time stamping authority (RFC 3161). */
  readonly tsaUrl?: string;
  /** An OIDC token; SIGSTORE_ID_TOKEN or that of the CI where none is given. */
  readonly token?: string;
  /** Of one request; 30 seconds where nothing is said. */
  readonly timeoutMs?: number;
  /** How often a request that failed is sent again; twice where nothing is said. */
  readonly retries?: number;
}

export type By =
  | { readonly kind: 'key'; readonly key: PrivateKey }
  | { readonly kind: 'identity'; readonly services?: Services };

const timeoutMs = 30_000;
const retries = 2;

/** The text of the bundle, for a file of its own. */
export async function sign(statement: Statement, by: By): Promise<string> {
  const { signer, witnesses } = by.kind === 'key' ? withKey(by.key) : withIdentity(by.services ?? {});
  const builder = new DSSEBundleBuilder({ signer, witnesses });
  const bundle = await builder
    .create({ data: payloadOf(statement), type: payloadType })
    .catch((error: unknown) => explain(error));
  // Where there is one, go-securesystemslib, with which cosign verifies, wants the key's SSH fingerprint. The hint names the key.
  bundle.content.dsseEnvelope.signatures[0].keyid = '';
  const text = `${JSON.stringify(bundleToJSON(bundle))}\n`;
  if (text.length > mostBundleBytes) {
    throw new UsageError(
      'too-large',
      'what is to be signed is larger than any verifier would read',
      'Attest the data in parts.',
    );
  }
  return text;
}

interface Means {
  readonly signer: Signer;
  readonly witnesses: Witness[];
}

// Ed25519 signs the bytes themselves (RFC 8032), ECDSA their SHA-256.
function withKey({ object, public: { type, id } }: PrivateKey): Means {
  const algorithm = type === 'ed25519' ? null : 'sha256';
  const key = { $case: 'publicKey' as const, publicKey: '', hint: id };
  return {
    signer: { sign: async (data) => ({ signature: signBytes(algorithm, data, object), key }) },
    witnesses: [],
  };
}

function withIdentity(services: Services): Means {
  const { token, rekorVersion = 1 } = services;
  const often = { retry: services.retries ?? retries, timeout: services.timeoutMs ?? timeoutMs };
  const identityProvider =
    token === undefined ? new CIContextProvider('sigstore') : { getToken: async () => token };
  const fulcioBaseURL = serviceUrl(services.fulcioUrl ?? DEFAULT_FULCIO_URL);
  const rekorBaseURL = serviceUrl(services.rekorUrl ?? DEFAULT_REKOR_URL);
  const witnesses: Witness[] = [
    new RekorWitness({ ...often, rekorBaseURL, majorApiVersion: rekorVersion, entryType: 'dsse' }),
  ];
  if (services.tsaUrl !== undefined) {
    witnesses.push(new TSAWitness({ ...often, tsaBaseURL: serviceUrl(services.tsaUrl) }));
  } else if (rekorVersion === 2) {
    throw new UsageError(
      'bad-option',
      'a log of version 2 says no time, and without one a certificate cannot be verified later',
      'Name a time stamping authority too.',
    );
  }
  return { signer: new FulcioSigner({ ...often, fulcioBaseURL, identityProvider }), witnesses };
}

/** A token goes there, so nobody on the way may read it. */
function serviceUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const here = url !== undefined && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && here)) return text.replace(/\/$/, '');
  throw new UsageError(
    'bad-option',
    `${visible(text, 200)} is no address of a service`,
    'It begins with https://, or with http:// on this machine.',
  );
}

// What the library says may hold the token; none of it is repeated, and it is no cause either.
function explain(error: unknown): never {
  if (!(error instanceof InternalError)) throw error;
  switch (error.code) {
    case 'IDENTITY_TOKEN_READ_ERROR':
      throw new UsageError(
        'bad-option',
        'there is no identity to sign with',
        'Set SIGSTORE_ID_TOKEN to an OIDC token, allow the CI job to get one (id-token: write), or sign with a key.',
      );
    case 'IDENTITY_TOKEN_PARSE_ERROR':
      throw new UsageError(
        'bad-option',
        'the identity token is none that names somebody',
        'SIGSTORE_ID_TOKEN must be an OIDC token (JWT) with a subject or a verified email.',
      );
    default: {
      const [service, told] = failure(error);
      throw new UsageError(
        'no-network',
        `could not sign: ${service} ${told}`,
        'Look at the network and at the address of the service, or sign with a key, which needs neither.',
      );
    }
  }
}

function failure({ code, cause }: InternalError): [service: string, told: string] {
  const service =
    code === 'CA_CREATE_SIGNING_CERTIFICATE_ERROR'
      ? 'Fulcio'
      : code === 'TSA_CREATE_TIMESTAMP_ERROR'
        ? 'the time stamping authority'
        : 'Rekor';
  const { statusCode } = (cause ?? {}) as { statusCode?: unknown };
  return [service, typeof statusCode === 'number' ? `answered ${statusCode}` : 'cannot be reached'];
}
