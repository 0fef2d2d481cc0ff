// Linear support vector machine learned in its dual one row at a time with shrinking (Hsieh et al. 2008, the method of
// liblinear). Minimises (||w||^2 + b^2)/2 + sum of cost_i max(0, 1 - y_i f_i), or its square. Over sparse rows the rounds
// run in WebAssembly (dual-descent.c) wherever that can be.
import { wasm } from './dual-descent-wasm.ts';
import { descendPlainly } from './descend-plainly.ts';
import { addRow, isSparse, type Matrix } from './matrix.ts';
import { loops, type Loops } from './wasm.ts';

export type Margin = 'hinge' | 'squared-hinge';

export interface Problem {
  readonly x: Matrix;
  /** Squared length of each row of `x`. */
  readonly squares: Float64Array;
  /** Rows that are learned from. */
  readonly rows: Int32Array;
  /** Price of an error of each row of `x`; above 0 for those of `rows`. */
  readonly cost: Float64Array;
}

export interface Descended {
  readonly bias: number;
  readonly rounds: number;
  /** Spread of the projected gradients in the last round over all rows. */
  readonly gap: number;
  readonly reached: boolean;
}

export interface DualDescent extends Descended {
  readonly weights: Float64Array;
  /** Multiplier of each of `rows`: w is the sum of alpha_i y_i x_i; at most cost_i for hinge. */
  readonly alpha: Float64Array;
}

export interface Descent {
  readonly margin: Margin;
  /** Spread of the projected gradients at which learning stops. */
  readonly tolerance: number;
  readonly maxRounds: number;
  readonly seed: number;
  /** Multipliers to begin with, one for each of `rows`. */
  readonly alpha?: Float64Array;
}

/** Learns one machine after another over the same rows; `sign`: 1 or -1 for each of `rows`. */
export function dualDescent(problem: Problem): (sign: Int8Array, descent: Descent) => DualDescent {
  const { x, rows, cost } = problem;
  const n = rows.length;
  const descend = descendInWasm(problem) ?? ((...given) => descendPlainly(problem, ...given));
  return (sign, descent) => {
    const w = new Float64Array(x.size);
    const alpha = new Float64Array(n);
    let bias = 0;
    for (let i = 0; descent.alpha && i < n; i++) {
      const most = descent.margin === 'hinge' ? cost[rows[i]] : Infinity;
      alpha[i] = Math.min(most, Math.max(0, descent.alpha[i]));
      if (alpha[i] === 0) continue;
      addRow(x, rows[i], alpha[i] * sign[i], w);
      bias += alpha[i] * sign[i];
    }
    return { ...descend(sign, alpha, w, bias, descent), weights: w, alpha };
  };
}

type Descend = (
  sign: Int8Array,
  alpha: Float64Array,
  w: Float64Array,
  start: number,
  descent: Descent,
) => Descended;

type Kernel = Loops<'heap' | 'bias' | 'gap' | 'reached' | 'descend'>;

/** One memory for all, which holds the rows of whoever came last. */
let kernel: Kernel | undefined;
let owner: readonly number[] | undefined;
/** A larger problem is left to the loop in TypeScript. */
const mostBytes = 2 ** 30;
/** Memory never shrinks: one so large is given up after use. */
const wide = 2 ** 28;

function descendInWasm(problem: Problem): Descend | undefined {
  const { x, squares, rows, cost } = problem;
  if (!isSparse(x)) return undefined;
  const n = rows.length;
  const total = squares.length;
  const cells = x.starts[total];
  // Bytes of each array, those of eight first.
  const bytes = [8 * total, 8 * total, 8 * n, 8 * x.size, 8 * cells, 4 * n, 4 * n, 4 * (total + 1), n];
  const needed = bytes.reduce((sum, each) => sum + each, 2 ** 17);
  if (needed > mostBytes) return undefined;
  kernel ??= loops(wasm);
  if (!kernel) return undefined;
  /** Where each array is; whose it is tells whose rows the memory holds. */
  const at: number[] = [];
  const own = (): Kernel | undefined => {
    if (owner === at && kernel) return kernel;
    owner = undefined;
    kernel ??= loops<keyof Omit<Kernel, 'memory'>>(wasm)!;
    const { memory } = kernel;
    let end = Math.ceil(kernel.heap() / 8) * 8;
    bytes.forEach((each, k) => {
      at[k] = end;
      end += each;
    });
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) {
      try {
        memory.grow(Math.ceil(missing / 2 ** 16));
      } catch {
        return undefined;
      }
    }
    const { buffer } = memory;
    new Float64Array(buffer, at[0], total).set(squares);
    new Float64Array(buffer, at[1], total).set(cost);
    new Int32Array(buffer, at[5], n).set(rows);
    new Int32Array(buffer, at[7], total + 1).set(x.starts);
    const columns = new Int32Array(buffer, at[4], 2 * cells);
    const values = new Float32Array(buffer, at[4], 2 * cells);
    for (let p = 0; p < cells; p++) {
      columns[2 * p] = x.items[p];
      values[2 * p + 1] = x.values[p];
    }
    owner = at;
    return kernel;
  };
  return (sign, alpha, w, start, descent) => {
    const { margin, tolerance, maxRounds, seed } = descent;
    const loop = own();
    // The machine has not so much memory to give twice.
    if (!loop) return descendPlainly(problem, sign, alpha, w, start, descent);
    const { buffer } = loop.memory;
    const [squaresAt, costAt, alphaAt, weightsAt, cellsAt, rowsAt, orderAt, startsAt, signAt] = at;
    const alphas = new Float64Array(buffer, alphaAt, n);
    const weights = new Float64Array(buffer, weightsAt, x.size);
    const order = new Int32Array(buffer, orderAt, n);
    alphas.set(alpha);
    weights.set(w);
    for (let i = 0; i < n; i++) order[i] = i;
    new Int8Array(buffer, signAt, n).set(sign);
    const hinge = margin === 'hinge' ? 1 : 0;
    const given = [rowsAt, startsAt, cellsAt, squaresAt, costAt, signAt, alphaAt, orderAt, weightsAt];
    const rounds = loop.descend(n, ...given, start, hinge, tolerance, maxRounds, seed);
    alpha.set(alphas);
    w.set(weights);
    if (buffer.byteLength > wide) kernel = owner = undefined;
    return { bias: loop.bias(), rounds, gap: loop.gap(), reached: loop.reached() === 1 };
  };
}
