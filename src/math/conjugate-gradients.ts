// Conjugate gradients with a diagonal preconditioner: solves A s = b for a symmetric positive definite A that is only
// known by its products (Hestenes & Stiefel 1952). A consistent semidefinite A will do.

export interface Solution {
  readonly solution: Float64Array;
  readonly rounds: number;
  /** ||b - A s|| / ||b|| as the recurrence has it; 0 where b is 0. */
  readonly residual: number;
  readonly reached: boolean;
}

export interface Solving {
  /** Residual, relative to ||b||, at which it ends. */
  readonly tolerance: number;
  readonly maxRounds: number;
  /** Diagonal of A, all above 0. */
  readonly diagonal?: Float64Array;
}

export function innerProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

export const norm = (a: Float64Array): number => Math.sqrt(innerProduct(a, a));

/** `apply` writes A v to `out`, whatever stood there. */
export function conjugateGradients(
  apply: (v: Float64Array, out: Float64Array) => void,
  b: Float64Array,
  { tolerance, maxRounds, diagonal }: Solving,
): Solution {
  const d = b.length;
  const s = new Float64Array(d);
  const r = b.slice();
  const z = new Float64Array(d);
  const product = new Float64Array(d);
  const whole = norm(b);
  const target = tolerance * whole;
  const precondition = (): number => {
    let sum = 0;
    for (let i = 0; i < d; i++) {
      z[i] = diagonal ? r[i] / diagonal[i] : r[i];
      sum += z[i] * r[i];
    }
    return sum;
  };
  let rz = precondition();
  const direction = z.slice();
  let length = whole;
  let rounds = 0;
  while (length > target && rounds < maxRounds) {
    apply(direction, product);
    const bend = innerProduct(direction, product);
    // Rounding, or a matrix that is not positive: what is there is the best there will be.
    if (!(bend > 0)) break;
    const step = rz / bend;
    let square = 0;
    for (let i = 0; i < d; i++) {
      s[i] += step * direction[i];
      r[i] -= step * product[i];
      square += r[i] * r[i];
    }
    length = Math.sqrt(square);
    const before = rz;
    rz = precondition();
    const keep = rz / before;
    for (let i = 0; i < d; i++) direction[i] = z[i] + keep * direction[i];
    rounds++;
  }
  return { solution: s, rounds, residual: whole > 0 ? length / whole : 0, reached: length <= target };
}
