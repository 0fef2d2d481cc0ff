// What source-burst says of one burst.
import type { Claim } from '../../finding.ts';
import { rounded } from '../../math/rounded.ts';
import type { Place } from '../../row.ts';
import { dayMs } from '../../summaries/source-days.ts';
import { visible } from '../../text/visible.ts';
import type { Burst } from './bursts.ts';

/** No medium in 65 clean mixes of bench/calibrate, 32 of them given in sittings: 3 / 65 at most (rule of three, 95 %). */
const falseRate = { medium: 0.05, low: 0.5 } as const;
const shownExamples = 4;

export function toClaim(burst: Burst, having: number, able: number, rows: readonly Place[]): Claim {
  const { source, from, to, ofSource, expected, chance, hasHistory } = burst;
  const name = `"${visible(source, 60)}"`;
  const when = from === to ? `on ${dayOf(from)}` : `from ${dayOf(from)} to ${dayOf(to)}`;
  const severity = hasHistory ? 'medium' : 'low';
  const before = hasHistory
    ? 'It had given rows long before.'
    : 'It had given hardly any before, so this may be how it came in.';
  return {
    severity,
    threat: 'semantic',
    title: `${name} gave ${burst.rows} rows ${when}`,
    claim: `${burst.rows} of the ${ofSource} rows from ${name} are dated ${when}, where ${Math.max(1, Math.round(expected))} would be had it gone with the other sources. ${before} ${having} of ${able} sources of this size come in a burst.`,
    evidence: [
      { name: 'rows in the burst', value: burst.rows, unit: 'rows' },
      { name: 'rows of this source in all', value: ofSource, unit: 'rows' },
      { name: 'rows expected from the pace of the other sources', value: rounded(expected), unit: 'rows' },
      { name: 'length of the burst', value: to - from + 1, unit: 'days' },
      { name: 'chance of as many, over all windows tried', value: rounded(chance), unit: 'chance' },
      { name: 'sources that come in a burst', value: having, unit: 'sources' },
    ],
    falseDiscovery: falseRate[severity],
    rows,
    phrases: [],
    outcomePhrases: [],
    examples: rows.slice(0, shownExamples).map((place) => ({ place })),
    advice:
      'Ask what happened at that source in these days; if nobody can say, leave its rows of these days out, or take an older copy.',
  };
}

/** A day since 1970 as a date. */
export function dayOf(day: number): string {
  return new Date(Math.max(-1e8, Math.min(1e8, day)) * dayMs).toISOString().slice(0, 10);
}
