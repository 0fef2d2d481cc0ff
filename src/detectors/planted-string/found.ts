// What the second read learns of each candidate: how many documents hold it, how often the text changes after it, and of the
// documents with the lowest hashes which rows they are and how the string stands in them. Everything adds up or is a
// minimum, so that parts of a corpus can be joined.
import type { Place } from '../../row.ts';
import {
  addRecord,
  joinRecords,
  noRecords,
  settle,
  type LowestRecords,
} from '../../summaries/lowest-records.ts';

/** Rows kept of a candidate, and those of which is kept how the string stands in them. */
export const mostRows = 1200;
export const mostSeen = 64;

/** What the text does after the string, as it was found or was not looked at. */
export const noChange = 0;
export const farChange = 1;
export const nearChange = 2;

/** One document with the string. */
export interface Holding {
  /** Of the document. */
  readonly hash: number;
  readonly place: Place;
  /** `nearChange`, `farChange` or `noChange`. */
  readonly change: number;
}

/** How a string stands in a document. */
export interface Standing {
  /** Hashes of the eight words before it, and of those from where the text changes. */
  readonly before: number;
  readonly after: number;
  /** It begins a line or follows the end of a sentence. */
  readonly heads: boolean;
  /** Share of the rare words after the change that stand before the string too. */
  readonly shared: number;
}

export interface Seen extends Holding, Standing {
  /** Hash of who published the document. */
  readonly source: number;
}

const rowWidth = 2;
const seenWidth = 7;
const shardStep = 2 ** 32;
const hashStep = 4;

export interface Found {
  /** As it stands in the document with the lowest hash, which is this. */
  text: string;
  first: number;
  documents: number;
  /** Documents in which the change after it was measured, and those with one. */
  measured: number;
  near: number;
  far: number;
  /** Documents in which the topic changes more right after it than at a random place. */
  topicWins: number;
  /** Changes after a random place of the same documents. */
  randomNear: number;
  randomFar: number;
  /** Sum of the changes of so many documents, in whitened features. */
  described: number;
  difference: number[];
  /** Records of those with the lowest hashes: hash and change, shard and row. */
  rows: LowestRecords;
  /** The same, then what is in `Seen`. */
  seen: LowestRecords;
}

export function nothingFound(): Found {
  return {
    text: '',
    first: Infinity,
    documents: 0,
    measured: 0,
    near: 0,
    far: 0,
    topicWins: 0,
    randomNear: 0,
    randomFar: 0,
    described: 0,
    difference: [],
    rows: noRecords(rowWidth),
    seen: noRecords(seenWidth),
  };
}

const keyOf = (hash: number, change: number): number => hash * hashStep + change;
const placeNumber = ({ shard, row }: Place): number => shard * shardStep + row;

export function addRow(found: Found, { hash, change, place }: Holding): void {
  addRecord(found.rows, mostRows, [keyOf(hash, change), placeNumber(place)]);
}

/** Whether a document may be among those of which is kept how the string stands in them. */
export function wantsSeen({ seen }: Found, { hash, change }: Holding): boolean {
  return keyOf(hash, change) <= seen.bound;
}

export function addSeen(found: Found, holding: Holding, source: number, standing: Standing): void {
  const { before, after, heads, shared } = standing;
  const key = keyOf(holding.hash, holding.change);
  const record = [key, placeNumber(holding.place), source, before, after, heads ? 1 : 0, shared];
  addRecord(found.seen, mostSeen, record);
}

function holdingAt(list: readonly number[], at: number): Holding {
  return {
    hash: Math.floor(list[at] / hashStep),
    change: list[at] % hashStep,
    place: { shard: Math.floor(list[at + 1] / shardStep), row: list[at + 1] % shardStep },
  };
}

/** In order of their hash. */
export function rowsOf({ rows }: Found): Holding[] {
  settle(rows, mostRows);
  return Array.from({ length: rows.list.length / rowWidth }, (_, i) => holdingAt(rows.list, i * rowWidth));
}

export function seenOf({ seen }: Found): Seen[] {
  settle(seen, mostSeen);
  return Array.from({ length: seen.list.length / seenWidth }, (_, i) => {
    const [, , source, before, after, heads, shared] = seen.list.slice(i * seenWidth, (i + 1) * seenWidth);
    return { ...holdingAt(seen.list, i * seenWidth), source, before, after, heads: heads === 1, shared };
  });
}

const sums = [
  'documents',
  'measured',
  'near',
  'far',
  'topicWins',
  'randomNear',
  'randomFar',
  'described',
] as const;

/** Adds to a sum of vectors, which is empty before the first. */
export function addDifferences(into: number[], from: ArrayLike<number>): void {
  for (let k = 0; k < from.length; k++) into[k] = (into[k] ?? 0) + from[k];
}

/** The string is told as the document with the lowest hash writes it. */
export function nameAs(found: Found, document: number, text: string): void {
  if (document > found.first || (document === found.first && text >= found.text)) return;
  found.first = document;
  found.text = text;
}

export function joinFound(into: Found, from: Found): void {
  nameAs(into, from.first, from.text);
  for (const sum of sums) into[sum] += from[sum];
  addDifferences(into.difference, from.difference);
  joinRecords(into.rows, from.rows, mostRows);
  joinRecords(into.seen, from.seen, mostSeen);
}

/** Makes all places those of another shard. */
export function relocateFound({ rows, seen }: Found, shard: number): void {
  for (const { list, width } of [rows, seen]) {
    for (let at = 1; at < list.length; at += width) list[at] = shard * shardStep + (list[at] % shardStep);
  }
}
