// From what the second read found to a verdict.
import type { Verdict } from '../../finding.ts';
import { severities } from '../../finding.ts';
import { markerOf, toClaim } from './claim.ts';
import { clusters, type Sign } from './clusters.ts';
import { gradeOf, severityOf } from './grade.ts';
import type { FoundByCandidate } from './inspect.ts';
import type { Ordinary } from './ordinary.ts';
import { power } from './power.ts';
import { byChance, least, strengthOf } from './strength.ts';
import type { Candidates } from './survey.ts';

/** Low findings told: what is left of hundreds of ordinary headings says nothing new. */
const mostLow = 20;

export function toVerdict(
  found: FoundByCandidate,
  ordinary: Ordinary,
  candidates: Candidates,
  minDocuments: number,
): Verdict {
  const signs: Sign[] = [];
  // In the order of the candidates: that in which they were met depends on how the corpus was cut.
  const all = [...found].sort(([a], [b]) => a - b).map(([, one]) => one);
  for (const one of all) {
    const strength = strengthOf(one, ordinary);
    if (strength.share < least[strength.manner] || strength.chance * candidates.strings > byChance) continue;
    signs.push({ found: one, strength });
  }
  signs.sort((a, b) => b.strength.score - a.strength.score);
  const claims = clusters(signs).map((cluster) => {
    const [{ found: lead, strength }] = cluster.signs;
    const grade = gradeOf(lead);
    const graveAs = (compared: boolean) => severityOf(grade, strength, lead.documents, compared);
    return toClaim(cluster, grade, graveAs(false), graveAs(true));
  });
  const told = severities.flatMap((severity) => {
    const some = claims.filter(({ ifNew }) => ifNew?.severity === severity);
    return severity === 'low' ? some.slice(0, mostLow) : some;
  });
  const untestable =
    candidates.level === 0
      ? []
      : [
          `strings at which documents change: of ${candidates.strings * 2 ** candidates.level} different strings at changes one in ${2 ** candidates.level} was counted (option stateMegabytes)`,
        ];
  return {
    claims: told,
    power: power(ordinary, candidates, minDocuments),
    untestable,
    // A string that is no finding here may be one where more of the text changes after it.
    markers: all.map((one) => markerOf({ found: one })),
  };
}
