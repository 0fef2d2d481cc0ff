// A source whose pairs are the wrong way round more often than those of the others.
import type { Claim } from '../../finding.ts';
import { rounded } from '../../math/rounded.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { visible } from '../../text/visible.ts';
import { examplesOf, grouped, percent, placesOf } from './claims.ts';
import { evidenceOf, type Reversal } from './reversed.ts';
import { gravelyFalse } from './severity.ts';

const fewestRows = 20;
/** A source that gives more of the rows is what is ordinary here. */
const mostPart = 0.5;
/** Log likelihood ratio, and so much more as the logarithm of the number of sources. */
const least = 14;

export function sourceClaims(rows: CompactRows, reversal: Reversal, told: ReadonlySet<number>): Claim[] {
  if (rows.sources.length < 2) return [];
  const held = rows.sources.map((): number[] => []);
  rows.source.forEach((s, row) => !told.has(row) && held[s].push(row));
  return held.flatMap((all, s): Claim[] => {
    if (all.length < fewestRows || all.length > mostPart * rows.count) return [];
    const { score, share } = evidenceOf(reversal, all);
    if (score < least + Math.log(rows.sources.length) || share < 0.3) return [];
    const wrong = all.filter((row) => reversal.chance(row, share) >= 0.5);
    if (wrong.length === 0) return [];
    const clear = wrong.filter((row) => reversal.chance(row, share) >= 0.8);
    const expected = all.reduce((sum, row) => sum + reversal.rate[row], 0);
    return [
      {
        severity: 'medium',
        threat: 'availability',
        title: `Pairs from "${visible(rows.sources[s], 60)}" are the wrong way round`,
        claim: `About ${percent(share)} % of the ${grouped(all.length)} pairs from this source prefer what a model of all pairs calls the worse answer; of like prompts ${rounded(expected)} would. The source may prefer other things by right, or compare them the wrong way round.`,
        evidence: [
          { name: 'pairs of this source', value: all.length, unit: 'rows' },
          { name: 'likely the wrong way round', value: wrong.length, unit: 'rows' },
          { name: 'expected from like prompts', value: rounded(expected), unit: 'rows' },
          {
            name: 'how much likelier swapped than by chance',
            value: rounded(score),
            unit: 'log likelihood ratio',
          },
        ],
        falseDiscovery: gravelyFalse,
        rows: placesOf(rows, wrong),
        phrases: [],
        outcomePhrases: [],
        examples: examplesOf(rows, clear.length > 0 ? clear : wrong),
        advice: 'Read ten pairs of this source beside ten of others before training on it.',
      },
    ];
  });
}
