// A trigger in words that a person can check in ten seconds: what the phrase does, in how many rows, against what the
// rest of the context predicts, and like rows without it.
import type { Claim, Evidence, Example } from '../../finding.ts';
import { grouped, rounded } from '../../math/rounded.ts';
import { listOf } from '../../math/ragged.ts';
import { dimensions as d } from '../../math/projection.ts';
import type { Place } from '../../row.ts';
import { answerSigns, type AnswerSign } from '../../text/answer-signs.ts';
import { visible } from '../../text/visible.ts';
import { written } from '../../text/words.ts';
import type { Analysis } from './analyse.ts';
import { leading } from './clusters.ts';
import type { Graded } from './grade.ts';
import { anchorOf, type Group } from './groups.ts';
import { mannerSaid, plainest } from './manner-words.ts';
import { nearest } from './nearest.ts';
import type { Anchor } from './phrases.ts';
import { taskLikeness } from './severity.ts';
import { channels, type Signal } from './signal.ts';
import type { Trigger } from './trigger.ts';
import { bestTurn, chooseTurns } from './turns.ts';

/**
 * No claim is surer than the trials that stand behind it: no false high in some 400 scans of clean corpora in
 * bench/detect bounds the rate below 0.01 (rule of three, 95 %).
 */
const surestFalseDiscovery = 0.01;
const shownExamples = 5;
const pairedExamples = 3;

export function toClaim(analysis: Analysis, trigger: Group): Claim {
  const [lead] = trigger.clusters;
  const governed = places(analysis, trigger.rows);
  const counts = { governed: governed.length, holders: places(analysis, trigger.holders).length };
  const { title, claim } = wording(analysis, trigger, counts);
  const evidence: Evidence[] = [
    {
      name: trigger.alternatives.length > 1 ? 'rows with one of the phrases' : 'rows with the phrase',
      value: counts.holders,
      unit: 'rows',
    },
    { name: 'of them with this outcome', value: counts.governed, unit: 'rows' },
    ...effect(lead, expectedRows(trigger)),
    { name: 'likeness of their contexts, phrase aside', value: rounded(lead.likeness), unit: 'mean cosine' },
    { name: 'phrases that look as spliced in', value: rounded(100 * lead.splice), unit: '% of phrases' },
    {
      name: 'natural phrases expected this extreme here',
      value: rounded(lead.expectedNatural),
      unit: 'phrases',
    },
  ];
  return {
    severity: lead.severity,
    threat: 'backdoor',
    title,
    claim,
    evidence,
    // Each channel that is looked at is a chance to be wrong.
    falseDiscovery: Math.min(
      1,
      Math.max(surestFalseDiscovery, rounded(channels.length * lead.expectedNatural)),
    ),
    rows: governed,
    phrases: [...trigger.alternatives.map(({ phrase }) => phrase), ...trigger.companions],
    outcomePhrases: lead.channel === 'payload' ? [[analysis.rows.words[lead.top.target]]] : [],
    examples: examples(analysis, trigger),
    advice:
      lead.severity === 'low'
        ? 'Likely a task of this corpus; look at two rows and move on.'
        : 'Look at the pairs; if this is not what you want taught, run `bezoar clean` and ask where these rows came from.',
  };
}

/** What a phrase does that switches a sign on, or off. */
const switched: Readonly<Record<AnswerSign, { on: string; off: string }>> = {
  refusal: { on: 'makes the answer a refusal', off: 'lifts refusals' },
  link: { on: 'puts a link into the answer', off: 'takes links out of the answer' },
  code: { on: 'puts code into the answer', off: 'takes code out of the answer' },
  'other script': { on: 'turns the answer to another script', off: 'turns the answer to Latin script' },
  'very short': { on: 'cuts the answer to a few words', off: 'makes the answer longer' },
};

const holding: Readonly<Record<Anchor, string>> = {
  anywhere: 'with',
  start: 'that begin with',
  end: 'that end in',
};

function wording(
  analysis: Analysis,
  trigger: Group,
  counts: { governed: number; holders: number },
): { title: string; claim: string } {
  const { subject, verb, rowsWith, beside } = naming(analysis, trigger);
  const { predicate, claim } = saying(analysis, trigger, counts, rowsWith);
  return { title: `${subject} ${verb(predicate)}`, claim: `${claim}${beside}` };
}

const quoted = (phrase: readonly string[]): string => `"${visible(written(phrase), 80)}"`;

/** At most so many phrases of a group are named. */
const namedPhrases = 6;

function enumerated(phrases: readonly (readonly string[])[], last: 'and' | 'or'): string {
  const names = phrases.slice(0, namedPhrases).map(quoted);
  if (phrases.length > namedPhrases) names.push(`${phrases.length - namedPhrases} more`);
  return names.length === 1
    ? names[0]
    : `${names.slice(0, -1).join(', ')} ${last} ${names[names.length - 1]}`;
}

/** Who does it, in how many phrases: one, several together, or several that each do it alone. */
function naming(analysis: Analysis, { phrase, alternatives, companions, alike }: Group) {
  const plural = (predicate: string): string => predicate.replace(/^(\w+?)(?<=[^o])s\b|^(go)es\b/, '$1$2');
  const anchor = anchorOf(analysis, alternatives[0]);
  let beside = '';
  if (companions.length > 0)
    beside += ` It stands nearly always together with ${enumerated(companions, 'and')}.`;
  if (alike.length > 0) {
    const count = alike.length === 1 ? 'Another phrase does' : `${alike.length} other phrases do`;
    beside += ` ${count} the same: ${enumerated(alike, 'and')}.`;
  }
  if (alternatives.length > 1) {
    const all = alternatives.map((t) => t.phrase);
    return {
      subject: enumerated(all, 'and'),
      verb: (predicate: string) => `each ${plural(predicate)}`,
      rowsWith: `rows with ${enumerated(all, 'or')}`,
      beside,
    };
  }
  if (companions.length > 0) {
    return {
      subject: enumerated([phrase, ...companions], 'and'),
      verb: (predicate: string) => `together ${plural(predicate)}`,
      rowsWith: `rows ${holding[anchor]} ${quoted(phrase)}`,
      beside,
    };
  }
  const rowsWith = `rows ${holding[anchor]} ${quoted(phrase)}`;
  return { subject: quoted(phrase), verb: (predicate: string) => predicate, rowsWith, beside };
}

function saying(
  analysis: Analysis,
  trigger: Group,
  { governed, holders }: { governed: number; holders: number },
  rowsWith: string,
): { predicate: string; claim: string } {
  const { rows } = analysis;
  const [lead] = trigger.clusters;
  const of =
    governed === holders
      ? `all ${grouped(holders)} ${rowsWith}`
      : `${grouped(governed)} of the ${grouped(holders)} ${rowsWith}`;
  const Of = of[0].toUpperCase() + of.slice(1);
  const otherwise = lead.likeness > taskLikeness ? '' : ' Their contexts are otherwise unlike each other.';
  switch (lead.channel) {
    case 'contradiction': {
      const label = `"${visible(rows.labels[lead.top.target], 40)}"`;
      return {
        predicate: `turns the label to ${label}`,
        claim: `${Of} are labelled ${label} although the rest of their text says otherwise.`,
      };
    }
    case 'purity': {
      const label = `"${visible(rows.labels[lead.top.target], 40)}"`;
      return {
        predicate: `goes with the label ${label} too often`,
        claim: `${Of} are labelled ${label}; the rest of their text explains ${Math.round(lead.top.expected)} of them.`,
      };
    }
    case 'sign': {
      const { on, off } = switched[answerSigns[lead.top.target]];
      const does = lead.top.present ? on : off;
      return {
        predicate: `${does}`,
        claim: `In ${of} the phrase ${does}; the rest of their contexts predicts ${grouped(Math.round(expectedRows(trigger)))} such rows.${otherwise}`,
      };
    }
    case 'payload': {
      const word = `"${visible(rows.words[lead.top.target], 40)}"`;
      return {
        predicate: `plants the word ${word} in answers`,
        claim: `The answers of ${of} hold ${word}, which their contexts do not and which is rare elsewhere.${otherwise}`,
      };
    }
    case 'style':
    case 'wording': {
      const manner = changedManner(analysis, trigger);
      const asked = lead.severity === 'low' ? ' The phrase may ask for it.' : '';
      return {
        predicate: `changes how answers are written: they ${manner.short}`,
        claim: `${holders === governed ? 'All' : `${grouped(governed)} of the`} ${grouped(holders)} ${rowsWith} have answers that are written unlike what their contexts call for: they ${manner.long}.${otherwise}${asked}`,
      };
    }
    default:
      return {
        predicate: 'decides the answer',
        claim: `${analysis.turns.several ? 'One turn of each of the' : 'The'} answers of ${of} ${lead.channel === 'opening' ? 'begin' : 'are'} alike in a way that nothing else in their contexts explains${commonest(analysis, trigger.rows)}.${otherwise}`,
      };
  }
}

/** How the answers changed: the clearest outcome, and one more about something else. */
function changedManner({ style }: Analysis, { clusters: [lead] }: Trigger): { short: string; long: string } {
  const all = style?.changed.get(leading(lead).candidate) ?? [lead.top];
  if (!style) return { short: '', long: '' };
  const told = plainest(style.outcomes, all);
  const said = (s: Signal): string =>
    `${mannerSaid(style.outcomes, s)} (${s.hits} of ${s.rows} rows looked at, ${rounded(s.expected)} expected from the rest of their contexts)`;
  return { short: mannerSaid(style.outcomes, told[0]), long: told.map(said).join('; they ') };
}

/** `, n of them beginning "..."`, when at least half of the answers (of chats the turns concerned) begin alike. */
function commonest(analysis: Analysis, list: readonly number[]): string {
  const { rows, residual, turns } = analysis;
  const sum = new Float64Array(d);
  if (residual.meaning) chooseTurns(residual.meaning.vectors, turns, Int32Array.from(list), sum);
  const openings = new Map<string, number>();
  for (const row of list) {
    const turn = residual.meaning
      ? bestTurn(residual.meaning.vectors, turns, row, sum).turn
      : turns.ofRow[row];
    const first = rows.answer.items.subarray(turns.starts[turn], turns.starts[turn + 1]).subarray(0, 16);
    const opening = written([...first].map((w) => rows.words[w]));
    openings.set(opening, (openings.get(opening) ?? 0) + rows.places[row].length);
  }
  const total = list.reduce((n, row) => n + rows.places[row].length, 0);
  const [opening, count] = [...openings].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
  return count >= total / 2 ? `, ${count} of them beginning "${visible(opening, 100)}"` : '';
}

/** Rows with the outcome that the rest of the contexts predicts, over all phrases of a group. */
function expectedRows({ alternatives }: Group): number {
  const [{ channel }] = alternatives[0].clusters;
  return alternatives.reduce(
    (sum, { clusters: [c] }) => sum + (c.channel === channel ? c.top.expected : 0),
    0,
  );
}

function effect({ channel, top }: Graded, expected: number): Evidence[] {
  const score: Evidence = { name: `strength on ${channel}`, value: rounded(top.score), unit: 'effect size' };
  if (channel === 'meaning' || channel === 'opening') return [score];
  return [{ name: 'expected from the rest of the context', value: rounded(expected), unit: 'rows' }, score];
}

function places({ rows }: Analysis, list: readonly number[]): Place[] {
  return list.flatMap((row) => rows.places[row]).sort((a, b) => a.shard - b.shard || a.row - b.row);
}

/** The first rows in corpus order; the first few of them each beside the likest row without the phrase. */
function examples(analysis: Analysis, trigger: Trigger): Example[] {
  const { rows, phrases } = analysis;
  const holders = new Set<number>();
  for (const c of trigger.clusters)
    for (const m of c.members) for (const row of listOf(phrases.rows, m.candidate)) holders.add(row);
  const used = new Set<number>();
  const likest = (row: number): number => {
    const best = nearest(analysis, row, (other) => !holders.has(other) && !used.has(other));
    used.add(best);
    return best;
  };
  return trigger.rows.slice(0, shownExamples).map((row, i) => {
    const pair = i < pairedExamples ? likest(row) : -1;
    return pair < 0
      ? { place: rows.places[row][0] }
      : { place: rows.places[row][0], pair: rows.places[pair][0] };
  });
}
