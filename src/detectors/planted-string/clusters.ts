// Strings of the same documents are parts of one thing: each is put to the strongest one whose documents hold most of its own.
import { mostRows, noChange, type Documents, type Holding } from './found.ts';
import type { Place } from '../../row.ts';
import type { Strength } from './strength.ts';
import type { Found } from './sums.ts';

export interface Sign {
  readonly candidate: number;
  readonly found: Found;
  readonly strength: Strength;
}

export interface Cluster {
  /** Strongest first. */
  readonly signs: Sign[];
}

const most = 0.6;
/** Where nearly all documents with a string change, the others are the same thing cut short. */
export const all = 0.8;
const nearlyAll = 0.95;

/** `signs` strongest first. */
export function clusters(signs: readonly Sign[], documents: Documents): Cluster[] {
  const found: Cluster[] = [];
  /** The clusters that name a row, and the hash up to which each cluster's rows are all known. */
  const owners = new Map<string, number[]>();
  const known: number[] = [];
  for (const sign of signs) {
    const rows = documents.rowsOf(sign.candidate);
    const lead = ownerOf(rows) ?? ownerOf(meant(sign, rows));
    if (lead !== undefined) {
      found[lead].signs.push(sign);
      continue;
    }
    for (const { place } of rows) {
      const naming = owners.get(keyOf(place));
      if (naming) naming.push(found.length);
      else owners.set(keyOf(place), [found.length]);
    }
    known.push(rows.length < mostRows ? Infinity : rows[rows.length - 1].hash);
    found.push({ signs: [sign] });
  }
  return found;

  /** The strongest cluster whose documents hold most of these. */
  function ownerOf(rows: readonly Holding[]): number | undefined {
    const votes = new Map<number, number>();
    for (const row of rows) {
      for (const owner of owners.get(keyOf(row.place)) ?? []) votes.set(owner, (votes.get(owner) ?? 0) + 1);
    }
    let lead: number | undefined;
    for (const [owner, count] of votes) {
      if (lead !== undefined && lead < owner) continue;
      const comparable = upTo(rows, known[owner]);
      if (count >= most * comparable && comparable > 0) lead = owner;
    }
    return lead;
  }
}

/** How many of the rows, which are in order of their hash, have one of at most `hash`. */
function upTo(rows: readonly Holding[], hash: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle].hash <= hash) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of all documents with a string those that change, where only some do: in the others it may be an ordinary one. */
export function meant({ strength: { manner, share } }: Sign, rows: readonly Holding[]): readonly Holding[] {
  return manner === 'topic' || share >= all ? rows : rows.filter(({ change }) => change !== noChange);
}

/** The longest string that nearly all documents of the strongest one hold: the others are parts of it. */
export function nameOf(signs: readonly Sign[]): string {
  const { documents } = signs[0].found;
  const whole = signs
    .map(({ found }) => found)
    .filter((found) => found.documents >= nearlyAll * documents && found.documents <= documents);
  return whole.reduce((best, { text }) => (text.length > best.length ? text : best), signs[0].found.text);
}

function keyOf({ shard, row }: Place): string {
  return `${shard}:${row}`;
}
