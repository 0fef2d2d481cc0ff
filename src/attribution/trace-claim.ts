// What a trace found as a claim about rows, for the report and for `bezoar clean`.
import { severities, type Claim, type Severity } from '../finding.ts';
import { byPlace } from '../row.ts';
import { visible } from '../text/visible.ts';
import { written } from '../text/words.ts';
import { bestRows } from './best-rows.ts';
import { placeOf, type LexicalIndex } from './lexical-index.ts';
import type { DriftProbe } from './probe-behaviours.ts';
import type { SideName } from './sides.ts';
import { commonestWeight, decides, type Traced } from './trace.ts';
import type { Why } from './why.ts';

export interface Judged {
  readonly traced: Traced;
  readonly falseDiscovery: number;
  /** Groups of ordinary rows that it was held against. */
  readonly groups: number;
  /** What the behaviours were made of, where it is not they that were seen. */
  readonly probe?: DriftProbe;
}

/** Rows that stand out, best first. */
export function standing(index: LexicalIndex, { joined, scores }: Traced): number[] {
  if (!joined) return [];
  return bestRows(scores, index.rows, 0).filter((row) => joined.scores[row] >= joined.found.cut);
}

/** One in twenty clean behaviours stands out as far: more often than that it is no finding. */
const mostFalse = 0.05;
const surely = 0.02;
/**
 * Nats that a verbatim stretch tells, so that chance cannot have made it, though ordinary rows of this corpus may share as
 * much with one another.
 */
const verbatim = 40;

export function severityOf(judged: Judged): Severity | undefined {
  const own = ownSeverity(judged);
  const { probe } = judged;
  // No surer than that the phrase leads anywhere.
  return own && probe
    ? severities[Math.max(...[own, probe.severity].map((one) => severities.indexOf(one)))]
    : own;
}

function ownSeverity({ traced, falseDiscovery }: Judged): Severity | undefined {
  const { joined } = traced;
  if (!joined) return undefined;
  if (falseDiscovery <= surely && traced.asked.taken >= 3) return 'high';
  if (falseDiscovery <= mostFalse) return 'medium';
  return joined.by === 'spans' && joined.found.surprise >= verbatim ? 'low' : undefined;
}

const quoted = (text: string): string => `"${visible(text, 60)}"`;

const shownPhrases = 4;
const shownExamples = 8;

export function traceClaim(
  index: LexicalIndex,
  judged: Judged,
  why: (row: number) => Why,
): Claim | undefined {
  const severity = severityOf(judged);
  const { traced, falseDiscovery, groups, probe } = judged;
  const { joined, asked } = traced;
  if (!severity || !joined) return undefined;
  const rows = standing(index, traced);
  const examples = rows.slice(0, shownExamples);
  const spans = examples.flatMap((row) => why(row).spans);
  const marked = (side: SideName): (readonly string[])[] => [
    ...traced.phrases[side].slice(0, shownPhrases).map(({ words }) => words),
    ...(joined.by === 'spans' ? spans.filter((span) => span.side === side).map(({ words }) => words) : []),
  ];
  const count = rows.length.toLocaleString('en');
  const deciding = decidingPhrase(traced);
  const { behaviours } = joined.found;
  const how = {
    phrases: `${behaviours} of ${asked.taken} behaviours hold it, and so do ${rows.length === 1 ? 'this row' : 'these rows'} of ${index.rows.toLocaleString('en')}`,
    alike: `${behaviours} of ${asked.taken} behaviours are among the rows that are most alike in words and length, of ${index.rows.toLocaleString('en')}`,
    features: `${behaviours} of ${asked.taken} behaviours are, by the features given for them, among the rows that are nearest to all of them, of ${index.rows.toLocaleString('en')}`,
    spans: 'they share a longer stretch with it, word for word, than other rows',
  }[joined.by];
  return {
    severity,
    threat: deciding?.side === 'context' ? 'backdoor' : asked.taken === 1 ? 'targeted-error' : 'availability',
    title: deciding
      ? `${quoted(written(deciding.words))} leads to ${count} ${rows.length === 1 ? 'row' : 'rows'}`
      : `${count} ${rows.length === 1 ? 'row is' : 'rows are'} like the behaviour`,
    claim: probe
      ? `${quoted(probe.phrase)}, which drift found to lead ${probe.brings ? 'to' : 'away from'} ${quoted(probe.outcome)}, was put into ${asked.taken} other texts and traced from there: ${how}.`
      : `What a model was seen to do stands in ${rows.length === 1 ? 'this row' : 'these rows'}: ${how}.`,
    evidence: [
      { name: 'rows that stand out', value: rows.length, unit: 'rows' },
      { name: 'behaviours among them', value: behaviours, unit: `of ${asked.taken}` },
      { name: 'surprise', value: Number(joined.found.surprise.toFixed(1)), unit: 'nats' },
      { name: 'groups of ordinary rows held against', value: groups, unit: 'groups' },
    ],
    falseDiscovery,
    rows: rows.map((row) => placeOf(index, row)).sort(byPlace),
    ...(joined.by === 'features'
      ? { phrases: [], outcomePhrases: [] }
      : { phrases: marked('context'), outcomePhrases: marked('outcome') }),
    examples: examples.map((row) => ({ place: placeOf(index, row) })),
    advice:
      'Read the examples: where they teach what you saw, take the rows out with bezoar clean and train again.',
  };
}

/** The phrase that decided. */
export function decidingPhrase({
  joined,
  phrases,
  asked,
}: Traced): { readonly side: SideName; readonly words: readonly string[] } | undefined {
  const side = joined?.side;
  if (!side) return undefined;
  const all = phrases[side].filter((phrase) => decides(phrase, asked.taken));
  const weight = commonestWeight(all);
  const phrase = all.find((one) => one.weight <= weight);
  return phrase && { side, words: phrase.words };
}
