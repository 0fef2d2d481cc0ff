// Signs the manifest in a folder as the flags say, or leaves it unsigned.
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { manifestText, type Manifest } from '../provenance/manifest.ts';
import { ownNames } from '../provenance/set-folder.ts';
import { readPassphrase, readPrivateKey } from '../provenance/sign/key-files.ts';
import { sign, type By } from '../provenance/sign/sign.ts';
import { statementFor, type Said } from '../provenance/sign/statement.ts';
import { writeAtomically } from '../report/atomic-write.ts';
import { version } from '../report/version.ts';
import type { InForce } from './flags.ts';

/** Asked before anything is read, so that a key that cannot be used is told at once. */
export async function signerOf(set: InForce): Promise<By | undefined> {
  const path = set.text('signKey');
  if (path === undefined) return set.on('keyless') ? { kind: 'identity' } : undefined;
  return { kind: 'key', key: await readPrivateKey(path, await readPassphrase(set.text('passphraseFile'))) };
}

/** Gives the path of the signature; where nothing signs, one of an older manifest is taken away. */
export async function signManifest(
  folder: string,
  manifest: Manifest,
  by: By | undefined,
  about: Pick<Said, 'report' | 'created'>,
): Promise<string | undefined> {
  const { bundle } = ownNames(folder);
  if (!by) {
    await rm(bundle, { force: true });
    return undefined;
  }
  // What was made is signed, whatever lies in the folder by now.
  const sha256 = createHash('sha256').update(manifestText(manifest)).digest('hex');
  const statement = statementFor(manifest, sha256, { ...about, version });
  await writeAtomically(bundle, [await sign(statement, by)]);
  return bundle;
}
