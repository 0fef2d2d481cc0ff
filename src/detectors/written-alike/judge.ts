// Rows written in one manner that all have one label whatever they say. For each class a gate is learned on the manner
// alone that overrides what the content says; then the gate's rows are read without their manner: where their words
// speak for another class and the label is this one all the same, the manner decides. Honest manners (a wordier, kinder
// site) shift a label but leave rows whose words contradict it with the label that the words say.
import type { Severity } from '../../finding.ts';
import { crossFit, platt, sigmoid } from '../../math/logistic.ts';
import { overridden } from '../../math/override.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { contradicted, takenBy, type Contradiction } from './contradiction.ts';
import { traitsOf } from './manner.ts';
import { gradeOf } from './severity.ts';
import { shown, type Shown } from './traits.ts';

/** Fewer distinct rows show no manner. */
export const minRows = 800;
/** The largest classes are looked at; the others count as one. */
const lookedAt = 8;
/** A class needs this many rows. */
const minClassRows = 40;

export interface Manner {
  readonly label: number;
  /** For each row: how likely its manner overrides its content; 0 where the row has another label. */
  readonly score: Float32Array;
  /** Rows with the label that the gate takes, and how many it takes in all. */
  readonly rows: readonly number[];
  readonly held: number;
  readonly read: Contradiction | undefined;
  readonly grade: Severity | undefined;
  readonly shown: Shown;
}

export function manners(rows: CompactRows, seed: number): Manner[] {
  const n = rows.count;
  const sizes = rows.labels.map((_, k) => ({ k, size: 0 }));
  for (const y of rows.label) if (y >= 0) sizes[y].size++;
  const largest = sizes
    .filter(({ size }) => size >= minClassRows && size <= n - minClassRows)
    .sort((a, b) => b.size - a.size || a.k - b.k)
    .slice(0, lookedAt);
  if (n < minRows || largest.length === 0) return [];
  const outputs = rows.labels.length === 2 ? 2 : largest.length + 1;
  const output = new Int32Array(rows.labels.length).fill(outputs - 1);
  largest.forEach(({ k }, i) => (output[k] = i));
  const target = new Uint8Array(n * outputs);
  rows.label.forEach((y, row) => y >= 0 && (target[row * outputs + output[y]] = 1));

  const traits = traitsOf(rows, seed);
  const fit = crossFit(traits.all.inRow, traits.all.size, target, outputs, { folds: 3, epochs: 5, seed });
  const parts = { content: new Float32Array(n * outputs), manner: new Float32Array(n * outputs) };
  const { starts, items } = traits.all.inRow;
  for (let row = 0; row < n; row++) {
    const w = fit.weights[fit.fold[row]];
    for (let j = starts[row]; j < starts[row + 1]; j++) {
      const part = items[j] < traits.content ? parts.content : parts.manner;
      for (let k = 0; k < outputs; k++) part[row * outputs + k] += w[items[j] * outputs + k];
    }
  }
  const scale = platt(parts.content, target, outputs, n);
  const model = { n, traits, parts, target, outputs, seed };
  return largest.map(({ k }, i) => {
    const yes = Uint8Array.from(rows.label, (y) => (y === k ? 1 : 0));
    const said = Float32Array.from(yes, (_, row) =>
      sigmoid(scale.slope[i] * parts.content[row * outputs + i] + scale.offset[i]),
    );
    const gate = overridden(traits.manner, said, yes, seed);
    const taken = takenBy(model, gate, yes);
    const read = contradicted(model, gate, said, yes, i, taken);
    return {
      label: k,
      score: Float32Array.from(gate, (g, row) => (yes[row] ? g : 0)),
      rows: taken.rows,
      held: taken.held,
      read,
      grade: read && gradeOf(read),
      shown: shown(traits, taken.within, taken.everywhere, taken.rows.length),
    };
  });
}
