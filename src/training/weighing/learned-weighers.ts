// Weights by what a learner makes of the rows: who pulls too hard at it, who loses too much, who is learned too soon, and whose phrase
// goes against the rest of the text.
import { UsageError } from '../../errors.ts';
import { isSparse } from '../../math/matrix.ts';
import type { Step } from '../../math/step.ts';
import type { Threat } from '../../threat.ts';
import { centredGradients } from '../centred-gradients.ts';
import { checkedSever } from '../checked-sever.ts';
import { earlyLearned } from '../early-learned.ts';
import type { FilterOptions } from '../filter-rounds.ts';
import { huber } from '../huber.ts';
import { lossTrimming } from '../loss-trimming.ts';
import type { Examples, Loss } from '../pulling-learner.ts';
import { residualPhrases } from '../residual-phrases.ts';
import type { Weighing } from '../weighing.ts';
import type { Weigher } from './weigher.ts';

const rareTriggers =
  'Rows with a rare trigger word are learned well and pull little: most keep their weight.';
const sever2019 =
  'Diakonikolas et al. 2019, Sever: A Robust Meta-Algorithm for Stochastic Optimization, arXiv:1803.02815';

function weigher(
  told: Pick<Weigher, 'id' | 'title' | 'blind' | 'sources' | 'losses'> & {
    readonly catches: readonly Threat[];
  },
  why: string,
  of: (
    task: Examples,
    options: FilterOptions,
    step: Step,
  ) => Promise<Weighing & { readonly notes?: readonly string[] }>,
): Weigher {
  return {
    ...told,
    needsLabels: true,
    async weigh({ x, y, classes, part, loss, cost, seed, step }) {
      const options = { share: part, loss, cost, seed };
      const { weights, scores, notes = [] } = await of({ x, y: y!, classes }, options, step);
      return { weights, reason: (row) => `${why} (${scores[row].toPrecision(3)})`, notes };
    },
  };
}

const anyLoss: readonly Loss[] = ['hinge', 'logistic', 'squared'];

export const severWeigher = weigher(
  {
    id: 'sever',
    title: 'Rows whose gradients go far where those of their class vary most',
    catches: ['availability'],
    blind: rareTriggers,
    sources: [sever2019],
    losses: anyLoss,
  },
  'squared length of its gradient along the top directions',
  async (task, options, step) => {
    const { helps, gain, ...weighing } = await checkedSever(task, options, step);
    const by = `${gain.deviations.toFixed(1)} standard deviations`;
    const { errorOfKept: kept, errorOfAll: all } = gain;
    const errors =
      task.classes === undefined
        ? `the mean of their squared errors is ${kept.toPrecision(3)} instead of ${all.toPrecision(3)}`
        : `${(100 * kept).toFixed(1)} % instead of ${(100 * all).toFixed(1)} % of them are said wrong`;
    return {
      ...weighing,
      notes: [
        helps
          ? `Held-out rows lose less without the rows that it takes (by ${by}); ${errors}.`
          : `It takes nothing: leaving out what it would take gains held-out rows nothing beyond chance (${by}).`,
      ],
    };
  },
);

export const lossWeigher = weigher(
  {
    id: 'loss',
    title: 'Rows of the highest loss',
    catches: ['availability'],
    blind:
      'Rows that an attacker fits to the model have a low loss, and those of a rare trigger are learned: both keep their weight.',
    sources: [
      'Shen & Sanghavi 2019, Learning with Bad Training Data via Iterative Trimmed Loss Minimization, arXiv:1810.11874',
    ],
    losses: anyLoss,
  },
  'loss',
  lossTrimming,
);

export const centredGradientWeigher = weigher(
  {
    id: 'centred-gradient',
    title: 'Rows whose gradients are far from the mean of their class',
    catches: ['availability'],
    blind: `Where there are many features ordinary rows are as far; it is here to compare with. ${rareTriggers}`,
    sources: [`${sever2019}, section 4`],
    losses: anyLoss,
  },
  'squared distance of its gradient',
  centredGradients,
);

export const huberWeigher = weigher(
  {
    id: 'huber',
    title: 'Rows that would pull harder than a bound, down to the bound',
    catches: ['availability'],
    blind:
      'Rows with far features pull although their residual is small, and those of a rare trigger are learned.',
    sources: [
      'Huber 1964, Robust Estimation of a Location Parameter',
      'Menon et al. 2020, Can gradient clipping mitigate label noise?',
    ],
    losses: ['squared'],
  },
  'loss',
  (task, { cost }, step) => huber(task, { cost }, step),
);

export const earlyLossWeigher = weigher(
  {
    id: 'early-loss',
    title: 'Rows that are learned at once',
    catches: ['backdoor'],
    blind: 'A rare trigger is learned no sooner than ordinary words are.',
    sources: ['Li et al. 2021, Anti-Backdoor Learning, arXiv:2110.11571'],
  },
  'how soon it was learned',
  ({ x, y, classes }, { share, seed }, step) =>
    earlyLearned({ x, y, classes: classes! }, { share, seed }, step),
);

/** Weighs down what stands out, however much that is. */
export const residualPhraseWeigher: Weigher = {
  id: 'residual-phrase',
  title: 'Rows of a phrase whose labels go against what the rest says',
  catches: ['backdoor'],
  blind:
    'Attacks without a phrase, and a trigger in so many rows that learners believe it at once: `bezoar scan` looks for those.',
  sources: ['docs/weigh.md'],
  needsLabels: true,
  async weigh({ x, y, classes, seed, step }) {
    if (!isSparse(x))
      throw new UsageError('unsupported', 'given features have no phrases', 'Use another method for them.');
    const task = { x, y: y!, classes: classes! };
    const { weights, scores, limit, largest, p } = await residualPhrases(task, { seed }, step);
    return {
      weights,
      reason: (row) =>
        `${scores[row].toFixed(1)} standard deviations from what learners expected that had not seen it; ${limit.toFixed(1)} are ordinary`,
      notes: [
        `The strangest phrase departs by ${largest.toFixed(1)} standard deviations (p = ${p.toFixed(3)}); rows beyond ${limit.toFixed(1)} lose their weight.`,
      ],
    };
  },
};
