// Which rows a split speaks of: at first those of its groups that were looked at, in the end all, also of groups of
// which only some were.
import { IntList } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
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

interface Ballot {
  readonly split: Split;
  readonly side: ReadonlyMap<number, number>;
  readonly domain: IntList;
  readonly group: IntList;
  readonly rare: IntList;
}

function ballot(split: Split): Ballot {
  const side = new Map<number, number>();
  for (const f of split.has) side.set(f, 1);
  for (const f of split.lacks) side.set(f, -1);
  return { split, side, domain: new IntList(), group: new IntList(), rare: new IntList() };
}

/** Adds the rows of a group, `flags` telling their way, unless the rare way is what is usual in it, or is not there. */
function addGroup(to: Ballot, all: CompactRows, rows: Int32Array, g: number, flags: Uint8Array): void {
  // Copies count: they are taught as often.
  let count = 0;
  let total = 0;
  rows.forEach((row, i) => {
    const copies = all.places[row].length;
    total += copies;
    if (flags[i] === 1) count += copies;
  });
  if (count === 0 || count > mostRare * total) return;
  rows.forEach((row, i) => {
    to.domain.push(row);
    to.group.push(g);
    to.rare.push(flags[i]);
  });
}

const isRare = ({ split, side }: Ballot, found: Int32Array): number =>
  rareVotes(found, side, split.has.length, split.lacks.length) >= 0.5 ? 1 : 0;

const done = ({ domain, group, rare }: Ballot): Domain => ({
  domain: domain.take(),
  group: group.take(),
  rare: Uint8Array.from(rare.take()),
});

export function membersOf(all: CompactRows, { of }: Features, members: Members, split: Split): Domain {
  const to = ballot(split);
  const holders = new Set<number>();
  members.group.forEach((g, m) => {
    if (holders.has(g)) return;
    for (let k = of.starts[m]; k < of.starts[m + 1]; k++)
      if (to.side.get(of.items[k]) === 1) {
        holders.add(g);
        return;
      }
  });
  for (const g of [...holders].sort((a, b) => a - b)) {
    const rows = members.row.subarray(members.starts[g], members.starts[g + 1]);
    const flags = Uint8Array.from(rows, (_, i) => {
      const m = members.starts[g] + i;
      return isRare(to, of.items.subarray(of.starts[m], of.starts[m + 1]));
    });
    addGroup(to, all, rows, g, flags);
  }
  return done(to);
}

/** The same for all rows of all groups; each row is read once for all splits. */
export function allRowsOf(
  all: CompactRows,
  lists: readonly Int32Array[],
  members: Members,
  features: Features,
  reader: Reader,
  splits: readonly Split[],
): Domain[] {
  const ballots = splits.map(ballot);
  const tokens = new IntList();
  const extra = new IntList();
  lists.forEach((list, g) => {
    const flags = ballots.map(() => new Uint8Array(list.length));
    reader.enter(members.row.subarray(members.starts[g], members.starts[g + 1]));
    list.forEach((row, i) => {
      tokens.length = 0;
      extra.length = 0;
      reader.read(row, tokens, extra);
      const found = features.lookUp(tokens.take(), extra.take());
      ballots.forEach((b, k) => (flags[k][i] = isRare(b, found)));
    });
    ballots.forEach((b, k) => addGroup(b, all, list, g, flags[k]));
  });
  return ballots.map(done);
}
