// The trials of bench/detect: which poison goes into which corpus, how often, and the bar it is held against.
import { answerTrials } from './trials/answers.ts';
import { baselineTrials } from './trials/baseline.ts';
import { chatTrials } from './trials/chats.ts';
import { cleanTrials } from './trials/clean.ts';
import type { Trial } from './trials/bars.ts';
import { entityTrials } from './trials/entities.ts';
import { languageTrials } from './trials/languages.ts';
import { groupTrials } from './trials/groups.ts';
import { labelNoiseTrials } from './trials/label-noise.ts';
import { labelTrials } from './trials/labels.ts';
import { openTrials } from './trials/open.ts';
import { preferenceTrials } from './trials/preferences.ts';
import { poolTrials } from './trials/pools.ts';
import { sourceTrials } from './trials/sources.ts';
import { styleTrials } from './trials/style.ts';
import { rareTrials } from './trials/rare.ts';
import { rewrittenTrials } from './trials/rewritten.ts';
import { sameAnswerTrials } from './trials/same-answer.ts';
import { vulnerableTrials } from './trials/vulnerable.ts';
import { wayTrials } from './trials/ways.ts';

export const all: readonly Trial[] = [
  ...poolTrials(),
  ...answerTrials(),
  ...styleTrials(),
  ...sameAnswerTrials(),
  ...wayTrials(),
  ...vulnerableTrials(),
  ...labelTrials(),
  ...labelNoiseTrials(),
  ...rareTrials(),
  ...rewrittenTrials(),
  ...groupTrials(),
  ...openTrials(),
  ...chatTrials(),
  ...entityTrials(),
  ...languageTrials(),
  ...sourceTrials(),
  ...baselineTrials(),
  ...preferenceTrials(),
  ...cleanTrials(),
];
