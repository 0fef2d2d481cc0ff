// From claims to findings: ranked and named, their rows resolved to files, their examples with their texts.
import type { ClaimedRows } from '../summaries/claimed-rows.ts';
import type { RowText, Wanted } from '../summaries/excerpts.ts';
import type { SourceCount } from '../summaries/tally.ts';
import { severities, type Claim } from '../finding.ts';
import { byPlace, type Place } from '../row.ts';
import type { Places } from './places.ts';
import type { Excerpt, ReportFinding } from '../report/schema.ts';

/** A claim with the detector that makes it and the id that it is known by. */
export interface NamedClaim {
  readonly id: string;
  readonly detector: string;
  readonly detectorVersion: number;
  readonly claim: Claim;
  /** Rows of the baseline that it holds for, of how many; absent when there is none. */
  readonly baseline?: { readonly rows: number; readonly of: number };
}

/** What the last read brought for one claim. */
export interface Fetched {
  readonly examples: readonly { readonly row: RowText | undefined; readonly pair?: RowText }[];
  readonly sources: readonly SourceCount[];
  readonly annotators: readonly SourceCount[];
}

const shownRows = 20;
const shownSources = 20;
const shownExamples = 8;

/**
 * Strongest first: by severity, then strength x rows in steps of two, so that of findings of like size the surer one
 * leads; ids count within a detector.
 */
export function rank(claims: readonly Omit<NamedClaim, 'id'>[]): NamedClaim[] {
  const ordered = [...claims].sort(
    (a, b) =>
      severities.indexOf(a.claim.severity) - severities.indexOf(b.claim.severity) ||
      step(b.claim) - step(a.claim) ||
      a.claim.falseDiscovery - b.claim.falseDiscovery ||
      b.claim.rows.length - a.claim.rows.length ||
      (a.detector < b.detector ? -1 : a.detector > b.detector ? 1 : 0),
  );
  const counts = new Map<string, number>();
  return ordered.map((named) => {
    const count = (counts.get(named.detector) ?? 0) + 1;
    counts.set(named.detector, count);
    return { ...named, id: `${named.detector}-${count}`, claim: tidy(named.claim) };
  });
}

function step({ falseDiscovery, rows }: Claim): number {
  return Math.floor(Math.log2(Math.max(1, (1 - falseDiscovery) * rows.length)));
}

/** Each row once, in corpus order, as everything that follows expects. */
export function eachOnce(rows: readonly Place[]): Place[] {
  return [...rows].sort(byPlace).filter((p, i, all) => i === 0 || byPlace(all[i - 1], p) !== 0);
}

function tidy(claim: Claim): Claim {
  return { ...claim, rows: eachOnce(claim.rows), examples: claim.examples.slice(0, shownExamples) };
}

/** The rows to fetch for the examples of all claims, in their order: each row, then its pair if it has one. */
export function wantedRows(claims: readonly NamedClaim[]): Wanted[] {
  return claims.flatMap(({ claim: { examples, phrases, outcomePhrases } }) =>
    examples.flatMap(({ place, marks = [], pair }) => [
      { place, marks, phrases, outcomePhrases },
      ...(pair ? [{ place: pair, marks: [], phrases, outcomePhrases }] : []),
    ]),
  );
}

export function claimedRows(claims: readonly NamedClaim[]): ClaimedRows {
  const entries = claims.flatMap(({ claim }, i) => claim.rows.map((place) => ({ place, claim: i })));
  entries.sort((a, b) => byPlace(a.place, b.place) || a.claim - b.claim);
  return {
    claimCount: claims.length,
    shards: Int32Array.from(entries, ({ place }) => place.shard),
    rows: Int32Array.from(entries, ({ place }) => place.row),
    claims: Int32Array.from(entries, ({ claim }) => claim),
  };
}

/** Deals the texts of `wantedRows` out to the examples again. */
export function fetchedOf(
  claims: readonly NamedClaim[],
  texts: readonly (RowText | undefined)[],
  sources: readonly (readonly SourceCount[])[],
  annotators: readonly (readonly SourceCount[])[],
): Fetched[] {
  let next = 0;
  return claims.map(({ claim }, i) => ({
    examples: claim.examples.map(({ pair }) => ({
      row: texts[next++],
      pair: pair ? texts[next++] : undefined,
    })),
    sources: sources[i],
    annotators: annotators[i],
  }));
}

/** What findings are held against: readable rows, and rows of each source and annotator. */
export interface Whole {
  readonly places: Places;
  readonly readRows: number;
  readonly sources: ReadonlyMap<string, number>;
  readonly annotators: ReadonlyMap<string, number>;
}

/** `sameRowsAs`: the graver finding it is told beneath. */
export function findingOf(
  { id, detector, detectorVersion, claim, baseline }: NamedClaim,
  fetched: Fetched,
  { places, readRows, sources, annotators }: Whole,
  sameRowsAs: string | undefined,
): ReportFinding {
  const excerptOf = (place: Place, text: RowText): Excerpt => {
    const { file, row } = places.resolve(place);
    const { source, label, parts } = text;
    return { file, row, source, ...(label === undefined ? {} : { label }), parts: parts.map(excerptPart) };
  };
  const examples: ReportFinding['examples'] = [];
  claim.examples.forEach(({ place, pair }, i) => {
    const { row: text, pair: pairText } = fetched.examples[i];
    if (!text) return;
    examples.push({
      row: excerptOf(place, text),
      ...(pair && pairText ? { pair: excerptOf(pair, pairText) } : {}),
    });
  });
  return {
    id,
    detector,
    detectorVersion,
    ...(sameRowsAs === undefined ? {} : { sameRowsAs }),
    severity: claim.severity,
    threat: claim.threat,
    title: claim.title,
    claim: claim.claim,
    evidence: claim.evidence.map(({ name, value, unit }) => ({ name, value, unit })),
    falseDiscovery: claim.falseDiscovery,
    phrases: claim.phrases.map((phrase) => [...phrase]),
    rows: {
      total: claim.rows.length,
      share: readRows === 0 ? 0 : claim.rows.length / readRows,
      first: claim.rows.slice(0, shownRows).map(places.resolve),
      bySource: fetched.sources
        .slice(0, shownSources)
        .map(({ source, rows }) => ({ source, rows, of: sources.get(source) ?? 0 })),
      ...(fetched.annotators.length > 0
        ? {
            byAnnotator: fetched.annotators
              .slice(0, shownSources)
              .map(({ source, rows }) => ({ annotator: source, rows, of: annotators.get(source) ?? 0 })),
          }
        : {}),
    },
    ...(baseline ? { baseline } : {}),
    examples,
    advice: claim.advice,
  };
}

/** Field by field, so that the report's order of keys does not hang on how a text came here. */
function excerptPart({
  field,
  side,
  text,
  cutBefore,
  cutAfter,
  marks,
}: RowText['parts'][number]): Excerpt['parts'][number] {
  const shownMarks = marks.map(({ start, end, shown }) => ({
    start,
    end,
    ...(shown === undefined ? {} : { shown }),
  }));
  return { field, side, text, cutBefore, cutAfter, marks: shownMarks };
}
