// For `clean --manifest`: the manifest of what is left, beside the cleaned file, signed where a key is given.
import { basename, dirname, join } from 'node:path';
import { derive } from '../provenance/derive.ts';
import { openManifest } from '../provenance/open-manifest.ts';
import type { Cleaned } from '../quarantine.ts';
import { version } from '../report/version.ts';
import { limitsOf, type InForce } from './flags.ts';
import { signerOf, signManifest } from './sign-manifest.ts';

export interface Derived {
  readonly folder: string;
  /** Root of the attested set. */
  readonly parentRoot: string;
}

/** Manifest and key are read at once, so that what is wrong with them is told before anything is written. */
export async function deriver(set: InForce): Promise<(file: string, done: Cleaned) => Promise<Derived>> {
  const parent = await openManifest(set.text('manifest') as string);
  const by = await signerOf(set);
  return async (original, { clean: cleaned, policy, policyFile }) => {
    const folder = join(dirname(cleaned), basename(cleaned).replace(/\.clean(?:\.|$).*$/, '.clean-attested'));
    const manifest = await derive({
      parent,
      original,
      cleaned,
      policy,
      policyFile,
      out: folder,
      version,
      limits: limitsOf(set),
    });
    await signManifest(folder, manifest, by, { created: new Date().toISOString() });
    return { folder, parentRoot: parent.manifest.root };
  };
}
