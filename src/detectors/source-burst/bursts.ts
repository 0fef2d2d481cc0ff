// A burst: a source gives in a few days many times what it gives otherwise, at a time when the others do nothing of the
// kind. Found by a scan statistic (Kulldorff 1997): every window against what the other sources gave in it.
import { poissonTail } from '../../math/tail.ts';
import type { SourceDays } from '../../summaries/source-days.ts';

/** Lengths of the windows, in days: an edit session, a weekend, a campaign. */
const windows = [1, 3, 7, 30];
/** Rows in the window over those expected. */
const leastTimes = 5;
/** Share of the source's rows that fall into it. */
const leastShare = 0.2;
/** Bursts that chance would make in all windows of all sources. */
const byChance = 0.001;
/** A source that was there this many windows before the burst has a history that the burst stands out from. */
const history = 3;

export interface Burst {
  readonly source: string;
  /** First and last day, inclusive, in days since 1970. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly ofSource: number;
  /** Rows that the source would have given in these days, had it gone with the others. */
  readonly expected: number;
  /** Chance of as many, over all windows tried. */
  readonly chance: number;
  /** It gave rows long before: the burst is no first appearance. */
  readonly hasHistory: boolean;
}

export interface Bursts {
  readonly found: readonly Burst[];
  /** Sources with rows enough to show one. */
  readonly able: number;
}

/** At most one burst a source, its clearest. */
export function bursts(all: readonly SourceDays[], minRows: number): Bursts {
  const corpus = new Map<number, number>();
  for (const { days, rows } of all)
    days.forEach((day, i) => corpus.set(day, (corpus.get(day) ?? 0) + rows[i]));
  const calendar = Int32Array.from(corpus.keys()).sort();
  // Rows of the corpus up to and with each day of the calendar.
  const upTo = new Float64Array(calendar.length);
  calendar.forEach((day, i) => (upTo[i] = (upTo[i - 1] ?? 0) + corpus.get(day)!));
  const total = upTo.at(-1) ?? 0;
  const allIn = (from: number, to: number): number =>
    upBy(calendar, upTo, to) - upBy(calendar, upTo, from - 1);
  const candidates = all.filter(({ rows }) => sum(rows) >= minRows);
  const tried = candidates.reduce((n, { days }) => n + days.length * windows.length, 0);
  const found: Burst[] = [];
  for (const { source, days, rows } of candidates) {
    const ofSource = sum(rows);
    let best: Burst | undefined;
    for (const length of windows) {
      let end = 0;
      let inside = 0;
      for (let i = 0; i < days.length; i++) {
        const to = days[i] + length - 1;
        while (end < days.length && days[end] <= to) inside += rows[end++];
        const others = allIn(days[i], to) - inside;
        const expected = (ofSource * (others + 1)) / (total - ofSource + 1);
        const stands =
          inside >= minRows && inside >= leastTimes * expected && inside >= leastShare * ofSource;
        const chance = stands ? Math.min(1, poissonTail(inside, expected) * tried) : 1;
        if (chance < byChance && (!best || inside - expected > 1.2 * (best.rows - best.expected))) {
          const hasHistory = days[0] <= days[i] - history * length;
          const last = days[end - 1];
          best = { source, from: days[i], to: last, rows: inside, ofSource, expected, chance, hasHistory };
        }
        inside -= rows[i];
      }
    }
    if (best) found.push(best);
  }
  return { found, able: candidates.length };
}

function upBy(calendar: Int32Array, upTo: Float64Array, day: number): number {
  let low = 0;
  let high = calendar.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (calendar[middle] <= day) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : upTo[low - 1];
}

function sum(numbers: Int32Array): number {
  let total = 0;
  for (const n of numbers) total += n;
  return total;
}
