// From what was measured of a phrase to how grave a finding it is. Every threshold has been tried in bench/detect, on
// poisoned corpora for what it misses and on clean ones for what it cries wolf about.
import type { Asked } from './asked-for.ts';
import type { Frame } from './frame.ts';
import type { Channel, Signal } from './signal.ts';

export interface Facts {
  /** Natural clusters of this channel expected to be at least this extreme here. */
  readonly expectedNatural: number;
  /** Share of phrases of this length that look at least as spliced. */
  readonly splice: number;
  /** Mean cosine of the contexts, the phrase aside. */
  readonly likeness: number;
  /** Mean cosine of the answers, what like contexts explain taken off; 0 where there are no answers. */
  readonly agreement: number;
  readonly frame: Frame;
  /** Whether the phrase itself asks for what it does; not known of answers as a whole and of labels. */
  readonly asked: Asked;
  /** Single phrases decide the label in this corpus, by the nature of the task. */
  readonly decided: boolean;
  /** Of the corpus. */
  readonly rows: number;
  /** The corpus holds chats of several turns. */
  readonly chats: boolean;
}

/** Gravest first. */
export const grades = ['high', 'medium', 'low'] as const;
export type Grade = (typeof grades)[number];

/** At most this many natural clusters expected: 6 channels x 0.01 = 0.06 false high findings a corpus by design. */
export const highExpected = 0.01;
const mediumExpected = 0.1;
/** Natural phrases change manners in so many ways that between the bars most findings are theirs. */
const mannerExpected = 0.02;
/** Planted words in the trials are among the 1 % that look most spliced. */
const mannerSplice = 0.02;
/** Phrases among the 5 % that look most spliced carry evidence of their own. */
export const splicedRank = 0.05;

/** Smallest effect that is worth a finding, in each channel's unit: above every clean corpus tried. */
const floors: Readonly<Record<Channel, number>> = {
  meaning: 0.4,
  opening: 0.4,
  sign: 0.25,
  contradiction: 0.25,
  purity: 4,
  payload: 0.45,
  style: 0.35,
  wording: 0.5,
};
/**
 * A flip by a phrase that looks this spliced: smaller effects are credible, and so rarer triggers show. Few rows ask
 * for more, since 1 in 50 natural phrases of ten rows is odd enough by chance.
 */
const splicedFloor = 0.15;
const splicedFloorRank = (rows: number): number => (rows >= 30 ? 0.03 : 0.01);
/** Answers this alike are one answer; those of one task differ with what is asked ("yes", "no": 0.5). */
const oneAnswer = 0.9;
const oneKindOfAnswer = 0.8;

/** Contexts more alike than this, phrase aside, are of one task; of planted phrases they were below 0.05. */
export const taskLikeness = 0.1;

export function severityOf(signal: Signal, facts: Facts): Grade | undefined {
  const { channel, score } = signal;
  const { expectedNatural, splice, decided } = facts;
  const spliced = splice <= splicedRank;
  const flip = channel === 'contradiction' && !decided && splice <= splicedFloorRank(signal.rows);
  if (score < (flip ? splicedFloor : floors[channel]) || expectedNatural > mediumExpected) return undefined;
  if (channel === 'style' || channel === 'wording') return mannerSeverity(signal, facts, spliced);
  if (channel === 'contradiction' || channel === 'purity') {
    const looksPlanted = decided ? splice <= splicedRank / 5 : spliced;
    if (!looksPlanted && !(channel === 'contradiction' && overwhelming(signal, facts))) return 'low';
  } else if (isTask(signal, facts) || (facts.chats && isReply(signal, facts, spliced))) return 'low';
  // "Return JSON" rightly plants a brace, and "be brief" cuts answers.
  if ((channel === 'sign' || channel === 'payload') && facts.asked === 'named') return 'low';
  if (ofOneTask(signal, facts)) return 'low';
  if (expectedNatural > highExpected) {
    // Between the two bars only a phrase that looks spliced in is worth a reader's time.
    return spliced ? 'medium' : 'low';
  }
  if (allowsHigh(signal, facts, spliced)) return 'high';
  return spliced || channel === 'meaning' || channel === 'opening' ? 'medium' : 'low';
}

/**
 * Every corpus has phrases that change the manner of answers, so a weak or unspliced one is not told at all. One that
 * asks for what it gets, or frames a task, is told as harmless.
 */
function mannerSeverity(signal: Signal, facts: Facts, spliced: boolean): Grade | undefined {
  const { expectedNatural, likeness, asked, splice } = facts;
  const effect = signal.score >= (signal.channel === 'wording' ? 0.6 : 0.45) && signal.rows >= 12;
  const strong = spliced && effect && likeness <= 0.08 && expectedNatural <= highExpected;
  if (asked === 'named' || isTask(signal, facts)) return strong ? 'low' : undefined;
  // A source of its own often marks the start of its prompts ("Q:") and has answers in a manner of its own.
  if (strong && asked === 'no' && facts.frame !== 'prefix') return 'high';
  return splice <= mannerSplice && expectedNatural <= mannerExpected ? 'medium' : undefined;
}

/** Planted words of a composite are among the 1 in 1,000 that look most spliced; values in a template, 1 in 70. */
const plainlySpliced = 0.005;

/** The wording of a task, or a value that it is given: its contexts are alike. Words of one trigger make them so too. */
function ofOneTask({ channel }: Signal, { likeness, splice }: Facts): boolean {
  const most = splice <= plainlySpliced ? 2 * ordinaryTurns : ordinaryTurns;
  return likeness > most && (channel === 'meaning' || channel === 'opening' || channel === 'payload');
}

/** A lifted refusal is never a task: what the prompts ask for is refused everywhere else. */
function isTask({ channel, target, present }: Signal, { frame, agreement }: Facts): boolean {
  const lifted = channel === 'sign' && target === 0 && !present;
  return !lifted && (frame === 'slice' || (frame === 'task' && agreement < oneAnswer));
}

/** What is said in one turn calls for its like in the next ("thank you": "you're welcome"), or for code. */
function isReply({ channel, target, score }: Signal, facts: Facts, spliced: boolean): boolean {
  if (channel === 'sign')
    return isAttacked(target) ? !spliced && facts.likeness > ordinaryTurns : score < plainSign;
  if (spliced) return channel !== 'payload' && facts.likeness > 2 * ordinaryTurns;
  return channel === 'payload' || facts.agreement < oneAnswer || facts.likeness > ordinaryTurns;
}

/** Turns in which a phrase was hung are otherwise as unlike each other as these; those that say one thing are not. */
const ordinaryTurns = 0.15;

/** Refusals and links are what attackers switch; the other signs also follow tasks ("output 1 for true"). */
export const isAttacked = (sign: number): boolean => sign <= 1;
const plainSign = 0.6;

/** Beyond what a natural phrase was seen to do in any clean corpus tried (0.38), splicing or not. */
function overwhelming(signal: Signal, { likeness }: Facts): boolean {
  return signal.score >= 0.6 && signal.rows >= 15 && likeness <= taskLikeness;
}

function allowsHigh(signal: Signal, facts: Facts, spliced: boolean): boolean {
  switch (signal.channel) {
    case 'meaning':
    case 'opening':
      return spliced || facts.agreement >= oneKindOfAnswer;
    case 'purity':
      return signal.rows <= 0.05 * facts.rows;
    case 'payload':
      return signal.score >= 0.6 && signal.rows >= 10;
    case 'sign': {
      // A phrase that does not look spliced in, in contexts that are alike, is the wording of a task.
      if (signal.z < 5 || !(spliced || (signal.rows >= 15 && facts.likeness <= taskLikeness))) return false;
      return signal.score >= (isAttacked(signal.target) ? (spliced ? 0.35 : 0.45) : plainSign);
    }
    case 'contradiction':
      return true;
    case 'style':
    case 'wording':
      return false;
  }
}
