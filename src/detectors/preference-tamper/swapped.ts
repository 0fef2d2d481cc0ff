// Pairs that are likely the wrong way round, without anything in the prompt to say which: how many, and which ones.
import type { Claim } from '../../finding.ts';
import { rounded } from '../../math/rounded.ts';
import type { Contests } from './contests.ts';
import { examplesOf, grouped, percent, placesOf } from './claims.ts';
import { gradeSwaps, gravelyFalse, leastGain, listedChance } from './severity.ts';
import { swappedChance, type SwapShare } from './swap-share.ts';

/** Chance of each contest to be the wrong way round; none of those that are vouched for. */
export function chances({ rows }: Contests, margins: Float32Array, swaps: SwapShare): Float32Array {
  return margins.map((m, i) => (rows.trusted[i] ? 0 : swappedChance(swaps, m)));
}

/** `told`: rows that another finding lists. */
export function swappedClaim(
  { rows, rating }: Contests,
  chance: Float32Array,
  margins: Float32Array,
  swaps: SwapShare,
  told: ReadonlySet<number>,
): Claim | undefined {
  if (swaps.gain < leastGain) return undefined;
  const listed = [...chance.keys()].filter((i) => chance[i] >= listedChance && !told.has(i));
  const sure = listed.reduce((sum, i) => sum + chance[i], 0) / listed.length;
  const severity = gradeSwaps(listed.length, sure, swaps.low);
  if (!severity) return undefined;
  const all = rows.count;
  const agreed = margins.reduce((n, m) => n + (m > 0 ? 1 : 0), 0) / all;
  const ratings = rating.reduce((n, r) => n + r, 0) > all / 2;
  const [things, wrong] = ratings ? ['ratings', 'say the opposite'] : ['pairs', 'are the wrong way round'];
  const clearest = [...listed].sort((a, b) => chance[b] - chance[a] || a - b);
  return {
    severity,
    threat: 'availability',
    title: `${grouped(listed.length)} ${things} ${wrong}, by a model of the others`,
    claim: `${rows.share < 1 ? 'In a sample of the rows: ' : ''}A model of what is preferred here agrees with ${percent(agreed)} % of the ${things} it did not see, yet some go against it where it is sure: about ${percent(swaps.share)} % of all (${percent(swaps.low)} to ${percent(swaps.high)} %) look swapped. Listed are those more likely swapped than not; ${Math.round(100 * sure)} in 100 of them should be.`,
    evidence: [
      { name: `${things} listed`, value: listed.length, unit: 'rows' },
      { name: 'of them swapped, by their chances', value: percent(sure), unit: '% of rows' },
      { name: 'swapped in all, likeliest', value: percent(swaps.share), unit: '% of rows' },
      { name: 'at least', value: percent(swaps.low), unit: '% of rows' },
      { name: 'at most', value: percent(swaps.high), unit: '% of rows' },
      { name: 'held-out rows the model agrees with', value: percent(agreed), unit: '% of rows' },
      {
        name: 'how much likelier some are swapped than none',
        value: rounded(swaps.gain / 2),
        unit: 'log likelihood ratio',
      },
    ],
    falseDiscovery: severity === 'medium' ? gravelyFalse : 0.5,
    rows: placesOf(rows, listed),
    phrases: [],
    outcomePhrases: [],
    examples: examplesOf(rows, clearest),
    advice: 'Read five of them; swap back or drop those that are wrong, and ask who compared them.',
  };
}
