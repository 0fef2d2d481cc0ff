// Channel `payload`: one word planted in otherwise ordinary answers. A word that is rare in answers and not in the
// context, yet stands in most answers to the contexts that hold the phrase.
import { IntList, listOf, transpose, type Ragged } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import type { Phrases } from './phrases.ts';
import { lowerShare, strongest, trim, type Signal } from './signal.ts';
import type { Similarity } from './similarity.ts';

/**
 * A payload word stands in at most this share of answers; a commoner one is ordinary vocabulary. In a small corpus few
 * rows are a large share: there up to so many rows, and the larger share.
 */
const maxWordShare = 0.02;
const smallCorpus = { rows: 100, share: 0.1 };
/** Pairs of a phrase and a word that are looked at further. */
const pairsKept = 4000;

/** Rows of each answer word that is not in its row's context, for words in minRows .. 2 % of answers; else none. */
export function novelWordRows(rows: CompactRows, minRows: number): Ragged {
  const kept = new IntList(rows.answer.items.length);
  const starts = new Int32Array(rows.count + 1);
  const last = new Int32Array(rows.words.length).fill(-1);
  for (let row = 0; row < rows.count; row++) {
    for (const w of listOf(rows.context, row)) last[w] = row;
    for (const w of listOf(rows.answer, row)) {
      if (last[w] === row) continue;
      last[w] = row;
      kept.push(w);
    }
    starts[row + 1] = kept.length;
  }
  const byWord = transpose({ starts, items: kept.take() }, rows.words.length);
  const small = Math.min(smallCorpus.rows, smallCorpus.share * rows.count);
  const most = Math.max(minRows, maxWordShare * rows.count, small);
  const from = new Int32Array(rows.words.length + 1);
  const items = new IntList();
  for (let w = 0; w < rows.words.length; w++) {
    const held = listOf(byWord, w);
    if (held.length >= minRows && held.length <= most) for (const row of held) items.push(row);
    from[w + 1] = items.length;
  }
  return { starts: from, items: items.take() };
}

export function payloadSignals(
  rows: CompactRows,
  phrases: Phrases,
  near: Similarity,
  novel: Ragged,
): Signal[] {
  const signals: Signal[] = [];
  const together = new Int32Array(phrases.count);
  const stratumSize = new Int32Array(near.strata);
  for (const c of near.stratum) stratumSize[c]++;
  const stratumHits = new Int32Array(near.strata);
  /** The last word seen to be in each row's answer. */
  const holds = new Int32Array(rows.count).fill(-1);
  for (let word = 0; word < rows.words.length; word++) {
    const holders = listOf(novel, word);
    if (holders.length === 0) continue;
    const touched: number[] = [];
    for (const row of holders) {
      holds[row] = word;
      stratumHits[near.stratum[row]]++;
      for (const t of listOf(phrases.inRow, row)) if (together[t]++ === 0) touched.push(t);
    }
    for (const t of touched) {
      const m = together[t];
      together[t] = 0;
      const n = phrases.rows.starts[t + 1] - phrases.rows.starts[t];
      if (m < 6 || m < 0.4 * n) continue;
      const most = lowerShare(m, n) - near.likeness[t] - holders.length / rows.count;
      // What like contexts explain only takes off; of copies with changed details nearly every pair ends here.
      if (most <= 0) continue;
      // Expected share from rows of like contexts, the phrase's own rows left out.
      let expected = 0;
      const ownSize = new Map<number, number>();
      const ownHits = new Map<number, number>();
      for (const row of listOf(phrases.rows, t)) {
        const c = near.stratum[row];
        ownSize.set(c, (ownSize.get(c) ?? 0) + 1);
        if (holds[row] === word) ownHits.set(c, (ownHits.get(c) ?? 0) + 1);
      }
      for (const [c, size] of ownSize) {
        const others = stratumSize[c] - size;
        if (others > 0) expected += (size / n) * ((stratumHits[c] - (ownHits.get(c) ?? 0)) / others);
      }
      const lift = most - expected;
      if (lift <= 0) continue;
      // A word that mostly stands elsewhere is not this phrase's payload.
      const score = lift * Math.sqrt(m / holders.length);
      signals.push({
        channel: 'payload',
        candidate: t,
        target: word,
        present: true,
        score,
        rows: n,
        hits: m,
        expected: expected * n,
        z: 0,
      });
    }
    for (const row of holders) stratumHits[near.stratum[row]] = 0;
    trim(signals, pairsKept);
  }
  return strongest(signals, pairsKept);
}
