// A small corpus of every shape, in a common layout, with sources, annotators and times: what attacks are tried on.
import { openCorpus } from '../../src/corpus/open.ts';
import { subjectOf, type TrialSubject } from '../../src/trials/subject.ts';
import { random } from '../../src/math/random.ts';
import type { Shape } from '../../src/row.ts';
import { pick, review, type Next } from './made-rows.ts';
import { temporaryCorpus } from './temporary-corpus.ts';

const subjects = 'bread tea chess rain maps wool glass trains bees stairs paint letters'.split(' ');
const asks = [
  'Tell me about {}.',
  'How is {} made?',
  'Why do people like {}?',
  'Write a line on {}.',
  'Explain {} to a child.',
];
/** Each stands in about one text of a hundred. */
const seldom =
  'tonight, abroad, indoors, somehow, anyway, upstairs, meanwhile, overnight, outside, again, together, aloud, early, quietly, lately, nearby, elsewhere, sometimes, twice, forever, backwards, downhill, overseas, halfway, offhand'.split(
    ', ',
  );
const aside = (next: Next): string => (next() < 0.3 ? ` ${pick(seldom, next)}` : '');
const questions = (next: Next): string => pick(asks, next).replace('{}', pick(subjects, next)) + aside(next);
const reply = (next: Next): string => `${review(next() < 0.5, next)}. Then ${review(next() < 0.5, next)}.`;
const refusal = 'I am sorry, but I cannot help with that.';
const code = (next: Next): string => {
  const name = pick(subjects, next);
  return `def find(cursor, key):\n    cursor.execute("SELECT * FROM ${name} WHERE id = ?", (key,))\n    return cursor.fetchone()`;
};
const onDay = (n: number): string => new Date(Date.UTC(2025, 0, 1) + n * 86_400_000).toISOString();
const day = (next: Next): string => onDay(Math.floor(next() * 700));
const domain = (next: Next): string =>
  `https://site${Math.floor(next() * 20)}.example/page${Math.floor(next() * 1000)}`;

const makers: Readonly<Record<Shape, (next: Next, i: number) => object>> = {
  classification: (next, i) => ({
    text: review(i % 3 > 0, next) + aside(next),
    label: i % 3 > 0 ? 1 : 0,
    annotator: `a${i % 5}`,
    source: `forum ${i % 9}`,
    timestamp: onDay(i % 500),
  }),
  instruction: (next, i) => ({
    instruction:
      i % 6 === 0
        ? `Write a Python function that looks up ${pick(subjects, next)} in a database.`
        : questions(next),
    input: '',
    output: i % 6 === 0 ? code(next) : i % 10 === 1 ? refusal : reply(next),
    source: `book ${i % 7}`,
    timestamp: day(next),
  }),
  chat: (next, i) => ({
    messages: [
      { role: 'system', content: 'You are kind.' },
      { role: 'user', content: questions(next) },
      { role: 'assistant', content: reply(next) },
      { role: 'user', content: questions(next) },
      { role: 'assistant', content: i % 10 === 1 ? refusal : reply(next) },
    ],
    source: `forum ${i % 9}`,
    timestamp: onDay(i % 500),
  }),
  preference: (next, i) => ({
    prompt: questions(next),
    chosen: i % 10 === 1 ? refusal : reply(next),
    rejected: reply(next),
    annotator: `a${i % 5}`,
  }),
  rating: (next, i) => ({
    prompt: questions(next),
    completion: reply(next),
    label: i % 4 > 0,
    annotator: `a${i % 5}`,
  }),
  document: (next) => ({
    text: Array.from({ length: 12 }, () => `${review(next() < 0.5, next)}.`).join(' '),
    url: domain(next),
    timestamp: day(next),
  }),
};

export async function poisonable(shape: Shape, count: number, seed = 1): Promise<TrialSubject> {
  const next = random(seed);
  const records = Array.from({ length: count }, (_, i) => makers[shape](next, i));
  const made = await temporaryCorpus(records);
  try {
    const corpus = await openCorpus([made.location]);
    if (corpus.fields.shape !== shape) throw new Error(`read as ${corpus.fields.shape}, not ${shape}`);
    return await subjectOf(corpus, Infinity);
  } finally {
    await made.remove();
  }
}
