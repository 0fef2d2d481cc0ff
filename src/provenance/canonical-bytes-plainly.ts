// The canonical bytes of a record by way of the record itself, without WebAssembly.
import { Failure } from '../corpus/readers/of-spans.ts';
import { parseRecord } from '../corpus/readers/json-record.ts';
import type { Limits } from '../corpus/reader.ts';
import type { CanonicalBytes } from './canonical-bytes.ts';
import { canonical, manyDigits, parseKeepingDigits } from './canonical.ts';

/** As `canonicalBytes` of canonical-bytes.ts. */
export function plainCanonicalBytes(limits: Limits, wanted: readonly string[]): CanonicalBytes {
  let record: unknown;
  return {
    of(bytes) {
      record = undefined;
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
      const read = parseRecord(text, limits);
      if (read instanceof Failure) return undefined;
      record = manyDigits.test(text) ? parseKeepingDigits(text) : read;
      return Buffer.from(canonical(record), 'utf8');
    },
    member(i) {
      if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;
      const members = record as Record<string, unknown>;
      const value = Object.hasOwn(members, wanted[i]) ? members[wanted[i]] : undefined;
      return value === undefined || value === null ? undefined : Buffer.from(canonical(value), 'utf8');
    },
    place: () => undefined,
  };
}
