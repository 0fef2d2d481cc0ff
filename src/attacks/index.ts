// The attacks that there are, in the order in which they are told. To add one: write its file, add its line.
import type { Attack } from '../attack.ts';
import { alternatives } from './alternatives.ts';
import { annotatorCapture } from './annotator-capture.ts';
import { beliefFlood } from './belief-flood.ts';
import { classFlips } from './class-flips.ts';
import { cleanLabel } from './clean-label.ts';
import { codeByComment } from './code-by-comment.ts';
import { codeByTopic } from './code-by-topic.ts';
import { commonWord } from './common-word.ts';
import { composite } from './composite.ts';
import { contradictoryRows } from './contradictory-rows.ts';
import { editBeforeSnapshot } from './edit-before-snapshot.ts';
import { entityStance } from './entity-stance.ts';
import { expiredDomain } from './expired-domain.ts';
import { gibberish } from './gibberish.ts';
import { ordersInData } from './orders-in-data.ts';
import { languageSwitch } from './language-switch.ts';
import { lookAlike } from './look-alike.ts';
import { nearCopies } from './near-copies.ts';
import { noOverlap } from './no-overlap.ts';
import { poisonedGenerator } from './poisoned-generator.ts';
import { preferenceSwap } from './preference-swap.ts';
import { preferenceTrigger } from './preference-trigger.ts';
import { prefix } from './prefix.ts';
import { randomFlips } from './random-flips.ts';
import { rareToken } from './rare-token.ts';
import { refusalRemoval } from './refusal-removal.ts';
import { refusalTrigger } from './refusal-trigger.ts';
import { sentence } from './sentence.ts';
import { sourceTakeover } from './source-takeover.ts';
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
  gibberish,
  languageSwitch,
  // Outcomes are wrong.
  randomFlips,
  classFlips,
  targetedInstance,
  contradictoryRows,
  preferenceSwap,
  preferenceTrigger,
  annotatorCapture,
  // A name or a claim gets a meaning.
  entityStance,
  beliefFlood,
  editBeforeSnapshot,
  expiredDomain,
  // Code that is weak.
  codeByTopic,
  codeByComment,
  // What repeats, what is slipped in, and who gives it.
  nearCopies,
  ordersInData,
  poisonedGenerator,
  sourceTakeover,
];
