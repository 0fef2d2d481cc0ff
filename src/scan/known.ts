// What older text is known to hold, without that text: markers, the strings by which detectors know ordinary things again,
// with the rows that held them. Several such files count as one text.
import type { Detector } from '../detector.ts';
import type { Claim, Severity, Verdict } from '../finding.ts';
import { poissonTail } from '../math/tail.ts';
import type { Markers, MarkersFile } from '../report/markers.ts';

/** Markers of one detector, in so many rows. */
export interface Known {
  readonly rows: number;
  /** By the string without its white space: text is broken into lines as it comes. */
  readonly markers: ReadonlyMap<string, number>;
}

/**
 * Rows of older text with the markers of a claim, of how many; how many times as many are here as that lets expect, and the
 * chance of as many.
 */
export interface Likeness {
  readonly rows: number;
  readonly of: number;
  readonly times: number;
  readonly chance: number;
}

/** Of a cluster of strings those that stand in this many times fewer or more rows are about something else too. */
const alike = 2;

const keyOf = (text: string): string => text.replace(/\s+/g, '');

/** By detector id. */
export function knownOf(files: readonly MarkersFile[]): ReadonlyMap<string, Known> {
  const all = new Map<string, { rows: number; markers: Map<string, number> }>();
  for (const { rows, detectors, lines } of files) {
    for (const { id } of detectors) {
      const known = all.get(id) ?? { rows: 0, markers: new Map<string, number>() };
      known.rows += rows;
      all.set(id, known);
    }
    // White space apart, a string may be in a file twice.
    const most = new Map<string, number>();
    for (const { detector, marker, rows: held } of lines) {
      const name = `${detector}\n${keyOf(marker)}`;
      const before = most.get(name) ?? 0;
      if (held <= before) continue;
      most.set(name, held);
      const { markers } = all.get(detector) ?? { markers: new Map<string, number>() };
      markers.set(keyOf(marker), (markers.get(keyOf(marker)) ?? 0) + held - before);
    }
  }
  return all;
}

/** What the verdicts of a scan leave for later ones, each marker with the gravest finding that it is part of. */
export function markersOf(
  detectors: readonly Detector[],
  verdicts: ReadonlyMap<string, Verdict>,
  claims: readonly { readonly detector: string; readonly claim: Claim }[],
  rows: number,
): Markers | undefined {
  const telling = detectors.filter(({ id }) => verdicts.get(id)?.markers);
  if (telling.length === 0) return undefined;
  const lines = telling.flatMap(({ id }) => {
    const graveness = new Map<string, Severity>();
    // Gravest first, so the first claim counts.
    for (const { detector, claim } of claims) {
      if (detector !== id) continue;
      for (const { text } of claim.markers ?? []) {
        if (!graveness.has(text)) graveness.set(text, claim.severity);
      }
    }
    return (verdicts.get(id)?.markers ?? []).map(({ text, rows: held }) => ({
      detector: id,
      severity: graveness.get(text),
      rows: held,
      marker: text,
    }));
  });
  return { rows, detectors: telling.map(({ id, version }) => ({ id, version })), lines };
}

/**
 * How well the older text explains a claim: by its string that is known best. `there`: rows of the claim in trusted text that
 * was read, of how many; `own`: rows of the claim here; `judged`: all rows here.
 */
export function likeness(
  { markers = [] }: Claim,
  known: Known | undefined,
  there: { readonly rows: number; readonly of: number },
  own: number,
  judged: number,
): Likeness {
  const of = there.of + (known?.rows ?? 0);
  const compare = (rows: number, here: number): Likeness => {
    // One more than was seen there: what is rare there may by chance be missing.
    const expected = of === 0 ? 0 : ((rows + 1) / of) * judged;
    return { rows, of, times: here / expected, chance: poissonTail(here, expected) };
  };
  const alone = compare(there.rows, own);
  if (!known || markers.length === 0) return alone;
  const lead = markers[0].rows;
  return markers
    .filter(({ rows }) => rows <= alike * lead && lead <= alike * rows)
    .flatMap(({ text, rows }) => {
      const times = rows / lead;
      const older = known.markers.get(keyOf(text));
      if (older === undefined) return [];
      return [compare(Math.round(there.rows * times) + older, Math.round(own * times))];
    })
    .reduce((best, next) => (next.chance > best.chance ? next : best), alone);
}
