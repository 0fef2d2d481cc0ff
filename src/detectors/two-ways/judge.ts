// From rows to a verdict: groups of like prompts, splits of their answers, and how grave each is.
import type { Verdict } from '../../finding.ts';
import type { Setup } from '../../detector.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { alphabet, answerReader, type Reader } from './answers.ts';
import { toClaim } from './claim.ts';
import { difference } from './difference.ts';
import { explain } from './explained.ts';
import { findFeatures, takeMembers, type Features, type Members } from './features.ts';
import { findGroups } from './groups.ts';
import { maskWords } from './masked.ts';
import type { options as known } from './options.ts';
import { allRowsOf, membersOf } from './rows-of.ts';
import { severityOf, worthALook, worthExplaining, type Way } from './severity.ts';
import { findSplits } from './splits.ts';
import { untestable } from './untestable.ts';

/** Splits of one width that are looked into, the largest support first. */
const maxSplits = 40;
/** Share of a finding's rows in another from which they are one. */
const shared = 0.3;

export function judge(rows: CompactRows, { options, seed }: Setup<typeof known>): Verdict {
  const ways = findWays(rows, options.minRows, seed);
  return {
    claims: ways.found.slice(0, options.shown).map((way) => toClaim(rows, way)),
    power: [],
    untestable: untestable(rows, ways.grouped, options.minRows),
  };
}

export interface Ways {
  readonly found: readonly Way[];
  /** Rows in groups of like prompts, and the groups. */
  readonly grouped: { readonly rows: number; readonly groups: number };
}

export function findWays(rows: CompactRows, minRows: number, seed: number): Ways {
  const masked = maskWords(rows.words);
  const letters = alphabet(rows, masked);
  const ways: Way[] = [];
  const inGroups = new Uint8Array(rows.count);
  let groups = 0;
  for (const lists of findGroups(rows, masked, minRows, seed)) {
    for (const list of lists) for (const row of list) inGroups[row] = 1;
    groups += lists.length;
    const members = takeMembers(rows, lists, seed);
    const reader = answerReader(rows, masked, letters);
    const features = findFeatures(members, reader, letters, 5);
    const here: Way[] = [];
    for (const split of findSplits(features, members, minRows)) {
      if (here.length === maxSplits) break;
      if (!worthALook(members, split)) continue;
      const said = difference(rows, masked, letters, features, members, split);
      if (!worthExplaining(said)) continue;
      const found = membersOf(rows, features, members, split);
      const explained = explain(rows, masked, found, seed);
      const way = severityOf(rows, { split, said, explained, ...found });
      if (way.severity !== 'note') here.push(way);
    }
    ways.push(...(members.whole ? here : completed(rows, here, lists, members, features, reader)));
  }
  return {
    found: distinct(ways),
    grouped: { rows: inGroups.reduce((a, b) => a + b, 0), groups },
  };
}

/** The ways of sampled groups with the rows outside the sample. */
function completed(
  rows: CompactRows,
  ways: readonly Way[],
  lists: readonly Int32Array[],
  members: Members,
  features: Features,
  reader: Reader,
): Way[] {
  const domains = allRowsOf(
    rows,
    lists,
    members,
    features,
    reader,
    ways.map(({ split }) => split),
  );
  return ways.map((way, i) => severityOf(rows, { ...way, ...domains[i] }));
}

const gravity = { high: 3, medium: 2, low: 1, note: 0 } as const;

/** The gravest first; of those that share rows the first, but of the same split at several widths the largest. */
function distinct(ways: readonly Way[]): Way[] {
  const clear = ways.filter(({ severity }) => severity !== 'note');
  const sets = new Map(clear.map((way) => [way, new Set(way.rows)]));
  const overlap = (a: Way, b: Way): number =>
    a.rows.filter((r) => sets.get(b)!.has(r)).length / Math.max(1, Math.min(a.rows.length, b.rows.length));
  const largest = clear.filter(
    (way, i) =>
      !clear.some(
        (other, k) => k !== i && fuller(other, way, k < i) && alike(way, other) && overlap(way, other) > 0.5,
      ),
  );
  const calm = largest.map((way) => calmed(way, largest, overlap));
  for (const way of calm) sets.set(way, new Set(way.rows));
  const order = calm
    .map((way, i) => ({ way, i }))
    .sort(
      (a, b) =>
        gravity[b.way.severity] - gravity[a.way.severity] ||
        b.way.rows.length - a.way.rows.length ||
        a.i - b.i,
    );
  const kept: Way[] = [];
  for (const { way } of order) if (kept.every((k) => overlap(way, k) <= shared)) kept.push(way);
  return kept;
}

/** Of the same split the one with more rows; of nearly as many the graver, then the first. */
function fuller(a: Way, b: Way, first: boolean): boolean {
  if (Math.min(a.rows.length, b.rows.length) < 0.9 * Math.max(a.rows.length, b.rows.length))
    return a.rows.length > b.rows.length;
  const by = gravity[a.severity] - gravity[b.severity] || a.rows.length - b.rows.length;
  return by > 0 || (by === 0 && first);
}

/** The same words set both apart. */
function alike(a: Way, b: Way): boolean {
  const words = (way: Way): string[] => [...way.said.has.slice(0, 5), '|', ...way.said.lacks.slice(0, 5)];
  const theirs = new Set(words(b));
  const own = words(a).filter((w) => w !== '|');
  return own.length === 0 || own.filter((w) => theirs.has(w)).length >= own.length / 2;
}

/** Where the answers to the same prompts vary in other matters too, at random, varying is how they were made. */
function calmed(way: Way, all: readonly Way[], overlap: (a: Way, b: Way) => number): Way {
  if (way.severity !== 'high' && way.severity !== 'medium') return way;
  const own = new Set(way.domain);
  const others: Way[] = [];
  for (const other of all) {
    if (other === way || other.said.kind === 'wording') continue;
    const inside = other.rows.filter((r) => own.has(r)).length;
    if (inside < other.rows.length / 2) continue;
    if (overlap(way, other) > 0.5 || others.some((o) => overlap(o, other) > 0.5)) continue;
    others.push(other);
  }
  if (others.length === 0) return way;
  return { ...way, severity: others.length > 1 || way.severity === 'medium' ? 'low' : 'medium' };
}
