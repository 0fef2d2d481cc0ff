// What is kept of the losses of each row while a log is read: some sums, and a curve of a fixed number of points, so that the
// memory of a row is the same however long the training.
import type { LogEntry } from './log-entry.ts';

/** Points of a curve. When a row has been seen more often, neighbours are joined in the curves of all rows. */
export const points = 16;
/** Rows that fit in memory: each takes about 150 bytes beside its id. */
export const mostWatched = 5_000_000;

/** Probability above one half, whatever the number of classes: surely learned where no margin is told. */
export const learnedLoss = Math.LN2;

export interface Left {
  /** Not after the step at which the row was seen last: told twice, or out of order. */
  readonly late: number;
  /** Rows beyond `mostWatched`. */
  readonly crowded: number;
}

/** Row i is the i-th that was met. Columns are of at least `size` rows. */
export interface Histories {
  readonly size: number;
  readonly entries: number;
  readonly ids: readonly string[];
  /** Source as the log tells it; '' where it does not. */
  readonly sources: readonly string[];
  /** Times each row was seen with a finite loss. */
  readonly seen: Uint32Array;
  readonly lossSum: Float64Array;
  readonly marginSum: Float64Array;
  readonly marginSeen: Uint32Array;
  readonly gradientSum: Float64Array;
  readonly gradientSeen: Uint32Array;
  /** Changes from right to wrong (Toneva et al. 2019). */
  readonly forgotten: Uint32Array;
  /** 1-based time at which the row was first right; 0 for never. */
  readonly learnedAt: Uint32Array;
  /** Times seen with a loss that is no finite number. */
  readonly broken: Uint32Array;
  /** Mean loss at each point, `points` in a row: point p holds the times [p, p + 1) * stride that the row was seen. */
  readonly curves: Float32Array;
  readonly stride: number;
  /** Mean step of each point over all rows. */
  stepAt(point: number): number;
  readonly firstStep: number;
  readonly lastStep: number;
  readonly left: Left;
}

export interface HistoryKeeper {
  /** False when the entry could not be used. */
  add(entry: LogEntry): boolean;
  /** The histories so far; they go on changing with the next entry. */
  now(): Histories;
  indexOf(id: string): number | undefined;
}

export function keepHistories(most = mostWatched): HistoryKeeper {
  const index = new Map<string, number>();
  const ids: string[] = [];
  const sources: string[] = [];
  let room = 0;
  let c = columns(0);
  let stride = 1;
  let entries = 0;
  let late = 0;
  let crowded = 0;
  let firstStep = Infinity;
  let lastStep = 0;
  const stepSums = new Float64Array(points);
  const stepCounts = new Float64Array(points);

  function rowOf(id: string, source: string): number {
    const known = index.get(id);
    if (known !== undefined) return known;
    if (ids.length >= most) return -1;
    if (ids.length === room) {
      room = Math.min(most, Math.max(1024, room * 2));
      c = grown(c, room);
    }
    index.set(id, ids.length);
    sources.push(source);
    return ids.push(id) - 1;
  }

  function join(): void {
    stride *= 2;
    for (let at = 0; at < ids.length * points; at += points)
      joinPairs(c.curves, at, c.seen[at / points], stride);
    for (let p = 0; p < points; p++) {
      const from = 2 * p;
      stepSums[p] = from < points ? stepSums[from] + stepSums[from + 1] : 0;
      stepCounts[p] = from < points ? stepCounts[from] + stepCounts[from + 1] : 0;
    }
  }

  return {
    indexOf: (id) => index.get(id),
    add({ step, row, loss, margin, gradientNorm, source = '' }) {
      const i = rowOf(row, source);
      if (i < 0) {
        crowded++;
        return false;
      }
      if (step <= c.lastStep[i] && c.seen[i] + c.broken[i] > 0) {
        late++;
        return false;
      }
      c.lastStep[i] = step;
      entries++;
      firstStep = Math.min(firstStep, step);
      lastStep = Math.max(lastStep, step);
      if (!Number.isFinite(loss) || Math.abs(loss) > 3e38) {
        c.broken[i]++;
        return true;
      }
      if (c.seen[i] >= points * stride) join();
      const point = Math.floor(c.seen[i] / stride);
      const inPoint = (c.seen[i] % stride) + 1;
      const at = i * points + point;
      c.curves[at] += (loss - c.curves[at]) / inPoint;
      stepSums[point] += step;
      stepCounts[point]++;
      c.seen[i]++;
      c.lossSum[i] += loss;
      if (margin !== undefined) {
        c.marginSum[i] += margin;
        c.marginSeen[i]++;
      }
      if (gradientNorm !== undefined) {
        c.gradientSum[i] += gradientNorm;
        c.gradientSeen[i]++;
      }
      const right = margin === undefined ? loss < learnedLoss : margin > 0;
      if (c.right[i] === 1 && !right) c.forgotten[i]++;
      c.right[i] = right ? 1 : 0;
      if (right && c.learnedAt[i] === 0) c.learnedAt[i] = c.seen[i];
      return true;
    },
    now: () => ({
      ...c,
      size: ids.length,
      entries,
      ids,
      sources,
      stride,
      firstStep: entries === 0 ? 0 : firstStep,
      lastStep,
      left: { late, crowded },
      stepAt: (p) => (stepCounts[p] > 0 ? stepSums[p] / stepCounts[p] : lastStep),
    }),
  };
}

/** Points of a row that are joined two by two; `seen` before, and the stride after. */
function joinPairs(curves: Float32Array, at: number, seen: number, stride: number): void {
  const half = stride / 2;
  for (let p = 0; p < points; p++) {
    const [a, b] = [at + 2 * p, at + 2 * p + 1];
    const first = Math.min(half, Math.max(0, seen - p * stride));
    const second = Math.min(half, Math.max(0, seen - p * stride - half));
    curves[at + p] =
      first === 0 ? 0 : (curves[a] * first + (second > 0 ? curves[b] * second : 0)) / (first + second);
  }
}

function columns(rows: number) {
  const counts = (): Uint32Array => new Uint32Array(rows);
  const numbers = (): Float64Array => new Float64Array(rows);
  return {
    seen: counts(),
    lossSum: numbers(),
    marginSum: numbers(),
    marginSeen: counts(),
    gradientSum: numbers(),
    gradientSeen: counts(),
    forgotten: counts(),
    learnedAt: counts(),
    broken: counts(),
    right: new Uint8Array(rows),
    lastStep: numbers(),
    curves: new Float32Array(rows * points),
  };
}

type Columns = ReturnType<typeof columns>;

function grown(old: Columns, rows: number): Columns {
  const wider = columns(rows);
  for (const name of Object.keys(old) as (keyof Columns)[]) wider[name].set(old[name] as never);
  return wider;
}
