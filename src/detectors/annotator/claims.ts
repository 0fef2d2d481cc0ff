// What annotator says: one claim for each annotator who is against the truth or guesses, for each group that copies,
// for each class that one calls another; the poor but honest in one line; and a table of all for the curator.
import type { Claim, Evidence, Example, Severity } from '../../finding.ts';
import { percent, rounded } from '../../math/rounded.ts';
import type { Skill } from '../../math/annotator-skill.ts';
import { byPlace, type Place } from '../../row.ts';
import { visible } from '../../text/visible.ts';
import { beside } from './beside.ts';
import type { Habit } from './habits.ts';
import type { Judged } from './judge.ts';
import type { MixUp } from './mix-ups.ts';
import type { Annotated } from './votes.ts';

/**
 * Measured by bench/annotators.ts on crowds all of whom are honest: nobody was accused in any of 210 runs, of which
 * 3 / 210 is the upper 95 % bound. Habits without comparison were not measured.
 */
const unseen = 3 / 210;
const falseRate = { against: unseen, guessing: unseen, copying: unseen, mixUp: unseen, habit: 0.3, note: 1 };

/** A claim, and the annotators all of whose rows it is about; none when it is about some of their rows. */
export interface AboutAnnotators {
  readonly claim: Claim;
  readonly annotators: readonly number[];
}

const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

/** How right an annotator is, from a skill: what guessing gives, and the skill's part of the rest. */
const right = ({ chance }: Skill, skill: number): number =>
  Math.max(0, Math.min(1, chance + skill * (1 - chance)));

export function nameOf({ annotators }: Annotated, w: number): string {
  const { name } = annotators[w];
  return name === undefined ? 'an annotator without a kept name' : `"${visible(name, 40)}"`;
}

/** In text order, so that the order does not hang on a hash. */
function namesOf(data: Annotated, all: readonly number[]): string {
  const names = all.map((w) => nameOf(data, w)).sort();
  return names.length <= 4
    ? names.join(', ')
    : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}

const className = ({ classes }: Annotated, y: number): string =>
  classes[y] === undefined ? 'another class' : `"${visible(classes[y], 40)}"`;

const rowsOf = (data: Annotated, all: readonly number[]): Place[] =>
  all.flatMap((w) => data.annotators[w].places).sort(byPlace);

const examplesOf = (rows: readonly Place[]) =>
  Array.from({ length: Math.min(6, rows.length) }, (_, i) => ({
    place: rows[Math.floor((i * rows.length) / Math.min(6, rows.length))],
  }));

function made(
  rows: readonly Place[],
  claim: Omit<Claim, 'rows' | 'phrases' | 'outcomePhrases' | 'examples'>,
  examples: readonly Example[] = [],
): Claim {
  return {
    ...claim,
    rows,
    phrases: [],
    outcomePhrases: [],
    examples: examples.length > 0 ? examples : examplesOf(rows),
  };
}

/** `median`: the skill that half of all answers reach. */
function reliability(s: Skill, rows: number, median: number): Evidence[] {
  return [
    { name: 'rows', value: rows, unit: 'rows' },
    { name: 'answers to items that others answered too', value: s.compared, unit: 'answers' },
    { name: 'right', value: rounded(right(s, s.skill)), unit: 'share of answers' },
    { name: 'right, at least', value: rounded(right(s, s.low)), unit: 'share, 95 % interval' },
    { name: 'right, at most', value: rounded(right(s, s.high)), unit: 'share, 95 % interval' },
    { name: 'right by guessing', value: rounded(s.chance), unit: 'share of answers' },
    { name: 'skill: 1 always right, 0 guessing', value: rounded(s.skill), unit: 'kappa' },
    { name: 'skill of the others', value: rounded(median), unit: 'kappa' },
  ];
}

export type Unreliable = 'against' | 'guessing';

const severityOf = (kind: Unreliable, { sure }: Judged): Severity =>
  kind === 'against' && sure ? 'high' : 'medium';

const doubtOf = (kind: Unreliable, { sure }: Judged): string =>
  kind === 'against' && !sure
    ? ' The others are few, divided, or hardly agree, so this may be another opinion.'
    : '';

const adviceOf = (kind: Unreliable, whom: string): string =>
  kind === 'against'
    ? `Read ten of these rows beside what others answered; if they are wrong, take all rows of ${whom} out.`
    : 'These answers teach nothing or noise: have a few judged again, or take the rows out.';

const skillsOf = (data: Annotated, judged: Judged, all: readonly number[], rows: number): Evidence[] => [
  { name: 'rows', value: rows, unit: 'rows' },
  { name: 'skill of the others', value: rounded(judged.median), unit: 'kappa' },
  ...all.slice(0, 12).map((w) => ({
    name: `skill of ${nameOf(data, w)}`,
    value: rounded(judged.skills[w].skill),
    unit: 'kappa',
  })),
];

export function unreliable(data: Annotated, judged: Judged, w: number, kind: Unreliable): AboutAnnotators {
  const s = judged.skills[w];
  const name = nameOf(data, w);
  const { places, said } = data.annotators[w];
  const against = kind === 'against';
  const of = said.reduce((a, b) => a + b, 0);
  const top = said.indexOf(Math.max(...said));
  const always = said[top] >= 0.95 * of;
  const share = `right in ${percent(right(s, s.skill))} % (${percent(right(s, s.low))} to ${percent(right(s, s.high))} %) of ${count(s.compared, 'answer')} to what others answered too`;
  const usual = `guessing would be right in ${percent(s.chance)} %, the others are in about ${percent(right(s, judged.median))} %`;
  return {
    annotators: [w],
    claim: made(
      places,
      {
        severity: severityOf(kind, judged),
        threat: 'availability',
        title: against
          ? `${name} answers against the others`
          : always
            ? `${name} always answers ${className(data, top)}`
            : `${name} answers as if guessing`,
        claim: `${name} is ${share}; ${usual}.${doubtOf(kind, judged)}`,
        evidence: reliability(s, places.length, judged.median),
        falseDiscovery: falseRate[kind],
        advice: adviceOf(kind, 'this annotator'),
      },
      beside(data, w),
    ),
  };
}

/** Those of a kind that are too many to be told one by one: the worst of them are shown. */
export function unreliableToo(
  data: Annotated,
  judged: Judged,
  all: readonly number[],
  kind: Unreliable,
): AboutAnnotators {
  const rows = rowsOf(data, all);
  const does = `${all.length === 1 ? 'answers' : 'answer'} ${kind === 'against' ? 'against the others' : 'as if guessing'}`;
  const shares = all.map((w) => percent(right(judged.skills[w], judged.skills[w].skill)));
  shares.sort((a, b) => a - b);
  const range = [...new Set([shares[0], shares[shares.length - 1]])].join(' to ');
  return {
    annotators: all,
    claim: made(
      rows,
      {
        severity: severityOf(kind, judged),
        threat: 'availability',
        title: `${count(all.length, 'more annotator')} ${does}`,
        claim: `${namesOf(data, all)} ${does}: of their ${count(rows.length, 'row')}, where others answered too, ${range} % are right.${doubtOf(kind, judged)}`,
        evidence: skillsOf(data, judged, all, rows.length),
        falseDiscovery: falseRate[kind],
        advice: adviceOf(kind, 'these annotators'),
      },
      beside(data, all[0]),
    ),
  };
}

export function poor(data: Annotated, judged: Judged, all: readonly number[]): AboutAnnotators {
  const rows = rowsOf(data, all);
  return {
    annotators: all,
    claim: made(rows, {
      severity: 'low',
      threat: 'availability',
      title: `${count(all.length, 'annotator')} less reliable than the others`,
      claim: `${namesOf(data, all)} answered ${count(rows.length, 'row')} with less than half of the others' skill, but better than by guessing.`,
      evidence: skillsOf(data, judged, all, rows.length),
      falseDiscovery: falseRate.habit,
      advice: 'Weigh these answers less, or have such rows answered by one more annotator.',
    }),
  };
}

export function colluding(data: Annotated, { members, pairs }: Judged['colluders'][number]): AboutAnnotators {
  const { votes, places } = data;
  const inGroup = new Set(members);
  const rows: Place[] = [];
  for (let i = 0; i + 1 < votes.starts.length; i++) {
    const mine: number[] = [];
    for (let v = votes.starts[i]; v < votes.starts[i + 1]; v++) if (inGroup.has(votes.who[v])) mine.push(v);
    for (const v of mine) {
      if (mine.some((u) => u !== v && votes.answer[u] === votes.answer[v])) rows.push(places[v]);
    }
  }
  rows.sort(byPlace);
  const sum = (value: (p: (typeof pairs)[number]) => number): number =>
    pairs.reduce((t, p) => t + value(p), 0);
  const common = sum((p) => p.common);
  const alike = sum((p) => p.alike);
  const wrong = sum((p) => p.wrong);
  const expected = sum((p) => p.expected);
  return {
    annotators: [],
    claim: made(rows, {
      severity: 'medium',
      threat: 'availability',
      title: `${namesOf(data, members)} give the same answers, wrong ones as well`,
      claim: `Of ${count(common, 'item')} that two of them answered they answered ${percent(alike / common)} % alike, and were wrong together about ${count(Math.round(wrong), 'time')} where independent annotators as reliable would be ${Math.round(expected)} times.`,
      evidence: [
        { name: 'annotators', value: members.length, unit: 'annotators' },
        { name: 'items that two of them answered', value: common, unit: 'pairs of answers' },
        { name: 'answered alike', value: rounded(alike / common), unit: 'share' },
        { name: 'wrong together', value: rounded(wrong), unit: 'pairs of answers' },
        { name: 'wrong together if independent', value: rounded(expected), unit: 'pairs of answers' },
        {
          name: 'expected pairs this far out by chance',
          value: pairs.reduce((most, p) => Math.max(most, p.chance), 0),
          unit: 'pairs',
        },
      ],
      falseDiscovery: falseRate.copying,
      advice: 'Ask whether they are one person, or copied; count their answers as one, or take them out.',
    }),
  };
}

export function mixedUp(data: Annotated, mixUp: MixUp): AboutAnnotators {
  const name = nameOf(data, mixUp.who);
  const [truth, answer] = [className(data, mixUp.truth), className(data, mixUp.answer)];
  const rows = mixUp.votes.map((v) => data.places[v]).sort(byPlace);
  return {
    annotators: [],
    claim: made(
      rows,
      {
        severity: 'medium',
        threat: 'targeted-error',
        title: `${name} answers ${answer} where the others say ${truth}`,
        claim: `${name} answered ${answer} in about ${percent(mixUp.times / mixUp.of)} % of ${count(Math.round(mixUp.of), 'item')} that are ${truth} by the others, who do so in ${percent(mixUp.usual)} %.`,
        evidence: [
          { name: `answers ${answer} to ${truth}`, value: rounded(mixUp.times), unit: 'answers' },
          { name: `answers to ${truth}`, value: rounded(mixUp.of), unit: 'answers' },
          { name: 'the others do so', value: rounded(mixUp.usual), unit: 'share of answers' },
        ],
        falseDiscovery: falseRate.mixUp,
        advice:
          'Read some of these rows: either the guideline was misread, or one class is being taught as another.',
      },
      beside(data, mixUp.who, mixUp.votes),
    ),
  };
}

export function habitual(data: Annotated, all: readonly Habit[]): AboutAnnotators {
  const who = all.map((h) => h.who);
  const rows = rowsOf(data, who);
  const [first] = all;
  const byLength = first.kind !== 'one answer';
  const thing = byLength ? first.kind : 'one answer';
  const usual = all.reduce((most, h) => Math.max(most, h.usual), 0);
  return {
    annotators: who,
    claim: made(rows, {
      severity: byLength ? 'medium' : 'low',
      threat: 'availability',
      title: `${namesOf(data, who)} always ${who.length > 1 ? 'choose' : 'chooses'} ${byLength ? thing : who.length > 1 ? 'one answer' : className(data, first.answer)}`,
      claim: `${namesOf(data, who)} gave ${thing} in at least ${percent(all.reduce((least, h) => Math.min(least, h.times / h.of), 1))} % of ${count(rows.length, 'row')}; the others do so in ${percent(usual)} % at most.${byLength ? '' : ' They may have been dealt rows of one kind.'}`,
      evidence: [
        { name: 'rows', value: rows.length, unit: 'rows' },
        { name: 'so answered', value: all.reduce((sum, h) => sum + h.times, 0), unit: 'rows' },
        {
          name: 'the others at most',
          value: rounded(usual),
          unit: 'share of rows',
        },
      ],
      falseDiscovery: falseRate.habit,
      advice: 'See how rows were dealt out; if at random, these answers were given without reading.',
    }),
  };
}

/** `wrong`: rows whose answers the others make unlikely. */
export function table(data: Annotated, judged: Judged, wrong: readonly Place[]): AboutAnnotators {
  const order = [...judged.tested].sort((a, b) => judged.skills[a].skill - judged.skills[b].skill || a - b);
  const shown = order.length <= 12 ? order : [...order.slice(0, 10), ...order.slice(-2)];
  const ends = [order[0], order[order.length - 1]].map((w) =>
    percent(right(judged.skills[w], judged.skills[w].skill)),
  );
  return {
    annotators: [],
    claim: made(wrong, {
      severity: 'note',
      threat: 'availability',
      title: `${count(wrong.length, 'answer')} of ${count(judged.tested.length, 'annotator')} ${wrong.length === 1 ? 'is' : 'are'} unlikely by the others`,
      claim: `${count(judged.tested.length, 'annotator')} gave answers that can be compared; they are right in ${ends[0]} to ${ends[1]} % of them. ${count(wrong.length, 'row')} bear an answer that the others' answers make unlikely.`,
      evidence: [
        { name: 'annotators', value: data.annotators.length, unit: 'annotators' },
        { name: 'annotators judged', value: judged.tested.length, unit: 'annotators' },
        { name: 'unlikely answers', value: wrong.length, unit: 'rows' },
        ...shown.flatMap((w) => {
          const s = judged.skills[w];
          const name = nameOf(data, w);
          return [
            { name: `${name}: right`, value: rounded(right(s, s.skill)), unit: 'share of answers' },
            { name: `${name}: at least`, value: rounded(right(s, s.low)), unit: 'share, 95 % interval' },
            { name: `${name}: at most`, value: rounded(right(s, s.high)), unit: 'share, 95 % interval' },
            { name: `${name}: compared`, value: s.compared, unit: 'answers' },
          ];
        }),
      ],
      falseDiscovery: falseRate.note,
      advice: 'Have these rows answered once more, or use the answer that the others agree on.',
    }),
  };
}
