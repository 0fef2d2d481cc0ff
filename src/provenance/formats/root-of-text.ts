// The Merkle root that a description of ours names. Anything else there is none.
import { sha256 } from '../manifest.ts';

export function rootOfText(value: unknown): string | undefined {
  const root = sha256.safeParse(value);
  return root.success ? root.data : undefined;
}
