// A drill in words: the same on a terminal and on the page.
import { counted, figure, list, percent } from '../wording.ts';
import { mostSeeds, type DrillCell, type DrillReport } from './schema.ts';

export type Attacked = DrillReport['attacks'][number];

/** How an attack fared at one budget: as most of its seeds did. */
export type Outcome = 'high' | 'medium' | 'some' | 'none';

export function outcomeOf({ seeds, found, high }: DrillCell): Outcome {
  if (high >= mostSeeds * seeds) return 'high';
  if (found >= mostSeeds * seeds) return 'medium';
  return found > 0 ? 'some' : 'none';
}

export const titleOf = ({ plan }: DrillReport, id: string): string =>
  plan.attacks.find((attack) => attack.id === id)?.title ?? id;

export function headline({ attacks, cells, uncaught }: DrillReport): string {
  const tried = new Set(cells.map(({ attack }) => attack)).size;
  const caught = attacks.filter(({ smallest }) => smallest !== null).length;
  if (tried === 0) return 'No attack was tried';
  const never =
    uncaught.length > 0
      ? `; ${figure(uncaught.length)} ${uncaught.length === 1 ? 'was' : 'were'} never found`
      : '';
  return `${figure(caught)} of ${counted(tried, 'attack')} would be found with the rows tried${never}`;
}

/** From how many rows on an attack is found, in a few words. */
export function fromRows(
  { cells }: DrillReport,
  { id, smallest, smallestHigh, caughtBy, impossible }: Attacked,
): string {
  if (!cells.some(({ attack }) => attack === id)) return impossible ? 'not possible here' : 'not tried';
  if (smallest === null) return caughtBy.length > 0 ? 'not in four of five' : 'not found';
  if (smallestHigh === null) return `${counted(smallest, 'row')}, as medium`;
  return smallestHigh === smallest
    ? counted(smallest, 'row')
    : `${counted(smallest, 'row')}, as high from ${figure(smallestHigh)}`;
}

/** What this corpus leaves no room for, and why. Reasons may hold texts of rows. */
export function impossibleInWords({ attacks, cells }: DrillReport): readonly string[] {
  return attacks.flatMap(({ id, impossible }) => {
    if (!impossible) return [];
    const some = cells.some(({ attack }) => attack === id);
    return [`${id}${some ? ` with ${counted(impossible.budget, 'row')}` : ''}: ${impossible.reason}`];
  });
}

export function falseAlarms({ cells }: DrillReport): string {
  const sum = (of: (cell: DrillCell) => number): number => cells.reduce((total, cell) => total + of(cell), 0);
  const scans = sum(({ seeds }) => seeds);
  return `${figure(sum((c) => c.falseHigh))} high and ${figure(sum((c) => c.falseMedium))} medium in ${counted(scans, 'scan')}, beyond what is told of the corpus itself`;
}

export function itselfInWords({ itself }: DrillReport): string {
  if (!itself) return 'not scanned yet';
  const { high, medium } = itself;
  if (high + medium === 0) return 'nothing high or medium is found in the corpus as it is';
  return `${figure(high)} high and ${figure(medium)} medium found in the corpus as it is: run \`bezoar scan\` on it and look at them first`;
}

/** The attacks that nothing here catches, in plain words. */
export function uncaughtInWords(report: DrillReport): readonly string[] {
  return report.uncaught.map((id) => {
    const own = report.cells.filter(({ attack }) => attack === id);
    const most = Math.max(...own.map(({ budget }) => budget));
    const seeds = own.reduce((sum, cell) => sum + cell.seeds, 0);
    const sum = (of: (cell: DrillCell) => number): number => own.reduce((total, cell) => total + of(cell), 0);
    const hints = [
      ...(sum(({ mixed }) => mixed) > 0
        ? [`named among other rows in ${figure(sum(({ mixed }) => mixed))}`]
        : []),
      ...(sum(({ low }) => low) > 0 ? [`by a low finding in ${figure(sum(({ low }) => low))}`] : []),
    ];
    const hint = hints.length > 0 ? `; ${list(hints)} of ${counted(seeds, 'scan')}` : '';
    return `${id}: ${titleOf(report, id)} (up to ${counted(most, 'row')}${hint})`;
  });
}

/** How sure a rate of so many seeds is. */
export const interval = ([least, most]: readonly [number, number]): string =>
  `${percent(least)} to ${percent(most)}`;

export function subjectInWords({ corpus }: DrillReport): string {
  const rows =
    corpus.rows < corpus.of
      ? `${figure(corpus.rows)} of ${counted(corpus.of, 'row')}, taken at random`
      : counted(corpus.of, 'row');
  return `${list(corpus.files.slice(0, 3).map(({ path }) => path))}${corpus.files.length > 3 ? ' …' : ''} · ${rows} of ${corpus.shape} data`;
}
