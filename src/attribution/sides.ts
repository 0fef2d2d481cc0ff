// The two sides of what is traced: what a model is given, and what it makes of it. A row and an observed behaviour have
// both, so that the one can be looked for in the other.
import { taught, type Row } from '../row.ts';

export const sides = ['context', 'outcome'] as const;
export type SideName = (typeof sides)[number];

/** Something a model did: what it was asked and what it said. Either may be ''. */
export interface Behaviour {
  readonly prompt: string;
  readonly output: string;
}

export function sideOf(row: Row, side: SideName): string {
  if (side === 'context') return row.context.map(({ text }) => text).join('\n');
  const { outcome } = row;
  return outcome.kind === 'label'
    ? outcome.label
    : taught(outcome)
        .map(({ text }) => text)
        .join('\n');
}

export const behaviourOf = (row: Row): Behaviour => ({
  prompt: sideOf(row, 'context'),
  output: sideOf(row, 'outcome'),
});

export const textOf = (behaviour: Behaviour, side: SideName): string =>
  side === 'context' ? behaviour.prompt : behaviour.output;
