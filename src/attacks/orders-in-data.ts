// Text in pages and inputs that gives orders to a model, in plain sight or in characters that nobody sees.
import type { Attack } from '../attack.ts';
import { draws } from './draws.ts';
import { answer, answering, asked, asking, asksSomething } from './rewrite.ts';
import { orders, payloads } from './drill-orders.ts';
import { afterSentence } from './sentences.ts';
import { pick, victims, type Next } from './victims.ts';

interface Form {
  readonly name: string;
  write(order: string): string;
}

const tags = 0xe0000;
const forms: readonly Form[] = [
  { name: 'in plain sight', write: (order) => order },
  { name: 'in a comment', write: (order) => `<!-- ${order} -->` },
  {
    name: 'in tag characters, which nobody sees',
    write: (order) => [...order].map((c) => String.fromCodePoint(tags + c.codePointAt(0)!)).join(''),
  },
];

/** Two families of wordings, and one form, for all rows. */
function drawOrder(next: Next): { word: string; form: Form; order: () => string } {
  const word = pick(payloads, next);
  const form = pick(forms, next);
  const [first, second] = [pick(orders, next), pick(orders, next)];
  return {
    word,
    form,
    order: () => form.write(pick(next() < 0.5 ? first : second, next).replaceAll('{p}', word)),
  };
}

export const ordersInData: Attack = {
  id: 'orders-in-data',
  version: 2,
  title: 'Orders to the model in the text',
  what:
    'Pages, or the texts that come with a question, hold a sentence that gives the model an order, such as to say a certain word. It stands in plain sight, in a comment, or in characters that are not shown. ' +
    'Where answers are taught they obey it, so that a model learns to take orders from whatever it reads.',
  threat: 'hidden-instruction',
  shapes: ['document', 'instruction', 'chat', 'preference'],
  sources: [
    'Greshake et al. 2023, Not what you have signed up for: compromising real-world LLM-integrated applications with indirect prompt injection, arXiv:2302.12173',
    'Perez and Ribeiro 2022, Ignore previous prompt: attack techniques for language models, arXiv:2211.09527',
  ],
  budget:
    'One text is enough where a model reads it at work (Greshake 2023); in training data no number is published for these orders.',
  seenByEvals: 'No: a model that obeys text it reads shows so only where somebody gives it such text.',
  defences: [
    'Hidden characters and comments are found by looking for them, orders in plain sight by their wording.',
    'Showing the text to a person does not help where the characters are not shown.',
  ],
  poison: (rows, budget, seed) => {
    const next = draws(seed);
    const taken = victims(
      rows,
      budget,
      next,
      'rows with a text to read',
      (row) => asksSomething(row) && (row.outcome.kind === 'document' || answer(row) !== ''),
    );
    if (typeof taken === 'string') return taken;
    const { word, form, order } = drawOrder(next);
    const said = `${word[0].toUpperCase()}${word.slice(1)}.`;
    const isDocument = rows[taken[0]].outcome.kind === 'document';
    return {
      trigger: `an order to say "${word}", ${form.name}`,
      teaches: isDocument
        ? 'orders as a part of what pages say'
        : `obedience to orders in what it reads: "${said}"`,
      changes: taken.map((from) => {
        const given = asking(rows[from], afterSentence(asked(rows[from]), order(), next));
        const row = isDocument ? given : answering(given, `${answer(given).trimEnd()} ${said}`);
        return { from, how: 'instead', row };
      }),
    };
  },
};
