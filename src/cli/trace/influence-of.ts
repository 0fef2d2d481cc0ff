// What the rows did to the behaviours, by a model that learns what the behaviours have in common: which rows carry it, and how likely
// it would be without the rows that were found.
import { answerInfluence, labelInfluence } from '../../attribution/influence/behaviour-influence.ts';
import type { Fitted } from '../../attribution/influence/fitted.ts';
import type { Behaviours } from '../../attribution/influence/measured.ts';
import { removing, retrained, type Changed } from '../../attribution/influence/removing.ts';
import { bestRows } from '../../attribution/best-rows.ts';
import type { Ranking } from '../../attribution/join.ts';
import { sideOf, type Behaviour } from '../../attribution/sides.ts';
import type { Corpus } from '../../corpus/corpus.ts';
import type { Gathered } from '../../corpus/gather-rows.ts';
import { placesIn } from '../../corpus/gathered-places.ts';
import type { TraceReport } from '../../report/trace-report.ts';
import type { Place } from '../../row.ts';

/** A second step makes good what the first overshoots where many rows go. */
const steps = 2;

export interface Learned {
  /** Of the rows in the order that they were gathered in; undefined where nothing can be learned. */
  readonly ranking: Ranking | undefined;
  /** `found`: rows that the finding names. `anew`: whether to learn without them for real, too. */
  readonly told: (found: readonly Place[], top: number, anew: boolean) => Influence;
}

type Influence = NonNullable<TraceReport['influence']>;

export function influenceOf(corpus: Corpus, gathered: Gathered, behaviours: readonly Behaviour[]): Learned {
  const { rows } = gathered;
  const texts = {
    contexts: rows.map((row) => sideOf(row, 'context')),
    answers: rows.map((row) => sideOf(row, 'outcome')),
  };
  const labelled = rows.every(({ outcome }) => outcome.kind === 'label');
  const by = (labelled ? labelInfluence : answerInfluence)(behaviours, texts);
  if ('why' in by) return { ranking: undefined, told: () => ({ why: by.why }) };
  const placeOf = placesIn(corpus, gathered);
  return {
    ranking: { name: 'influence', unit: 'nats', scores: by.scores },
    told(found, top, anew) {
      const named = new Set(found.map(({ shard, row }) => `${shard} ${row}`));
      const out = rows.flatMap(({ shard, row }, i) => (named.has(`${shard} ${row}`) ? [i] : []));
      return {
        shared: by.outcome.map(({ phrase, outputs, rows: holding }) => ({ phrase, outputs, rows: holding })),
        deciding: by.features.map(({ phrases, behaviours: decided, adds }) => ({
          phrases: [...phrases],
          behaviours: decided,
          nats: adds,
        })),
        listed: bestRows(by.scores, top, 0).map((i) => ({ ...placeOf(i), nats: by.scores[i] })),
        removing: out.length === 0 ? null : changeBy(by.model, by.behaviours, out, anew),
      };
    },
  };
}

function changeBy(model: Fitted, behaviours: Behaviours, rows: readonly number[], anew: boolean) {
  const mean = (values: Changed['after']): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const gone = new Set(rows);
  const { y } = model.task;
  if (!Array.from(y).some((has, i) => has === 1 && !gone.has(i))) {
    // No other row teaches it: there is nothing left to learn.
    const before = mean(removing(model, behaviours, [], { measure: 'chance' }).before);
    return { rows: rows.length, before, predicted: 0, ...(anew ? { retrained: 0 } : {}) };
  }
  const predicted = removing(model, behaviours, rows, { measure: 'chance', steps });
  return {
    rows: rows.length,
    before: mean(predicted.before),
    predicted: mean(predicted.after),
    ...(anew ? { retrained: mean(retrained(model, behaviours, rows, 'chance').after) } : {}),
  };
}
