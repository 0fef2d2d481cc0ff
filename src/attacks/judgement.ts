// A judgement turned round: the two answers of a pair change places, a thumb points the other way.
import type { Part, Row } from '../row.ts';

const textsOf = (parts: readonly Part[]): string => JSON.stringify(parts.map(({ text }) => text));
const rolesOf = (parts: readonly Part[]): string => parts.map(({ role }) => role).join();

const said = (into: readonly Part[], from: readonly Part[]): Part[] =>
  into.map((part, i) => ({ ...part, text: from[i].text }));

/** Whether the other judgement says something else, and can be written into the fields that there are. */
export function canTurn({ outcome }: Row): boolean {
  if (outcome.kind !== 'choice') return outcome.kind === 'rating';
  const { chosen, rejected } = outcome;
  return rolesOf(chosen) === rolesOf(rejected) && textsOf(chosen) !== textsOf(rejected);
}

/** The row judged the other way; a row that holds no judgement stays. */
export function turned(row: Row): Row {
  const { outcome } = row;
  if (outcome.kind === 'rating') return { ...row, outcome: { ...outcome, up: !outcome.up } };
  if (outcome.kind !== 'choice') return row;
  const { chosen, rejected } = outcome;
  return {
    ...row,
    outcome: { ...outcome, chosen: said(chosen, rejected), rejected: said(rejected, chosen) },
  };
}
