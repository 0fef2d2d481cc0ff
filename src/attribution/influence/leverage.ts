// Leverage: the share of a row's own output that the row itself decides, 0 to below 1. Two classes: price p (1 - p)
// x' H^-1 x. Exact by one system a row; of all rows roughly by random probes (Spielman & Srivastava 2008).
import { random } from '../../math/random.ts';
import { addRow, addTransposed, dotRow, rowCount, times } from '../../math/matrix.ts';
import { chancesAt, solver, type Fitted } from './fitted.ts';

/** Beyond this a correction by 1 / (1 - leverage) is rounding. */
const most = 0.9999;

function bends(model: Fitted): { p: Float64Array; bend: Float64Array } {
  if (model.outputs !== 1) throw new Error('of more than two classes a row has no single leverage');
  const p = chancesAt(model, model.at);
  return { p, bend: p.map((each, i) => model.price[i] * each * (1 - each)) };
}

/** Of each of the rows. The error of a quadratic form is about the square of the solution's. */
export function leverages(model: Fitted, rows: ArrayLike<number>): Float64Array {
  const { p, bend } = bends(model);
  const { x } = model.joined;
  const solve = solver(model, p, model.price, 1e-4);
  return Float64Array.from(rows, (row) => {
    const b = new Float64Array(x.size + 1);
    addRow(x, row, 1, b);
    b[x.size] = 1;
    const { solution } = solve(b);
    return Math.min(most, bend[row] * (dotRow(x, row, solution) + solution[x.size]));
  });
}

/**
 * Of all rows. H is the sum of its penalties and of each row's bend [x; 1][x; 1]', so that x' H^-1 x is the squared length of
 * what random signs of these parts see of H^-1 x.
 */
export function roughLeverages(model: Fitted, probes: number, seed: number): Float64Array {
  const { p, bend } = bends(model);
  const { x, penalties } = model.joined;
  const solve = solver(model, p, model.price, 1e-3);
  const next = random(seed);
  const sign = (): number => (next() < 0.5 ? -1 : 1);
  const sums = new Float64Array(rowCount(x));
  for (let probe = 0; probe < probes; probe++) {
    const signed = bend.map((each) => sign() * Math.sqrt(each));
    const b = new Float64Array(x.size + 1);
    for (let j = 0; j < x.size; j++) b[j] = sign() * Math.sqrt(penalties[j]);
    addTransposed(x, signed, b);
    b[x.size] += signed.reduce((sum, each) => sum + each, 0);
    const { solution } = solve(b);
    times(x, solution).forEach((seen, i) => (sums[i] += (seen + solution[x.size]) ** 2));
  }
  return sums.map((sum, i) => Math.min(most, (bend[i] * sum) / Math.max(1, probes)));
}
