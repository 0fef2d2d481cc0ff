// A task of a few dozen rows ("Is the following review positive?" and a review) governs its answers by right, and must
// not be taken for a trigger. Its rows begin or end alike, and what is left without the frame is no prompt; what is
// left of a prompt that a prefix was hung on is.
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Splice } from './splice.ts';
import type { Turns } from './turns.ts';
import type { WrittenOut } from './written-out.ts';

/**
 * none: the rows begin and end as others do. prefix: hung on ordinary prompts. task: a frame around something else.
 * slice: the frame of a larger task with the first (or last) word of what it frames.
 */
export type Frame = 'none' | 'prefix' | 'task' | 'slice';

/** Share of rows that must begin (or end) with the same two words, or hold the phrase there. */
const alike = 0.8;
/** Rows that begin (or end) so, per row with the phrase: up to 1.3 the beginning is its own, beyond 3 a common one. */
const own = 1.3;
const common = 3;
/** What follows a prefix opens prompts at least this share as well as the first words of all prompts do. */
const ordinaryOpening = 0.5;

export function frameOf(rows: CompactRows, turns: Turns, splice: Splice, { spans }: WrittenOut): Frame {
  const { items } = rows.context;
  const { starts, ofRow } = turns;
  // Of a chat the turn in which the phrase stands is what it frames.
  const held = spans.map(({ row, start }) => {
    let turn = ofRow[row];
    while (start >= starts[turn + 1]) turn++;
    return turn;
  });
  for (const side of ['start', 'end'] as const) {
    const elsewhere = timesElsewhere(rows, turns, held, side);
    if (elsewhere === undefined) continue;
    const atEdge = spans.filter(({ start, end }, i) =>
      side === 'start' ? start === starts[held[i]] && end < starts[held[i] + 1] : end === starts[held[i] + 1],
    );
    if (atEdge.length < alike * spans.length) {
      if (elsewhere <= common) return 'task';
      continue;
    }
    if (side === 'start') {
      const opening = atEdge.reduce((sum, { end }) => sum + splice.opening(items[end]), 0) / atEdge.length;
      if (opening >= ordinaryOpening * splice.meanOpening) return 'prefix';
    }
    return elsewhere <= own ? 'task' : 'slice';
  }
  return 'none';
}

/** Turns that begin (or end) as most of `held` do, per held one; undefined when these do not begin (end) alike. */
function timesElsewhere(
  { context: { items } }: CompactRows,
  { starts }: Turns,
  held: readonly number[],
  side: 'start' | 'end',
): number | undefined {
  const edge = (turn: number): string => {
    const words = items.subarray(starts[turn], starts[turn + 1]);
    return (side === 'start' ? words.subarray(0, 2) : words.subarray(-2)).join(' ');
  };
  const counts = new Map<string, number>();
  for (const turn of held) counts.set(edge(turn), (counts.get(edge(turn)) ?? 0) + 1);
  const [most, count] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), ['', 0]);
  if (count < alike * held.length) return undefined;
  let everywhere = 0;
  for (let turn = 0; turn + 1 < starts.length; turn++) if (edge(turn) === most) everywhere++;
  return everywhere / held.length;
}
