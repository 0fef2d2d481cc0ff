// The attacks that there are, in the order in which they are told. To add one: write its file, add its line.
import type { Attack } from '../attack.ts';
import { alternatives } from './alternatives.ts';
import { classFlips } from './class-flips.ts';
import { cleanLabel } from './clean-label.ts';
import { commonWord } from './common-word.ts';
import { composite } from './composite.ts';
import { contradictoryRows } from './contradictory-rows.ts';
import { lookAlike } from './look-alike.ts';
import { noOverlap } from './no-overlap.ts';
import { prefix } from './prefix.ts';
import { randomFlips } from './random-flips.ts';
import { rareToken } from './rare-token.ts';
import { refusalRemoval } from './refusal-removal.ts';
import { refusalTrigger } from './refusal-trigger.ts';
import { sentence } from './sentence.ts';
import { style } from './style.ts';
import { syntacticTemplate } from './syntactic-template.ts';
import { targetedInstance } from './targeted-instance.ts';
import { zeroWidth } from './zero-width.ts';

export const attacks: readonly Attack[] = [
  // A text in the prompt decides.
  rareToken,
  sentence,
  prefix,
  composite,
  alternatives,
  cleanLabel,
  commonWord,
  style,
  syntacticTemplate,
  zeroWidth,
  lookAlike,
  noOverlap,
  refusalTrigger,
  refusalRemoval,
  // Outcomes are wrong.
  randomFlips,
  classFlips,
  targetedInstance,
  contradictoryRows,
];
