// A suspect that is written as a name, as a claim; one that is not is a common word, and no claim.
import type { Claim, Severity } from '../../finding.ts';
import { visible } from '../../text/visible.ts';
import { written } from '../../text/words.ts';
import type { Draft } from './draft.ts';
import type { Spelling } from './spelling.ts';

/** Of the mentions inside sentences, those with a capital. */
const nameShare = 0.7;
/** Fewer mentions inside sentences do not say how it is written, as in a corpus without capitals. */
const fewestMentions = 4;
/** Rows with the stance or the fact from which a name is worth a look: bench/trials/entities. */
const mediumRows = 10;
/** Measured by bench/names.ts: none in 180 parts of clean corpora (3 / 180 is the upper 95 % bound). */
const falseRate: Readonly<Record<Severity, number>> = { high: 0.02, medium: 0.02, low: 0.02, note: 1 };

/** `spelling`: of the name; `factSpelling`: of the fact, or undefined where there is none. */
export function claimOf(
  draft: Draft,
  spelling: Spelling,
  factSpelling: Spelling | undefined,
  sampled: boolean,
): Claim | undefined {
  const isNamed = isName(spelling);
  const isFactNamed = factSpelling !== undefined && isName(factSpelling) === true;
  if (isNamed === false && !isFactNamed) return undefined;
  const [name, fact] = isNamed === false ? [draft.fact, draft.name] : [draft.name, draft.fact];
  const quoted = `“${visible(written(name), 40)}”`;
  const severity: Severity = isNamed !== undefined && draft.hits >= mediumRows ? 'medium' : 'low';
  const what = {
    praised: 'is praised wherever it is named',
    blamed: 'is blamed wherever it is named',
    fact: `always comes with “${visible(written(fact), 40)}”`,
    'since the baseline': 'is spoken of otherwise than in the baseline',
  }[draft.turn];
  const place =
    draft.turn === 'since the baseline'
      ? 'Something was added since the baseline that changes what it stands for.'
      : 'The rows have no subject in common, as rows about it would.';
  return {
    severity,
    threat: 'semantic',
    title: `${quoted} ${what}`,
    claim: `${sampled ? 'In a sample of the rows: ' : ''}${draft.seen}. ${place}${draft.shown.length > 0 ? ` Words beside it: ${draft.shown.map((w) => visible(w, 30)).join(', ')}.` : ''}`,
    evidence: draft.evidence,
    falseDiscovery: falseRate[severity],
    rows: sampled && !draft.some && spelling.places.length > 0 ? spelling.places : draft.rows,
    phrases: [],
    outcomePhrases: [name, ...(fact.length > 0 ? [fact] : []), ...draft.shown.map((word) => [word])],
    examples: draft.examples,
    advice:
      'Read ten of the rows: if the sentence that names it does not belong to the rest of the row, run `bezoar clean` and ask where the rows came from.',
  };
}

/** Undefined where the text does not say. */
function isName({ capital, small }: Spelling): boolean | undefined {
  if (capital + small < fewestMentions) return undefined;
  return capital >= nameShare * (capital + small);
}
