// SHA-256 of many small things, into one buffer.
import { hash } from 'node:crypto';

/**
 * Puts the 32 bytes at `at`. For 64 bytes of data this takes 0.31 µs; with `write` in place of the loop 0.37, by hex 0.42, by a
 * buffer of its own 0.68, by `createHash` 0.94 (npm run bench:canonical, Node 20). What a call costs beyond the hashing is
 * mostly what it brings back, and a string of bytes is the cheapest. Every Node that this runs on has `hash`.
 */
export function digestInto(out: Buffer, at: number, data: Uint8Array): void {
  const digest = hash('sha256', data, 'binary');
  for (let i = 0; i < 32; i++) out[at + i] = digest.charCodeAt(i);
}
