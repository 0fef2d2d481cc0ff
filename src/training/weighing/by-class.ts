// Each class by itself: a poisoned row is far from the rows it claims to be one of, however ordinary it is among all.
import { isSparse, takeRows, type Dense } from '../../math/matrix.ts';
import { projectRows } from '../../math/project-rows.ts';
import type { Step } from '../../math/step.ts';
import { checkFeatures } from '../examples.ts';
import type { WeighTask, Weighed } from './weigher.ts';

export interface ClassWeights {
  /** For each row of the class. */
  readonly weights: ArrayLike<number>;
  /** Why a row has a weight below 1. */
  reason(row: number): string;
  readonly note?: string;
}

/** Rows that a spread in `d` directions can be told from. */
const fewest = (d: number): number => 3 * (d + 1);

/** Features with few columns: as they are where there are no more than asked for, else a random projection. */
export function fewColumns({ x, dimensions, seed }: WeighTask): Dense {
  return !isSparse(x) && x.size <= dimensions ? x : projectRows(x, dimensions, seed);
}

export async function weighByClass(
  task: WeighTask,
  judge: (rows: Dense, seed: number, step: Step) => Promise<ClassWeights>,
): Promise<Weighed> {
  checkFeatures(task.x);
  const x = fewColumns(task);
  const y = task.y ?? new Int32Array(x.rows);
  const members: number[][] = Array.from({ length: Math.max(1, task.classes ?? 1) }, () => []);
  y.forEach((k, i) => members[k].push(i));
  const weights = new Float64Array(x.rows).fill(1);
  const reasons = new Map<number, string>();
  const notes: string[] = [];
  let small = 0;
  for (const [k, rows] of members.entries()) {
    if (rows.length < fewest(x.size)) {
      small += rows.length;
      continue;
    }
    const step: Step = (what, share) => task.step(`class ${k + 1} of ${members.length}: ${what}`, share);
    const own = await judge(takeRows(x, rows), task.seed + k, step);
    rows.forEach((row, at) => {
      weights[row] = own.weights[at];
      if (own.weights[at] < 1) reasons.set(row, own.reason(at));
    });
    if (own.note !== undefined) notes.push(`Class ${k + 1} of ${members.length}: ${own.note}`);
  }
  if (small > 0)
    notes.push(
      `${small === 1 ? '1 row is' : `${small} rows are`} of classes with fewer than ${fewest(x.size)} rows, too few to judge in ${x.size} columns, and ${small === 1 ? 'keeps' : 'keep'} the weight 1.`,
    );
  return { weights, reason: (row) => reasons.get(row) ?? '', notes };
}
