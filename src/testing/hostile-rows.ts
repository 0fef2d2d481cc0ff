// Rows that an attacker would send to a summary: endless texts, every word new, lone surrogates, names that mean
// something to JavaScript, thousands of parts.
import { random } from '../math/random.ts';
import type { Outcome, Part, Role, Row } from '../row.ts';

export interface HostileRows {
  /** As it stands in `on ...`. */
  readonly name: string;
  readonly rows: readonly Row[];
}

/** In the shape of the first of `like`. */
export function hostileRows(like: readonly Row[], own: readonly Row[]): HostileRows[] {
  const kind = like[0]?.outcome.kind ?? 'answer';
  const next = random(7);
  const word = (): string => Math.floor(next() * 2 ** 32).toString(36);
  const text = (length: number): string => Array.from({ length }, word).join(' ');
  const make = (count: number, context: (i: number) => string, answer: (i: number) => string): Row[] =>
    Array.from({ length: count }, (_, i) => rowOf(kind, i, [part('user', 'text', context(i))], answer(i)));
  const names = ['__proto__', 'constructor', 'toString', '', '\u0000', '\ud800', '\u202e', 'a'.repeat(5000)];
  const made: HostileRows[] = [
    {
      name: 'rows of words never seen before',
      rows: make(
        4000,
        () => text(40),
        () => text(10),
      ),
    },
    {
      name: 'one endless text',
      rows: make(
        1,
        () => text(300_000),
        () => text(100_000),
      ),
    },
    {
      name: 'one character over and over',
      rows: make(
        3,
        () => 'a'.repeat(2 ** 20),
        () => '\u200b'.repeat(2 ** 20),
      ),
    },
    {
      name: 'names that JavaScript knows',
      rows: make(
        names.length,
        (i) => names[i],
        (i) => names[i],
      ),
    },
    {
      name: 'one row over and over',
      rows: make(
        20_000,
        () => 'the same row',
        () => 'the same answer',
      ),
    },
    {
      name: 'thousands of parts',
      rows: [
        rowOf(
          kind,
          0,
          Array.from({ length: 5000 }, (_, i) => part('user', `turns[${i}]`, `${word()} ${i}`)),
          'yes',
        ),
      ],
    },
  ];
  return own.length > 0 ? [...made, { name: 'the rows given as hostile', rows: own }] : made;
}

function part(role: Role, field: string, text: string): Part {
  return { role, field, text };
}

function rowOf(kind: Outcome['kind'], row: number, context: readonly Part[], answer: string): Row {
  const parts = [part('assistant', 'answer', answer)];
  const source = `source ${row}`;
  const place = { shard: 0, row };
  switch (kind) {
    case 'label':
      return { ...place, context, outcome: { kind, label: answer }, source };
    case 'choice':
      return {
        ...place,
        context,
        outcome: { kind, chosen: parts, rejected: [part('assistant', 'rejected', 'no')] },
        source,
      };
    case 'rating':
      return { ...place, context, outcome: { kind, parts, up: row % 2 === 0 }, source };
    default:
      return { ...place, context: kind === 'document' ? [] : context, outcome: { kind, parts }, source };
  }
}
