// How the losses went: the middle half of all rows at each point of training, and the mean of some of them, to be drawn.
import { points, type Histories } from './row-histories.ts';

export interface LossCurves {
  /** Mean step of each point at which most rows were seen. */
  readonly steps: readonly number[];
  /** What a quarter, a half and three quarters of the rows are below. */
  readonly low: readonly number[];
  readonly middle: readonly number[];
  readonly high: readonly number[];
}

/** Rows that quarters are counted among, spread over all: of more the picture is the same. */
const mostCounted = 20_000;

export function lossCurves(h: Histories): LossCurves {
  const apart = Math.max(1, h.size / mostCounted);
  const some = Array.from({ length: Math.floor(h.size / apart) }, (_, k) => Math.floor(k * apart));
  const [steps, low, middle, high]: number[][] = [[], [], [], []];
  for (let p = 0; p < points; p++) {
    const losses = Float64Array.from(
      some.filter((row) => has(h, row, p)),
      (row) => h.curves[row * points + p],
    ).sort();
    if (losses.length < Math.max(1, some.length / 2)) break;
    const at = (share: number): number => rounded(losses[Math.floor(share * (losses.length - 1))]);
    steps.push(Math.round(h.stepAt(p)));
    low.push(at(0.25));
    middle.push(at(0.5));
    high.push(at(0.75));
  }
  return { steps, low, middle, high };
}

/** Mean loss of the rows at each of the first `width` points; null where none was seen. */
export function meanCurve(h: Histories, rows: readonly number[], width: number): (number | null)[] {
  return Array.from({ length: width }, (_, p) => {
    const seen = rows.filter((row) => has(h, row, p));
    const sum = seen.reduce((total, row) => total + h.curves[row * points + p], 0);
    return seen.length === 0 ? null : rounded(sum / seen.length);
  });
}

const has = (h: Histories, row: number, point: number): boolean => h.seen[row] > point * h.stride;
const rounded = (x: number): number => Number(x.toPrecision(6));
