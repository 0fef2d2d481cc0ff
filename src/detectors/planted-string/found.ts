// What the second read learns of each candidate: how many documents hold it, how often the text changes after it, and of the
// documents with the lowest hashes which rows they are and how the string stands in them. Everything adds up or is a
// minimum, so that parts of a corpus can be joined.
import type { Place } from '../../row.ts';
import {
  addRecord,
  belongs,
  joinRecords,
  lowestBytes,
  noRecords,
  recordsBeside,
  type LowestRecords,
} from '../../summaries/lowest-records.ts';
import { lowestOf, spillRecords } from '../../summaries/lowest-runs.ts';
import type { Scratch } from '../../summary.ts';
import { joinSums, noSums, sumsBeside, sumsBytes, type Sums } from './sums.ts';

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

/** Numbers of a record of a row: candidate, hash and change, shard and row; of one that was seen those of `Seen` besides. */
const rowWidth = 3;
const seenWidth = 8;
const shardStep = 2 ** 32;
const hashStep = 4;

export interface FoundByCandidate {
  readonly sums: Sums;
  /** Of each candidate, the documents with the lowest hashes. */
  readonly rows: LowestRecords;
  readonly seen: LowestRecords;
}

export const foundBytes = (candidates: number): number =>
  sumsBytes(candidates) +
  lowestBytes(candidates, mostRows, rowWidth) +
  lowestBytes(candidates, mostSeen, seenWidth);

/** `candidates`: how many there are. */
export function noneFound(candidates: number): FoundByCandidate {
  return { sums: noSums(candidates), rows: noRecords(rowWidth), seen: noRecords(seenWidth) };
}

/** For other rows, without those that would not be kept beside what is found already. */
export function noneFoundBeside({ sums, rows, seen }: FoundByCandidate): FoundByCandidate {
  return { sums: sumsBeside(sums), rows: recordsBeside(rows), seen: recordsBeside(seen) };
}

/** A document and what it does after the string, as one number that is in the order of the hash. */
export const holdingKey = (hash: number, change: number): number => hash * hashStep + change;
export const placeNumber = ({ shard, row }: Place): number => shard * shardStep + row;

/** Filled anew for each record: millions of arrays would be collected. */
const rowRecord = new Float64Array(rowWidth);
const seenRecord = new Float64Array(seenWidth);

export function addRow({ rows }: FoundByCandidate, candidate: number, key: number, place: number): void {
  rowRecord[0] = candidate;
  rowRecord[1] = key;
  rowRecord[2] = place;
  addRecord(rows, mostRows, rowRecord);
}

/** Whether a document may be among those of which is kept how the string stands in them. */
export function wantsSeen({ seen }: FoundByCandidate, candidate: number, key: number): boolean {
  return belongs(seen, candidate, key);
}

export function addSeen(
  { seen }: FoundByCandidate,
  candidate: number,
  key: number,
  place: number,
  source: number,
  standing: Standing,
): void {
  seenRecord[0] = candidate;
  seenRecord[1] = key;
  seenRecord[2] = place;
  seenRecord[3] = source;
  seenRecord[4] = standing.before;
  seenRecord[5] = standing.after;
  seenRecord[6] = standing.heads ? 1 : 0;
  seenRecord[7] = standing.shared;
  addRecord(seen, mostSeen, seenRecord);
}

function holdingOf([key, place]: readonly number[]): Holding {
  return {
    hash: Math.floor(key / hashStep),
    change: key % hashStep,
    place: { shard: Math.floor(place / shardStep), row: place % shardStep },
  };
}

/** The documents of a candidate, in order of their hash. */
export interface Documents {
  rowsOf(candidate: number): Holding[];
  seenOf(candidate: number): Seen[];
}

/** `candidates`: how many there are. */
export function documentsOf(
  { rows, seen }: FoundByCandidate,
  candidates: number,
  scratch?: Scratch,
): Documents {
  const lowestRows = lowestOf(rows, candidates, mostRows, scratch);
  const lowestSeen = lowestOf(seen, candidates, mostSeen, scratch);
  return {
    rowsOf: (candidate) => lowestRows(candidate).map(holdingOf),
    seenOf: (candidate) =>
      lowestSeen(candidate).map((record) => {
        const [, , source, before, after, heads, shared] = record;
        return { ...holdingOf(record), source, before, after, heads: heads === 1, shared };
      }),
  };
}

export function spillFound({ rows, seen }: FoundByCandidate, candidates: number, scratch: Scratch): void {
  spillRecords(rows, candidates, mostRows, scratch);
  spillRecords(seen, candidates, mostSeen, scratch);
}

export function joinFound(into: FoundByCandidate, from: FoundByCandidate): void {
  joinSums(into.sums, from.sums);
  joinRecords(into.rows, from.rows, mostRows);
  joinRecords(into.seen, from.seen, mostSeen);
}

/** Makes all places those of another shard. */
export function relocateFound({ rows, seen }: FoundByCandidate, shard: number): void {
  for (const { items, length, width } of [rows, seen]) {
    for (let at = 2; at < length; at += width) items[at] = shard * shardStep + (items[at] % shardStep);
  }
}
