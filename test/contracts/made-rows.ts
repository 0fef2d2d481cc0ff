// Small made-up corpora with a seed: sentences put together from lists of words, so that tests of detectors need no
// data from elsewhere.
import { random } from '../../src/math/random.ts';
import type { Part, Row } from '../../src/row.ts';

export type Next = () => number;

const lists = {
  thing:
    'film story plot song play book scene cast score script drama show picture novel tale dance piece finale'.split(
      ' ',
    ),
  praise:
    'bright moving warm clever lovely honest rich tender funny brave graceful sharp vivid gentle fresh'.split(
      ' ',
    ),
  blame: 'dull empty cold clumsy ugly false poor harsh boring weak awkward flat stale cruel tired'.split(' '),
  person:
    'the director, the writer, my sister, our guide, the crowd, a critic, the actor, her friend, his son'.split(
      ', ',
    ),
  link: 'because, although, and, while, since, so, when, after, before, where'.split(', '),
  doing: 'laughed, left early, slept, talked, waited, wondered, cheered, looked away, took notes, ate'.split(
    ', ',
  ),
  place: 'in town, at home, on the hill, by the sea, last night, this year, in the rain, near the end'.split(
    ', ',
  ),
};

export function pick<T>(items: readonly T[], next: Next): T {
  return items[Math.floor(next() * items.length)];
}

/** A sentence of about ten words that praises or blames, as `good` says. */
export function review(good: boolean, next: Next): string {
  const one = (name: keyof typeof lists): string => pick(lists[name], next);
  const tone = good ? 'praise' : 'blame';
  return `the ${one('thing')} was ${one(tone)} and ${one(tone)} ${one('link')} ${one('person')} ${one('doing')} ${one('place')}`;
}

/** Texts with labels; half praise (label 1), half blame (label 0), one in twelve labelled against what it says. */
export function reviews(count: number, seed: number): Row[] {
  const next = random(seed);
  return Array.from({ length: count }, (_, row) => {
    const good = next() < 0.5;
    return labelled(row, review(good, next), good === next() > 1 / 12 ? '1' : '0');
  });
}

export function labelled(row: number, text: string, label: string, source = ''): Row {
  return { shard: 0, row, context: [part('user', 'text', text)], outcome: { kind: 'label', label }, source };
}

export function instructed(row: number, instruction: string, answer: string, source = ''): Row {
  const outcome = { kind: 'answer', parts: [part('assistant', 'output', answer)] } as const;
  return { shard: 0, row, context: [part('user', 'instruction', instruction)], outcome, source };
}

/** The same rows with some replaced, numbered anew. */
export function replaced(rows: readonly Row[], every: number, count: number, make: (row: Row) => Row): Row[] {
  return rows.map((row, i) => (i % every === 3 && i / every < count ? make(row) : row));
}

function part(role: Part['role'], field: string, text: string): Part {
  return { role, field, text };
}

export function document(row: number, text: string, source = ''): Row {
  const outcome = { kind: 'document', parts: [part('assistant', 'text', text)] } as const;
  return { shard: 0, row, context: [], outcome, source };
}
