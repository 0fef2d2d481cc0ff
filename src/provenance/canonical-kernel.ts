// The loop of canonical-bytes.c at work: a text is copied into its memory, and its canonical bytes lie there too.
import type { Limits } from '../corpus/reader.ts';
import { loops } from '../math/wasm.ts';
import type { CanonicalBytes } from './canonical-bytes.ts';
import { wasm } from './canonical-bytes-wasm.ts';
import { canonical } from './canonical.ts';

// As in canonical-bytes.c.
const mostWanted = 32;
const nameBytes = 2048;
const asks = -2;
const toldFirst = 4;
const nowhere = -1;

/** Undefined where WebAssembly does not run. Its `of` is undefined for what it leaves as well as for what is no record. */
export function canonicalKernel(limits: Limits, wanted: readonly string[]): CanonicalBytes | undefined {
  const names = wanted.map((name) => Buffer.from(name, 'utf8'));
  if (names.length > mostWanted || Buffer.concat(names).length > nameBytes) return undefined;
  const made = loops<'place' | 'want' | 'room' | 'canonical' | 'resume' | 'seenAt'>(wasm);
  if (!made) return undefined;
  const [toldAt, namesAt, nameEndsAt, numberAt] = [0, 1, 2, 3].map((i) => made.place(i));
  let { memory, told } = views();

  memory.set(Buffer.concat(names), namesAt);
  let end = 0;
  new Uint32Array(memory.buffer, nameEndsAt, names.length).set(names.map(({ length }) => (end += length)));
  made.want(names.length);

  function views() {
    const { buffer } = made!.memory;
    // As plain bytes: views of those are made in half the time of a Buffer's.
    return {
      memory: new Uint8Array(buffer),
      told: new Uint32Array(buffer, toldAt, toldFirst + 2 * mostWanted),
    };
  }

  /** The number that the loop asks for, as JavaScript writes it. */
  function answer(): number {
    const from = textAt + told[2];
    const text = Buffer.from(memory.buffer, from, told[3]).toString('latin1');
    const number = Buffer.from(canonical(Number(text)), 'latin1');
    memory.set(number, numberAt);
    return made!.resume(number.length);
  }

  let textAt = 0;
  let isMade = false;
  return {
    of(bytes) {
      isMade = false;
      if (bytes.length > limits.recordBytes) return undefined;
      textAt = made.room(bytes.length);
      if (textAt === 0) return undefined;
      if (memory.buffer !== made.memory.buffer) ({ memory, told } = views());
      memory.set(bytes, textAt);
      let found = made.canonical(bytes.length, limits.depth, limits.columns);
      while (found === asks) found = answer();
      if (found !== 0) return undefined;
      isMade = true;
      const from = textAt + told[0];
      return memory.subarray(from, from + told[1]);
    },
    member(i) {
      const length = told[toldFirst + 1 + 2 * i];
      if (!isMade || !(length > 0)) return undefined;
      const from = textAt + told[0] + told[toldFirst + 2 * i];
      return memory.subarray(from, from + length);
    },
    place() {
      const place = isMade ? made.seenAt() : nowhere;
      return place === nowhere ? undefined : place;
    },
  };
}
