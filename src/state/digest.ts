// One digest for plain data, the same on every machine and after every way it may have travelled: what a JavaScript
// engine writes for equal values may differ, so the values themselves are told to the hash.
import { createHash, type Hash } from 'node:crypto';

/** SHA-256 in hex. Object keys in any order; Maps, Sets and arrays in theirs. */
export function digestOf(value: unknown): string {
  const hash = createHash('sha256');
  tell(hash, value);
  return hash.digest('hex');
}

function tell(hash: Hash, value: unknown): void {
  if (typeof value === 'string') {
    hash.update(`s${value.length}:`).update(Buffer.from(value, 'utf16le'));
  } else if (typeof value === 'number') hash.update(`n${Object.is(value, -0) ? '-0' : value};`);
  else if (typeof value === 'object' && value !== null) tellObject(hash, value);
  else if (typeof value === 'boolean' || value === null || value === undefined) hash.update(`${value};`);
  else throw new Error(`a ${typeof value} is no plain data`);
}

function tellObject(hash: Hash, value: object): void {
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    hash.update(`b${value.constructor.name} ${byteLength}:`);
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  } else if (Array.isArray(value)) {
    hash.update(`a${value.length}[`);
    for (const item of value) tell(hash, item);
  } else if (value instanceof Map || value instanceof Set) {
    hash.update(`${value instanceof Map ? 'm' : 'e'}${value.size}[`);
    for (const item of value) tell(hash, item);
  } else {
    const entries = Object.entries(value).filter((entry) => entry[1] !== undefined);
    hash.update(`o${entries.length}{`);
    for (const [key, item] of entries.sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
      tell(hash, key);
      tell(hash, item);
    }
  }
}
