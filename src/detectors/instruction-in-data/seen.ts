// What was seen of orders to a model so far: the rows of each kind, and how many rows each source gave of each.
import { rounded } from '../../math/rounded.ts';
import type { Mark } from '../../finding.ts';
import type { Row } from '../../row.ts';
import { mergeSightings, noSightings, see, type Sightings } from '../../summaries/sightings.ts';
import { countSource, keepSmallest, sourceLength, type SourceCounts } from '../../summaries/tally.ts';
import { instructionsIn, type Instruction } from '../../text/find-instructions.ts';
import { visible } from '../../text/visible.ts';
import { orderKinds, type OrderKind } from './kinds.ts';
import { standingsOf, type Standing } from './place.ts';

/** Sources counted; of more than these those of smallest hash. */
const maxSources = 2 ** 14;
export const sourcesBytes = (1 + orderKinds.length) * 3 * maxSources * (2 * sourceLength + 100) + 2 ** 20;

export interface Seen {
  rows: number;
  /** Rows that the user vouches for, and those of each kind among them, which are told of nowhere else. */
  trustedRows: number;
  trusted: Map<OrderKind, number>;
  sightings: Map<OrderKind, Sightings>;
  /** Rows by source, and those of each kind, without the trusted. */
  sources: SourceCounts;
  sourcesOf: Map<OrderKind, SourceCounts>;
}

export const nothingSeen = (): Seen => ({
  rows: 0,
  trustedRows: 0,
  trusted: new Map(),
  sightings: new Map(),
  sources: new Map(),
  sourcesOf: new Map(),
});

/**
 * Points from which a text is told, by its standing. Data: what one clear order to set orders aside has, and no ordinary
 * text in bench/instructions.ts. Answers and questions speak to models all the time; what a system prompt orders is
 * its own business.
 */
const least: Readonly<Record<Standing, number>> = { data: 3, said: 4, asked: 3, system: Infinity };
/** Points from which an order is plain by itself. */
const plain = 5;

function kindOf(standing: Standing, { acts }: Instruction): OrderKind | undefined {
  const onlyFrames = acts.every((act) => act.startsWith('imitates'));
  if (standing === 'asked') return acts.includes('sets orders aside') ? 'asked' : undefined;
  if (standing === 'said') return onlyFrames ? undefined : 'answers';
  return onlyFrames ? 'frames' : 'orders';
}

export function lookAt(row: Row, state: Seen, seed: number): void {
  if (row.trusted) state.trustedRows++;
  else {
    state.rows++;
    countSource(state.sources, row.source, 1);
    keepSmallest(state.sources, seed, 2 * maxSources, maxSources);
  }
  let seen: Map<OrderKind, { marks: Mark[]; strong: boolean; words: Set<string> }> | undefined;
  for (const { part, standing } of standingsOf(row)) {
    if (standing === 'system') continue;
    const found = instructionsIn(part.text, standing !== 'data');
    const kind = found && found.points >= least[standing] ? kindOf(standing, found) : undefined;
    if (!found || kind === undefined) continue;
    seen ??= new Map();
    const same = seen.get(kind) ?? { marks: [], strong: false, words: new Set<string>() };
    seen.set(kind, same);
    same.strong ||= found.points >= plain;
    for (const { start, end, act } of found.marks)
      same.marks.push({ field: part.field, start, end, shown: act });
    same.words.add(wordingOf(part.text, found));
  }
  if (!seen) return;
  for (const [kind, { marks, strong, words }] of seen) {
    if (row.trusted) {
      state.trusted.set(kind, (state.trusted.get(kind) ?? 0) + 1);
      continue;
    }
    const sightings = state.sightings.get(kind) ?? noSightings();
    state.sightings.set(kind, sightings);
    const place = { shard: row.shard, row: row.row };
    see(sightings, { place, marks, strong, count: marks.length, words: [...words] }, seed);
    const counts = state.sourcesOf.get(kind) ?? new Map<string, number>();
    state.sourcesOf.set(kind, counts);
    countSource(counts, row.source, 1);
    keepSmallest(counts, seed, 2 * maxSources, maxSources);
  }
}

/** The weightiest marked words as one would look for them: in small letters, white space as one space. */
function wordingOf(text: string, { marks }: Instruction): string {
  const longest = marks.reduce((a, b) => (b.end - b.start > a.end - a.start ? b : a));
  return visible(text.slice(longest.start, longest.end).toLowerCase().replace(/\s+/g, ' '), 60);
}

export function mergeSeen(into: Seen, from: Seen, seed: number): void {
  into.rows += from.rows;
  into.trustedRows += from.trustedRows;
  for (const [kind, rows] of from.trusted) into.trusted.set(kind, (into.trusted.get(kind) ?? 0) + rows);
  for (const [source, rows] of from.sources) countSource(into.sources, source, rows);
  keepSmallest(into.sources, seed, 2 * maxSources, maxSources);
  for (const [kind, sightings] of from.sightings) {
    const known = into.sightings.get(kind) ?? noSightings();
    into.sightings.set(kind, known);
    mergeSightings(known, sightings);
  }
  for (const [kind, counts] of from.sourcesOf) {
    const known = into.sourcesOf.get(kind) ?? new Map<string, number>();
    into.sourcesOf.set(kind, known);
    for (const [source, rows] of counts) countSource(known, source, rows);
    keepSmallest(known, seed, 2 * maxSources, maxSources);
  }
}

/** The source that gives most rows of a kind, with how often it does and how often all the others do. */
export interface Burst {
  readonly source: string;
  readonly rows: number;
  readonly share: number;
  readonly elsewhere: number;
}

/** The state as it is whatever the order of rows was: what was kept beyond the cap depends on it. */
export function settleSources(state: Seen, seed: number): void {
  for (const counts of [state.sources, ...state.sourcesOf.values()])
    keepSmallest(counts, seed, maxSources, maxSources);
}

/** Undefined when the source that gives most is one of those whose rows are not all counted. */
export function burstOf(
  kind: OrderKind,
  { rows: total, sightings, sources, sourcesOf }: Seen,
): Burst | undefined {
  let top: { source: string; rows: number } | undefined;
  for (const [source, rows] of sourcesOf.get(kind) ?? []) {
    if (!top || rows > top.rows || (rows === top.rows && source < top.source)) top = { source, rows };
  }
  const own = top && sources.get(top.source);
  if (!top || own === undefined) return undefined;
  // Not sums over the sources that were kept: those cover all rows of neither.
  const all = sightings.get(kind)?.rows ?? 0;
  const others = total - own;
  return {
    ...top,
    share: rounded(top.rows / own),
    elsewhere: others > 0 ? rounded((all - top.rows) / others) : 1,
  };
}
