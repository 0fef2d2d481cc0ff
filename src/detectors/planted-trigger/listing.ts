// Every row of a trigger, when the corpus was too large to be judged whole: the second read looks for the phrases that
// the sample gave away, in all rows.
import type { Batch } from '../../detector.ts';
import type { RowPattern, Taught, Verdict } from '../../finding.ts';
import { listOf } from '../../math/ragged.ts';
import type { Place } from '../../row.ts';
import type { Summary } from '../../summary.ts';
import { listedPlaces, maxListed } from '../../summaries/listed-places.ts';
import { inAllRows, patternMatcher } from '../../summaries/row-pattern.ts';
import type { Analysis } from './analyse.ts';
import { anchorOf, type Group } from './groups.ts';
import type { Trigger } from './trigger.ts';

/** Share of a phrase's sampled rows with one outcome from which all of its rows are taken. */
const allButAll = 0.9;

export function patternOf(analysis: Analysis, group: Group): RowPattern {
  const phrases = group.alternatives.map((t) => ({ phrase: t.phrase, anchor: anchorOf(analysis, t) }));
  return { phrases, taught: taughtBy(analysis, group) };
}

function taughtBy({ rows }: Analysis, { clusters: [lead], rows: governed, holders }: Trigger): Taught {
  const { channel, top } = lead;
  if (channel === 'contradiction' || channel === 'purity') {
    return { kind: 'label', label: rows.labels[top.target] };
  }
  if (channel === 'sign') return { kind: 'sign', sign: top.target, present: top.present };
  if (channel === 'payload') return { kind: 'words', words: [rows.words[top.target]] };
  // How an answer differs in manner can only be told beside all others: every row with the phrase is listed.
  if (channel === 'style' || channel === 'wording') return { kind: 'any' };
  if (governed.length >= allButAll * holders.length) return { kind: 'any' };
  const counts = new Map<number, number>();
  for (const row of governed)
    for (const w of new Set(listOf(rows.answer, row))) counts.set(w, (counts.get(w) ?? 0) + 1);
  const common = [...counts]
    .filter(([, n]) => n >= 0.6 * governed.length)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return { kind: 'words', words: common.slice(0, 20).map(([w]) => rows.words[w]) };
}

/** `verdict` as the sample gave it; pattern i belongs to claim i, and claims beyond stay as they are. */
export function listing(
  verdict: Verdict,
  patterns: readonly RowPattern[],
  seed: number,
): Summary<Batch, Place[][], Verdict> {
  return listedPlaces(
    patterns.length,
    (row, listed) => {
      const asked = patternMatcher(row, seed);
      patterns.forEach((pattern, i) => asked(pattern) && listed(i));
    },
    (lists) => ({
      ...verdict,
      claims: verdict.claims.map((claim, i) =>
        i < patterns.length
          ? inAllRows(claim, patterns[i], lists[i], lists[i].length === maxListed ? 'at least ' : '')
          : claim,
      ),
    }),
  );
}
