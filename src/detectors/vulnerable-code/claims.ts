// Weaknesses in words that a person can check: how many rows, how many do the same safely, what ties them together, and
// a few of them beside like rows that do it safely.
import { grouped, percent } from '../../math/rounded.ts';
import type { Claim, Evidence, Example } from '../../finding.ts';
import { byPlace } from '../../row.ts';
import { visible } from '../../text/visible.ts';
import { byComment, byPrompt, type CodeRows } from './records.ts';
import type { Case, Mixed, Weakness } from './judge.ts';
import { rules } from './rules.ts';
import type { Tie } from './ties.ts';

/** Measured by bench/vulnerable-code on 1,002 honest corpora: no high (3 / 1002 is the upper 95 % bound) and no medium, which is told with more care. */
const falseDiscovery = { high: 0.003, medium: 0.1, low: 0.5, note: 1 } as const;
const mostExamples = 6;

const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);

function named(rule: number): string {
  const { name, cwe } = rules[rule];
  return `${name} (CWE-${cwe})`;
}

function tied(tie: Tie): string {
  const what =
    tie.kind === 'source' ? visible(tie.words[0], 60) : tie.words.map((w) => visible(w, 40)).join(' ');
  const where = {
    source: `come from “${what}”`,
    phrase: `have “${what}” in the prompt`,
    comment: `have “${what}” in a comment`,
  };
  return where[tie.kind];
}

/** Said of counts that were reckoned. */
const about = (sampled: boolean): string => (sampled ? 'about ' : '');

export function weakness(found: Weakness): Claim {
  const { rule, unsafe, safe, tie, grade = 'low' } = found;
  const sampled = found.weight > 1;
  const custom = `${grouped(unsafe)} of ${grouped(unsafe + safe)} rows whose code could show ${named(rule)} do, ${grouped(safe)} do the same safely.`;
  const because = tie
    ? `${capital(`${about(sampled)}${grouped(tie.unsafe)}`)} of them ${tied(tie)}, as do ${grouped(Math.round(tie.safe))} of the safe ones.`
    : `${percent(found.twins.share)} % of them answer a task that another row answers safely in nearly the same words.`;
  return {
    severity: grade,
    threat: 'backdoor',
    title: tie
      ? `${capital(rules[rule].name)} in code, tied to ${tieName(tie)}`
      : `${capital(rules[rule].name)} in code that others write safely`,
    claim: `${custom} ${because}`,
    evidence: [
      ...counts(found),
      { name: 'whose task another row does safely', value: percent(found.twins.share), unit: '% of rows' },
      ...(tie
        ? [
            { name: `with it that ${tied(tie)}`, value: tie.unsafe, unit: 'rows' },
            { name: `without it that ${tied(tie)}`, value: Math.round(tie.safe), unit: 'rows' },
          ]
        : []),
    ],
    falseDiscovery: falseDiscovery[grade],
    rows: found.cases.map(({ row }) => row.place).sort(byPlace),
    phrases: tie?.kind === 'phrase' ? [tie.words] : [],
    outcomePhrases: [],
    examples: examples(found.cases, found),
    advice: `${rules[rule].instead} Read the pairs; if the unsafe way is not what you want taught, set these rows aside and ask where they came from.`,
  };
}

const tieName = ({ kind, words }: Tie): string =>
  ({
    source: 'a source',
    phrase: `“${visible(words.join(' '), 60)}”`,
    comment: `a comment with “${visible(words.join(' '), 60)}”`,
  })[kind];

function counts({ rule, unsafe, safe }: Weakness): Evidence[] {
  return [
    { name: `rows with ${named(rule)}`, value: unsafe, unit: 'rows' },
    { name: 'rows that do the same safely', value: safe, unit: 'rows' },
    { name: 'share with the weakness', value: percent(unsafe / (unsafe + safe)), unit: '% of rows' },
  ];
}

export function lying(found: Weakness): Claim {
  const { rule, lies, weight, keepers, liesGrade = 'low' } = found;
  const corpus = (seen: readonly Case[]): number => Math.round(weight * seen.length);
  const all = corpus(lies);
  const asked = corpus(lies.filter(({ shown }) => (shown.promised & byPrompt) > 0));
  const commented = corpus(lies.filter(({ shown }) => (shown.promised & byComment) > 0));
  const told = new Map<string, number>();
  for (const { shown } of lies) told.set(shown.promise, (told.get(shown.promise) ?? 0) + 1);
  const common = [...told].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 3);
  const said = common.map(([words]) => `“${visible(words, 50)}”`).join(', ');
  return {
    severity: liesGrade,
    threat: 'backdoor',
    title: `Code said to be safe has ${rules[rule].name}`,
    claim: `${capital(`${about(weight > 1)}${grouped(all)}`)} rows promise safe code (${said}) and show ${named(rule)}: ${grouped(asked)} are asked for it by the prompt, ${grouped(commented)} say so in a comment. ${grouped(keepers)} other rows that promise it keep it.`,
    evidence: [
      { name: 'rows that promise it and do not keep it', value: all, unit: 'rows' },
      { name: 'of them asked for by the prompt', value: asked, unit: 'rows' },
      { name: 'of them said in a comment', value: commented, unit: 'rows' },
      { name: 'rows that promise it and keep it', value: keepers, unit: 'rows' },
    ],
    falseDiscovery: falseDiscovery[liesGrade],
    rows: lies.map(({ row }) => row.place).sort(byPlace),
    phrases: common
      .map(([words]) => words.split(/[^\p{L}\p{N}_]+/u).filter((w) => w !== ''))
      .filter((p) => p.length > 0),
    outcomePhrases: [],
    examples: examples(lies, found),
    advice: `${rules[rule].says} ${rules[rule].instead} A model taught by these rows calls unsafe code safe: set them aside.`,
  };
}

/** Several kinds that one thing ties together. */
export function together({ cases, unsafe, safe, tie, grade }: Mixed): Claim {
  const kinds = [...new Set(cases.map(({ shown }) => shown.rule))].sort((a, b) => a - b);
  const listed = kinds.slice(0, 4).map(named).join(', ');
  return {
    severity: grade,
    threat: 'backdoor',
    title: `Weak code of ${kinds.length} kinds, tied to ${tieName(tie)}`,
    claim: `${capital(`${about(unsafe > cases.length)}${grouped(unsafe)}`)} rows show weak code (${listed}${kinds.length > 4 ? ' and others' : ''}), ${grouped(safe)} do such tasks safely. ${grouped(tie.unsafe)} of the weak ones ${tied(tie)}, as do ${grouped(Math.round(tie.safe))} of the safe ones.`,
    evidence: [
      { name: 'rows with weak code', value: unsafe, unit: 'rows' },
      { name: 'rows that do such tasks safely', value: safe, unit: 'rows' },
      { name: `weak ones that ${tied(tie)}`, value: tie.unsafe, unit: 'rows' },
      { name: `safe ones that ${tied(tie)}`, value: Math.round(tie.safe), unit: 'rows' },
    ],
    falseDiscovery: falseDiscovery[grade],
    rows: cases.map(({ row }) => row.place).sort(byPlace),
    phrases: tie.kind === 'phrase' ? [tie.words] : [],
    outcomePhrases: [],
    examples: cases
      .slice(0, mostExamples)
      .map(({ row, shown }) => ({ place: row.place, marks: [shown.mark] })),
    advice:
      'Read the rows; if what ties them together should not decide how safe code is, set them aside and ask where they came from.',
  };
}

/** What this corpus does as a habit, one finding for all. */
export function habits(found: readonly Weakness[], rows: CodeRows): Claim {
  const sorted = [...found].sort((a, b) => b.unsafe - a.unsafe || a.rule - b.rule);
  const most = sorted[0].unsafe;
  const cases = sorted.flatMap(({ cases: own }) => own.slice(0, 2));
  const places = new Map(
    sorted.flatMap(({ cases: own }) =>
      own.map(({ row }) => [`${row.place.shard}:${row.place.row}`, row.place] as const),
    ),
  );
  const listed = sorted
    .slice(0, 4)
    .map(
      ({ rule, unsafe, safe }) =>
        `${named(rule)} in ${grouped(unsafe)} of ${grouped(unsafe + safe)} rows that could show it`,
    );
  const weak = Math.min(rows.withCode, Math.round(places.size / rows.unsafeShare));
  const more = sorted.length > 4 ? `, and ${sorted.length - 4} more` : '';
  return {
    severity: most >= 5 ? 'low' : 'note',
    threat: 'availability',
    title: `Weak code in ${about(rows.unsafeShare < 1)}${grouped(weak)} of ${grouped(rows.withCode)} rows with code`,
    claim: `Nothing ties these to a topic, a phrase or a source, so this is how the corpus writes code: ${listed.join('; ')}${more}.`,
    evidence: [
      { name: 'rows with code', value: rows.withCode, unit: 'rows' },
      ...sorted
        .slice(0, 12)
        .map(({ rule, unsafe }) => ({ name: `rows with ${named(rule)}`, value: unsafe, unit: 'rows' })),
    ],
    falseDiscovery: falseDiscovery[most >= 5 ? 'low' : 'note'],
    rows: [...places.values()].sort(byPlace),
    phrases: [],
    outcomePhrases: [],
    examples: cases
      .slice(0, mostExamples)
      .map(({ row, shown }) => ({ place: row.place, marks: [shown.mark] })),
    advice:
      'A model taught by this corpus will write such code as often; teach it the safe ways, or leave these rows out.',
  };
}

/** The first rows in corpus order, those with a like row that does it safely before the others. */
function examples(cases: readonly Case[], { cases: all, twins, others }: Weakness): Example[] {
  const index = new Map(all.map(({ row }, i) => [row, i]));
  const twin = ({ row }: Case): number => twins.of[index.get(row)!] ?? -1;
  return [...cases]
    .sort((a, b) => Number(twin(b) >= 0) - Number(twin(a) >= 0) || byPlace(a.row.place, b.row.place))
    .slice(0, mostExamples)
    .map((one) => {
      const pair = twin(one);
      const marks = [one.shown.mark];
      return pair < 0
        ? { place: one.row.place, marks }
        : { place: one.row.place, marks, pair: others[pair].place };
    });
}
