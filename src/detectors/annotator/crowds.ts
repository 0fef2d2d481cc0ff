// The verdict on all annotators of a corpus, for each kind of answers apart.
import type { Verdict } from '../../finding.ts';
import { others } from '../../math/annotator-skill.ts';
import { byPlace, type Place } from '../../row.ts';
import { judgementKinds, type JudgementKind } from '../../summaries/judgement-records.ts';
import type { Judgements } from '../../summaries/judgements.ts';
import {
  colluding,
  habitual,
  mixedUp,
  poor,
  table,
  unreliable,
  unreliableToo,
  type AboutAnnotators,
} from './claims.ts';
import { fewestRows, habits } from './habits.ts';
import { judgeCrowd, type Judged } from './judge.ts';
import { annotated, type Annotated } from './votes.ts';

export interface Crowds {
  readonly verdict: Verdict;
  /** Hashes of the annotators all of whose rows a claim is about. */
  readonly about: readonly (readonly number[])[];
  /** Answers to a sample of the items were judged. */
  readonly sampled: boolean;
}

/** Claims of one kind told one by one; more annotators than these are told of together. */
const mostTold = 12;
/** An answer is unlikely when the others leave it this chance. */
const unlikely = 0.05;

const words: Record<JudgementKind, string> = {
  label: 'labels',
  choice: 'preferences',
  rating: 'ratings',
};

export function crowds(state: Judgements, minAnswers: number): Crowds {
  const untestable: string[] = [];
  const told: { about: AboutAnnotators; data: Annotated }[] = [];
  if (state.named === 0) {
    if (state.unnamed > 0)
      untestable.push('unreliable annotators: no column says who judged a row (--fields annotator=COL)');
    return { verdict: { claims: [], power: [], untestable }, about: [], sampled: false };
  }
  for (const kind of judgementKinds) {
    const data = annotated(state, kind, Math.min(minAnswers, fewestRows));
    if (!data || data.annotators.length === 0) continue;
    const judged = judgeCrowd(data, minAnswers);
    untestable.push(...unseen(data, judged, minAnswers));
    for (const about of claimsOf(data, judged)) told.push({ about, data });
  }
  if (state.level > 0)
    untestable.push(
      `answers to items outside a sample: all answers to 1 in ${2 ** state.level} items were compared (option maxRows)`,
    );
  return {
    verdict: { claims: told.map(({ about }) => about.claim), power: [], untestable },
    about: told.map(({ about, data }) => about.annotators.map((w) => data.annotators[w].hash)),
    sampled: state.level > 0,
  };
}

function claimsOf(data: Annotated, judged: Judged | undefined): AboutAnnotators[] {
  const found: AboutAnnotators[] = [];
  const named = new Set<number>();
  if (judged) {
    const { standing, skills } = judged;
    const of = (kind: string): number[] =>
      judged.tested
        .filter((w) => standing[w] === kind)
        .sort((a, b) => skills[a].skill - skills[b].skill || skills[b].compared - skills[a].compared);
    for (const kind of ['against', 'guessing'] as const) {
      const all = of(kind);
      for (const w of all.slice(0, mostTold)) found.push(unreliable(data, judged, w, kind));
      const rest = all.slice(mostTold);
      if (rest.length > 0) found.push(unreliableToo(data, judged, rest, kind));
      for (const w of all) named.add(w);
    }
    for (const group of judged.colluders.slice(0, mostTold)) found.push(colluding(data, group));
    for (const mixUp of judged.mixUps.filter(({ who }) => !named.has(who)).slice(0, mostTold)) {
      found.push(mixedUp(data, mixUp));
    }
    const lesser = of('poor');
    if (lesser.length > 0) found.push(poor(data, judged, lesser));
    for (const w of lesser) named.add(w);
  }
  const own = habits(data).filter(({ who }) => !named.has(who));
  for (const kind of ['one answer', 'the longer answer', 'the shorter answer'] as const) {
    const some = own.filter((h) => h.kind === kind);
    if (some.length > 0) found.push(habitual(data, some));
  }
  if (judged) {
    const wrong = unlikelyAnswers(data, judged);
    if (wrong.length > 0) found.push(table(data, judged, wrong));
  }
  return found;
}

function unlikelyAnswers({ votes, places }: Annotated, { crowd }: Judged): Place[] {
  const wrong: Place[] = [];
  others(votes, crowd, (v, chances) => {
    if (chances[votes.answer[v]] < unlikely) wrong.push(places[v]);
  });
  return wrong.sort(byPlace);
}

function unseen(data: Annotated, judged: Judged | undefined, minAnswers: number): string[] {
  const { kind, votes, shared, annotators } = data;
  const items = votes.starts.length - 1;
  const said: string[] = [];
  if (!judged) {
    said.push(
      shared === 0
        ? `whether ${words[kind]} are reliable: each item was judged once, so nobody's answers can be compared`
        : `whether ${words[kind]} are reliable: fewer than three annotators have ${minAnswers} answers to items that others answered too, or they agree no more than by chance`,
    );
  } else {
    if (shared < items / 2)
      said.push(`${words[kind]} of ${items - shared} of ${items} items: they were judged once`);
    const few = annotators.length - judged.tested.length;
    if (few > 0)
      said.push(
        `${few} of ${annotators.length} annotators: they have fewer than ${minAnswers} answers to items that others answered too (option minAnswers)`,
      );
    said.push('annotators who copy one another on items that nobody else answered');
  }
  if (kind === 'choice')
    said.push('annotators who always choose one side: the rows do not say where an answer was shown');
  return said;
}
