// All eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations (Golub & Van Loan 2013, 8.5).

export interface Eigen {
  /** Largest first. */
  readonly values: Float64Array;
  /** Vector k in [k * size .. (k + 1) * size), of length 1. */
  readonly vectors: Float64Array;
}

/** Off-diagonal part, beside the whole, at which it is diagonal: some rounding errors of a number near 1. */
const level = 1e-15;
const mostSweeps = 60;

/** `matrix`: size * size numbers, which are not changed. */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = matrix.slice();
  const v = new Float64Array(size * size);
  for (let j = 0; j < size; j++) v[j * size + j] = 1;
  let whole = 0;
  for (const each of a) whole += each * each;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let off = 0;
    for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) off += 2 * a[i * size + j] ** 2;
    if (off <= level * level * whole) break;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  }
  const order = Array.from({ length: size }, (_, k) => k).sort(
    (j, k) => a[k * size + k] - a[j * size + j] || j - k,
  );
  const vectors = new Float64Array(size * size);
  order.forEach((from, to) => vectors.set(v.subarray(from * size, (from + 1) * size), to * size));
  return { values: Float64Array.from(order, (k) => a[k * size + k]), vectors };
}

/** Makes a[p][q] 0; row k of `v` gathers what becomes of axis k. */
function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q];
  if (apq === 0) return;
  const theta = (a[q * size + q] - a[p * size + p]) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let k = 0; k < size; k++) {
    const x = a[k * size + p];
    const y = a[k * size + q];
    a[k * size + p] = c * x - s * y;
    a[k * size + q] = s * x + c * y;
  }
  for (let k = 0; k < size; k++) {
    const x = a[p * size + k];
    const y = a[q * size + k];
    a[p * size + k] = c * x - s * y;
    a[q * size + k] = s * x + c * y;
    const u = v[p * size + k];
    const w = v[q * size + k];
    v[p * size + k] = c * u - s * w;
    v[q * size + k] = s * u + c * w;
  }
}
