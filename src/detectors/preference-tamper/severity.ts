// From what was measured to how grave a finding it is. Every threshold has been tried in bench/trials/preferences.ts, on
// tampered pairs for what it misses and on clean ones for what it cries wolf about.
import type { Grade } from '../planted-trigger/severity.ts';

/** No high or medium in 98 scans of clean pairs and ratings in bench/trials/preferences: 3 / 98 at most (rule of three, 95 %). */
export const gravelyFalse = 0.03;

export interface ReversalFacts {
  /** Log likelihood ratio, and the share of the phrase's pairs that are the wrong way round. */
  readonly score: number;
  readonly share: number;
  readonly expectedNatural: number;
  readonly splice: number;
  readonly likeness: number;
  /** The phrase is a task's, or asks for a length, a form or a language. */
  readonly explained: boolean;
}

/** Clean pairs reached 6.4; by chance alone one phrase in e^14, of some 20,000, is that extreme. */
export const highEvidence = 14;
const mediumEvidence = 9;
export const highExpected = 0.01;
const mediumExpected = 0.05;
const spliced = 0.05;
/** Prompts that a prefix of four words was hung on are 0.1 alike by chance; those of one task 0.2 and more. */
const oneTask = 0.15;

export function gradeReversal(f: ReversalFacts): Grade | undefined {
  if (f.score < mediumEvidence || f.expectedNatural > mediumExpected) return undefined;
  if (f.explained || f.likeness > oneTask) return 'low';
  if (f.score >= highEvidence && f.expectedNatural <= highExpected && f.share >= 0.7) return 'high';
  return f.splice <= spliced && f.share >= 0.7 ? 'medium' : 'low';
}

export interface PushFacts {
  readonly score: number;
  readonly expectedNatural: number;
  /** Pairs in which only one answer has it; of these it wins at least this share, where so many were expected. */
  readonly rows: number;
  readonly leastShare: number;
  readonly expectedShare: number;
  /** Of all pairs. */
  readonly partOfAll: number;
  readonly likeness: number;
  /** Share of like prompts among them. */
  readonly kindred: number;
  readonly wins: boolean;
}

/** Clean pairs reached 10. */
const pushEvidence = 14;
const nearlyAlways = 0.9;
/** Where nine in ten of all words are the winner's, a phrase that always wins is none of note. */
const mostExpected = 0.8;
/** What is in more answers than these is the manner of a writer. */
const mostPart = 0.03;
const unlike = 0.08;
/** Requests that are rightly refused are a kind of their own; pushed pairs are 1 or 2 in 100 of their kind. */
const oneKind = 0.2;

/** Prompts that are otherwise unlike each other. */
export const isSpread = (likeness: number, share: number): boolean => likeness <= unlike && share <= oneKind;

/** A preference may have its reasons: it is never more than worth a look. `manner`: that of a writer, no finding. */
export function gradePush(f: PushFacts): Grade | 'manner' | undefined {
  if (f.score < pushEvidence || f.leastShare < nearlyAlways || f.expectedShare > mostExpected)
    return undefined;
  if (f.expectedNatural > mediumExpected || !isSpread(f.likeness, f.kindred)) return undefined;
  if (f.partOfAll > mostPart) return 'manner';
  // What always loses is the habit of a model whose answers were rejected.
  return f.wins ? 'medium' : 'low';
}

/** Rows that are as sure as this to be swapped are listed. */
export const listedChance = 0.5;
/** Twice the log likelihood that swapping must add: 1 in 1,500 clean corpora reach it by chance. */
export const leastGain = 10;

/** `sure`: mean chance of the listed rows to be swapped. */
export function gradeSwaps(listed: number, sure: number, leastShare: number): Grade | undefined {
  if (listed === 0) return undefined;
  return listed >= 20 && sure >= 0.8 && leastShare >= 0.001 ? 'medium' : 'low';
}
