// The detectors that there are, in the order in which reports list them. To add one: write its file, add its line.
import type { Detector } from '../detector.ts';
import { annotator } from './annotator.ts';
import { hiddenText } from './hidden-text.ts';
import { instructionInData } from './instruction-in-data.ts';
import { labelAgainstText } from './label-against-text.ts';
import { nearDuplicateFlood } from './near-duplicate-flood.ts';
import { oddOneOut } from './odd-one-out.ts';
import { plantedTrigger } from './planted-trigger.ts';
import { plantedString } from './planted-string.ts';
import { preferenceTamper } from './preference-tamper.ts';
import { repeatedPassage } from './repeated-passage.ts';
import { sameAnswer } from './same-answer.ts';
import { semanticShift } from './semantic-shift.ts';
import { sourceBurst } from './source-burst.ts';
import { sourceShare } from './source-share.ts';
import { twoWays } from './two-ways.ts';
import { vulnerableCode } from './vulnerable-code.ts';
import { writtenAlike } from './written-alike.ts';

export const detectors: readonly Detector[] = [
  plantedTrigger,
  plantedString,
  sameAnswer,
  twoWays,
  writtenAlike,
  labelAgainstText,
  annotator,
  preferenceTamper,
  vulnerableCode,
  semanticShift,
  instructionInData,
  sourceShare,
  sourceBurst,
  oddOneOut,
  nearDuplicateFlood,
  repeatedPassage,
  hiddenText,
];
