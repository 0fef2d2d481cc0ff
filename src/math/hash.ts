// Seeded non-cryptographic hashes. The seed is drawn per scan, so that nobody can craft collisions in advance.
// Two independent 32-bit lanes where a collision at corpus scale would matter.

/** murmur3 finaliser: every input bit reaches every output bit. */
export function mix32(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** FNV-1a over UTF-16 units, then mixed; unsigned 32 bits. */
export function hash32(text: string, seed: number): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix32(h);
}

/** A 53-bit hash as an exact integer: safe as a Map key; collides once in about 10^8 keys. */
export function hash53(text: string, seed: number): number {
  // Both lanes in one pass over the text, which is most of the work where whole rows are hashed.
  let high = 0x811c9dc5 ^ seed ^ 0x9e3779b9;
  let low = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x01000193);
  }
  return (mix32(high) & 0x1fffff) * 0x100000000 + mix32(low);
}
