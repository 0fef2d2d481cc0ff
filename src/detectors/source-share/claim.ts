// What source-share says of a phrase of one source, and how grave it is.
import type { Claim } from '../../finding.ts';
import { rounded } from '../../math/rounded.ts';
import { byPlace } from '../../row.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { visible } from '../../text/visible.ts';
import type { OwnPhrase, OwnPhrases } from './own-phrases.ts';

/** Contexts more alike than this are about one thing, and then so may the phrase be. */
const oneTopic = 0.08;
/** A source with more phrases of its own than these writes about things of its own. */
const mostPhrases = 4;
/** No medium in the clean mixes of bench/trials/sources: 3 / 60 at most (rule of three, 95 %). */
const falseRate = { medium: 0.05, low: 0.5 } as const;
const shownExamples = 4;

export function toClaim(rows: CompactRows, { bySource, able, having }: OwnPhrases, phrase: OwnPhrase): Claim {
  const { ofSource } = phrase;
  const severity = phrase.likeness <= oneTopic && ofSource <= mostPhrases ? 'medium' : 'low';
  const source = `"${visible(rows.sources[phrase.source], 60)}"`;
  const said = `"${visible(phrase.words.join(' '), 80)}"`;
  const all = bySource[phrase.source];
  const others = phrase.rows.length - phrase.own;
  return {
    severity,
    threat: 'semantic',
    title: `Only ${source} says ${said}`,
    claim: `${rows.share < 1 ? 'In a sample of the rows: ' : ''}${phrase.own} of the ${all} rows from ${source} say ${said}, and ${others} of the ${rows.count - all} others. ${having} of ${able} sources of this size have anything that only they say.${severity === 'low' ? ' Their contexts are about one thing, or the source has much of its own, so it may be its subject.' : ''}`,
    evidence: [
      { name: 'rows with the phrase', value: phrase.rows.length, unit: 'rows' },
      { name: 'of them from this source', value: phrase.own, unit: 'rows' },
      { name: 'rows of this source', value: all, unit: 'rows' },
      {
        name: 'likeness of their contexts beyond what is usual',
        value: rounded(phrase.likeness),
        unit: 'cosine',
      },
      { name: 'things that only this source says', value: ofSource, unit: 'phrases' },
      { name: 'sources with phrases of their own', value: having, unit: 'sources' },
      { name: 'sources that could have one', value: able, unit: 'sources' },
    ],
    falseDiscovery: falseRate[severity],
    rows: [...phrase.rows].flatMap((row) => rows.places[row]).sort(byPlace),
    phrases: rows.answer.items.length > 0 ? [] : [phrase.words, ...phrase.others],
    outcomePhrases: [phrase.words, ...phrase.others],
    examples: [...phrase.rows].slice(0, shownExamples).map((row) => ({ place: rows.places[row][0] })),
    advice:
      'Read a few of the rows: if nobody but this source would want them taught, run `bezoar clean` and ask who stands behind it.',
  };
}
