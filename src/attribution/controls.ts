// How often clean behaviours stand out as much: groups of as many rows, drawn at random from the same corpus, are traced as if
// they were behaviours, themselves left out. What a trace finds is held against these.
import { random } from '../math/random.ts';
import type { LexicalIndex } from './lexical-index.ts';
import type { Behaviour } from './sides.ts';
import { surpriseOf } from './trace.ts';

/** The words of row `row`, one side each: what a behaviour would be that is the row. */
export type RowBehaviour = (row: number) => Behaviour;


/** Groups are no larger: what many behaviours share, as many ordinary rows do not. */
const mostInGroup = 32;

export function* controlGroups(
  index: LexicalIndex,
  behaviour: RowBehaviour,
  size: number,
  groups: number,
  seed: number,
): Generator<number, void, undefined> {
  const next = random(seed);
  const each = Math.max(1, Math.min(size, mostInGroup, index.rows));
  for (let group = 0; group < groups; group++) {
    const drawn = new Set<number>();
    while (drawn.size < each) drawn.add(Math.floor(next() * index.rows));
    yield surpriseOf(
      index,
      Array.from(drawn, (row) => behaviour(row)),
      drawn,
    );
  }
}

/** Share of clean behaviours that would stand out so far, those measured and this one counted: never 0. */
export function falseDiscoveryOf(surprise: number, controls: readonly number[]): number {
  return (1 + controls.filter((other) => other >= surprise).length) / (1 + controls.length);
}
