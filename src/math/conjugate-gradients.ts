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
  const product = new Float64Array(d);
  const inverse = diagonal ? diagonal.map((each) => 1 / each) : new Float64Array(d).fill(1);
  const direction = r.map((each, i) => each * inverse[i]);
  const whole = norm(b);
  const target = tolerance * whole;
  let rz = innerProduct(direction, r);
  let length = whole;
  let rounds = 0;
  // Few passes over the vectors: with many columns they, not the products, take the time.
  while (length > target && rounds < maxRounds) {
    apply(direction, product);
    const bend = innerProduct(direction, product);
    // Rounding, or a matrix that is not positive: what is there is the best there will be.
    if (!(bend > 0)) break;
    const step = rz / bend;
    let square = 0;
    let next = 0;
    for (let i = 0; i < d; i++) {
      s[i] += step * direction[i];
      const left = r[i] - step * product[i];
      r[i] = left;
      square += left * left;
      next += left * left * inverse[i];
    }
    length = Math.sqrt(square);
    const keep = next / rz;
    rz = next;
    for (let i = 0; i < d; i++) direction[i] = r[i] * inverse[i] + keep * direction[i];
    rounds++;
  }
  return { solution: s, rounds, residual: whole > 0 ? length / whole : 0, reached: length <= target };
}
