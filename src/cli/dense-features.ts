// Files of numbers: features as a matrix, and labels that are numbers.
import { readFeatures } from '../corpus/features/read-features.ts';
import { UsageError } from '../errors.ts';
import type { Dense } from '../math/matrix.ts';
import { visible } from '../text/visible.ts';

/** As `readFeatures`. */
export async function denseFeatures(path: string, name?: string): Promise<Dense> {
  const { rows, columns, values } = await readFeatures(path, name);
  return { rows, size: columns, values };
}

/** One for each row. */
export async function numbersIn(path: string): Promise<Float64Array> {
  const { columns, values } = await readFeatures(path);
  if (columns === 1) return Float64Array.from(values);
  throw new UsageError(
    'bad-option',
    `${visible(path, 200)} has ${columns} numbers for each row`,
    'Labels are one number a row.',
  );
}
