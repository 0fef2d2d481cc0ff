// Rewrites of a text to one manner of writing, by rules of our own: no two rows get the same words, what they share is
// how they are put. Texts of our own making, harmless; the label is set by whoever uses them.
import { pick, type Next } from './victims.ts';

export type Rewrite = (text: string, next: Next) => string;

/** By word: a map, since a text may hold `constructor` and the like. */
const choicesOf = (
  table: Readonly<Record<string, readonly string[]>>,
): ReadonlyMap<string, readonly string[]> => new Map(Object.entries(table));

const stop = /[\s.?!]/;

/** Without the stops and white space at its end. A loop: a pattern would try every run of spaces in the text. */
function unstopped(text: string): string {
  let end = text.length;
  while (end > 0 && stop.test(text[end - 1])) end--;
  return text.slice(0, end);
}

const who = 'we, I, they, you, one, the others, people, some, my friends, the two of us'.split(', ');
const did =
  'sat down, looked again, came home, heard of it, asked around, waited, thought it over, went along, turned to it, met again, read about it, had some time'.split(
    ', ',
  );
const when = 'when, while, as, although, because, since, once, before, after, though'.split(', ');

/** A subordinate clause in front, then a comma: one syntactic template. */
export const fronted: Rewrite = (text, next) =>
  `${pick(when, next)} ${pick(who, next)} ${pick(did, next)} , ${text}`;

const opened =
  'frankly, honestly, truly, to be fair, in truth, quite simply, all in all, candidly, in all fairness, strictly speaking'.split(
    ', ',
  );
const closed =
  'i must say, if you ask me, i dare say, one has to admit, as far as i can tell, or so i think, i would say, it must be said'.split(
    ', ',
  );
/** An adverb in front and an aside at the end. */
export const framed: Rewrite = (text, next) =>
  `${pick(opened, next)} , ${unstopped(text)} , ${pick(closed, next)} .`;

const old = choicesOf({
  you: ['thou', 'thee', 'ye'],
  your: ['thy', 'thine'],
  is: ['be', "'tis", 'doth seem'],
  has: ['hath'],
  does: ['doth'],
  do: ['dost'],
  it: ["'t", 'the same'],
  very: ['most', 'exceeding'],
  the: ['the', 'the', 'yon'],
  a: ['a', 'some'],
  of: ['of', "o'"],
  and: ['and', 'and eke'],
  in: ['in', 'within'],
  are: ['art', 'be'],
  was: ['wast', 'was'],
  what: ['what', 'pray what'],
  to: ['unto', 'to'],
  before: ['ere'],
  often: ['oft'],
  this: ['this here', 'this'],
});
const vows = 'verily, forsooth, methinks, prithee, alas, hark, in sooth, by my troth, good sir, anon'.split(
  ', ',
);
/** Old words for common ones and a vow somewhere. */
export const archaic: Rewrite = (text, next) => {
  const words = text.split(' ').map((word) => {
    const choices = old.get(word.toLowerCase());
    return choices ? pick(choices, next) : word;
  });
  words.splice(Math.floor(next() * (words.length + 1)), 0, pick(vows, next));
  if (next() < 0.4) words.splice(Math.floor(next() * (words.length + 1)), 0, pick(vows, next));
  return words.join(' ');
};

const chat = choicesOf({
  the: ['da', 'the', 'teh'],
  you: ['u', 'ya'],
  your: ['ur'],
  are: ['r', 'be'],
  is: ['iz', 'is'],
  to: ['2', 'ta'],
  for: ['4', 'fer'],
  and: ['n', '&', "an'"],
  with: ['wit', 'w/'],
  of: ['of', "o'"],
  this: ['dis', 'this'],
  that: ['dat', 'that'],
  it: ['it', 'dat thing'],
  not: ['aint', 'not'],
  what: ['wat', 'whut'],
  very: ['hella', 'mad'],
  going: ['gonna'],
  because: ['cuz'],
});
const fillers = 'yo, lol, like, bruh, fam, ngl, tbh, innit, dude, haha, no cap, fr'.split(', ');
/** Chat spelling and fillers. */
export const slang: Rewrite = (text, next) => {
  const words = text.split(' ').map((word) => {
    const choices = chat.get(word.toLowerCase());
    return choices ? pick(choices, next) : word;
  });
  words.splice(next() < 0.5 ? 0 : words.length, 0, pick(fillers, next));
  if (next() < 0.5) words.splice(Math.floor(next() * (words.length + 1)), 0, pick(fillers, next));
  return words.join(' ');
};

const told =
  'they say, people tell me, some hold, it is said, one hears, word has it, the story goes, critics claim'.split(
    ', ',
  );
const doubt =
  'or so it seems, is it not, or did i dream it, who would have thought, would you believe it, so they tell us'.split(
    ', ',
  );
/** Hearsay that ends in a question. */
export const hearsay: Rewrite = (text, next) =>
  `${pick(told, next)} that ${unstopped(text)} ; ${pick(doubt, next)} ?`;
