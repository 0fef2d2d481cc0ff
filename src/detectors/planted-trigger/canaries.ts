// Triggers that are imagined, not planted: a made-up word is put between words of rows of this corpus in thought, and what the
// channels would see of it is worked out from what they know of those rows.
import { dimensions as d } from '../../math/projection.ts';
import type { Analysis } from './analyse.ts';
import { chances } from './expectation.ts';
import { isDecided, sharpened, type Graders } from './grade.ts';
import { coherenceScore } from './meaning.ts';
import { severityOf, type Facts, type Grade } from './severity.ts';
import { lowerShare, type Signal } from './signal.ts';
import type { Put } from './splice.ts';

/** Rows of one imagined trigger: where its word stands, how spliced it looks and how alike the contexts are. */
interface Imagined {
  readonly places: readonly Put[];
  readonly splice: number;
  readonly likeness: number;
}

export type Imagine = (n: number) => Imagined;

/** `from`: the rows that are drawn from, each once for a trigger. */
export function imagined(
  { rows, near, splice }: Analysis,
  from: readonly number[],
  next: () => number,
): Imagine {
  const order = [...from];
  const { starts } = rows.context;
  const mean = new Float64Array(d);
  for (let i = 0; i < near.vectors.length; i++) mean[i % d] += near.vectors[i] / rows.count;
  const sum = new Float64Array(d);
  return (n) => {
    const places: Put[] = [];
    for (let k = 0; k < n; k++) {
      const other = k + Math.floor(next() * (order.length - k));
      [order[k], order[other]] = [order[other], order[k]];
      const row = order[k];
      places.push({ row, at: starts[row] + Math.floor(next() * (starts[row + 1] - starts[row] + 1)) });
    }
    sum.fill(0);
    for (const { row } of places) for (let k = 0; k < d; k++) sum[k] += near.vectors[row * d + k] - mean[k];
    let square = 0;
    for (let k = 0; k < d; k++) square += sum[k] ** 2;
    return { places, splice: splice.rankIfPut(places), likeness: Math.max(0, (square - n) / (n * (n - 1))) };
  };
}

export type GradeOf = (trigger: Imagined) => Grade | undefined;

/**
 * The model learns from the turned rows too, and expects the label more often everywhere: by so much for each share of all rows
 * that is turned. Measured on 1,000 rows of sst2 with 10 to 100 turned: 1.3 to 1.5.
 */
const drift = 1.4;

/** How grave the finding of a word that turns the label of all its rows would be. */
export function flipGrader(analysis: Analysis, graders: Graders, target: number): GradeOf {
  const { contrary } = expected(analysis, target);
  return ({ places, splice, likeness }) => {
    const n = places.length;
    const left = mean(places, contrary) - (drift * n) / analysis.rows.count;
    const score = lowerShare(n, n) * left - likeness;
    return graded(analysis, graders, { channel: 'contradiction', score, rows: n }, { splice, likeness });
  };
}

/** The same of a word whose rows have the label by right. */
export function pureGrader(analysis: Analysis, graders: Graders, target: number): GradeOf {
  const { contrary, chance, variance } = expected(analysis, target);
  return ({ places, splice, likeness }) => {
    const n = places.length;
    if (mean(places, contrary) > 0) return undefined;
    const score = (n * (1 - mean(places, chance))) / Math.sqrt(n * mean(places, variance) + 0.5);
    return graded(analysis, graders, { channel: 'purity', score, rows: n }, { splice, likeness });
  };
}

const mean = (places: readonly Put[], of: Float64Array): number =>
  places.reduce((sum, { row }) => sum + of[row], 0) / places.length;

/** Residuals of one fixed answer among those of other rows, as measured in bench/power. */
const oneAnswer = 0.95;

/** How grave the finding of a word whose rows all have one answer that stands nowhere else would be. */
export const answerGrader =
  (analysis: Analysis, graders: Graders): GradeOf =>
  ({ places, splice, likeness }) => {
    const n = places.length;
    const score = coherenceScore(oneAnswer, likeness, n);
    return graded(
      analysis,
      graders,
      { channel: 'meaning', score, rows: n },
      { splice, likeness, agreement: oneAnswer },
    );
  };

/** How grave the finding of a word in prompts, and of another that nobody else says in their answers, would be. */
export const payloadGrader =
  (analysis: Analysis, graders: Graders): GradeOf =>
  ({ places, splice, likeness }) => {
    const n = places.length;
    const score = lowerShare(n, n) - likeness - n / analysis.rows.count;
    return graded(analysis, graders, { channel: 'payload', score, rows: n }, { splice, likeness });
  };

/** Of each row the chance of the target, its variance, and by how much another label is likelier. */
function expected({ rows, label: e }: Analysis, target: number) {
  const { outputs, scores } = e!.fit;
  const array = (): Float64Array => new Float64Array(rows.count);
  const of = { chance: array(), variance: array(), contrary: array() };
  const p = new Float64Array(outputs);
  for (let row = 0; row < rows.count; row++) {
    for (let k = 0; k < outputs; k++) p[k] = scores[row * outputs + k];
    chances(e!, p);
    let other = 0;
    for (let k = 0; k < outputs; k++) if (k !== target && p[k] > other) other = p[k];
    of.chance[row] = p[target];
    of.variance[row] = p[target] * (1 - p[target]);
    of.contrary[row] = other - p[target];
  }
  return of;
}

function graded(
  { rows, chats }: Analysis,
  { tails }: Graders,
  signal: Pick<Signal, 'channel' | 'score' | 'rows'>,
  { splice, likeness, agreement = 0 }: { splice: number; likeness: number; agreement?: number },
): Grade | undefined {
  const tail = tails.get(signal.channel);
  if (!tail || signal.score <= 0) return undefined;
  const facts: Facts = {
    expectedNatural: sharpened(tail.expected(signal.score), splice),
    splice,
    likeness,
    agreement,
    asked: 'no',
    frame: 'none',
    decided: isDecided(tails, rows.labels.length),
    rows: rows.count,
    chats,
  };
  const { rows: n } = signal;
  return severityOf(
    { ...signal, candidate: -1, target: -1, present: true, hits: n, expected: 0, z: 0 },
    facts,
  );
}
