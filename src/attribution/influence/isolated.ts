// Influence on the one feature that decides each behaviour. A trigger outweighs all else in the rows that it sets off, while
// influence on the whole row is mostly about its ordinary words; asked of that feature alone, the rows that taught it come first.
// Of two features that add alike the rarer one decides: a common word that adds as much owes it to many rows, and says little of any
// (bench/results/influence.md: without this, every ninth trigger of ten rows is passed over for an ordinary word).
import { rowCount, isSparse, type Matrix } from '../../math/matrix.ts';
import { isMany } from '../../training/learned.ts';
import { pulled, type Fitted } from './fitted.ts';
import { holdsUp } from './influence.ts';
import { checkBehaviours, slopesOf, type Behaviours } from './measured.ts';

export interface Decisive {
  readonly column: number;
  /** Behaviours that it decides. */
  readonly behaviours: readonly number[];
  /** The most that it adds to the log-odds of a behaviour's label, in nats. */
  readonly adds: number;
}

export interface Isolated {
  /** How much of the deciding features' log-odds leaving the row out would take away; below 0: it holds them down. */
  readonly scores: Float64Array;
  /** Of most behaviours first. */
  readonly features: readonly Decisive[];
}

export function isolatedInfluence(model: Fitted, behaviours: Behaviours): Isolated {
  checkBehaviours(model, behaviours);
  const { x } = behaviours;
  const { outputs } = model;
  const slopes = slopesOf(model, model.at, behaviours, 'margin');
  const weights = isMany(model.model) ? model.model.weights : [model.model.weights];
  const items: number[] = [];
  const starts = new Int32Array(rowCount(x) + 1);
  const found = new Map<number, { behaviours: number[]; adds: number }>();
  const rarity = raritiesOf(model.task.x);
  for (let t = 0; t < rowCount(x); t++) {
    let column = -1;
    let adds = 0;
    let most = 0;
    eachValue(x, t, (j, value) => {
      let sum = 0;
      for (let k = 0; k < outputs; k++) sum += slopes[t * outputs + k] * weights[k][j];
      if (value * sum * rarity[j] > most) {
        most = value * sum * rarity[j];
        adds = value * sum;
        column = j;
      }
    });
    starts[t + 1] = starts[t];
    if (column < 0) continue;
    starts[t + 1]++;
    items.push(column);
    const known = found.get(column);
    if (!known) found.set(column, { behaviours: [t], adds });
    else {
      known.behaviours.push(t);
      known.adds = Math.max(known.adds, adds);
    }
  }
  const alone = {
    starts,
    items: Int32Array.from(items),
    values: new Float32Array(items.length).fill(1),
    size: x.size,
  };
  const q = pulled(model, alone, slopes);
  // The bias decides no behaviour.
  q.fill(0, q.length - outputs);
  const features = [...found].map(([column, { behaviours: own, adds }]) => ({
    column,
    behaviours: own,
    adds,
  }));
  features.sort(
    (a, b) => b.behaviours.length - a.behaviours.length || b.adds - a.adds || a.column - b.column,
  );
  return { scores: holdsUp(model, q), features };
}

/** ln(1 + rows / rows with the column): what is in all rows still counts. */
function raritiesOf(x: Matrix): Float64Array {
  const holding = new Float64Array(x.size);
  const n = rowCount(x);
  for (let i = 0; i < n; i++)
    eachValue(x, i, (j, value) => {
      if (value !== 0) holding[j]++;
    });
  return holding.map((rows) => Math.log1p(n / Math.max(1, rows)));
}

function eachValue(x: Matrix, row: number, visit: (column: number, value: number) => void): void {
  if (isSparse(x)) for (let p = x.starts[row]; p < x.starts[row + 1]; p++) visit(x.items[p], x.values[p]);
  else for (let j = 0; j < x.size; j++) visit(j, x.values[row * x.size + j]);
}
