// SHA-256 of many short texts.
import { createHash } from 'node:crypto';

export function digestInto(out: Buffer, at: number, data: Uint8Array): void {
  createHash('sha256').update(data).digest().copy(out, at);
}
