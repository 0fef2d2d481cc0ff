// A seeded sparse random projection of gradients or embeddings: each of many columns is added to a few of few places with a
// random sign, so that inner products are kept in the mean, to about sqrt(2 / size) of the lengths (Kane & Nelson 2014).
import { UsageError } from '../../errors.ts';
import { mix32 } from '../../math/hash.ts';
import type { Dense } from '../../math/matrix.ts';

export interface Projection {
  /** Columns there will be, a multiple of `places`. */
  readonly size: number;
  readonly seed: number;
  /** Places that a column goes to, each in a stretch of its own. */
  readonly places?: number;
}

/** Columns at once: their places are drawn once for all rows. */
const block = 4096;

/** Rows that are projected apart, with the same seed, can be compared. */
export function projected(
  { rows, size: columns, values }: Dense,
  { size, seed, places = 4 }: Projection,
): Dense {
  if (!(
    Number.isInteger(size) &&
    Number.isInteger(places) &&
    places >= 1 &&
    size >= places &&
    size % places === 0
  ))
    throw new UsageError(
      'bad-option',
      `${columns} features cannot be projected to ${size}`,
      `Give a multiple of ${places} features.`,
    );
  const out = new Float64Array(rows * size);
  const stretch = size / places;
  const at = new Int32Array(block * places);
  const sign = new Float64Array(block * places);
  const scale = 1 / Math.sqrt(places);
  for (let from = 0; from < columns; from += block) {
    const end = Math.min(columns, from + block);
    for (let j = from; j < end; j++) {
      for (let place = 0; place < places; place++) {
        const h = mix32(Math.imul(j + 1, 0x9e3779b1) ^ Math.imul(seed + place * 0x10001 + 1, 0x85ebca6b));
        const o = (j - from) * places + place;
        at[o] = place * stretch + ((h >>> 1) % stretch);
        sign[o] = h & 1 ? scale : -scale;
      }
    }
    for (let i = 0; i < rows; i++) {
      for (let j = from; j < end; j++) {
        const value = values[i * columns + j];
        if (value === 0) continue;
        for (let o = (j - from) * places; o < (j - from + 1) * places; o++)
          out[i * size + at[o]] += sign[o] * value;
      }
    }
  }
  return { rows, size, values: out };
}
