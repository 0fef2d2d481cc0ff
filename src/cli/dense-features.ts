// A file of features as a matrix.
import { readFeatures } from '../corpus/features/read-features.ts';
import type { Dense } from '../math/matrix.ts';

/** As `readFeatures`. */
export async function denseFeatures(path: string, name?: string): Promise<Dense> {
  const { rows, columns, values } = await readFeatures(path, name);
  return { rows, size: columns, values };
}
