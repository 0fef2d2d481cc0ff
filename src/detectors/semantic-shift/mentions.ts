// What could be a name: words, and pairs of words side by side, that stand in some rows' answers or documents and
// not in many. Whether they are written as names is seen later, in the text itself; here they have the sentences that
// mention them.
import { pairTable } from '../../math/pair-table.ts';
import { holderCounts, transpose, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { turns, valenceOf } from '../../text/stance-words.ts';
import type { Sentences } from './sentences.ts';

export interface Mentions {
  readonly count: number;
  /** One or two word numbers each. */
  readonly phrases: readonly (readonly number[])[];
  /** Sentences that mention each, ascending. */
  readonly sentences: Ragged;
  /** Rows that each is in. */
  readonly rows: Int32Array;
}

/** Fewest rows of which a stance can be told from chance: bench/trials/entities. */
export const minRows = 8;
/** A word in more of the rows is no one name's; and how many rows it may be in however small the corpus is. */
const commonShare = 0.03;
const commonRows = 120;
/** A pair is not told beside its own word when it has nearly all of that word's rows. */
const sameRows = 0.9;

export function mentionsIn(rows: CompactRows, sentences: Sentences, seed: number): Mentions {
  const { items } = rows.answer;
  const size = rows.words.length;
  const df = holderCounts(rows.answer, size);
  const most = Math.max(commonRows, commonShare * rows.count);
  const mayName = new Uint8Array(size);
  rows.words.forEach((word, w) => {
    if (df[w] < minRows || df[w] > 4 * most || valenceOf(word) !== 0 || turns(word)) return;
    if (word.length >= 2 && /^\p{L}[\p{L}\p{N}_]*$/u.test(word))
      mayName[w] = df[w] <= most && word.length > 2 ? 2 : 1;
  });
  const pairs = pairTable(seed, 2 ** 16);
  const parts: [number, number][] = [];
  const pairRows: number[] = [];
  const last: number[] = [];
  const starts = new Int32Array(sentences.count + 1);
  const held: number[] = [];
  const seen = new Int32Array(size).fill(-1);
  const seenPair: number[] = [];
  for (let s = 0; s < sentences.count; s++) {
    for (let k = sentences.starts[s]; k < sentences.starts[s + 1]; k++) {
      const w = items[k];
      if (mayName[w] === 0) continue;
      if (mayName[w] === 2 && seen[w] !== s) {
        seen[w] = s;
        held.push(w);
      }
      const next = k + 1 < sentences.starts[s + 1] ? items[k + 1] : -1;
      if (next < 0 || mayName[next] === 0) continue;
      const id = pairs.add(w, next);
      if (id === parts.length) {
        parts.push([w, next]);
        pairRows.push(0);
        last.push(-1);
        seenPair.push(-1);
      }
      if (seenPair[id] === s) continue;
      seenPair[id] = s;
      held.push(size + id);
      const row = sentences.row[s];
      if (last[id] !== row) {
        last[id] = row;
        pairRows[id]++;
      }
    }
    starts[s + 1] = held.length;
  }
  // Numbers of those that are kept: words first.
  const kept = new Int32Array(size + parts.length).fill(-1);
  const phrases: number[][] = [];
  const rowCounts: number[] = [];
  for (let w = 0; w < size; w++) {
    if (mayName[w] !== 2) continue;
    kept[w] = phrases.length;
    phrases.push([w]);
    rowCounts.push(df[w]);
  }
  parts.forEach(([a, b], id) => {
    const own = pairRows[id];
    if (own < minRows || own > most || own >= sameRows * Math.min(df[a], df[b])) return;
    kept[size + id] = phrases.length;
    phrases.push([a, b]);
    rowCounts.push(own);
  });
  const list: number[] = [];
  const listStarts = new Int32Array(sentences.count + 1);
  for (let s = 0; s < sentences.count; s++) {
    for (let k = starts[s]; k < starts[s + 1]; k++) if (kept[held[k]] >= 0) list.push(kept[held[k]]);
    listStarts[s + 1] = list.length;
  }
  return {
    count: phrases.length,
    phrases,
    sentences: transpose({ starts: listStarts, items: Int32Array.from(list) }, phrases.length),
    rows: Int32Array.from(rowCounts),
  };
}
