// The methods of weighing, in the order in which help and docs list them. To add one, add it here.
import {
  centredGradientWeigher,
  earlyLossWeigher,
  huberWeigher,
  lossWeigher,
  residualPhraseWeigher,
  severWeigher,
} from './learned-weighers.ts';
import { minimumCovarianceWeigher } from './minimum-covariance.ts';
import { robustMeanWeigher } from './robust-mean.ts';
import type { Weigher } from './weigher.ts';

export const weighers: readonly Weigher[] = [
  robustMeanWeigher,
  minimumCovarianceWeigher,
  severWeigher,
  lossWeigher,
  centredGradientWeigher,
  huberWeigher,
  earlyLossWeigher,
  residualPhraseWeigher,
];
