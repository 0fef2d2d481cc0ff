// The methods of weighing by their names. To add one, add it here and to weigher-ids.ts.
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
import type { WeigherId } from './weigher-ids.ts';

export const weighers: Readonly<Record<WeigherId, Weigher>> = {
  'robust-mean': robustMeanWeigher,
  mcd: minimumCovarianceWeigher,
  sever: severWeigher,
  loss: lossWeigher,
  'centred-gradient': centredGradientWeigher,
  huber: huberWeigher,
  'early-loss': earlyLossWeigher,
  'residual-phrase': residualPhraseWeigher,
};
