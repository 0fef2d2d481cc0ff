// The form of a Sigstore bundle (v0.3) with a statement in it, checked strictly before anything is verified: what is not
// needed is not let in, and there is one way to write each thing, so that no two programs can read two things in it.
import { bundleFromJSON, isBundleWithDsseEnvelope, type BundleWithDsseEnvelope } from '@sigstore/bundle';
import { z } from 'zod';
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import { duplicateKey } from './duplicate-key.ts';
import { readFileAtMost } from './read-at-most.ts';

export const payloadType = 'application/vnd.in-toto+json';

/** A statement about 1024 files is under 1 MiB; this is what we bear, not what we need. */
export const mostBundleBytes = 64 * 2 ** 20;

const mediaTypes = [
  'application/vnd.dev.sigstore.bundle.v0.3+json',
  'application/vnd.dev.sigstore.bundle+json;version=0.3',
] as const;

const base64 = z.string().min(1).refine(isBase64, 'must be base64 (RFC 4648), whole and padded');

// Node decodes anything; bits that it would drop could be changed without being noticed.
function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}

const signature = z.strictObject({ sig: base64, keyid: z.string().max(1000).optional() });

const material = z.strictObject({
  publicKey: z.strictObject({ hint: z.string().max(1000).optional() }).optional(),
  certificate: z.strictObject({ rawBytes: base64 }).optional(),
  tlogEntries: z.array(z.unknown()).max(100).optional(),
  timestampVerificationData: z.looseObject({}).optional(),
});

const form = z.strictObject({
  mediaType: z.enum(mediaTypes),
  verificationMaterial: material,
  dsseEnvelope: z.strictObject({ payload: base64, payloadType: z.string(), signatures: z.array(signature) }),
});

/** A bundle of one signature over a statement; not verified. */
export interface SignedStatement {
  readonly by: 'key' | 'certificate';
  /** What it says of its key; anybody can write anything there. */
  readonly hint: string;
  readonly bundle: BundleWithDsseEnvelope;
}

export async function readBundle(path: string): Promise<string> {
  return (await readFileAtMost(path, mostBundleBytes, 'a bundle')).toString('utf8');
}

export function parseBundle(text: string): SignedStatement {
  if (text.length > mostBundleBytes) throw tooLarge();
  const value = parsed(text);
  const checked = form.safeParse(value);
  if (!checked.success) throw refused(faultIn(value, checked.error), checked.error);
  const { dsseEnvelope: envelope, verificationMaterial: found } = checked.data;
  if (envelope.payloadType !== payloadType) {
    throw refused(`it signs something else than a statement: ${visible(envelope.payloadType, 100)}`);
  }
  if (envelope.signatures.length !== 1) {
    throw refused(`it has ${envelope.signatures.length || 'no'} signatures, where one is expected`);
  }
  if ((found.publicKey === undefined) === (found.certificate === undefined)) {
    throw refused('it says either nothing or two things of who signed it');
  }
  try {
    const bundle = bundleFromJSON(value);
    if (!isBundleWithDsseEnvelope(bundle)) throw new Error('a bundle with an envelope has none');
    return { by: found.publicKey ? 'key' : 'certificate', hint: found.publicKey?.hint ?? '', bundle };
  } catch (error) {
    throw refused('it is not in form', error);
  }
}

function parsed(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused('it is not JSON', error);
  }
  const twice = duplicateKey(text);
  if (twice !== undefined) throw refused(`it says "${visible(twice, 60)}" twice`);
  return value;
}

/** In words for what a bundle may well be; by its place for the rest. */
function faultIn(value: unknown, { issues: [fault] }: z.ZodError): string {
  const { mediaType } = z.looseObject({ mediaType: z.string() }).safeParse(value).data ?? {};
  if (mediaType === undefined) return 'it is no Sigstore bundle';
  if (!mediaTypes.includes(mediaType as (typeof mediaTypes)[number]))
    return `it is a bundle of another version: ${visible(mediaType, 100)}`;
  return visible(`${fault.path.join('.') || 'the whole'}: ${fault.message}`, 200);
}

function tooLarge(): UsageError {
  return new UsageError(
    'too-large',
    `the bundle is larger than ${mostBundleBytes / 2 ** 20} MiB`,
    'Look whether it is the right file: no bundle of ours is so large.',
  );
}

function refused(why: string, cause?: unknown): UsageError {
  return new UsageError(
    'bad-signature',
    `the bundle cannot be verified: ${why}`,
    'Take the bundle that `bezoar attest` wrote, whole and unchanged.',
    cause,
  );
}
