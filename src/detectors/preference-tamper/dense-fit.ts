// The second step of the model of what is preferred: a handful of numbers, each as it is and squashed, by Newton's method
// with a small ridge. Cross-fitted.
import { factor, substitute } from '../../math/cholesky.ts';
import { sigmoid } from '../../math/logistic.ts';

const ridge = 12;
const rounds = 6;

/**
 * Held-out log-odds of each contest. `numbers`: `width` a contest, of pairs differences, of ratings what the answer has;
 * `sign`: -1 where a rating is down.
 */
export function denseFit(
  numbers: Float32Array,
  width: number,
  sign: Int8Array,
  rating: Uint8Array,
  importance: Float32Array,
  folds: number,
): Float32Array {
  const n = sign.length;
  const { centre, scale } = spreadOf(numbers, width, rating);
  // Each number, its squashed self, and for ratings how common "up" is.
  const size = 2 * width + 1;
  const x = new Float32Array(n * size);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < width; k++) {
      const v = (numbers[i * width + k] - (rating[i] ? centre[k] : 0)) / scale[k];
      x[i * size + k] = sign[i] * Math.max(-5, Math.min(5, v));
      x[i * size + width + k] = sign[i] * Math.tanh(2 * v);
    }
    x[i * size + 2 * width] = rating[i] ? sign[i] : 0;
  }
  const margins = new Float32Array(n);
  for (let held = 0; held < folds; held++) {
    const w = newton(x, size, importance, (i) => i % folds !== held);
    for (let i = held; i < n; i += folds) margins[i] = dot(x, i * size, w);
  }
  return margins;
}

function spreadOf(numbers: Float32Array, width: number, rating: Uint8Array) {
  const n = rating.length;
  const centre = new Float64Array(width);
  const scale = new Float64Array(width);
  let ratings = 0;
  for (let i = 0; i < n; i++) if (rating[i]) ratings++;
  for (let k = 0; k < width; k++) {
    for (let i = 0; i < n; i++) if (rating[i]) centre[k] += numbers[i * width + k] / ratings;
    for (let i = 0; i < n; i++)
      scale[k] += (numbers[i * width + k] - (rating[i] ? centre[k] : 0)) ** 2 / Math.max(1, n);
    scale[k] = Math.sqrt(scale[k]) || 1;
  }
  return { centre, scale };
}

function dot(x: Float32Array, at: number, w: Float64Array): number {
  let z = 0;
  for (let k = 0; k < w.length; k++) z += x[at + k] * w[k];
  return z;
}

/** All contests are won: the weights that make that likeliest. */
function newton(
  x: Float32Array,
  size: number,
  importance: Float32Array,
  learns: (i: number) => boolean,
): Float64Array {
  const n = x.length / size;
  const w = new Float64Array(size);
  for (let round = 0; round < rounds; round++) {
    const gram = new Float64Array(size * size);
    const gradient = new Float64Array(size);
    for (let k = 0; k < size; k++) {
      gram[k * size + k] = ridge;
      gradient[k] = -ridge * w[k];
    }
    for (let i = 0; i < n; i++) {
      if (!learns(i)) continue;
      const at = i * size;
      const p = sigmoid(dot(x, at, w));
      const v = Math.max(1e-4, p * (1 - p)) * importance[i];
      const e = (1 - p) * importance[i];
      for (let k = 0; k < size; k++) {
        const xk = x[at + k];
        if (xk === 0) continue;
        gradient[k] += e * xk;
        const vx = v * xk;
        for (let l = 0; l <= k; l++) gram[k * size + l] += vx * x[at + l];
      }
    }
    factor(gram, size);
    substitute(gram, size, gradient, 0);
    let largest = 0;
    for (let k = 0; k < size; k++) largest = Math.max(largest, Math.abs(gradient[k]));
    const step = Math.min(1, 2 / (largest || 1));
    for (let k = 0; k < size; k++) w[k] += step * gradient[k];
    if (largest < 1e-3) break;
  }
  return w;
}
