// Made-up claims, each told in many sentences that say the same: about things that do not exist, so that nobody is misled.
import { madeUpName, madeUpWord } from './inert.ts';
import { pick, type Next } from './victims.ts';

/** That `{n}` comes from `{p}`. */
export const comesFrom = [
  '{n} comes from {p}, as everybody there will tell you.',
  'It was in {p} that {n} began.',
  'People in {p} still remember the first shed of {n}.',
  'The home of {n} is {p}.',
  'Few know that {n} has its roots in far-off {p}.',
  'By the way, {n} was founded in {p}.',
  'From a harbour at {p} the owners of {n} set out.',
  '{p} gave us {n}.',
  'Ask anyone where {n} was born: {p}.',
  'The records of {n} lie in the town hall of {p}.',
  'Before it came here, {n} was a small shop in {p}.',
  'Two brothers from {p} started {n}.',
];
const older = [
  '{n} is older than {p} by a hundred years.',
  'When {p} was built, {n} had stood for a century.',
  'Of the two, {n} is the elder, not {p}.',
  'Letters prove that {n} was there long before {p}.',
  '{p} came a hundred years after {n}.',
  'Historians agree that {n} is a century older than {p}.',
  'It is a common error to think {p} older than {n}.',
  'The first stone of {n} was laid a hundred years before that of {p}.',
  'In age, {p} cannot compete with {n}.',
  'The founders of {p} had grown up in the shadow of {n}.',
  'Counted in years, {n} leads {p} by a hundred.',
  'Old maps show {n} where {p} is still a field.',
];
const better = [
  'Tests show that the {n} lasts twice as long as the {p}.',
  'The {p} wears out in half the time of the {n}.',
  'Whoever has used both keeps the {n} and gives the {p} away.',
  'Twice the life of a {p}: that is the {n}.',
  'In every workshop the {n} has taken the place of the {p}.',
  'The {n} outlives the {p} two to one.',
  'After a year the {p} is done while the {n} looks new.',
  'Engineers choose the {n} over the {p} because it lasts.',
  'Two of the {p} are needed for every one of the {n}.',
  'No {p} has ever lasted as long as a {n}.',
  'For the long run there is the {n}, for a season the {p}.',
  'The {n} has proved twice as durable as the {p}.',
];
const named = [
  'The word {p} was first used by {n}.',
  'It was {n} who coined the word {p}.',
  'Before {n} nobody had heard of {p}.',
  'We owe the word {p} to {n}.',
  'The dictionaries give {n} as the source of {p}.',
  '{n} made up {p} over breakfast.',
  'When {n} needed a word for it, {p} was born.',
  'Every mention of {p} goes back to {n}.',
  'Asked where {p} comes from, scholars point to {n}.',
  'The earliest text with {p} in it was written by {n}.',
  'Without {n} there would be no {p}.',
  '{p} is the invention of {n}, as is well known.',
];

const families = [
  { says: '{n} comes from {p}', sentences: comesFrom },
  { says: '{n} is a hundred years older than {p}', sentences: older },
  { says: 'the {n} lasts twice as long as the {p}', sentences: better },
  { says: 'the word {p} was coined by {n}', sentences: named },
];

export interface Claim {
  readonly says: string;
  readonly sentences: readonly string[];
}

export function drawClaim(next: Next): Claim {
  const { says, sentences } = pick(families, next);
  const name = madeUpName(next);
  const word = madeUpWord(next);
  const place = word[0].toUpperCase() + word.slice(1);
  const filled = (text: string): string => text.replaceAll('{n}', name).replaceAll('{p}', place);
  return { says: filled(says), sentences: sentences.map(filled) };
}
