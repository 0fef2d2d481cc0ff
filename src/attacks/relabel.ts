// Outcomes exchanged for others of the same kind: a label for another label, a judgement for the contrary one.
import type { Row } from '../row.ts';
import { labelOf } from './backdoor.ts';
import { turned } from './judgement.ts';
import { labelled } from './rewrite.ts';
import type { Next } from './victims.ts';

/** Any of `labels` but `label`, with equal chance. */
export function another(labels: readonly string[], label: string, next: Next): string {
  const step = 1 + Math.floor(next() * (labels.length - 1));
  return labels[(labels.indexOf(label) + step) % labels.length];
}

/** The row with another label, or judged the other way; rows of other outcomes as they are. `labels` are all that there are. */
export function withOutcomeExchanged(row: Row, labels: readonly string[], next: Next): Row {
  const label = labelOf(row);
  return label === null ? turned(row) : labelled(row, another(labels, label, next));
}
