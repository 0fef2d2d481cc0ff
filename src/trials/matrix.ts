// The coverage matrix: what all trials of a drill came to, attack by attack and budget by budget.
import type { Attack } from '../attack.ts';
import { shareInterval } from '../math/wilson.ts';
import { mostSeeds, type DrillCell, type DrillReport } from '../report/drill/schema.ts';
import type { Tried, TrialRecord } from './records.ts';

const shownExamples = 2;

type Itself = NonNullable<DrillReport['itself']>;

export function itselfOf(records: readonly TrialRecord[]): Itself | null {
  const own = records.find(({ attack }) => attack === '')?.result;
  if (own?.kind !== 'tried') return null;
  const findings = own.false.map((finding) => ({ ...finding }));
  const of = (grade: string): number => findings.filter(({ severity }) => severity === grade).length;
  return { high: of('high'), medium: of('medium'), findings, ms: own.ms };
}

export function cellOf(
  attack: string,
  budget: number,
  records: readonly TrialRecord[],
  itself: Itself | null,
): DrillCell | undefined {
  const own = records
    .filter((r) => r.attack === attack && r.budget === budget)
    .sort((a, b) => a.seed - b.seed);
  const tried = own.flatMap(({ seed, result }) => (result.kind === 'tried' ? [{ seed, result }] : []));
  if (tried.length === 0) return undefined;
  const results = tried.map(({ result }) => result);
  const high = results.filter(({ found }) => found === 'high').length;
  const found = results.filter(isFound).length;
  const n = tried.length;
  const beyond = (grade: 'high' | 'medium'): number =>
    results.reduce(
      (sum, r) =>
        sum +
        Math.max(0, r.false.filter(({ severity }) => severity === grade).length - (itself?.[grade] ?? 0)),
      0,
    );
  const best = tried.find(({ result }) => isFound(result)) ?? tried[0];
  return {
    attack,
    budget,
    seeds: n,
    found,
    high,
    foundShare: rounded(shareInterval(found, n)),
    highShare: rounded(shareInterval(high, n)),
    recall: mean(results.flatMap(({ recall }) => recall ?? [])),
    precision: mean(results.flatMap(({ precision }) => precision ?? [])),
    falseHigh: beyond('high'),
    falseMedium: beyond('medium'),
    ms: Math.round(results.reduce((sum, { ms }) => sum + ms, 0) / n),
    by: byDetector(results),
    low: results.filter((r) => r.found === 'low').length,
    mixed: results.filter((r) => !isFound(r) && r.mixed.length > 0).length,
    trigger: best.result.trigger,
    teaches: best.result.teaches,
    examples: best.result.examples
      .slice(0, shownExamples)
      .map((example) => ({ seed: best.seed, ...example })),
  };
}

const isFound = ({ found }: Tried): boolean => found === 'high' || found === 'medium';

function byDetector(results: readonly Tried[]): DrillCell['by'] {
  const all = new Map<string, { found: number; high: number; title: string }>();
  for (const { by } of results) {
    for (const { detector, severity, title } of by) {
      if (severity === 'low') continue;
      const known = all.get(detector) ?? { found: 0, high: 0, title };
      all.set(detector, {
        ...known,
        found: known.found + 1,
        high: known.high + (severity === 'high' ? 1 : 0),
      });
    }
  }
  return [...all]
    .map(([detector, rest]) => ({ detector, ...rest }))
    .sort((a, b) => b.found - a.found || b.high - a.high || (a.detector < b.detector ? -1 : 1));
}

/** What the cells of one attack say together. `records` tell why there are none. */
export function attackOf(
  { id }: Attack,
  cells: readonly DrillCell[],
  records: readonly TrialRecord[],
): DrillReport['attacks'][number] {
  const own = cells.filter(({ attack }) => attack === id).sort((a, b) => a.budget - b.budget);
  const impossible = records
    .flatMap(({ attack, budget, seed, result }) =>
      attack === id && result.kind === 'impossible' ? [{ budget, seed, reason: result.reason }] : [],
    )
    .sort((a, b) => a.budget - b.budget || a.seed - b.seed);
  const counts = new Map<string, number>();
  for (const { by } of own)
    for (const { detector, found, high } of by)
      counts.set(detector, (counts.get(detector) ?? 0) + found + high);
  return {
    id,
    smallest: smallestOf(own, ({ found }) => found),
    smallestHigh: smallestOf(own, ({ high }) => high),
    caughtBy: [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([detector]) => detector),
    impossible: impossible.length > 0 ? { budget: impossible[0].budget, reason: impossible[0].reason } : null,
  };
}

/** The least budget from which on, at every larger one too, most seeds were found. */
export function smallestOf<C extends Pick<DrillCell, 'budget' | 'seeds'>>(
  ascending: readonly C[],
  hits: (cell: C) => number,
): number | null {
  let smallest: number | null = null;
  for (const cell of [...ascending].reverse()) {
    if (hits(cell) < mostSeeds * cell.seeds) break;
    smallest = cell.budget;
  }
  return smallest;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : to3(values.reduce((a, b) => a + b, 0) / values.length);
}

const to3 = (value: number): number => Math.round(value * 1000) / 1000;
const rounded = ([a, b]: [number, number]): [number, number] => [to3(a), to3(b)];
