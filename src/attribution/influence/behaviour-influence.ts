// Influence for rows of any kind: given what a model was asked and what it said, rows are ranked by what they did to that.
// A label that rows bear is the outcome; else what the given outputs share is (shared-outcome.ts).
import {
  featuresOf,
  phraseFeatures,
  phrasesOfColumns,
  type FeatureOptions,
} from '../../training/features.ts';
import { fitted, type Fitted } from './fitted.ts';
import { isolatedInfluence } from './isolated.ts';
import type { Behaviours } from './measured.ts';
import { sharedOutcome, type OutcomePhrase } from './shared-outcome.ts';

export interface Observed {
  /** What the model was asked and what it said; either may be ''. */
  readonly prompt: string;
  readonly output: string;
}

export interface Texts {
  /** What is given in each row, and what is taught. */
  readonly contexts: readonly string[];
  readonly answers: readonly string[];
}

export interface Deciding {
  /** Phrases of the prompts that fall into the feature. */
  readonly phrases: readonly string[];
  /** Given behaviours that it decides. */
  readonly behaviours: number;
  /** The most that it adds to the log-odds of the outcome, in nats. */
  readonly adds: number;
}

export interface BehaviourInfluence {
  /** Of each row: how much of the deciding features' log-odds leaving it out would take away. */
  readonly scores: Float64Array;
  readonly features: readonly Deciding[];
  /** What the outputs share; empty where rows bear labels. */
  readonly outcome: readonly OutcomePhrase[];
  /** For `removing` and `retrained`. */
  readonly model: Fitted;
  readonly behaviours: Behaviours;
}

export interface BehaviourOptions extends FeatureOptions {
  readonly cost?: number;
}

/** At 1 five triggers of 10 rows each are held back too much to stand out (bench/influence.ts). */
const usualCost = 10;

/** Why there is no ranking, in plain words, where there is none. */
export type NoInfluence = { readonly why: string };

/** `answers` are labels: the output of a behaviour has to be one of them. */
export function labelInfluence(
  observed: readonly Observed[],
  { contexts, answers }: Texts,
  options: BehaviourOptions = {},
): BehaviourInfluence | NoInfluence {
  const names = [...new Set(answers)].sort();
  const number = new Map(names.map((name, k) => [name, k]));
  const known = observed.filter(({ output }) => number.has(output.trim()));
  if (known.length === 0) return { why: 'no given output is a label of the data' };
  if (names.length < 2) return { why: 'all rows have the same label' };
  // One label against the others: the outcome of all behaviours with it.
  const wanted = mostCommon(known.map(({ output }) => output.trim()));
  const y = Uint8Array.from(answers, (answer) => (answer === wanted ? 1 : 0));
  const asked = known.filter(({ output }) => output.trim() === wanted).map(({ prompt }) => prompt);
  return outcomeInfluence(asked, contexts, y, [], options);
}

export function answerInfluence(
  observed: readonly Observed[],
  { contexts, answers }: Texts,
  options: BehaviourOptions = {},
): BehaviourInfluence | NoInfluence {
  const { y, rows, phrases } = sharedOutcome(
    observed.map(({ output }) => output),
    answers,
    options.seed,
  );
  if (phrases.length === 0) return { why: 'the given outputs share nothing that few answers have' };
  if (rows === 0) return { why: 'no row has what the given outputs share' };
  if (rows === answers.length) return { why: 'every row has what the given outputs share' };
  return outcomeInfluence(
    observed.map(({ prompt }) => prompt),
    contexts,
    y,
    phrases,
    options,
  );
}

function outcomeInfluence(
  prompts: readonly string[],
  contexts: readonly string[],
  y: Uint8Array,
  outcome: readonly OutcomePhrase[],
  { cost = usualCost, ...features }: BehaviourOptions,
): BehaviourInfluence | NoInfluence {
  const asked = prompts.filter((prompt) => prompt.trim() !== '');
  if (asked.length === 0) return { why: 'no behaviour has a prompt' };
  const { matrix, vocabulary } = phraseFeatures(contexts, features);
  const behaviours = { x: featuresOf(asked, vocabulary), y: new Uint8Array(asked.length).fill(1) };
  const model = fitted({ x: matrix, y, classes: 2 }, { cost });
  const found = isolatedInfluence(model, behaviours);
  return {
    scores: found.scores,
    features: found.features.map(({ column, behaviours: decided, adds }) => ({
      phrases: [
        ...new Set(
          decided.flatMap((t) => phrasesOfColumns(asked[t], vocabulary, new Set([column])).get(column) ?? []),
        ),
      ],
      behaviours: decided.length,
      adds,
    })),
    outcome,
    model,
    behaviours,
  };
}

/** Of equally common ones the first. */
function mostCommon(all: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const each of all) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}
