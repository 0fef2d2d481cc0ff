// The files of an attestation, in the folder that the user names. When that lies within the data these are no part of it; all
// else in it is, since what is passed over is where rows could be hidden.
import { join } from 'node:path';

export interface OwnNames {
  readonly manifest: string;
  readonly records: string;
  /** What the next attestation need not read again. Not signed, trusted by whoever made it alone. */
  readonly memory: string;
  readonly bundle: string;
  /** Rows that were taken out of the parent; see derive.ts. */
  readonly removed: string;
}

export function ownNames(folder: string): OwnNames {
  const inside = (name: string) => join(folder, name);
  return {
    manifest: inside('manifest.json'),
    records: inside('rows.bin'),
    memory: inside('seen.json'),
    bundle: inside('manifest.sigstore.json'),
    removed: inside('removed.jsonl'),
  };
}

/** What the manifest is called in the formats of others. */
export const descriptionNames = ['croissant.json', 'cyclonedx.json', 'spdx.json', 'data-provenance.json'];

/** Every file that may have been written with the manifest. `isDerived`: it is of a set that was cut out of another. */
export function ownFiles(folder: string, isDerived = false): string[] {
  const { removed, ...always } = ownNames(folder);
  return [
    ...Object.values(always),
    ...descriptionNames.map((name) => join(folder, name)),
    ...(isDerived ? [removed] : []),
  ];
}
