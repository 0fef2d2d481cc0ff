// Why a set is not what is left of the one that its manifest names.
import { UsageError } from '../errors.ts';

export function brokenChain(why: string, cause?: unknown): UsageError {
  return new UsageError(
    'bad-manifest',
    `the chain to the parent is broken: ${why}`,
    'Take both manifests from where they were written.',
    cause,
  );
}
