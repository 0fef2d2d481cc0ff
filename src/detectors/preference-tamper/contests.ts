// The rows in which one answer wins over another, or is rated up or down; other rows of a mixed corpus say nothing about
// what is preferred. Of a large corpus every k-th, in corpus order.
import { IntList, listOf, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { mannerSize } from '../../text/answer-manner.ts';

/** Together about 300 MB while they are looked at. */
const mostContests = 40_000;
const mostWords = 10_000_000;

export interface Contests {
  /** Only rows that are contests. */
  readonly rows: CompactRows;
  /** +1: chosen over another answer, or rated up; -1: rated down. A rating's loser is the middling answer. */
  readonly sign: Int8Array;
  /** 1 where there is no other answer. */
  readonly rating: Uint8Array;
}

export function contestsOf(all: CompactRows): Contests {
  const up = all.labels.indexOf('up');
  const down = all.labels.indexOf('down');
  const isRating = (row: number): boolean =>
    all.label[row] >= 0 &&
    (all.label[row] === up || all.label[row] === down) &&
    length(all.answer, row) > 0 &&
    length(all.rejected, row) === 0;
  const found: number[] = [];
  let words = 0;
  for (let row = 0; row < all.count; row++) {
    if (length(all.rejected, row) === 0 && !isRating(row)) continue;
    found.push(row);
    words += length(all.context, row) + length(all.answer, row) + length(all.rejected, row);
  }
  const step = Math.max(1, Math.ceil(Math.max(found.length / mostContests, words / mostWords)));
  const chosen = step === 1 ? found : found.filter((_, i) => i % step === 0);
  const rows = chosen.length === all.count ? all : { ...picked(all, chosen), share: all.share / step };
  const rating = Uint8Array.from(chosen, (row) => Number(isRating(row)));
  return {
    rows,
    rating,
    sign: Int8Array.from(chosen, (row, i) => (rating[i] && all.label[row] === down ? -1 : 1)),
  };
}

const length = ({ starts }: Ragged, row: number): number => starts[row + 1] - starts[row];

function picked(all: CompactRows, chosen: readonly number[]): CompactRows {
  const lists = (from: Ragged): Ragged => {
    const items = new IntList();
    const starts = new Int32Array(chosen.length + 1);
    chosen.forEach((row, i) => {
      for (const item of listOf(from, row)) items.push(item);
      starts[i + 1] = items.length;
    });
    return { starts, items: items.take() };
  };
  const manner = new Uint8Array(chosen.length * mannerSize);
  chosen.forEach((row, i) =>
    manner.set(all.manner.subarray(row * mannerSize, (row + 1) * mannerSize), i * mannerSize),
  );
  return {
    ...all,
    count: chosen.length,
    places: chosen.map((row) => all.places[row]),
    context: lists(all.context),
    answer: lists(all.answer),
    rejected: lists(all.rejected),
    contextTurns: lists(all.contextTurns),
    answerTurns: lists(all.answerTurns),
    label: Int32Array.from(chosen, (row) => all.label[row]),
    source: Int32Array.from(chosen, (row) => all.source[row]),
    trusted: Uint8Array.from(chosen, (row) => all.trusted[row]),
    signs: Uint8Array.from(chosen, (row) => all.signs[row]),
    embeddings: new Float32Array(0),
    manner,
  };
}
