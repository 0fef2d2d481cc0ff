// Two bits of every slot of a row's two signatures: equal slots have equal bits, so that rows which agree in too few
// of them are not alike, whatever the other bits say. Of rows that share a band and are unlike, as those of a template
// are, that tells 98 in 100, from 32 bytes a row in place of signatures somewhere in scratch space.
import { slots } from '../math/minhash.ts';
import { signatureBytes } from './near-duplicate-records.ts';

/** Numbers of 32 bits in a sketch, the first half of them of the first signature: a quarter of those in the signatures. */
export const sketchWords = signatureBytes / 4 / 4;
const twoBits = 0x03030303;

/** The sketches of the first `count` records; four bytes of their signatures are taken at once. */
export function sketchesOf(signatures: Int32Array, count: number): Int32Array<ArrayBuffer> {
  const sketches = new Int32Array(count * sketchWords);
  for (let word = 0, at = 0; word < sketches.length; word++, at += 4) {
    sketches[word] =
      (signatures[at] & twoBits) |
      ((signatures[at + 1] & twoBits) << 2) |
      ((signatures[at + 2] & twoBits) << 4) |
      ((signatures[at + 3] & twoBits) << 6);
  }
  return sketches;
}

/** Copies sketch `from` of some to be sketch `to` of others. */
export function copySketch(some: Int32Array, from: number, others: Int32Array, to: number): void {
  const x = from * sketchWords;
  const y = to * sketchWords;
  for (let word = 0; word < sketchWords; word++) others[y + word] = some[x + word];
}

/** Whether sketches `a` and `b` agree in at least `least` slots of each signature. */
export function mayBeAlike(sketches: Int32Array, a: number, b: number, least: number): boolean {
  const x = a * sketchWords;
  const y = b * sketchWords;
  const half = sketchWords / 2;
  return slots - unequal(sketches, x, y) >= least && slots - unequal(sketches, x + half, y + half) >= least;
}

/** Slots that differ in the sketches of one signature each, whose four words begin at `x` and `y`. */
function unequal(sketches: Int32Array, x: number, y: number): number {
  // Counted in fours of bits: four words give no more than eight.
  const inFours =
    differing(sketches[x] ^ sketches[y]) +
    differing(sketches[x + 1] ^ sketches[y + 1]) +
    (differing(sketches[x + 2] ^ sketches[y + 2]) + differing(sketches[x + 3] ^ sketches[y + 3]));
  const inEights = (inFours & 0x0f0f0f0f) + ((inFours >>> 4) & 0x0f0f0f0f);
  return Math.imul(inEights, 0x01010101) >>> 24;
}

/** In each four bits how many of the two slots there differ. */
function differing(bits: number): number {
  const either = (bits | (bits >>> 1)) & 0x55555555;
  return (either & 0x33333333) + ((either >>> 2) & 0x33333333);
}
