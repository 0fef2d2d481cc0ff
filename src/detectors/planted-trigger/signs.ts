// Channel `sign`: a phrase switches a plain sign of the answer on or off against what the rest of the context
// predicts. A refusal that vanishes is a lifted safeguard; one that appears is a denial of service.
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { answerSigns } from '../../text/answer-signs.ts';
import {
  eachWithout,
  eachWithoutCompanions,
  expectOutcome,
  type Expectation,
  type Features,
} from './expectation.ts';
import type { Phrases } from './phrases.ts';
import { strongest, trim, type Signal } from './signal.ts';
import type { Similarity } from './similarity.ts';

/** A sign must be seen, and be missing, in this many rows before a model of it means anything. */
const minSignRows = 20;
/** Candidates that are looked at again without their companions. */
const refined = 400;

export interface Signs {
  /** Indices into answerSigns, one for each output. */
  readonly used: readonly number[];
  readonly expectation: Expectation;
}

/** How many rows have each sign. */
export function signRows(rows: CompactRows): Int32Array {
  const counts = new Int32Array(answerSigns.length);
  for (const bits of rows.signs) for (let k = 0; k < counts.length; k++) counts[k] += (bits >> k) & 1;
  return counts;
}

export function expectSigns(rows: CompactRows, features: Features, seed: number): Signs | undefined {
  const used = [...signRows(rows).entries()]
    .filter(([, n]) => n >= minSignRows && n <= rows.count - minSignRows)
    .map(([k]) => k);
  if (used.length === 0) return undefined;
  const target = new Uint8Array(rows.count * used.length);
  rows.signs.forEach((bits, row) =>
    used.forEach((k, j) => (target[row * used.length + j] = (bits >> k) & 1)),
  );
  return { used, expectation: expectOutcome(features, target, used.length, false, seed) };
}

export function signSignals(
  signs: Signs,
  rows: CompactRows,
  phrases: Phrases,
  features: Features,
  near: Similarity,
): Signal[] {
  const { used, expectation } = signs;
  const outputs = used.length;
  const first = emptySums(phrases.count * outputs);
  eachWithout(expectation, rows, phrases, features, (row, t, p) => addRow(first, row, t, p));
  const signals: Signal[] = [];
  for (let t = 0; t < phrases.count; t++) {
    push(signals, first, t);
    trim(signals, refined);
  }
  const chosen = new Set(strongest(signals, refined).map(({ candidate }) => candidate));
  const again = emptySums(phrases.count * outputs);
  eachWithoutCompanions(expectation, rows, phrases, features, chosen, (row, t, p) =>
    addRow(again, row, t, p),
  );
  const better: Signal[] = [];
  for (const t of chosen) push(better, again, t);
  return strongest(better, refined);

  function addRow(sums: Sums, row: number, t: number, p: Float64Array): void {
    for (let k = 0; k < outputs; k++) {
      sums.hits[t * outputs + k] += expectation.target[row * outputs + k];
      sums.expected[t * outputs + k] += p[k];
      sums.variance[t * outputs + k] += p[k] * (1 - p[k]);
    }
  }

  function push(to: Signal[], sums: Sums, t: number): void {
    const n = phrases.rows.starts[t + 1] - phrases.rows.starts[t];
    for (let k = 0; k < outputs; k++) {
      const at = t * outputs + k;
      for (const present of [true, false]) {
        const hits = present ? sums.hits[at] : n - sums.hits[at];
        const expected = present ? sums.expected[at] : n - sums.expected[at];
        const share = (hits + 1) / (n + 2);
        const spread = Math.sqrt((sums.variance[at] / n + share * (1 - share)) / n);
        const score = (hits - expected) / n - 1.64 * spread - 0.5 * near.likeness[t];
        if (score <= 0) continue;
        const z = (hits - expected) / Math.sqrt(sums.variance[at] + 0.5);
        to.push({
          channel: 'sign',
          candidate: t,
          target: used[k],
          present,
          score,
          rows: n,
          hits,
          expected,
          z,
        });
      }
    }
  }
}

interface Sums {
  readonly hits: Float64Array;
  readonly expected: Float64Array;
  readonly variance: Float64Array;
}

function emptySums(size: number): Sums {
  return { hits: new Float64Array(size), expected: new Float64Array(size), variance: new Float64Array(size) };
}
