// The trials of bench/detect: which poison goes into which corpus, how often, and the bar it is held against.
import { answerTrials } from './trials/answers.ts';
import { chatTrials } from './trials/chats.ts';
import { cleanTrials } from './trials/clean.ts';
import type { Trial } from './trials/bars.ts';
import { languageTrials } from './trials/languages.ts';
import { groupTrials } from './trials/groups.ts';
import { labelTrials } from './trials/labels.ts';
import { poolTrials } from './trials/pools.ts';

export const all: readonly Trial[] = [
  ...poolTrials(),
  ...answerTrials(),
  ...labelTrials(),
  ...groupTrials(),
  ...chatTrials(),
  ...languageTrials(),
  ...cleanTrials(),
];
