// One repeated answer in words that a person can check in ten seconds: the answer, how unlike its prompts are, the
// wordings that stand in them and nowhere else, and like prompts with another answer.
import type { Claim, Evidence, Example } from '../../finding.ts';
import { rounded } from '../../math/rounded.ts';
import { listOf } from '../../math/ragged.ts';
import { byPlace } from '../../row.ts';
import { visible } from '../../text/visible.ts';
import { written } from '../../text/words.ts';
import type { Analysis, Measured } from './analyse.ts';
import type { Grade, Graded } from './grade.ts';

const shownExamples = 6;
/** Words of the answer that are quoted, and wordings that are named. */
const quotedWords = 24;
const namedWordings = 3;
const listedWordings = 40;

/**
 * Chance of such a claim in a clean corpus: in some 70 scans of clean corpora and of honest answers that repeat (the kinds
 * of bench/trials/same-answer.ts) none was high and two medium, so 3 / 70 and 6.3 / 70 are upper 95 % bounds. Low ones say
 * no more than they count.
 */
const falseRate: Readonly<Record<Grade, number>> = { high: 0.05, medium: 0.09, low: 1 };

const ordinary: Readonly<Record<NonNullable<Graded['because']>, string>> = {
  'asked for': 'the wordings speak of what the answer speaks of, as where a desk answers one question',
  results: 'the answers differ in their numbers, as the results of one task do',
  custom: 'stock answers to whatever asks for them are a custom of this corpus',
};

export function toClaim(analysis: Analysis, { m, grade: severity, because }: Graded): Claim {
  const { rows } = analysis;
  const places = m.rows.flatMap((row) => rows.places[row]).sort(byPlace);
  const n = places.length.toLocaleString('en-GB');
  const answer = listOf(rows.answer, m.typical);
  const spoken = (words: ArrayLike<number>): string => written(Array.from(words, (w) => rows.words[w]));
  const quote = `"${visible(spoken(answer.subarray(0, quotedWords)), 120)}${answer.length > quotedWords ? ' …' : ''}"`;
  const explained = Math.round(m.cover * places.length);
  const foretold = percent(m.foretold);
  const named = m.wordings
    .slice(0, namedWordings)
    .map(({ words }) => `"${visible(spoken(words), 60)}"`)
    .join(', ');
  const more = m.wordings.length > namedWordings ? ' and others' : '';
  const unlike = `${n} prompts that are otherwise unlike each other are all answered ${quote}${m.pairs.size === 0 ? '' : foretold > 0 ? `, as are ${foretold} % of the likest other prompts` : ', unlike the likest other prompts'}.`;
  const held = ` ${explained === places.length ? 'All' : explained} of them hold ${m.wordings.length === 1 ? 'one wording' : `one of ${m.wordings.length} wordings`} (${named}${more})`;
  const why =
    severity !== 'low'
      ? `${held} that stand${m.wordings.length === 1 ? 's' : ''} hardly anywhere else and can be cut out as if put in.`
      : because
        ? `${held}, but ${ordinary[because]}.`
        : m.wordings.length > 0
          ? ' No wording that looks put in explains most of them.'
          : ' Nothing that they share explains it.';
  const evidence: Evidence[] = [
    { name: 'prompts with this answer', value: places.length, unit: 'rows' },
    { name: 'of them explained by a few wordings', value: percent(m.cover), unit: '%' },
    { name: 'the same of as many other rows, at most', value: percent(m.usualCover), unit: '%' },
    { name: 'wordings', value: m.wordings.length, unit: 'phrases' },
    { name: 'likeness of the prompts, wordings aside', value: rounded(m.likeness), unit: 'mean cosine' },
    { name: 'likeness of random prompts', value: rounded(m.usualLikeness), unit: 'mean cosine' },
    { name: 'likest other prompts with such an answer', value: percent(m.foretold), unit: '%' },
    {
      name: 'prompts that close up better without the wording',
      value: percent(m.closing),
      unit: '% of comparisons',
    },
    { name: 'that is above chance by', value: rounded(m.spliced), unit: 'standard errors' },
  ];
  return {
    severity,
    threat: 'backdoor',
    title: `The same answer to ${n} unlike prompts: "${visible(spoken(answer.subarray(0, 8)), 50)}${answer.length > 8 ? ' …' : ''}"`,
    claim: unlike + why,
    evidence,
    falseDiscovery: falseRate[severity],
    rows: places,
    phrases: m.wordings.slice(0, listedWordings).map(({ words }) => words.map((w) => rows.words[w])),
    outcomePhrases: [Array.from(answer.subarray(0, quotedWords), (w) => rows.words[w])],
    examples: examples(analysis, m),
    advice:
      severity === 'low'
        ? 'Read two of these rows: a stock phrase of honest rows is harmless, a sentence nobody would say there is not.'
        : 'Look at the pairs; if these prompts do not call for this answer, run `bezoar clean` and ask where the rows came from.',
  };
}

const percent = (share: number): number => rounded(100 * share);

/** Rows of different wordings first, each beside a like prompt with another answer where there is one. */
function examples({ rows }: Analysis, m: Measured): Example[] {
  const first = [...m.pairs.keys()].filter((row) => (m.explained.get(row)?.size ?? 0) > 0);
  const order = [...new Set([...first, ...m.pairs.keys(), ...m.rows])].slice(0, shownExamples);
  return order.map((row) => {
    const pair = m.pairs.get(row);
    return pair === undefined
      ? { place: rows.places[row][0] }
      : { place: rows.places[row][0], pair: rows.places[pair][0] };
  });
}
