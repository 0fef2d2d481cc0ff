// One entry of a log of losses: what the loss of a row was when a step of training was taken on it. Any trainer can write it:
// the columns that go by several names among trainers are known by all of them.

export interface LogEntry {
  /** Number of the step of the optimiser; 0 or more, never falling within one training. */
  readonly step: number;
  /** What the log calls the row, as text. */
  readonly row: string;
  /** Loss of that row alone; NaN or infinite where training broke down. */
  readonly loss: number;
  /** Logit of the label of the row less the highest other logit, before the step. */
  readonly margin?: number;
  readonly gradientNorm?: number;
  readonly epoch?: number;
  /** Where the log says the row is from. */
  readonly source?: string;
}

/** `end`: training is over. `other`: a line about something else, such as a summary of an epoch. */
export type LogLine =
  | { readonly kind: 'entry'; readonly entry: LogEntry }
  | { readonly kind: 'end' }
  | { readonly kind: 'other' }
  | { readonly kind: 'bad'; readonly reason: string };

const names = {
  step: ['step', 'global_step', 'iteration'],
  row: ['row', 'row_id', 'id', 'index', 'idx', 'example_id', 'sample_id', 'guid'],
  loss: ['loss', 'train_loss', 'per_example_loss'],
  margin: ['margin', 'logit_margin'],
  gradientNorm: ['gradient_norm', 'grad_norm', 'gradientNorm'],
  epoch: ['epoch'],
  source: ['source'],
} as const;

/** Longer ones are no ids but a way to fill the memory. */
export const longestId = 1024;
/** Largest margin believed: beyond it a sum of them would say nothing about the others. */
const largest = 1e9;

export function logLineOf(record: unknown): LogLine {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return bad('no record');
  const columns = record as Readonly<Record<string, unknown>>;
  const at = (column: keyof typeof names): unknown => {
    for (const name of names[column]) if (Object.hasOwn(columns, name)) return columns[name] ?? undefined;
    return undefined;
  };
  const event = Object.hasOwn(columns, 'event') ? columns.event : undefined;
  if (event !== undefined && event !== null) return { kind: event === 'end' ? 'end' : 'other' };
  const [step, row, loss] = [numberOf(at('step')), idOf(at('row')), numberOf(at('loss'))];
  if (loss === undefined) return bad('no loss');
  if (row === undefined) return bad('no row id');
  if (row.length > longestId) return bad(`a row id of more than ${longestId} characters`);
  if (step === undefined) return bad('no step');
  if (!Number.isSafeInteger(step) || step < 0) return bad('a step that is no whole number from 0 on');
  const measured = (column: 'margin' | 'gradientNorm' | 'epoch'): number | undefined => {
    const value = numberOf(at(column));
    return value === undefined || !(Math.abs(value) <= largest) ? undefined : value;
  };
  const source = at('source');
  return {
    kind: 'entry',
    entry: {
      step,
      row,
      loss,
      margin: measured('margin'),
      gradientNorm: measured('gradientNorm'),
      epoch: measured('epoch'),
      source: typeof source === 'string' ? source.slice(0, longestId) : undefined,
    },
  };
}

const bad = (reason: string): LogLine => ({ kind: 'bad', reason });

const unsaid: ReadonlyMap<string, number> = new Map([
  ['NaN', NaN],
  ['nan', NaN],
  ['Infinity', Infinity],
  ['inf', Infinity],
  ['-Infinity', -Infinity],
  ['-inf', -Infinity],
]);

/** A number, or one of the words that JSON has no number for. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? unsaid.get(value) : undefined;
}

function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}
