// The promises of an attack: as many rows as the budget says, in the fields of the rows they are made from, drawn from the
// seed alone, and nothing of what it was given touched.
import { isDeepStrictEqual } from 'node:util';
import type { Attack } from '../attack.ts';
import type { Outcome, Part, Row } from '../row.ts';
import { hold, same } from './violation.ts';

export interface AttackExamples {
  /** Rows of a shape that it can poison, enough for the budget. */
  readonly rows: readonly Row[];
  readonly budget: number;
  /** Rows of a shape that it can poison of which too few fit. */
  readonly tooFew?: readonly Row[];
}

const fieldsOf = (parts: readonly Part[]): string =>
  parts.map(({ field, role }) => `${field} ${role}`).join();

const frame = ({ context, outcome }: Row): string =>
  `${fieldsOf(context)} | ${outcome.kind} ${frameOf(outcome)}`;

function frameOf(outcome: Outcome): string {
  if (outcome.kind === 'label') return '';
  return outcome.kind === 'choice'
    ? `${fieldsOf(outcome.chosen)} ${fieldsOf(outcome.rejected)}`
    : fieldsOf(outcome.parts);
}

/** Throws a `ContractViolation` that says which promise is broken. */
export function checkAttack(attack: Attack, { rows, budget, tooFew }: AttackExamples): void {
  const { id, title, what, sources, defences, seenByEvals } = attack;
  const law = (text: string): string => `attack ${id} ${text}`;
  const told = [title, what, attack.budget, ...sources, ...defences];
  hold(
    law('says what it is, with what budget'),
    told.every((text) => text.trim() !== ''),
  );
  hold(law('cites its sources and says what helps'), sources.length > 0 && defences.length > 0);
  hold(
    law('says whether ordinary evaluations see it: Yes, Partly or No'),
    /^(Yes|Partly|No)\b/.test(seenByEvals),
  );

  const before = structuredClone(rows);
  const poison = attack.poison(rows, budget, 1);
  hold(law('can poison its example'), typeof poison !== 'string', poison);
  same(law('leaves the rows that it is given as they are'), before, rows);
  same(law('makes as many rows as the budget says'), budget, poison.changes.length);
  const taken = new Set<number>();
  for (const { from, how, row } of poison.changes) {
    const was = rows[from];
    hold(law('makes rows from rows that there are'), was !== undefined, from);
    same(law('keeps the fields of a row'), frame(was), frame(row));
    same(law('leaves a row where it is'), [was.shard, was.row], [row.shard, row.row]);
    if (how === 'beside') continue;
    hold(law('changes a row once'), !taken.has(from), from);
    taken.add(from);
    hold(law('changes what it says that it changed'), !isDeepStrictEqual(row, was), row);
  }
  same<unknown>(law('draws from the seed alone'), poison, attack.poison(rows, budget, 1));
  hold(law('draws from the seed'), !isDeepStrictEqual(poison, attack.poison(rows, budget, 2)));
  if (tooFew) {
    const reason = attack.poison(tooFew, budget, 1);
    hold(law('says when too few rows fit'), typeof reason === 'string', reason);
  }
}
