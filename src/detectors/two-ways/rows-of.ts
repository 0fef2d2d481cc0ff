// All rows that a split speaks of, also those of large groups of which only some were looked at.
import { IntList } from '../../math/ragged.ts';
import type { Reader } from './answers.ts';
import type { Features, Members } from './features.ts';
import { rareVotes, type Split } from './splits.ts';

/** A group most of whose rows are in the rare way has it as its usual way. */
const mostRare = 0.65;

export interface Domain {
  /** Rows of the groups in which both ways stand, the group of each, and 1 where it goes the rare way. */
  readonly domain: Int32Array;
  readonly group: Int32Array;
  readonly rare: Uint8Array;
}

export function rowsOf(
  lists: readonly Int32Array[],
  members: Members,
  features: Features,
  reader: Reader,
  split: Split,
): Domain {
  const side = new Map<number, number>();
  for (const f of split.has) side.set(f, 1);
  for (const f of split.lacks) side.set(f, -1);
  const votes = (found: Int32Array): number => rareVotes(found, side, split.has.length, split.lacks.length);
  const domain = new IntList();
  const group = new IntList();
  const rare = new IntList();
  const tokens = new IntList();
  const extra = new IntList();
  lists.forEach((list, g) => {
    const from = members.starts[g];
    const to = members.starts[g + 1];
    const before = domain.length;
    const flags = new IntList();
    let count = 0;
    const add = (row: number, share: number): void => {
      domain.push(row);
      group.push(g);
      flags.push(share >= 0.5 ? 1 : 0);
      if (share >= 0.5) count++;
    };
    const { starts, items } = features.of;
    if (list.length === to - from) {
      for (let m = from; m < to; m++) add(members.row[m], votes(items.subarray(starts[m], starts[m + 1])));
    } else {
      reader.enter(members.row.subarray(from, to));
      for (const row of list) {
        tokens.length = 0;
        extra.length = 0;
        reader.read(row, tokens, extra);
        add(row, votes(features.lookUp(tokens.take(), extra.take())));
      }
    }
    if (count === 0 || count > mostRare * list.length) domain.length = group.length = before;
    else for (const flag of flags.take()) rare.push(flag);
  });
  return { domain: domain.take(), group: group.take(), rare: Uint8Array.from(rare.take()) };
}
