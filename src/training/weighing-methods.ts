// The ways to weigh rows: what each is for, and what it gives each row. None accuses anybody: what takes out a share takes it out of
// clean data too.
import { UsageError } from '../errors.ts';
import { isSparse } from '../math/matrix.ts';
import { centredGradients } from './centred-gradients.ts';
import { earlyLearned } from './early-learned.ts';
import { farFromClass } from './far-from-class.ts';
import { huber } from './huber.ts';
import { lossTrimming } from './loss-trimming.ts';
import type { Examples, Loss } from './pulling-learner.ts';
import { residualPhrases } from './residual-phrases.ts';
import { robustMean } from './robust-mean.ts';
import { sever } from './sever.ts';
import { highest, type Weighing } from './weighing.ts';

export interface Weighed extends Weighing {
  /** Column behind a row's score, where the method knows one; else -1. */
  readonly columns?: Int32Array;
}

export interface MethodOptions {
  readonly share: number;
  readonly loss?: Loss;
  readonly seed: number;
}

export interface Method {
  readonly id: string;
  readonly title: string;
  /** The threat that it helps against, and what it does not do, in plain words. */
  readonly against: string;
  readonly source: string;
  /** What a score is. */
  readonly unit: string;
  run(task: Examples, options: MethodOptions): Weighed;
}

const sever2019 = 'Diakonikolas et al. 2019, arXiv:1803.02815';

export const weighingMethods: readonly Method[] = [
  {
    id: 'sever',
    title: 'SEVER: gradients far out where gradients spread most',
    against: 'rows that pull a whole model off. It does not find the rows of a rare trigger.',
    source: sever2019,
    unit: 'squared length along the top directions',
    run: sever,
  },
  {
    id: 'loss',
    title: 'Loss trimming: rows of the highest loss',
    against: 'wrong labels at random. Rows that an attacker fits to the model have a low loss.',
    source: 'Shen & Sanghavi 2019, arXiv:1810.11874',
    unit: 'loss',
    run: lossTrimming,
  },
  {
    id: 'centred-gradient',
    title: 'Gradients far from the mean gradient',
    against: 'the same as sever, less well; here to compare with.',
    source: `${sever2019}, section 4`,
    unit: 'squared distance',
    run: centredGradients,
  },
  {
    id: 'robust-mean',
    title: 'Features far out where those of the class spread most',
    against: 'clusters of rows that are unlike their class, whatever their labels do.',
    source: 'Diakonikolas et al. 2017, arXiv:1703.00893',
    unit: 'squared length along the top directions',
    run: robustMean,
  },
  {
    id: 'mcd',
    title: 'Features far from their class by a robust covariance',
    against: 'rows that are unlike their class in few given features, such as embeddings.',
    source:
      'Rousseeuw & Van Driessen 1999, A fast algorithm for the minimum covariance determinant estimator',
    unit: 'squared Mahalanobis distance',
    run: farFromClass,
  },
  {
    id: 'huber',
    title: 'Huber weights: no row pulls harder than a bound',
    against: 'wrong numbers and labels, where rows shall count less and none be lost.',
    source: 'Huber 1964; Menon et al. 2020, Can gradient clipping mitigate label noise?',
    unit: 'residual or loss',
    run: (task) => huber(task),
  },
  {
    id: 'early-loss',
    title: 'Rows that are learned at once',
    against: 'backdoors of many rows with one trigger, which is learned before the task is.',
    source: 'Li et al. 2021, Anti-backdoor learning, arXiv:2110.11571',
    unit: 'how early',
    run: (task, { share, seed }) => earlyLearned(withClasses(task), { share, seed }),
  },
  {
    id: 'residual-phrase',
    title: 'Rows of a phrase whose labels go against what the rest says',
    against: 'backdoors by rare words and phrases.',
    source: 'docs/weigh.md',
    unit: 'standard deviations',
    run(task, { share, seed }) {
      const { x, y, classes } = withClasses(task);
      if (!isSparse(x))
        throw new UsageError('unsupported', 'given features have no phrases', 'Use another method for them.');
      const found = residualPhrases({ x, y, classes }, { seed });
      const { scores, columns } = found;
      const rows = Array.from(scores.keys()).filter((row) => scores[row] > 0);
      const weights = new Float64Array(scores.length).fill(1);
      const own = rows.map((row) => scores[row]);
      for (const row of highest(rows, own, Math.ceil(share * scores.length), scores)) weights[row] = 0;
      return { weights, scores, columns };
    },
  },
];

function withClasses(task: Examples): Examples & { readonly classes: number } {
  const { classes } = task;
  if (classes !== undefined) return { ...task, classes };
  throw new UsageError('unsupported', 'the labels are numbers, not classes', 'Use huber or sever.');
}
