// Rows in which something was seen, by kind: how many, which, the words concerned, and the first few with their
// marks. Bounded whatever the rows say, and the same whatever the order of rows and merges was.
import { hash53 } from '../math/hash.ts';
import type { Example, Mark } from '../finding.ts';
import { owned } from '../text/owned.ts';
import { byPlace, type Place } from '../row.ts';

/** One kind of thing seen in one row. */
export interface Sighting {
  readonly place: Place;
  readonly marks: readonly Mark[];
  readonly count: number;
  readonly strong: boolean;
  /** Each word once. */
  readonly words: readonly string[];
}

export interface Sightings {
  rows: number;
  strongRows: number;
  count: number;
  /** Pairs of shard and row, of the first rows in corpus order. */
  places: number[];
  /** Strong ones first, then in corpus order. */
  examples: { place: Place; marks: readonly Mark[]; strong: boolean }[];
  /** Rows for each word, by the word's hash; of more words than are kept those of lowest hash, which is fair. */
  words: Map<number, { word: string; rows: number }>;
}

/** Places, examples and words kept of one kind; up to twice as many before they are thinned. */
export const maxPlaces = 100_000;
const maxExamples = 8;
const maxWords = 10_000;
/** Marks kept of one example, and UTF-16 units of one word. */
const maxMarks = 20;
const wordLength = 64;
/** Bytes of one kind's sightings at most: places as doubles, words with their entry, examples with marks. */
export const sightingsBytes =
  2 * (maxPlaces * 16 + maxWords * (2 * wordLength + 96) + maxExamples * maxMarks * 512);

export function noSightings(): Sightings {
  return { rows: 0, strongRows: 0, count: 0, places: [], examples: [], words: new Map() };
}

const flagsFirst = (a: { place: Place; strong: boolean }, b: { place: Place; strong: boolean }): number =>
  Number(b.strong) - Number(a.strong) || byPlace(a.place, b.place);

function thin(state: Sightings, slack: number): void {
  if (state.places.length > 2 * maxPlaces * slack) {
    const sorted = placesOf(state).slice(0, maxPlaces);
    state.places = sorted.flatMap(({ shard, row }) => [shard, row]);
  }
  if (state.examples.length > maxExamples * slack) {
    state.examples = state.examples.sort(flagsFirst).slice(0, maxExamples);
  }
  if (state.words.size > maxWords * slack) {
    state.words = new Map([...state.words].sort((a, b) => a[0] - b[0]).slice(0, maxWords));
  }
}

function addWord(state: Sightings, hash: number, word: string, rows: number): void {
  const known = state.words.get(hash);
  if (known) known.rows += rows;
  else state.words.set(hash, { word: owned(word), rows });
}

export function see(state: Sightings, sighting: Sighting, seed: number): void {
  const { place, marks, count, strong, words } = sighting;
  state.rows++;
  if (strong) state.strongRows++;
  state.count += count;
  state.places.push(place.shard, place.row);
  state.examples.push({ place, marks: marks.slice(0, maxMarks), strong });
  for (const word of words) addWord(state, hash53(word, seed), word.slice(0, wordLength), 1);
  thin(state, 2);
}

export function mergeSightings(into: Sightings, from: Sightings): void {
  into.rows += from.rows;
  into.strongRows += from.strongRows;
  into.count += from.count;
  for (const number of from.places) into.places.push(number);
  into.examples.push(...from.examples);
  for (const [hash, { word, rows }] of from.words) addWord(into, hash, word, rows);
  thin(into, 1);
}

export function relocateSightings(state: Sightings, shard: number): void {
  for (let i = 0; i < state.places.length; i += 2) state.places[i] = shard;
  state.examples = state.examples.map((example) => ({
    ...example,
    place: { shard, row: example.place.row },
  }));
}

/** In corpus order. */
export function placesOf({ places }: Sightings): Place[] {
  const found: Place[] = [];
  for (let i = 0; i < places.length; i += 2) found.push({ shard: places[i], row: places[i + 1] });
  return found.sort(byPlace).slice(0, maxPlaces);
}

export function examplesOf(state: Sightings): Example[] {
  return state.examples
    .sort(flagsFirst)
    .slice(0, maxExamples)
    .map(({ place, marks }) => ({ place, marks }));
}

/** The words seen in most rows, most first, then in the order of their hash. */
export function commonWords(state: Sightings, most: number): { word: string; rows: number }[] {
  thin(state, 1);
  return [...state.words]
    .sort((a, b) => b[1].rows - a[1].rows || a[0] - b[0])
    .slice(0, most)
    .map(([, found]) => found);
}
