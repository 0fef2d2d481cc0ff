// A file of one number for each row, as classes.
import { UsageError } from '../../errors.ts';
import { visible } from '../../text/visible.ts';
import type { FeatureTable } from './feature-table.ts';
import { readFeatures } from './read-features.ts';

export interface FileLabels {
  /** Class of each row, 0 .. names.length - 1. */
  readonly y: Int32Array;
  /** The numbers as they stand in the file, ascending. */
  readonly names: readonly string[];
}

const mostClasses = 10_000;

export async function readLabels(path: string, name?: string): Promise<FileLabels> {
  return labelsOf(path, await readFeatures(path, name));
}

export function labelsOf(path: string, { rows, columns, values }: FeatureTable): FileLabels {
  if (columns !== 1)
    throw new UsageError(
      'bad-option',
      `${visible(path, 200)} has ${columns} numbers for each row`,
      'Labels are one number a row.',
    );
  const distinct = new Set<number>();
  for (const value of values) {
    distinct.add(value);
    if (distinct.size > mostClasses)
      throw new UsageError(
        'bad-option',
        `${visible(path, 200)} has more than ${mostClasses} different labels`,
        'Labels number classes; is it the right file?',
      );
  }
  const sorted = [...distinct].sort((a, b) => a - b);
  const number = new Map(sorted.map((value, k) => [value, k]));
  return {
    y: Int32Array.from({ length: rows }, (_, i) => number.get(values[i])!),
    names: sorted.map(String),
  };
}
