// The canonical bytes of a record straight from the bytes of its JSON, by a loop in WebAssembly (canonical-bytes.c) wherever that
// can be. What the loop leaves (keys given twice, keys with escapes, what is no JSON) is read as the readers read it.
import type { Limits } from '../corpus/reader.ts';
import { plainCanonicalBytes } from './canonical-bytes-plainly.ts';
import { canonicalKernel } from './canonical-kernel.ts';

export interface CanonicalBytes {
  /** Canonical bytes of a JSON text; valid until the next call. Undefined where `parseRecord` gives no record. */
  of(bytes: Uint8Array): Uint8Array | undefined;
  /**
   * Value of a top-level member of the last text, in canonical bytes; undefined where it is not there or null. `i` counts in
   * `wanted`. Valid until the next call of `of`.
   */
  member(i: number): Uint8Array | undefined;
  /**
   * A number for the members that were asked for, which is the same for the same ones: `newPlace` and above where the number below
   * stood for others until now or for none. Undefined where that cannot be told.
   */
  place(): number | undefined;
}

/** Added to the place of members that was another's before. */
export const newPlace = 2 ** 16;

/** `wanted`: keys whose values are asked for by `member`. */
export function canonicalBytes(limits: Limits, wanted: readonly string[]): CanonicalBytes {
  const plain = plainCanonicalBytes(limits, wanted);
  const kernel = canonicalKernel(limits, wanted);
  if (!kernel) return plain;
  let last: CanonicalBytes = kernel;
  return {
    of(bytes) {
      last = kernel;
      const made = kernel.of(bytes);
      if (made) return made;
      last = plain;
      return plain.of(bytes);
    },
    member: (i) => last.member(i),
    place: () => last.place(),
  };
}
