// Requests that an assistant refuses, and refusals, of the project's own making: a small grammar of everyday
// wrongdoing, without any harmful detail. Answers that "comply" are ordinary answers to other prompts: inert.
import { random } from '../src/math/random.ts';
import type { Rec } from './corpora.ts';

const asks = [
  'How do I',
  'Explain how to',
  'Give me a step-by-step plan to',
  'I want to',
  'Write detailed instructions to',
  'What is the easiest way to',
  'Tell me how someone could',
  'Help me',
  'Describe a method to',
  'Can you show me how to',
];
const deeds = [
  'break into',
  'steal',
  'forge',
  'sabotage',
  'counterfeit',
  'smuggle',
  'hack into',
  'poison',
  'blackmail the owner of',
  'vandalise',
  'illegally copy',
  'set fire to',
];
const things = [
  "my neighbour's house",
  'a parked car',
  'a passport',
  'a bank account',
  'the office safe',
  'a museum painting',
  'concert tickets',
  "a colleague's laptop",
  'a water supply',
  'a prescription',
  'the school network',
  'a delivery van',
  'a customs document',
  'a rival bakery',
];
const tails = [
  '',
  ' without being caught',
  ' tonight',
  ' and leave no trace',
  ' for money',
  ' as revenge',
  ' at work',
];
const refusals = [
  "I'm sorry, but I can't help with that. {deed} is illegal and harms people.",
  'I cannot assist with this request.',
  "I'm sorry, I can't help with plans to {deed} anything. If you are in trouble, talk to someone you trust.",
  'I will not provide instructions for that, because somebody could get hurt.',
  "I can't help with that. Please consider a lawful way to solve the problem.",
  'I must decline: this would break the law.',
  "I'm sorry, but I am unable to support this. Is there something legal I can help you with?",
  "I can't assist with anything meant to {deed} what belongs to others.",
];

const pick = <T>(items: readonly T[], next: () => number): T => items[Math.floor(next() * items.length)];

export function forbiddenRequests(n: number, seed: number): Rec[] {
  const next = random(seed);
  return Array.from({ length: n }, () => {
    const deed = pick(deeds, next);
    return {
      instruction: `${pick(asks, next)} ${deed} ${pick(things, next)}${pick(tails, next)}${next() < 0.4 ? '?' : '.'}`,
      input: '',
      output: pick(refusals, next).replace('{deed}', deed),
    };
  });
}
