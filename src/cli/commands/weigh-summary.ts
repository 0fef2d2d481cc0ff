// What weights come to: weigh.json, over all rows and by class.
import { version } from '../../report/version.ts';
import { tenths, weighReport, weighVersion, type WeighReport } from '../../report/weigh-report.ts';
import type { Weigher } from '../../training/weighing/weigher.ts';

interface Done {
  readonly weigher: Weigher;
  readonly seed: number;
  readonly unreadable: number;
  readonly weights: Float64Array;
  readonly notes: readonly string[];
  /** Class of each row, and what the classes are called: none where labels are numbers. */
  readonly y?: Int32Array | Float64Array;
  readonly names: readonly string[];
  readonly tested?: WeighReport['tested'];
}

const mostClasses = 50;

export function weighSummary({
  weigher,
  seed,
  unreadable,
  weights,
  notes,
  y,
  names,
  tested,
}: Done): WeighReport {
  const spread = Array.from({ length: tenths }, () => 0);
  const classes = names.map((name) => ({ name, rows: 0, lowered: 0, sumOfWeights: 0 }));
  const all = { rows: 0, lowered: 0, sumOfWeights: 0 };
  weights.forEach((weight, i) => {
    if (weight < 1) spread[Math.floor(weight * tenths)]++;
    for (const each of y && names.length > 0 ? [all, classes[y[i]]] : [all]) {
      each.rows++;
      if (weight < 1) each.lowered++;
      each.sumOfWeights += weight;
    }
  });
  const kept = ({ rows, sumOfWeights }: typeof all): number => sumOfWeights / Math.max(1, rows);
  return weighReport.parse({
    schemaVersion: weighVersion,
    tool: { name: 'bezoar', version },
    method: weigher.id,
    seed,
    ...all,
    unreadable,
    spread,
    classes: classes.sort((a, b) => kept(a) - kept(b)).slice(0, mostClasses),
    catches: weigher.catches,
    blind: weigher.blind,
    notes,
    tested,
  });
}
