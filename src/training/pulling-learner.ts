// A linear learner seen from its rows: what it learned, how each row pulls at it (the factors of its features in its
// gradient) and what each row loses. For the hinge a row pulls by its multiplier in the dual: a row on the margin has a
// subgradient between none and a whole, which no comparison of its margin with 1 tells.
import { UsageError } from '../errors.ts';
import { dotRow, rowCount, type Matrix } from '../math/matrix.ts';
import { checkClasses, checkedWeights } from './examples.ts';
import { scoresOf, type Linear, type ManyLinear } from './learned.ts';
import { chancesOf, logistic } from './logistic.ts';
import { ridge } from './ridge.ts';
import { chancesOfClasses, softmax } from './softmax.ts';
import { supportVectorMachine } from './support-vector-machine.ts';

export type Loss = 'hinge' | 'logistic' | 'squared';

/** Rows with a class each, 0 .. classes - 1, or with a number each where `classes` is left out. */
export interface Examples {
  readonly x: Matrix;
  readonly y: ArrayLike<number>;
  readonly classes?: number;
}

export interface LearnerOptions {
  /** What is learned: `hinge` for classes and `squared` for numbers unless given. */
  readonly loss?: Loss;
  /** Price of a row's loss beside ||w||^2/2. */
  readonly cost?: number;
  readonly tolerance?: number;
  readonly seed?: number;
}

export interface Pulled {
  readonly model: Linear | ManyLinear;
  readonly outputs: number;
  /** Gradient of row i's loss for output k is pull[i * outputs + k] times x_i; 0 for rows of weight 0. */
  readonly pull: Float64Array;
  /** Loss of each row, those of weight 0 too. */
  readonly losses: Float64Array;
  /** For the hinge: multipliers of each output, to begin the next with. */
  readonly alphas?: readonly Float64Array[];
}

/** Throws `UsageError` for what cannot be learned from. Returns the loss that is meant. */
export function checkExamples({ x, y, classes }: Examples, loss?: Loss): Loss {
  const weights = checkedWeights(x, y);
  if (classes !== undefined) {
    checkClasses(y, weights, classes);
    return loss ?? 'hinge';
  }
  if (loss !== undefined && loss !== 'squared')
    throw new UsageError(
      'bad-option',
      `a ${loss} loss cannot be had for labels that are numbers`,
      'Use the squared loss, or give classes.',
    );
  return 'squared';
}

export function pullingLearner(
  task: Examples,
  loss: Loss,
  options: LearnerOptions,
  weights: Float64Array,
  before?: Pulled,
): Pulled {
  const made = { hinge, logistic: chances, squared }[loss](task, options, weights, before);
  if (made.losses.some((each) => !Number.isFinite(each)) || made.pull.some((each) => !Number.isFinite(each)))
    throw new UsageError(
      'bad-option',
      'the features are so large that sums of their squares are not finite',
      'Divide each feature by its largest value.',
    );
  return made;
}

const many = (models: readonly Linear[]): Linear | ManyLinear =>
  models.length === 1
    ? models[0]
    : {
        classes: models.length,
        weights: models.map((model) => model.weights),
        bias: Float64Array.from(models, ({ bias }) => bias),
        converged: {
          rounds: models.reduce((sum, { converged }) => sum + converged.rounds, 0),
          gap: Math.max(...models.map(({ converged }) => converged.gap)),
          reached: models.every(({ converged }) => converged.reached),
        },
      };

/** Of two classes one output speaks for class 1; of more each has its own. */
const outputsOf = (classes: number): readonly number[] =>
  classes === 2 ? [1] : Array.from({ length: classes }, (_, k) => k);

function hinge(
  { x, y, classes = 2 }: Examples,
  { cost = 1, tolerance = 0.01, seed = 1 }: LearnerOptions,
  weights: Float64Array,
  before?: Pulled,
): Pulled {
  const n = rowCount(x);
  const of = outputsOf(classes);
  const outputs = of.length;
  const pull = new Float64Array(n * outputs);
  const losses = new Float64Array(n);
  const machines = of.map((own, k) => {
    const is = Float64Array.from({ length: n }, (_, i) => (y[i] === own ? 1 : 0));
    const given = { loss: 'hinge', cost, tolerance, seed, maxRounds: 3000 } as const;
    const machine = supportVectorMachine({ x, y: is, weights }, { ...given, alpha: before?.alphas?.[k] });
    for (let i = 0; i < n; i++) {
      const sign = 2 * is[i] - 1;
      pull[i * outputs + k] = (-sign * machine.alpha[i]) / cost;
      losses[i] += Math.max(0, 1 - sign * (dotRow(x, i, machine.weights) + machine.bias));
    }
    return machine;
  });
  return { model: many(machines), outputs, pull, losses, alphas: machines.map(({ alpha }) => alpha) };
}

function chances(
  { x, y, classes = 2 }: Examples,
  { cost = 1, tolerance = 1e-6 }: LearnerOptions,
  weights: Float64Array,
  before?: Pulled,
): Pulled {
  const n = rowCount(x);
  const losses = new Float64Array(n);
  if (classes === 2) {
    const start = before?.model as Linear | undefined;
    const model = logistic({ x, y, weights }, { cost, tolerance, start });
    const p = chancesOf(model, x);
    const pull = p.map((each, i) => (weights[i] > 0 ? each - y[i] : 0));
    for (let i = 0; i < n; i++) losses[i] = -Math.log(Math.max(1e-300, y[i] === 1 ? p[i] : 1 - p[i]));
    return { model, outputs: 1, pull, losses };
  }
  const model = softmax({ x, y, weights }, classes, { cost, tolerance });
  const pull = chancesOfClasses(model, x);
  for (let i = 0; i < n; i++) {
    losses[i] = -Math.log(Math.max(1e-300, pull[i * classes + y[i]]));
    pull[i * classes + y[i]]--;
    if (weights[i] === 0) pull.fill(0, i * classes, (i + 1) * classes);
  }
  return { model, outputs: classes, pull, losses };
}

function squared({ x, y, classes }: Examples, { cost = 1 }: LearnerOptions, weights: Float64Array): Pulled {
  const n = rowCount(x);
  const of = classes === undefined ? [-1] : outputsOf(classes);
  const outputs = of.length;
  const pull = new Float64Array(n * outputs);
  const losses = new Float64Array(n);
  const models = of.map((own, k) => {
    const target = Float64Array.from({ length: n }, (_, i) =>
      classes === undefined ? y[i] : y[i] === own ? 1 : -1,
    );
    // ||w||^2/2 + cost * sum of half the squares.
    const model = ridge({ x, y: target, weights }, { penalty: 1 / cost });
    scoresOf(model, x).forEach((f, i) => {
      const over = f - target[i];
      if (weights[i] > 0) pull[i * outputs + k] = over;
      losses[i] += (over * over) / 2;
    });
    return model;
  });
  return { model: many(models), outputs, pull, losses };
}
