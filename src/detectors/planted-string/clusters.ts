// Strings of the same documents are parts of one thing: each is put to the strongest one whose documents hold most of its own.
import { mostRows, noChange, type Documents, type Found, type Holding } from './found.ts';
import type { Place } from '../../row.ts';
import type { Strength } from './strength.ts';

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

/** `signs` strongest first. */
export function clusters(signs: readonly Sign[], documents: Documents): Cluster[] {
  const found: Cluster[] = [];
  /** The cluster that named a row first, and the hash up to which each cluster's rows are all known. */
  const owners = new Map<string, number>();
  const known: number[] = [];
  for (const sign of signs) {
    const rows = meant(sign, documents);
    const votes = new Map<number, number>();
    for (const row of rows) {
      const owner = owners.get(nameOf(row.place));
      if (owner !== undefined) votes.set(owner, (votes.get(owner) ?? 0) + 1);
    }
    let lead = -1;
    for (const [owner, count] of votes) {
      const comparable = rows.filter(({ hash }) => hash <= known[owner]).length;
      if (count >= most * comparable && comparable > 0 && (lead < 0 || owner < lead)) lead = owner;
    }
    if (lead >= 0) {
      found[lead].signs.push(sign);
      continue;
    }
    for (const row of rows) if (!owners.has(nameOf(row.place))) owners.set(nameOf(row.place), found.length);
    known.push(rows.length < mostRows ? Infinity : rows[rows.length - 1].hash);
    found.push({ signs: [sign] });
  }
  return found;
}

/** The documents with a string, or those that change where only some do: in the others it may be an ordinary one. */
export function meant({ candidate, strength: { manner, share } }: Sign, { rowsOf }: Documents): Holding[] {
  const rows = rowsOf(candidate);
  return manner === 'topic' || share >= all ? rows : rows.filter(({ change }) => change !== noChange);
}

function nameOf({ shard, row }: Place): string {
  return `${shard}:${row}`;
}
