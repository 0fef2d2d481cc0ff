// Where the rows and the findings came from, as a table to act on: what each source gave, which findings rest on it
// alone, and on how many sources the corpus really stands.
import { severities, type SourceFact, type Verdict } from '../finding.ts';
import type { Report } from '../report/schema.ts';
import type { SourceCount, Tallied, Tallies } from '../summaries/tally.ts';
import type { NamedClaim } from './findings.ts';

type Sources = NonNullable<Report['sources']>;

/** Sources listed: those behind findings first, then the largest. */
const shown = 30;
/** A finding rests on the source that gives this share of its rows: without it too little would be left to see. */
const restsOn = 0.9;

/** `fromSources`: for each claim, rows by source. Undefined where rows do not say where they came from. */
export function sourceTable(
  { sources: tallied, more }: Pick<Tallies, 'sources' | 'more'>,
  claims: readonly NamedClaim[],
  fromSources: readonly (readonly SourceCount[])[],
  verdicts: readonly Verdict[],
): Sources | undefined {
  const own = tallied.filter(({ rows }) => rows > 0);
  if (own.every(({ name }) => name === '')) return undefined;
  const total = own.reduce((sum, { rows }) => sum + rows, 0);
  const findings = new Map<string, Sources['table'][number]['findings']>();
  claims.forEach(({ id, claim }, i) => {
    if (claim.severity === 'note') return;
    for (const { source, rows } of fromSources[i] ?? []) {
      const list = findings.get(source) ?? [];
      findings.set(source, [...list, { id, rows, rests: rows >= restsOn * claim.rows.length }]);
    }
  });
  const facts = new Map<string, SourceFact[]>();
  for (const fact of verdicts.flatMap(({ sourceFacts = [] }) => sourceFacts)) {
    facts.set(fact.source, [...(facts.get(fact.source) ?? []), fact]);
  }
  const gravity = new Map(claims.map(({ id, claim }) => [id, severities.indexOf(claim.severity)]));
  // Grave findings that rest on a source bring it up, then the share of its rows that are in findings.
  const rank = ({ name, rows }: Tallied): number => {
    const list = findings.get(name) ?? [];
    const grave = list.filter(({ id, rests }) => rests && (gravity.get(id) ?? 3) < 2).length;
    return grave * 10 + list.reduce((sum, f) => sum + f.rows, 0) / rows + (facts.has(name) ? 0.01 : 0);
  };
  const ranks = new Map(own.map((source) => [source.name, rank(source)]));
  const ordered = [...own].sort((a, b) => ranks.get(b.name)! - ranks.get(a.name)! || b.rows - a.rows);
  const hasBaseline = tallied.some(({ trusted }) => trusted > 0);
  return {
    distinct: own.length,
    ...(more ? { more } : {}),
    effective: effectiveNumber(own.map(({ rows }) => rows)),
    table: ordered.slice(0, shown).map(({ name, rows, trusted, first, last }) => ({
      source: name,
      rows,
      share: rows / total,
      ...(hasBaseline ? { baselineRows: trusted } : {}),
      ...(first === undefined ? {} : { first: iso(first), last: iso(last ?? first) }),
      findings: findings.get(name) ?? [],
      facts: (facts.get(name) ?? []).map(({ name: fact, value, unit }) => ({ name: fact, value, unit })),
    })),
  };
}

/** How many sources of equal size would be as mixed: e to the entropy of their shares (Hill 1973, order 1). */
export function effectiveNumber(counts: readonly number[]): number {
  const total = counts.reduce((sum, n) => sum + n, 0);
  if (total === 0) return 0;
  let entropy = 0;
  for (const n of counts) if (n > 0) entropy -= (n / total) * Math.log(n / total);
  return Number(Math.exp(entropy).toPrecision(6));
}

/** ISO 8601 in UTC; what no calendar holds is cut to its ends. */
function iso(ms: number): string {
  return new Date(Math.max(-8.64e15, Math.min(8.64e15, ms))).toISOString();
}
