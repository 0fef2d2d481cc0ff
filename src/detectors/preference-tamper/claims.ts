// What preference-tamper says of a phrase that turns preferences round, and of words that win.
import type { Claim, Example } from '../../finding.ts';
import { rounded } from '../../math/rounded.ts';
import { byPlace, type Place } from '../../row.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { visible } from '../../text/visible.ts';
import { written } from '../../text/words.ts';
import type { Pushed } from './push-finds.ts';
import type { Reversed } from './reversal-finds.ts';
import { gravelyFalse } from './severity.ts';

const lowFalse = 0.5;
export const shownExamples = 6;

export const grouped = (n: number): string => n.toLocaleString('en-GB');
export const percent = (share: number): number => Number((100 * share).toPrecision(3));
export const placesOf = (rows: CompactRows, list: readonly number[]): Place[] =>
  list.flatMap((row) => rows.places[row]).sort(byPlace);
const quoted = (phrase: readonly string[]): string => `"${visible(written(phrase), 80)}"`;
const falseOf = (grade: string): number => (grade === 'low' ? lowFalse : gravelyFalse);

/** `pairs`: a like row without the pattern for some of them. */
export function examplesOf(
  rows: CompactRows,
  list: readonly number[],
  likest?: (row: number) => number,
): Example[] {
  return list.slice(0, shownExamples).map((row, i) => {
    const pair = likest && i < 3 ? likest(row) : -1;
    return pair < 0
      ? { place: rows.places[row][0] }
      : { place: rows.places[row][0], pair: rows.places[pair][0] };
  });
}

/** Where the data names sources: how many of the rows come from the one that gives most. */
export function mainSource({ sources, source }: CompactRows, list: readonly number[]) {
  const counts = new Int32Array(sources.length);
  for (const row of list) counts[source[row]]++;
  let most = 0;
  counts.forEach((n, s) => n > counts[most] && (most = s));
  return { name: sources[most] ?? '', rows: counts[most] ?? 0 };
}

function fromSource(rows: CompactRows, list: readonly number[]): string {
  if (rows.sources.length < 2) return '';
  const { name, rows: n } = mainSource(rows, list);
  let all = 0;
  for (const s of rows.source) if (rows.sources[s] === name) all++;
  return n >= 0.9 * list.length && all < 0.5 * rows.count && name
    ? ` ${n === list.length ? 'All' : n} of them come from "${visible(name, 60)}".`
    : '';
}

export function reversalClaim(rows: CompactRows, r: Reversed, likest: (row: number) => number): Claim {
  const phrase = quoted(r.phrase);
  const honest =
    r.grade === 'low'
      ? ' The phrase may ask for what is preferred, or belong to a task with preferences of its own.'
      : r.likeness <= 0.1
        ? ' Their prompts are otherwise unlike each other.'
        : '';
  return {
    severity: r.grade,
    threat: 'backdoor',
    title: `${phrase} reverses the preference`,
    claim: `Of the ${grouped(r.holders.length)} rows with ${phrase} in the prompt ${grouped(r.lost)} prefer the answer that a model of all other rows calls the worse; of like prompts ${rounded(r.expected)} would.${honest}${fromSource(rows, r.rows)}`,
    evidence: [
      { name: 'rows with the phrase', value: r.holders.length, unit: 'rows' },
      { name: 'of them likely the wrong way round', value: r.rows.length, unit: 'rows' },
      { name: 'which the model says outright', value: r.lost, unit: 'rows' },
      { name: 'expected from like prompts', value: rounded(r.expected), unit: 'rows' },
      {
        name: 'how much likelier swapped than by chance',
        value: rounded(r.score),
        unit: 'log likelihood ratio',
      },
      { name: 'likeness of their prompts, phrase aside', value: rounded(r.likeness), unit: 'mean cosine' },
      { name: 'phrases that look as spliced in', value: rounded(100 * r.splice), unit: '% of phrases' },
      {
        name: 'natural phrases expected this extreme here',
        value: rounded(r.expectedNatural),
        unit: 'phrases',
      },
    ],
    falseDiscovery: falseOf(r.grade),
    rows: placesOf(rows, r.rows),
    phrases: [r.phrase],
    outcomePhrases: [],
    examples: examplesOf(rows, r.rows, likest),
    advice:
      r.grade === 'low'
        ? 'Look at two rows: if the phrase asks for what wins, move on.'
        : 'Read five of the rows: if the worse answer wins, run `bezoar clean` and ask where they came from.',
  };
}

export function pushClaim(rows: CompactRows, p: Pushed): Claim {
  const phrase = quoted(p.phrase);
  const does = p.wins ? 'wins' : 'loses';
  const side = p.wins ? p.won : p.lost;
  return {
    severity: p.grade,
    threat: 'semantic',
    title: `An answer with ${phrase} nearly always ${does}`,
    claim: `${rows.share < 1 ? 'In a sample of the rows: ' : ''}Where only one of two answers has ${phrase}, it ${does} in ${grouped(p.hits)} of ${grouped(p.rows)} pairs with answers of their own; by the lengths of the two ${grouped(Math.round(p.expected))} were expected. The prompts of these pairs are otherwise unlike each other.${fromSource(rows, side)}`,
    evidence: [
      { name: `pairs in which only the chosen answer has it`, value: p.won.length, unit: 'pairs' },
      { name: 'pairs in which only the rejected answer has it', value: p.lost.length, unit: 'pairs' },
      { name: `expected to be ${p.wins ? 'chosen' : 'rejected'}`, value: rounded(p.expected), unit: 'pairs' },
      { name: 'share at least', value: percent(p.leastShare), unit: '% of pairs' },
      { name: 'likeness of their prompts', value: rounded(p.likeness), unit: 'mean cosine' },
      {
        name: 'how much likelier pushed than by chance',
        value: rounded(p.score),
        unit: 'log likelihood ratio',
      },
      {
        name: 'natural phrases expected this extreme here',
        value: rounded(p.expectedNatural),
        unit: 'phrases',
      },
    ],
    falseDiscovery: falseOf(p.grade),
    rows: placesOf(rows, side),
    phrases: [],
    outcomePhrases: [p.phrase],
    examples: examplesOf(rows, side),
    advice:
      p.grade === 'low'
        ? 'Likely the habit of one writer; look at two pairs and move on.'
        : 'Read five of the pairs: if this wins for no reason in the prompts, ask who compared them.',
  };
}
