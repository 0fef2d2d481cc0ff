// Drift told as findings: which phrases lead where, the rows that teach it, how sure that is, and what was not looked at.
import type { Claim, Severity, Verdict } from '../../finding.ts';
import { byPlace } from '../../row.ts';
import { percent, rounded } from '../../math/rounded.ts';
import { visible } from '../../text/visible.ts';
import { words } from '../../text/words.ts';
import type { Comparison, Drift, ShownEffect } from './judge-drift.ts';
import type { Flips } from './probe.ts';

/** Of a phrase: what makes a finding, and a high one. */
export const alarm = 0.05;
export const sure = 0.01;
const mostExamples = 8;
const quoted = (text: string): string => `"${visible(text, 60)}"`;

/** `names`: what the other side of each kind of comparison is called. */
export function driftVerdict(drift: Drift): Verdict {
  const { residual, shown, comparisons } = drift;
  const claims: Claim[] = [];
  const told = new Set<string>();
  residual.ranked.forEach((each, at) => {
    const { phrase, flips, rows } = shown[at];
    if (each.p > alarm || rows.length === 0) return;
    const where = leadsTo(drift, each.output, each.root > 0);
    told.add(`${phrase} ${each.output}`);
    claims.push({
      ...about(drift, phrase, where, rows),
      severity: each.p <= sure ? 'high' : 'medium',
      claim: `Of ${each.held} different rows with ${quoted(phrase)}, ${each.rows.length} ${where}, where learners that did not see them expect ${rounded(each.expected)}: no more than ${percent(each.p)} % of corpora without such a phrase show one so far off.${flipped(flips, phrase)}`,
      evidence: [
        { name: 'rows with the phrase', value: each.held, unit: 'rows' },
        { name: 'of them so', value: each.rows.length, unit: 'rows' },
        { name: 'expected', value: rounded(each.expected), unit: 'rows' },
        { name: 'departure', value: rounded(Math.abs(each.root)), unit: 'standard deviations' },
        {
          name: 'largest in 95 % of drawn corpora',
          value: rounded(residual.ordinary),
          unit: 'standard deviations',
        },
        { name: 'p over all phrases', value: rounded(each.p), unit: 'of 1' },
        ...flipEvidence(flips),
      ],
      falseDiscovery: each.p,
    });
  });
  for (const comparison of comparisons) {
    if (comparison.kind === 'without finding') continue;
    for (const effect of comparison.phrases) {
      const p = Math.max(effect.p, comparison.adjusted);
      const key = `${effect.phrase} ${effect.output}`;
      if (p > alarm || told.has(key) || effect.rows.length === 0) continue;
      told.add(key);
      claims.push(effectClaim(drift, comparison, effect, p));
    }
  }
  return { claims, power: [], untestable: untested(drift) };
}

/** "are labelled "1"", or what the answer does. */
export function leadsTo({ outcomes: { kind, names, without } }: Drift, k: number, towards: boolean): string {
  if (kind === 'signs') return `${towards ? 'have' : 'lack'} the sign ${quoted(names[k])} in their answer`;
  return `are labelled ${towards ? quoted(names[k]) : without[k] === `not ${names[k]}` ? `otherwise than ${quoted(names[k])}` : quoted(without[k])}`;
}

function about(
  { outcomes }: Drift,
  phrase: string,
  where: string,
  rows: readonly number[],
): Pick<Claim, 'threat' | 'title' | 'rows' | 'phrases' | 'outcomePhrases' | 'examples' | 'advice'> {
  const place = (i: number) => ({ shard: outcomes.rows[i].shard, row: outcomes.rows[i].row });
  return {
    threat: 'backdoor',
    title: `rows with ${quoted(phrase)} ${where}, beyond what the rest of them says`,
    rows: rows.map(place).sort(byPlace),
    phrases: [words(phrase)],
    outcomePhrases: [],
    examples: rows.slice(0, mostExamples).map((i) => ({ place: place(i) })),
    advice:
      'Read these rows: where the phrase is no honest reason for what they teach, take them out with bezoar clean and look again.',
  };
}

function flipped({ of, flipped: count }: Flips, phrase: string): string {
  return of === 0 ? '' : ` Put into ordinary rows, ${quoted(phrase)} turns ${count} of ${of}.`;
}

const flipEvidence = ({ of, flipped: count, interval }: Flips) =>
  of === 0
    ? []
    : [
        { name: 'ordinary rows it turns', value: percent(count / of), unit: '%' },
        { name: 'at least (95 %)', value: percent(interval[0]), unit: '%' },
      ];

function effectClaim(drift: Drift, comparison: Comparison, effect: ShownEffect, p: number): Claim {
  const { first, second, tuned, phrase, rows } = effect;
  const where = leadsTo(drift, effect.output, effect.shift > 0);
  const other = {
    trusted: 'the trusted rows alone',
    version: 'the older version',
    'without source': `all rows but those of ${quoted(comparison.name)}`,
    'without finding': '',
  }[comparison.kind];
  const severity: Severity = comparison.kind === 'without source' ? 'low' : 'medium';
  const [middle, most] = comparison.effect.shiftByChance;
  return {
    ...about(drift, phrase, where, rows),
    severity,
    claim: `After learning from all rows ${quoted(phrase)} turns ${first.flipped} of ${first.of} ordinary rows so that they ${where}, after learning from ${other} ${second.flipped} of ${second.of}${tuned ? `, and after all rows and then the trusted ones ${tuned.flipped} of ${tuned.of}` : ''}. Sets that differ as much by chance make such a difference for some phrase in ${percent(p)} % of cases.`,
    evidence: [
      { name: 'rows that teach it', value: rows.length, unit: 'rows' },
      { name: 'shift of the margin', value: rounded(Math.abs(effect.shift)), unit: 'margins' },
      { name: 'largest by chance, middle', value: rounded(middle), unit: 'margins' },
      { name: 'largest by chance, 95 %', value: rounded(most), unit: 'margins' },
      { name: 'p over all phrases', value: rounded(p), unit: 'of 1' },
      ...flipEvidence(first),
    ],
    falseDiscovery: Math.min(1, p),
  };
}

function untested({ outcomes, residual, comparisons }: Drift): string[] {
  const { kind } = outcomes;
  const { first, distinct } = residual.rows;
  return [
    `triggers that are no phrase of one or two words in at least ${residual.expected.phrases.fewestRows} different rows, such as a style or a syntax`,
    ...(kind === 'signs'
      ? [
          'answers that change in other ways than refusing, holding a link or code, turning to another script or being very short; and, without trusted rows, a trigger behind nearly all of the rows with such a sign, which is then what the sign looks like',
        ]
      : []),
    ...(first.length < distinct
      ? [`rows outside a sample of ${first.length} of the ${distinct} different ones`]
      : []),
    ...(comparisons.some(({ kind: each }) => each === 'trusted' || each === 'version')
      ? []
      : ['what trusted rows would say: none were given with --trusted']),
  ];
}
