// Newton's method for a smooth convex function of many variables, each step solved by conjugate gradients as far as it
// pays (truncated Newton: Nash 2000), with a line search that halves the step.
import { conjugateGradients, innerProduct, norm } from './conjugate-gradients.ts';

export interface Convex {
  /** The value at `at`; what `gradient` and `bend` need of this place is kept. */
  value(at: Float64Array): number;
  /** The gradient at the place last given to `value`. */
  gradient(out: Float64Array): void;
  /** Products with the second derivative there, and its diagonal (above 0). */
  curvature(): {
    readonly apply: (v: Float64Array, out: Float64Array) => void;
    readonly diagonal: Float64Array;
  };
}

export interface Minimum {
  readonly at: Float64Array;
  readonly rounds: number;
  /** Length of the gradient, relative to `scale`. */
  readonly gap: number;
  readonly reached: boolean;
}

export interface Search {
  /** Length of the gradient, relative to `scale`, at which it ends. */
  readonly tolerance: number;
  readonly maxRounds: number;
  /** What the gradient's length is compared with: that at a place which does not depend on the start. */
  readonly scale: number;
}

/** Products of one step's conjugate gradients at most. */
const maxProducts = 500;

/** `at` is changed in place. */
export function newton(convex: Convex, at: Float64Array, { tolerance, maxRounds, scale }: Search): Minimum {
  const g = new Float64Array(at.length);
  let value = convex.value(at);
  convex.gradient(g);
  let length = norm(g);
  const target = tolerance * scale;
  let rounds = 0;
  while (length > target && rounds < maxRounds) {
    rounds++;
    const { apply, diagonal } = convex.curvature();
    // Ever more exact steps: convergence stays faster than linear.
    const close = Math.max(Math.min(0.1, Math.sqrt(length / scale)), (0.1 * target) / length);
    const { solution } = conjugateGradients(apply, g, { tolerance: close, maxRounds: maxProducts, diagonal });
    const slope = -innerProduct(g, solution);
    const before = at.slice();
    let step = 1;
    let moved = false;
    for (let halving = 0; halving < 40 && !moved; halving++, step /= 2) {
      for (let j = 0; j < at.length; j++) at[j] = before[j] - step * solution[j];
      const tried = convex.value(at);
      convex.gradient(g);
      const shorter = norm(g);
      // Near the minimum values differ by less than their rounding: there a shorter gradient decides.
      const level = Math.abs(tried - value) <= 1e-10 * Math.abs(value) && shorter < length;
      if (tried <= value + 1e-4 * step * slope || level) {
        value = tried;
        length = shorter;
        moved = true;
      }
    }
    if (!moved) {
      at.set(before);
      value = convex.value(at);
      convex.gradient(g);
      break;
    }
  }
  return { at, rounds, gap: scale > 0 ? length / scale : 0, reached: length <= target };
}
