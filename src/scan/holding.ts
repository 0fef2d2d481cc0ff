// The rows that a claim names, those that hold its string within a longer word, and those of its pattern.
import type { Held, Holding } from '../summaries/holding-rows.ts';
import { inAllRows } from '../summaries/row-pattern.ts';
import { countSource, mostFirst, type SourceCount } from '../summaries/tally.ts';
import { eachOnce, type Fetched, type NamedClaim } from './findings.ts';

/**
 * A string that so many times as many rows hold as were counted is a part of ordinary words, and tells nothing where it stands
 * within one.
 */
const ordinaryPart = 1.5;

export function heldBy(claims: readonly NamedClaim[]): Held[] {
  return claims.flatMap(({ claim: { holds, pattern, severity } }, i): Held[] => {
    if (pattern) return [{ pattern, claim: i }];
    return holds && severity !== 'note' && severity !== 'low' ? [{ text: holds.text, claim: i }] : [];
  });
}

/** The claims, and what was fetched for them, with the rows that were found. */
export function withHolding(
  claims: readonly NamedClaim[],
  fetched: readonly Fetched[],
  held: readonly Held[],
  holding: readonly Holding[],
): { readonly claims: NamedClaim[]; readonly fetched: Fetched[] } {
  const result = { claims: [...claims], fetched: [...fetched] };
  held.forEach(({ claim: i }, k) => {
    const { count, more, sources } = holding[k];
    const { claim } = claims[i];
    if (claim.pattern) {
      const rows = eachOnce([...claim.rows, ...more]);
      const told = inAllRows(claim, claim.pattern, rows, '', Math.max(count, rows.length));
      result.claims[i] = { ...claims[i], claim: told };
      result.fetched[i] = { ...fetched[i], sources: joined(fetched[i].sources, sources) };
      return;
    }
    if (more.length === 0 || count > ordinaryPart * (claim.holds?.rows ?? 0)) return;
    const evidence = [
      ...claim.evidence,
      { name: 'further rows that hold it within a longer word', value: more.length, unit: 'rows' },
    ];
    result.claims[i] = {
      ...claims[i],
      claim: { ...claim, evidence, rows: eachOnce([...claim.rows, ...more]) },
    };
    result.fetched[i] = { ...fetched[i], sources: joined(fetched[i].sources, sources) };
  });
  return result;
}

function joined(some: readonly SourceCount[], others: readonly SourceCount[]): SourceCount[] {
  const counts = new Map<string, number>();
  for (const { source, rows } of [...some, ...others]) countSource(counts, source, rows);
  return mostFirst(counts);
}
