// Whose signature a command asks for, and whether a manifest has it.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../errors.ts';
import type { OpenManifest } from '../provenance/open-manifest.ts';
import { ownNames } from '../provenance/set-folder.ts';
import { readBundle } from '../provenance/sign/bundle.ts';
import { publicPem } from '../provenance/sign/key.ts';
import { readPublicKey } from '../provenance/sign/key-files.ts';
import { disagreement, type Statement } from '../provenance/sign/statement.ts';
import { verifySignature, type Expected } from '../provenance/sign/verify-signature.ts';
import { visible } from '../text/visible.ts';
import type { InForce } from './flags.ts';

/** Undefined where no signature is asked for. */
export async function expectedSigner(set: InForce): Promise<Expected | undefined> {
  const [key, identity, issuer, root] = ['key', 'identity', 'issuer', 'trustedRoot'].map((name) =>
    set.text(name),
  );
  if (identity === undefined && (issuer !== undefined || root !== undefined))
    throw new UsageError(
      'bad-option',
      'nobody is named whose signature it must be',
      'Say with --identity who signed, whom --issuer vouches for.',
    );
  if (key !== undefined && identity !== undefined)
    throw new UsageError('bad-option', 'there is one signature', 'Give --key or --identity.');
  if (key !== undefined) return { kind: 'key', publicKeyPem: publicPem(await readPublicKey(key)) };
  if (identity === undefined) return undefined;
  if (issuer === undefined)
    throw new UsageError('bad-option', '--identity needs --issuer', 'Say who vouches for the identity.');
  const trustedRoot =
    root === undefined
      ? undefined
      : await readFile(root, 'utf8').catch((error: unknown) => {
          throw new UsageError(
            'no-such-file',
            `${visible(root)} cannot be read`,
            'Name the trusted root.',
            error,
          );
        });
  return { kind: 'identity', identity, issuer, trustedRoot };
}

/** What was signed, by whom it was expected. */
export async function signedStatement(path: string, expected: Expected): Promise<Statement> {
  return verifySignature(await readBundle(path), expected);
}

/** In words; throws where the manifest is not signed as it is asked for. */
export async function checkSignature(open: OpenManifest, set: InForce): Promise<string> {
  const path = set.text('bundle') ?? ownNames(dirname(open.path)).bundle;
  const expected = await expectedSigner(set);
  if (!expected)
    return existsSync(path)
      ? 'signed, but by whom was not checked: give --key'
      : 'not signed: whoever changed the data may have changed the manifest';
  const statement = await signedStatement(path, expected);
  const wrong = disagreement(statement, open.manifest, open.sha256);
  if (wrong !== undefined)
    throw new UsageError(
      'bad-signature',
      `${visible(path)}: ${wrong}`,
      'Take manifest and signature from where they were written together.',
    );
  const who = expected.kind === 'key' ? 'the key' : visible(expected.identity);
  return `signed by ${who} on ${visible(statement.predicate.created)}`;
}
