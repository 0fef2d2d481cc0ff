// What is kept of a shard, as bytes: a header, a digest, then the states. A file that was cut off, that rotted or that is
// something else does not match its digest and counts as missing.
import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';

/** States of one shard, and what else is to be known of it, as plain JSON. */
export interface Kept {
  readonly about: unknown;
  /** Each as `serialize` of node:v8 gives it. */
  readonly states: readonly Uint8Array[];
}

const magic = Buffer.from('bezoar state 1\n');
const digestBytes = 32;
/** Newer versions of V8 read what older ones wrote, not the other way round; the second byte is the version. */
const formatVersion = serialize(0)[1];

export function pack({ about, states }: Kept): Uint8Array[] {
  const head = Buffer.from(JSON.stringify({ about, sizes: states.map(({ length }) => length) }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const body = [length, head, ...states];
  const hash = createHash('sha256');
  for (const piece of body) hash.update(piece);
  return [magic, hash.digest(), ...body];
}

/** Undefined for anything that `pack` did not write. */
export function unpack(bytes: Uint8Array): Kept | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = magic.length + digestBytes;
  if (file.length < start + 4 || !file.subarray(0, magic.length).equals(magic)) return undefined;
  const digest = createHash('sha256').update(file.subarray(start)).digest();
  if (!digest.equals(file.subarray(magic.length, start))) return undefined;
  try {
    const headEnd = start + 4 + file.readUInt32LE(start);
    const { about, sizes } = JSON.parse(file.toString('utf8', start + 4, headEnd)) as {
      about: unknown;
      sizes: number[];
    };
    let at = headEnd;
    const states = sizes.map((size) => file.subarray(at, (at += size)));
    return at === file.length && states.every((state) => state[1] <= formatVersion)
      ? { about, states }
      : undefined;
  } catch {
    return undefined;
  }
}

export function toBytes(state: unknown): Uint8Array {
  return serialize(state);
}

export function fromBytes(bytes: Uint8Array): unknown {
  return deserialize(bytes);
}
