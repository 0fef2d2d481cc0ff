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
  type LowestRecords,
} from '../../summaries/lowest-records.ts';
import { lowestOf, spillRecords } from '../../summaries/lowest-runs.ts';
import type { Scratch } from '../../summary.ts';

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
}

export interface FoundByCandidate {
  /** Of the candidates that were met. */
  readonly found: Map<number, Found>;
  /** Of each candidate, the documents with the lowest hashes. */
  readonly rows: LowestRecords;
  readonly seen: LowestRecords;
}

/** Bytes of a candidate's sums, its text and the entry for it. */
const sumsBytes = 1024;

export const foundBytes = (candidates: number): number =>
  2 * candidates * sumsBytes +
  lowestBytes(candidates, mostRows, rowWidth) +
  lowestBytes(candidates, mostSeen, seenWidth);

export function noneFound(): FoundByCandidate {
  return { found: new Map(), rows: noRecords(rowWidth), seen: noRecords(seenWidth) };
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
  };
}

const keyOf = (hash: number, change: number): number => hash * hashStep + change;
const placeNumber = ({ shard, row }: Place): number => shard * shardStep + row;

/** Filled anew for each record: millions of arrays would be collected. */
const rowRecord = new Float64Array(rowWidth);
const seenRecord = new Float64Array(seenWidth);

export function addRow({ rows }: FoundByCandidate, candidate: number, holding: Holding): void {
  const { hash, change, place } = holding;
  rowRecord[0] = candidate;
  rowRecord[1] = keyOf(hash, change);
  rowRecord[2] = placeNumber(place);
  addRecord(rows, mostRows, rowRecord);
}

/** Whether a document may be among those of which is kept how the string stands in them. */
export function wantsSeen({ seen }: FoundByCandidate, candidate: number, { hash, change }: Holding): boolean {
  return belongs(seen, candidate, keyOf(hash, change));
}

export function addSeen(
  { seen }: FoundByCandidate,
  candidate: number,
  holding: Holding,
  source: number,
  standing: Standing,
): void {
  seenRecord[0] = candidate;
  seenRecord[1] = keyOf(holding.hash, holding.change);
  seenRecord[2] = placeNumber(holding.place);
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
  if (into.length === 0) for (let k = 0; k < from.length; k++) into.push(from[k]);
  else for (let k = 0; k < from.length; k++) into[k] += from[k];
}

/** The string is told as the document with the lowest hash writes it. */
export function nameAs(found: Found, document: number, text: string): void {
  if (document > found.first || (document === found.first && text >= found.text)) return;
  found.first = document;
  found.text = text;
}

export function joinFound(into: FoundByCandidate, from: FoundByCandidate): void {
  for (const [candidate, more] of from.found) {
    const held = into.found.get(candidate);
    if (held) join(held, more);
    else into.found.set(candidate, more);
  }
  joinRecords(into.rows, from.rows, mostRows);
  joinRecords(into.seen, from.seen, mostSeen);
}

function join(into: Found, from: Found): void {
  nameAs(into, from.first, from.text);
  for (const sum of sums) into[sum] += from[sum];
  addDifferences(into.difference, from.difference);
}

/** Makes all places those of another shard. */
export function relocateFound({ rows, seen }: FoundByCandidate, shard: number): void {
  for (const { items, length, width } of [rows, seen]) {
    for (let at = 2; at < length; at += width) items[at] = shard * shardStep + (items[at] % shardStep);
  }
}
