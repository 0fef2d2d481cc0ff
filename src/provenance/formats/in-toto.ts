// An in-toto Statement (v0.1 or v1): its subjects are files with digests. Whoever calls has verified the signature around it;
// an envelope that is still closed is refused, since what it holds counts only after that.
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import type { ForeignManifest } from './foreign-manifest.ts';
import type { ReadFormat } from './format.ts';
import { judgeClaims } from './judge-claims.ts';
import { isObject, listOf, member, textOf } from './members.ts';
import { refused, type Document } from './parse-document.ts';

export const inToto: ReadFormat = {
  id: 'in-toto',
  title: 'in-toto Statement',
  recognises: (document) => isStatement(document) || isEnvelope(document),
  understand,
};

function isStatement(document: unknown): boolean {
  const type = member(document, '_type');
  return typeof type === 'string' && type.startsWith('https://in-toto.io/Statement/');
}

/** DSSE, alone or in a Sigstore bundle. */
function isEnvelope(document: unknown): boolean {
  const envelope = member(document, 'dsseEnvelope') ?? document;
  return typeof member(envelope, 'payload') === 'string' && member(envelope, 'payloadType') !== undefined;
}

function understand({ value, problems }: Document, path: string): ForeignManifest {
  if (isEnvelope(value) && !isStatement(value))
    throw new UsageError(
      'bad-signature',
      `${path} is a signed envelope; what it says counts only when its signature was verified`,
      'Say whose signature it must carry: --key or --identity.',
    );
  if (!isStatement(value)) throw refused(path, 'its _type is not that of an in-toto Statement');
  const claims = listOf(member(value, 'subject')).map((subject) => {
    const digests = member(subject, 'digest');
    return {
      path: textOf(member(subject, 'name')) ?? '',
      digests: isObject(digests)
        ? Object.keys(digests).map((algorithm) => ({ algorithm, value: member(digests, algorithm) }))
        : [],
    };
  });
  const type = textOf(member(value, 'predicateType'));
  return judgeClaims(
    { format: 'in-toto', ...(type === undefined ? {} : { name: visible(type, 200) }) },
    claims,
    problems,
  );
}
