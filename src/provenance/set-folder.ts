// The files of an attestation, in the folder that the user names.
import { join } from 'node:path';

export interface OwnNames {
  readonly manifest: string;
  readonly records: string;
  /** What the next attestation need not read again. Not signed, trusted by whoever made it alone. */
  readonly memory: string;
  readonly bundle: string;
}

export function ownNames(folder: string): OwnNames {
  const inside = (name: string) => join(folder, name);
  return {
    manifest: inside('manifest.json'),
    records: inside('rows.bin'),
    memory: inside('seen.json'),
    bundle: inside('manifest.sigstore.json'),
  };
}
