// The largest eigenvectors of a symmetric matrix that is only known by its products: Lanczos' method with every vector made
// orthogonal to all before it, begun anew from the best ones when the basis is full (thick restart: Wu & Simon 2000).
import { innerProduct, norm } from './conjugate-gradients.ts';
import { random } from './random.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

export interface Leading {
  /** Largest first. */
  readonly values: Float64Array;
  /** Of length 1 and orthogonal. */
  readonly vectors: readonly Float64Array[];
  readonly products: number;
  /** ||A v - value v|| of the worst, beside the largest value. */
  readonly residual: number;
  readonly reached: boolean;
}

export interface LanczosOptions {
  /** Residual at which it ends. */
  readonly tolerance?: number;
  readonly maxProducts?: number;
  readonly seed?: number;
}

/** Vectors held beside those that are wanted: more need fewer products and more memory. */
const spare = 20;
/** What is left of a vector that rounding made: it stands in the span of the basis. */
const nothing = 1e-13;

/** `apply` writes A v to `out`, whatever stood there. `count` is cut to `size`. */
export function leadingEigenvectors(
  apply: (v: Float64Array, out: Float64Array) => void,
  size: number,
  count: number,
  { tolerance = 1e-6, maxProducts = 400, seed = 1 }: LanczosOptions = {},
): Leading {
  const wanted = Math.min(count, size);
  const room = Math.min(size, wanted + spare);
  const next = random(seed);
  let basis: Float64Array[] = [];
  /** Products of the basis with A between: h[i][j] = basis_i . A basis_j. */
  let h = new Float64Array(room * room);
  let vector = drawn(size, basis, next);
  let products = 0;
  let losses = 0;
  for (;;) {
    const w = new Float64Array(size);
    apply(vector, w);
    products++;
    basis.push(vector);
    const m = basis.length;
    for (let i = 0; i < m; i++) h[i * room + m - 1] = h[(m - 1) * room + i] = innerProduct(basis[i], w);
    const before = norm(w);
    orthogonalise(w, basis);
    orthogonalise(w, basis);
    const beta = norm(w);
    const whole = m === size;
    const lost = !(beta > nothing * before);
    const small = new Float64Array(m * m);
    for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) small[i * m + j] = h[i * room + j];
    const full = m === room;
    // The small problem is solved only now and then: its price grows with the cube of the basis.
    if (whole || full || lost || m % 4 === 0 || products >= maxProducts) {
      const { values, vectors } = symmetricEigen(small, m);
      const top = Math.abs(values[0]);
      let worst = 0;
      for (let k = 0; k < Math.min(wanted, m); k++)
        worst = Math.max(worst, beta * Math.abs(vectors[k * m + m - 1]));
      const residual = whole || lost || top === 0 ? 0 : worst / top;
      // A basis that A does not leave has one vector of each value: as many starts find as many of one value.
      if (lost) losses++;
      const enough = whole || (m >= wanted && residual <= tolerance && (!lost || losses >= wanted));
      if (enough || products >= maxProducts) {
        const found = Math.min(wanted, m);
        return {
          values: values.slice(0, found),
          vectors: Array.from({ length: found }, (_, k) =>
            combined(basis, vectors.subarray(k * m, (k + 1) * m)),
          ),
          products,
          residual: whole ? 0 : residual,
          reached: enough,
        };
      }
      if (full) {
        const kept = Math.min(m - 1, wanted + 6);
        basis = Array.from({ length: kept }, (_, k) => combined(basis, vectors.subarray(k * m, (k + 1) * m)));
        h = new Float64Array(room * room);
        for (let k = 0; k < kept; k++) h[k * room + k] = values[k];
      }
    }
    if (lost) vector = drawn(size, basis, next);
    else {
      for (let j = 0; j < size; j++) w[j] /= beta;
      vector = w;
    }
  }
}

function orthogonalise(w: Float64Array, basis: readonly Float64Array[]): void {
  for (const each of basis) {
    const along = innerProduct(each, w);
    for (let j = 0; j < w.length; j++) w[j] -= along * each[j];
  }
}

function drawn(size: number, basis: readonly Float64Array[], next: () => number): Float64Array {
  const w = Float64Array.from({ length: size }, () => next() - 0.5);
  orthogonalise(w, basis);
  orthogonalise(w, basis);
  const length = norm(w);
  for (let j = 0; j < size; j++) w[j] /= length;
  return w;
}

function combined(basis: readonly Float64Array[], parts: Float64Array): Float64Array {
  const out = new Float64Array(basis[0].length);
  basis.forEach((each, i) => {
    for (let j = 0; j < out.length; j++) out[j] += parts[i] * each[j];
  });
  return out;
}
