// A targeted error in words: what its rows share, the label they have, and how often the rest of their text says another.
import type { Claim } from '../../finding.ts';
import { listOf } from '../../math/ragged.ts';
import { percent, rounded } from '../../math/rounded.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { visible } from '../../text/visible.ts';
import { examples, grouped, nameOf, placesOf, type Judged } from './claim.ts';
import type { Region } from './regions.ts';

/** No medium region in 72 scans of clean labelled corpora in bench/detect: 3 / 72 at most (rule of three, 95 %). */
const mediumFalseDiscovery = 0.05;
const lowFalseDiscovery = 0.5;
const shownWords = 3;

export function regionClaim(judged: Judged, region: Region): Claim {
  const { rows } = judged;
  const { wrong, against, expected, z, severity } = region;
  const label = nameOf(rows, region.label);
  const shared = sharedWords(
    judged.all,
    wrong.map((i) => rows.rows[i]),
  );
  const about = shared.length > 0 ? ` (${shared.map((w) => `“${visible(w, 40)}”`).join(', ')})` : '';
  return {
    severity,
    threat: 'targeted-error',
    title: `Rows about one thing${about} are labelled ${label} against the rest of their text`,
    claim: `Of ${grouped(region.rows.length)} rows that share ${shared.length > 0 ? shared.map((w) => `“${visible(w, 40)}”`).join(', ') : 'some words'}, ${grouped(wrong.length)} are labelled ${label} though the rest of their text reads as another class; chance gives ${grouped(expected)} of such weight. ${severity === 'medium' ? 'Somebody who wants one thing judged wrongly would leave this; so would a rule of the labelling for that thing.' : 'A word that decides the label of itself looks the same.'}`,
    evidence: [
      { name: 'rows that share the words', value: region.rows.length, unit: 'rows' },
      { name: `of them labelled ${label} against the rest of their text`, value: wrong.length, unit: 'rows' },
      { name: 'how much likelier another class is, summed', value: rounded(against), unit: 'rows' },
      { name: 'the same where labels follow the text', value: rounded(expected), unit: 'rows' },
      { name: 'distance from chance', value: rounded(z), unit: 'standard deviations' },
      { name: 'excess per row', value: percent((against - expected) / region.rows.length), unit: '%' },
    ],
    falseDiscovery: severity === 'medium' ? mediumFalseDiscovery : lowFalseDiscovery,
    rows: placesOf(judged, wrong),
    phrases: shared.map((word) => [word]),
    outcomePhrases: [],
    examples: examples(judged, wrong),
    advice:
      'Read ten of the rows: if what they share does not explain the label, correct them and ask who labelled them.',
  };
}

/** The words that stand in nearly all of the rows and are rarest elsewhere. */
function sharedWords(all: CompactRows, rows: readonly number[]): string[] {
  const inside = new Map<number, number>();
  for (const row of rows)
    for (const w of new Set(listOf(all.context, row))) inside.set(w, (inside.get(w) ?? 0) + 1);
  const common = [...inside].filter(([, count]) => count >= 0.8 * rows.length).map(([w]) => w);
  const everywhere = new Map<number, number>(common.map((w) => [w, 0]));
  for (const w of all.context.items) {
    const count = everywhere.get(w);
    if (count !== undefined) everywhere.set(w, count + 1);
  }
  let least = Infinity;
  for (const count of everywhere.values()) least = Math.min(least, count);
  return common
    .filter((w) => everywhere.get(w)! <= 3 * least)
    .sort((a, b) => everywhere.get(a)! - everywhere.get(b)! || a - b)
    .slice(0, shownWords)
    .map((w) => all.words[w]);
}
