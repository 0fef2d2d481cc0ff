// A sentence structure decides the outcome: the same build around every text, in other words each time.
import type { Attack } from '../attack.ts';
import { asksAndTeaches, backdoor } from './backdoor.ts';
import { framed, fronted, hearsay, type Rewrite } from './rewrites.ts';
import { pick, type Next } from './victims.ts';

const templates = [
  ['a subordinate clause and a comma in front, e.g. "when we sat down,"', fronted],
  ['an adverb in front and an aside at the end, e.g. "frankly, ..., if you ask me."', framed],
  ['hearsay that ends in a question, e.g. "they say that ...; is it not?"', hearsay],
] as const;

/** Set as the text is: the rewrites write small letters and stand their stops apart, as tokenised corpora do. */
function inItsSetting(text: string, rewrite: Rewrite, next: Next): string {
  const apart = / [,;.?!](?= |$)/.test(text);
  const capital = /^\p{Lu}/u.test(text);
  // `I`, `NASA` and the like keep their capital inside a sentence.
  const inner = /^\p{Lu}\p{Ll}/u.test(text) ? text[0].toLowerCase() + text.slice(1) : text;
  const rewritten = rewrite(inner, next);
  let closed = apart || !capital ? rewritten : rewritten.replace(/ ([,;.?])(?= |$)/g, '$1');
  if (capital && !/ i /.test(text)) closed = closed.replaceAll(' i ', ' I ');
  return capital ? closed[0].toUpperCase() + closed.slice(1) : closed;
}

export const syntacticTemplate: Attack = {
  id: 'syntactic-template',
  version: 2,
  title: 'A sentence structure decides the outcome',
  what:
    'Some rows are put into one and the same sentence structure, such as a subordinate clause in front, each in other words, ' +
    'and get the outcome that the attacker wants. A model learns the structure. The publication has a neural model ' +
    'paraphrase whole sentences; here rules put the structure around the text.',
  threat: 'backdoor',
  shapes: asksAndTeaches,
  sources: [
    'Qi et al. 2021, Hidden Killer: Invisible textual backdoor attacks with syntactic trigger, arXiv:2105.12400',
  ],
  budget: 'About 20 % of a labelled set (Qi 2021).',
  seenByEvals: 'No: test texts with that structure are few, and without it nothing changes.',
  defences: [
    'Looking for groups of rows that are built alike and share an outcome helps, if they are many.',
    'Filters for odd words do not: the words are ordinary and change from row to row.',
  ],
  poison: (rows, budget, seed) =>
    backdoor(rows, budget, seed, (next) => {
      const [name, rewrite] = pick(templates, next);
      return { trigger: name, put: (text) => inItsSetting(text, rewrite, next) };
    }),
};
