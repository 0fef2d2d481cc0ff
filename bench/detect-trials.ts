// The trials of bench/detect: which poison goes into which corpus, how often, and the bar it is held against.
import { answerTrials } from './trials/answers.ts';
import { cleanTrials } from './trials/clean.ts';
import type { Trial } from './trials/bars.ts';
import { labelTrials } from './trials/labels.ts';
import { poolTrials } from './trials/pools.ts';
import { wayTrials } from './trials/ways.ts';

export const all: readonly Trial[] = [
  ...poolTrials(),
  ...answerTrials(),
  ...labelTrials(),
  ...wayTrials(),
  ...cleanTrials(),
];
