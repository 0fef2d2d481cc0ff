// Verifies who signed a statement, and only then reads it. By a key nothing else is needed; by an identity the certificate,
// its log entry and its time must hold under a trusted root of Sigstore, as @sigstore/verify checks them.
import { TrustedRoot } from '@sigstore/protobuf-specs';
import {
  PolicyError,
  toSignedEntity,
  toTrustMaterial,
  VerificationError,
  Verifier,
  type SignedEntity,
  type Signer,
  type TrustMaterial,
} from '@sigstore/verify';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import { parseBundle, type SignedStatement } from './bundle.ts';
import { parsePublicKey, type PublicKey } from './key.ts';
import { readStatement, type Statement } from './statement.ts';

export type Expected =
  | { readonly kind: 'key'; readonly publicKeyPem: string }
  | {
      readonly kind: 'identity';
      /** An email address or a URI, compared as a whole. */
      readonly identity: string;
      /** The URL of who vouches for it, compared as a whole. */
      readonly issuer: string;
      /** The text of a trusted_root.json. */
      readonly trustedRoot?: string;
    };

/** Throws a `bad-signature` unless the bundle holds a statement signed as expected. */
export function verifySignature(bundleText: string, expected: Expected): Statement {
  const signed = parseBundle(bundleText);
  if (expected.kind === 'key') byKey(signed, parsePublicKey(expected.publicKeyPem));
  else byIdentity(signed, expected);
  return readStatement(signed.bundle.content.dsseEnvelope.payload);
}

function byKey({ by, hint, bundle }: SignedStatement, key: PublicKey): void {
  if (by !== 'key') {
    throw refused('it was signed by an identity, not by a key', 'Say which identity and issuer you expect.');
  }
  const trust: TrustMaterial = {
    certificateAuthorities: [],
    timestampAuthorities: [],
    tlogs: [],
    ctlogs: [],
    // Whatever the bundle says of its key: only one is trusted.
    publicKey: () => ({ publicKey: key.object, validFor: () => true }),
  };
  const [from, to] = [hint.slice(0, 12), key.id.slice(0, 12)];
  const other =
    /^[0-9a-f]{12}$/.test(from) && from !== to ? `; it names key ${from}…, and yours is ${to}…` : '';
  check(() => {
    // Log entries and times of a key that is trusted anyway prove nothing more.
    const entity: SignedEntity = { ...toSignedEntity(bundle), tlogEntries: [], timestamps: [] };
    return new Verifier(trust, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 }).verify(entity);
  }, `the signature is not one of this key over this content${other}`);
}

function byIdentity(
  { by, bundle }: SignedStatement,
  { identity, issuer, trustedRoot }: Extract<Expected, { kind: 'identity' }>,
): void {
  if (by !== 'certificate') {
    throw refused('it was signed by a key, not by an identity', 'Give the public key of whoever signed it.');
  }
  if (trustedRoot === undefined) {
    throw new UsageError(
      'bad-option',
      'an identity can only be verified under a trusted root',
      'Name the trusted_root.json of the Sigstore that was used; the public one is in github.com/sigstore/root-signing.',
    );
  }
  const trust = trustIn(trustedRoot);
  const signer = check(
    () => new Verifier(trust).verify(toSignedEntity(bundle)),
    'its certificate, log entry or signature does not hold under the trusted root',
  );
  // As a whole: the library would take the name for a pattern.
  const name = signer.identity?.subjectAlternativeName;
  const vouching = signer.identity?.extensions?.issuer;
  if (name !== identity || vouching !== issuer) {
    const who = `${visible(name ?? 'nobody', 200)} by ${visible(vouching ?? 'nobody', 200)}`;
    throw refused(`it was signed by somebody else: ${who}`, 'Compare the identity and the issuer.');
  }
}

function trustIn(text: string): TrustMaterial {
  try {
    return toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(text)));
  } catch (error) {
    throw new UsageError(
      'bad-option',
      'the trusted root is none that can be read',
      'It is a JSON file, such as trusted_root.json in github.com/sigstore/root-signing.',
      error,
    );
  }
}

/** What a hostile bundle makes a parser throw is a refusal too. */
function check(verify: () => Signer, why: string): Signer {
  try {
    return verify();
  } catch (error) {
    const told = error instanceof VerificationError || error instanceof PolicyError;
    throw refused(
      told ? why : `${why} (it is damaged)`,
      'Take the bundle and the data from where they were published, and look whose key or name it should be.',
      error,
    );
  }
}

function refused(why: string, hint: string, cause?: unknown): UsageError {
  return new UsageError('bad-signature', `the bundle does not verify: ${why}`, hint, cause);
}
