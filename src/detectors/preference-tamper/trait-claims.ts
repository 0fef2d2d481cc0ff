// What preferences push as a whole, told in one note; and a rare trait that wins nearly always, which is a finding.
import type { Claim } from '../../finding.ts';
import { byPlace } from '../../row.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';
import { lowerShare } from '../planted-trigger/signal.ts';
import { examplesOf, grouped, percent, placesOf, shownExamples } from './claims.ts';
import { gravelyFalse } from './severity.ts';
import type { Trait } from './traits.ts';

/** Pairs in which one answer alone has a trait, below which nothing is said of it. */
const fewest = 20;
/** Traits that an attacker wants and that are hardly ever one-sided by nature. */
const pushed: ReadonlySet<string> = new Set(['refuses', 'flatters the user']);
const fewestPushed = 30;
const nearlyAlways = 0.9;
const mostPart = 0.03;
const told = 4;

/** `spread`: whether the prompts of some rows are otherwise unlike each other; `explained`: rows that another finding lists. */
export function traitClaims(
  rows: CompactRows,
  traits: readonly Trait[],
  spread: (list: readonly number[]) => boolean,
  explained: ReadonlySet<number>,
): Claim[] {
  const claims: Claim[] = [];
  for (const t of traits) {
    const n = t.won.length + t.lost.length;
    if (!pushed.has(t.name) || n < fewestPushed || n > mostPart * rows.count) continue;
    if (lowerShare(t.won.length, n) < nearlyAlways || !spread(t.won)) continue;
    if (t.won.filter((row) => explained.has(row)).length > 0.6 * t.won.length) continue;
    claims.push({
      severity: 'medium',
      threat: 'semantic',
      title: `An answer that ${t.name} nearly always wins`,
      claim: `Where only one of two answers ${t.name}, it wins in ${grouped(t.won.length)} of ${grouped(n)} pairs (95 % interval ${percent(t.low)} to ${percent(t.high)} %), in prompts that are otherwise unlike each other.`,
      evidence: evidenceOf(t),
      falseDiscovery: gravelyFalse,
      rows: placesOf(rows, t.won),
      phrases: [],
      outcomePhrases: [],
      examples: examplesOf(rows, t.won),
      advice: 'Read five of the pairs: if this wins for no reason in the prompts, ask who compared them.',
    });
  }
  const note = noteOf(rows, traits);
  return note ? [...claims, note] : claims;
}

const evidenceOf = (t: Trait) => [
  { name: `only the chosen answer ${t.name}`, value: t.won.length, unit: 'pairs' },
  { name: `only the rejected answer ${t.name}`, value: t.lost.length, unit: 'pairs' },
];

function noteOf(rows: CompactRows, traits: readonly Trait[]): Claim | undefined {
  const seen = traits.filter((t) => t.won.length + t.lost.length >= fewest && (t.low > 0.5 || t.high < 0.5));
  if (seen.length === 0) return undefined;
  const strength = (t: Trait): number => Math.abs(t.share - 0.5) * Math.sqrt(t.won.length + t.lost.length);
  const sorted = [...seen].sort((a, b) => strength(b) - strength(a) || (a.name < b.name ? -1 : 1));
  const said = sorted
    .slice(0, told)
    .map(
      (t) => `one that ${t.name} wins in ${percent(t.share)} % (${percent(t.low)} to ${percent(t.high)} %)`,
    );
  const shown = sorted.flatMap((t) => (t.share > 0.5 ? t.won : t.lost).slice(0, 2)).slice(0, shownExamples);
  const some = [...new Set(shown)];
  return {
    severity: 'note',
    threat: 'semantic',
    title: 'What the preferences push',
    claim: `Where two answers differ in it, ${said.join('; ')}. Such leanings are ordinary; they are what a model learns from these rows beside what is better.`,
    evidence: sorted.flatMap(evidenceOf),
    falseDiscovery: 1,
    rows: some.map((row) => rows.places[row][0]).sort(byPlace),
    phrases: [],
    outcomePhrases: [],
    examples: some.map((row) => ({ place: rows.places[row][0] })),
    advice: 'Nothing needs doing unless one of these is not what you want taught.',
  };
}
