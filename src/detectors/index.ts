// The detectors that there are, in the order in which reports list them. To add one: write its file, add its line.
import type { Detector } from '../detector.ts';
import { hiddenText } from './hidden-text.ts';
import { labelAgainstText } from './label-against-text.ts';
import { nearDuplicateFlood } from './near-duplicate-flood.ts';
import { plantedTrigger } from './planted-trigger.ts';
import { sameAnswer } from './same-answer.ts';
import { twoWays } from './two-ways.ts';
import { writtenAlike } from './written-alike.ts';

export const detectors: readonly Detector[] = [
  plantedTrigger,
  sameAnswer,
  twoWays,
  writtenAlike,
  nearDuplicateFlood,
  hiddenText,
  labelAgainstText,
];
