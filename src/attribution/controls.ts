// How often clean behaviours stand out as much: groups of as many rows, drawn at random from the same corpus, are traced as if
// they were behaviours, themselves left out. What a trace finds is held against these.
import { random } from '../math/random.ts';
import { askedAs } from './asked.ts';
import type { LexicalIndex } from './lexical-index.ts';
import { surpriseOf } from './trace.ts';

/** Groups are no larger: what many behaviours share, as many ordinary rows do not. */
const mostInGroup = 32;

/** So many groups of rows, of `size` or `mostInGroup` each. */
export function* drawnGroups(
  rows: number,
  size: number,
  groups: number,
  seed: number,
): Generator<ReadonlySet<number>, void, undefined> {
  const next = random(seed);
  const each = Math.max(1, Math.min(size, mostInGroup, rows));
  for (let group = 0; group < groups; group++) {
    const drawn = new Set<number>();
    while (drawn.size < each) drawn.add(Math.floor(next() * rows));
    yield drawn;
  }
}

/** How far each group stands out by words, in nats, one after another: it takes its time. */
export function* controlGroups(
  index: LexicalIndex,
  size: number,
  groups: number,
  seed: number,
): Generator<number, void, undefined> {
  for (const drawn of drawnGroups(index.rows, size, groups, seed))
    yield surpriseOf(index, askedAs(index, [...drawn]), drawn);
}

/** Groups that a larger corpus, where each takes longer, gets: fewer, and 19 at least, with which one in twenty can be told. */
export const groupsFor = (rows: number): number =>
  Math.max(19, Math.min(99, Math.floor((99 * 20_000) / Math.max(1, rows))));

/** Share of clean behaviours that would stand out so far, this one counted among them: never 0. */
export function falseDiscoveryOf(surprise: number, controls: readonly number[]): number {
  return (1 + controls.filter((other) => other >= surprise).length) / (1 + controls.length);
}
