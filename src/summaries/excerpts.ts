// The last read, made only when something was found: the texts of the rows that a report shows, cut around what
// is marked in them, and the sources of all rows that a claim is about.
import type { Batch } from '../detector.ts';
import type { Mark } from '../finding.ts';
import { taught, type Part, type Place, type Row } from '../row.ts';
import type { Summary } from '../summary.ts';
import { cutAround, excerptLength, type Cut } from '../text/excerpt.ts';
import { owned } from '../text/owned.ts';
import { claimsOf, rowsIn, type ClaimedRows } from './claimed-rows.ts';
import { addSource, claimSourcesBytes, joinSources, rankedSources } from './claim-sources.ts';
import { sourceLength, type SourceCount, type SourceCounts } from './tally.ts';

/** A row to show, and what to highlight in it. */
export interface Wanted {
  readonly place: Place;
  readonly marks: readonly Mark[];
  readonly phrases: readonly (readonly string[])[];
  readonly outcomePhrases: readonly (readonly string[])[];
}

export interface RowText {
  readonly source: string;
  readonly label?: string;
  readonly parts: readonly TextPart[];
}

export interface TextPart extends Cut {
  readonly field: string;
  readonly side: Side;
}

type Side = 'context' | 'outcome' | 'rejected';

interface State {
  /** By index into the wanted rows. */
  readonly texts: Map<number, RowText>;
  /** By claim: its sources, then its annotators. */
  readonly counts: readonly (readonly [SourceCounts, SourceCounts])[];
}

export interface Excerpts {
  readonly texts: readonly (RowText | undefined)[];
  readonly sources: readonly (readonly SourceCount[])[];
  readonly annotators: readonly (readonly SourceCount[])[];
}

/** Texts shown of one row: a chat may have hundreds of turns. */
const maxParts = 10;
/** Texts of a row that are searched for phrases; later ones count only when a detector marked them. */
const searchedParts = 500;
const labelLength = 200;

export function excerpts(
  wanted: readonly Wanted[],
  claimed: ClaimedRows,
  seed: number,
): Summary<Batch, State, Excerpts> {
  const wantedAt = new Map<number, number[]>();
  wanted.forEach(({ place }, i) => {
    const at = wantedAt.get(key(place));
    if (at) at.push(i);
    else wantedAt.set(key(place), [i]);
  });
  return {
    empty: () => ({
      texts: new Map(),
      counts: Array.from({ length: claimed.claimCount }, () => [new Map(), new Map()] as const),
    }),
    asks(shard) {
      const numbers = new Set(rowsIn(claimed, shard));
      for (const { place } of wanted) if (place.shard === shard) numbers.add(place.row);
      return (row) => numbers.has(row);
    },
    add(state, rows) {
      for (const row of rows) {
        for (const i of wantedAt.get(key(row)) ?? []) state.texts.set(i, rowText(row, wanted[i]));
        for (const claim of claimsOf(claimed, row)) {
          const [sources, annotators] = state.counts[claim];
          addSource(sources, row.source, seed);
          if (row.annotator !== undefined) addSource(annotators, row.annotator, seed);
        }
      }
    },
    merge(into, from) {
      for (const [i, text] of from.texts) into.texts.set(i, text);
      into.counts.forEach((kinds, claim) =>
        kinds.forEach((counts, kind) => joinSources(counts, from.counts[claim][kind], seed)),
      );
    },
    finish({ texts, counts }) {
      return {
        texts: wanted.map((_, i) => texts.get(i)),
        sources: counts.map(([sources]) => rankedSources(sources, seed)),
        annotators: counts.map(([, annotators]) => rankedSources(annotators, seed)),
      };
    },
    // Two bytes a character, and room for marks, fields and Map entries; sources and annotators.
    maxBytes:
      wanted.length * maxParts * (2 * excerptLength + 16_384) +
      claimed.claimCount * 2 * claimSourcesBytes +
      2 ** 16,
  };
}

/** One number for a place: rows of a shard stay below 2^31, shards below 2^22. */
function key(place: Place): number {
  return place.shard * 2 ** 31 + place.row;
}

function rowText(row: Row, { marks, phrases, outcomePhrases }: Wanted): RowText {
  const { outcome } = row;
  const on = (side: Side) => (part: Part) => ({
    part,
    side,
    marks: marks.filter((m) => m.field === part.field),
  });
  const parts = [
    ...row.context.map(on('context')),
    ...taught(outcome).map(on('outcome')),
    ...(outcome.kind === 'choice' ? outcome.rejected.map(on('rejected')) : []),
  ]
    .filter(({ part }) => part.text !== '')
    .filter((p, i) => i < searchedParts || p.marks.length > 0)
    .slice(0, 2 * searchedParts)
    .map(({ part, side, marks: own }) => ({
      field: part.field,
      side,
      ...cutAround(part.text, toHighlight(side), own),
    }));
  // What precedes a position of a document is its context, so both kinds of phrases may stand anywhere in it.
  function toHighlight(side: Side): readonly (readonly string[])[] {
    if (side === 'context') return phrases;
    return outcome.kind === 'document' ? [...phrases, ...outcomePhrases] : outcomePhrases;
  }
  const label = labelOf(row);
  return {
    source: owned(row.source.slice(0, sourceLength)),
    ...(label === undefined ? {} : { label }),
    parts: worthShowing(parts),
  };
}

function labelOf({ outcome }: Row): string | undefined {
  if (outcome.kind === 'label') return owned(outcome.label.slice(0, labelLength));
  return outcome.kind === 'rating' ? (outcome.up ? 'up' : 'down') : undefined;
}

/** The first part of each side, then those with marks, then others, as far as there is room; in the row's order. */
function worthShowing(parts: readonly TextPart[]): readonly TextPart[] {
  if (parts.length <= maxParts) return parts;
  const sides: readonly Side[] = ['context', 'outcome', 'rejected'];
  const firstOfSide = new Set(sides.map((side) => parts.find((p) => p.side === side)));
  const rank = (p: TextPart): number => (firstOfSide.has(p) ? 0 : p.marks.length > 0 ? 1 : 2);
  const chosen = new Set([...parts].sort((a, b) => rank(a) - rank(b)).slice(0, maxParts));
  return parts.filter((p) => chosen.has(p));
}
