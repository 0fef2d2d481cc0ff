// The canonical bytes of a row of JSON, and of some of its members.
import type { Limits } from '../corpus/reader.ts';
import { Failure } from '../corpus/readers/of-spans.ts';
import { parseRecord } from '../corpus/readers/json-record.ts';
import { canonical, manyDigits, parseKeepingDigits } from './canonical.ts';

export interface CanonicalBytes {
  of(bytes: Uint8Array): Uint8Array | undefined;
  member(i: number): Uint8Array | undefined;
}

export function canonicalBytes(limits: Limits, wanted: readonly string[]): CanonicalBytes {
  let last: unknown;
  return {
    of(bytes) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
      let value = parseRecord(text, limits);
      if (value instanceof Failure) return undefined;
      if (manyDigits.test(text)) value = parseKeepingDigits(text);
      last = value;
      return Buffer.from(canonical(value), 'utf8');
    },
    member(i) {
      if (typeof last !== 'object' || last === null || !Object.hasOwn(last, wanted[i])) return undefined;
      const value = (last as Record<string, unknown>)[wanted[i]];
      return value === null ? undefined : Buffer.from(canonical(value), 'utf8');
    },
  };
}
