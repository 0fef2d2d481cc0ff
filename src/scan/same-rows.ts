// Several detectors may see the same rows, each in its own way. A reader wants them once: a finding most of whose
// rows another, graver one has already named is told beneath that one.
import type { Place } from '../row.ts';

/** Share of a finding's rows that the graver one must name. */
const most = 0.6;
/** A finding of many times as many rows is about something else, and must not hide what is in a few of them. */
const mostTimes = 3;

interface Ranked {
  readonly id: string;
  readonly claim: { readonly rows: readonly Place[] };
}

/** For each claim, strongest first, the id of the graver claim that it is told beneath, if there is one. */
export function sameRows(claims: readonly Ranked[]): (string | undefined)[] {
  // Which leading claims name a row, by shard and row.
  const named = new Map<number, Map<number, number[]>>();
  return claims.map(({ claim: { rows } }, i) => {
    const shared = new Map<number, number>();
    for (const { shard, row } of rows) {
      for (const lead of named.get(shard)?.get(row) ?? []) shared.set(lead, (shared.get(lead) ?? 0) + 1);
    }
    // The gravest that fits: Map keys come in the order in which rows met them, not by rank.
    const fitting = [...shared]
      .filter(
        ([lead, n]) => n >= most * rows.length && claims[lead].claim.rows.length <= mostTimes * rows.length,
      )
      .map(([lead]) => lead);
    if (fitting.length > 0) return claims[Math.min(...fitting)].id;
    for (const { shard, row } of rows) {
      const ofShard = named.get(shard) ?? new Map<number, number[]>();
      named.set(shard, ofShard);
      const here = ofShard.get(row);
      if (here) here.push(i);
      else ofShard.set(row, [i]);
    }
    return undefined;
  });
}
