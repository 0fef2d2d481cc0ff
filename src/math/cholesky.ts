// Solving a symmetric positive definite system by its Cholesky factor, in place.

/** Cholesky in place: the lower triangle of `a` becomes L with L L' = a. A column of zeros stays one. */
export function factor(a: Float64Array, d: number): void {
  for (let j = 0; j < d; j++) {
    let diagonal = a[j * d + j];
    for (let k = 0; k < j; k++) diagonal -= a[j * d + k] ** 2;
    const root = Math.sqrt(Math.max(diagonal, 1e-9));
    a[j * d + j] = root;
    for (let i = j + 1; i < d; i++) {
      let v = a[i * d + j];
      for (let k = 0; k < j; k++) v -= a[i * d + k] * a[j * d + k];
      a[i * d + j] = v / root;
    }
  }
}

/** Solves L L' w = b for the d numbers of `b` from `at`, in place. */
export function substitute(l: Float64Array, d: number, b: Float64Array, at: number): void {
  for (let i = 0; i < d; i++) {
    let v = b[at + i];
    for (let k = 0; k < i; k++) v -= l[i * d + k] * b[at + k];
    b[at + i] = v / l[i * d + i];
  }
  for (let i = d - 1; i >= 0; i--) {
    let v = b[at + i];
    for (let k = i + 1; k < d; k++) v -= l[k * d + i] * b[at + k];
    b[at + i] = v / l[i * d + i];
  }
}

/** The inverse of a lower triangle, a lower triangle too. */
export function inverseOfLower(l: Float64Array, d: number): Float64Array<ArrayBuffer> {
  const inverse = new Float64Array(d * d);
  for (let column = 0; column < d; column++) {
    for (let row = column; row < d; row++) {
      let v = row === column ? 1 : 0;
      for (let k = column; k < row; k++) v -= l[row * d + k] * inverse[k * d + column];
      inverse[row * d + column] = v / l[row * d + row];
    }
  }
  return inverse;
}
