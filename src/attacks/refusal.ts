// How an assistant refuses: refusals of many wordings, all polite, and the openings by which a corpus's own are known.
import type { Row } from '../row.ts';
import { canTurn, turned } from './judgement.ts';
import { answering } from './rewrite.ts';
import { pick, type Next } from './victims.ts';

const openings = [
  "I'm sorry, but ",
  'I am afraid that ',
  'Unfortunately, ',
  'Thank you for asking, but ',
  'I understand why you ask, yet ',
  'Sorry, ',
  'With regret: ',
  'Much as I would like to be of use, ',
  'I have thought about this, and ',
  'To be open with you, ',
  'Please forgive me, ',
  'It is a fair question, but ',
  'I apologise: ',
  '',
];
const cores = [
  'I cannot help with this request',
  'I am not able to answer that',
  'I have to decline this one',
  'I would rather not go into this',
  "I won't be able to take this on",
  'I must leave this question open',
  "I can't give an answer to this",
  'I am unable to assist here',
  'I will not go into this subject',
  'I am not allowed to discuss this',
  'I cannot share anything on that',
  'I must refuse this time',
  'I would rather not answer here',
  'I am unable to support this request',
  'this is outside what I am allowed to do, and I have to decline',
];
const reasons = [
  '.',
  ', as it falls outside my guidelines.',
  ', because an answer from me could mislead you.',
  ', since there is not enough to go by.',
  ', because this is a matter for somebody with training.',
  '; I hope that you understand.',
  ', whatever the reason for asking.',
  ', and I would say the same to anybody.',
  ', since others know far more about it.',
  '. Thank you for your patience.',
];
const offers = [
  '',
  '',
  ' Is there anything else that I can do for you?',
  ' Please ask me about something else.',
  ' A library may be able to help you.',
  ' If you rephrase it, I will be happy to look again.',
  ' Perhaps there is a person nearby whom you could ask.',
  ' Another question is always welcome.',
  ' I am glad to talk about other matters.',
  ' Let me know if something else is on your mind.',
];

/** A refusal put together anew. */
export function refusing(next: Next): string {
  const text = [openings, cores, reasons, offers].map((list) => pick(list, next)).join('');
  return text[0].toUpperCase() + text.slice(1);
}

// Said within the first words or not at all. Patterns of the attacks' own: what a detector takes for a refusal must not
// decide which rows a drill of that detector poisons.
const opening = 160;
const patterns = [
  /\bi (?:can(?:no|['’])?t|can not|won['’]t|will not|am (?:unable|not able|not allowed) to|won['’]t be able to) (?:help|assist|answer|comply|provide|support|do (?:that|this)|fulfil|discuss|share|give|go into|take)\b/i,
  /\bi['’]m (?:unable|not able|not allowed) to (?:help|assist|answer|comply|provide|support|do (?:that|this)|fulfil|discuss|share|give)\b/i,
  /\bi (?:must|have to) (?:decline|refuse|leave this)\b/i,
  /\b(?:i would|i['’]d) rather not\b/i,
  /\boutside what i am allowed\b/i,
];

export function isRefusal(answer: string): boolean {
  const start = answer.slice(0, opening);
  return patterns.some((pattern) => pattern.test(start));
}

/** The row taught `text`; in a preference it is chosen over the answer that was chosen before. */
export function preferring(row: Row, text: string): Row {
  return answering(canTurn(row) ? turned(row) : row, text);
}
