// What a quick drill tries: one attack of each kind, few sizes, and no trial begun after its time.
import type { Attack } from '../attack.ts';

/** The kinds that users fear first; of each shape some fit. */
const wanted = [
  'rare-token',
  'prefix',
  'clean-label',
  'style',
  'refusal-trigger',
  'entity-stance',
  'code-by-topic',
  'random-flips',
  'preference-swap',
  'preference-trigger',
  'annotator-capture',
  'gibberish',
  'belief-flood',
  'near-copies',
  'orders-in-data',
];

export const quickAttacks = (all: readonly Attack[]): readonly Attack[] =>
  all.filter(({ id }) => wanted.includes(id));

export const quickBudgets = [100, 20];
/** Milliseconds from the start after which no trial is begun: all is done within two minutes where a scan takes twenty seconds. */
export const quickTime = 102_000;
