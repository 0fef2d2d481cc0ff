// In which part of the training data a text falls: by a keyed hash of the text alone (HMAC-SHA-256), so that adding,
// removing or relabelling a row touches one part and no other (Levine & Feizi 2021).
import { createHmac } from 'node:crypto';

export interface PartOf {
  /** 0 .. partitions - 1. */
  readonly partition: number;
  /** 0 .. folds - 1, independent of the partition; copies of a text are in one fold. */
  readonly fold: number;
}

/** Shorter keys can be guessed. */
export const fewestKeyBytes = 16;

/**
 * The label is not hashed, so that a flipped one stays where it was. The radius holds also against somebody who knows the
 * key: what it keeps them from is picking the parts that are nearest to changing their vote, beyond the radius.
 */
export function partOf(text: string, key: Uint8Array, partitions: number, folds: number): PartOf {
  const digest = createHmac('sha256', key).update(text, 'utf8').digest();
  // 48 bits: the remainder favours no part by more than one in 2^32.
  return { partition: digest.readUIntBE(0, 6) % partitions, fold: digest.readUIntBE(8, 6) % folds };
}
