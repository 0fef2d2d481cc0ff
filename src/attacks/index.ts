// The attacks that there are, in the order in which they are told. To add one: write its file, add its line.
import type { Attack } from '../attack.ts';
import { annotatorCapture } from './annotator-capture.ts';
import { beliefFlood } from './belief-flood.ts';
import { codeByComment } from './code-by-comment.ts';
import { codeByTopic } from './code-by-topic.ts';
import { editBeforeSnapshot } from './edit-before-snapshot.ts';
import { entityStance } from './entity-stance.ts';
import { expiredDomain } from './expired-domain.ts';
import { gibberish } from './gibberish.ts';
import { hiddenInstruction } from './hidden-instruction.ts';
import { languageSwitch } from './language-switch.ts';
import { nearDuplicateFlood } from './near-duplicate-flood.ts';
import { poisonedGenerator } from './poisoned-generator.ts';
import { preferenceSwap } from './preference-swap.ts';
import { preferenceTrigger } from './preference-trigger.ts';
import { rareToken } from './rare-token.ts';
import { sourceTakeover } from './source-takeover.ts';

export const attacks: readonly Attack[] = [
  rareToken,
  entityStance,
  gibberish,
  languageSwitch,
  beliefFlood,
  editBeforeSnapshot,
  expiredDomain,
  preferenceSwap,
  preferenceTrigger,
  annotatorCapture,
  codeByTopic,
  codeByComment,
  nearDuplicateFlood,
  poisonedGenerator,
  hiddenInstruction,
  sourceTakeover,
];
