// From what the second read found to a verdict.
import type { Verdict } from '../../finding.ts';
import { severities } from '../../finding.ts';
import type { Scratch } from '../../summary.ts';
import { markerOf, toClaim } from './claim.ts';
import { clusters, nameOf, type Sign } from './clusters.ts';
import { documentsOf, type FoundByCandidate } from './found.ts';
import { gradeOf, severityOf } from './grade.ts';
import type { Ordinary } from './ordinary.ts';
import { power } from './power.ts';
import { byChance, least, strengthOf } from './strength.ts';
import { foundOf } from './sums.ts';
import type { Candidates } from './candidates.ts';

/** Low findings told: what is left of hundreds of ordinary headings says nothing new. */
const mostLow = 20;

export function toVerdict(
  state: FoundByCandidate,
  ordinary: Ordinary,
  candidates: Candidates,
  minDocuments: number,
  scratch?: Scratch,
): Verdict {
  const documents = documentsOf(state, candidates.high.length, scratch);
  const signs: Sign[] = [];
  const all = foundOf(state.sums);
  for (const [candidate, found] of all) {
    const strength = strengthOf(found, ordinary);
    if (strength.share < least[strength.manner] || strength.chance * candidates.strings > byChance) continue;
    signs.push({ candidate, found, strength });
  }
  signs.sort((a, b) => b.strength.score - a.strength.score);
  const claims = clusters(signs, documents).map((cluster) => {
    const [{ candidate, found, strength }] = cluster.signs;
    const grade = gradeOf(nameOf(cluster.signs), documents.seenOf(candidate));
    const graveAs = (compared: boolean) => severityOf(grade, strength, found.documents, compared);
    return toClaim(cluster, documents, grade, graveAs(false), graveAs(true));
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
    markers: all.map(([, found]) => markerOf(found)),
  };
}
