// How often each of many keys was seen, in two columns of counts, in a hash table of typed arrays. Counts are exact. When there
// are more keys than there is room for, those of a merged state move to scratch space (key-runs.ts); in a state of a single
// shard half of them are given up, by their hash, until they fit: what is left is a fair sample of the keys, whatever the
// order of keys and merges was.

export interface KeyRun {
  /** Where it begins in the scratch space: four columns, keys in order of their part. */
  readonly start: number;
  /** Keys before those of each part; at the end how many there are. */
  readonly before: Uint32Array<ArrayBuffer>;
}

export interface KeyCounts {
  /** Keys are kept when the lowest `level` bits of their low half are 0. */
  level: number;
  keys: number;
  high: Uint32Array<ArrayBuffer>;
  low: Uint32Array<ArrayBuffer>;
  first: Uint16Array<ArrayBuffer>;
  second: Uint16Array<ArrayBuffer>;
  /** Of a merged state: what lies in scratch space. */
  runs?: readonly KeyRun[];
}

/** Bytes for each place of the table. */
export const placeBytes = 12;
/** Share of places that may be taken. */
const full = 0.6;
const largest = 0xffff;

export function noCounts(): KeyCounts {
  return room(0, 0);
}

function room(places: number, level: number): KeyCounts {
  const lane = () => new Uint32Array(places);
  const column = () => new Uint16Array(places);
  return { level, keys: 0, high: lane(), low: lane(), first: column(), second: column() };
}

export function isTaken({ high, low }: KeyCounts, place: number): boolean {
  return (high[place] | low[place]) !== 0;
}

/** The place of a key, or the free one where it belongs. Both halves 0 marks a free place. */
function placeOf({ high, low }: KeyCounts, keyHigh: number, keyLow: number): number {
  const mask = high.length - 1;
  let place = (Math.imul(keyLow ^ (keyLow >>> 15), 0x2c1b3c6d) ^ Math.imul(keyHigh, 0x9e3779b1)) >>> 0;
  place = (place ^ (place >>> 16)) & mask;
  while ((high[place] !== keyHigh || low[place] !== keyLow) && (high[place] | low[place]) !== 0) {
    place = (place + 1) & mask;
  }
  return place;
}

/** Adds to the counts of a key. `mostPlaces` is a power of two. */
export function count(
  counts: KeyCounts,
  keyHigh: number,
  keyLow: number,
  first: number,
  second: number,
  mostPlaces: number,
): void {
  if ((keyLow & (2 ** counts.level - 1)) !== 0) return;
  if (counts.keys >= full * counts.high.length) {
    enlarge(counts, mostPlaces);
    if ((keyLow & (2 ** counts.level - 1)) !== 0) return;
  }
  const high = keyHigh >>> 0;
  // The free mark cannot be a key.
  const low = (high | keyLow) === 0 ? 2 ** 31 : keyLow >>> 0;
  const place = placeOf(counts, high, low);
  if (!isTaken(counts, place)) {
    counts.high[place] = high;
    counts.low[place] = low;
    counts.keys++;
  }
  counts.first[place] = Math.min(largest, counts.first[place] + first);
  counts.second[place] = Math.min(largest, counts.second[place] + second);
}

/** Four times the room, or half the keys when there is no more. */
function enlarge(counts: KeyCounts, mostPlaces: number): void {
  const places = counts.high.length;
  const level = places < mostPlaces ? counts.level : counts.level + 1;
  const larger = room(Math.min(mostPlaces, Math.max(256, places * 4)), level);
  addAll(larger, counts, mostPlaces);
  Object.assign(counts, larger);
}

/** Adds all counts of `from`. */
export function addAll(into: KeyCounts, from: KeyCounts, mostPlaces: number): void {
  if (from.level > into.level) thin(into, from.level, mostPlaces);
  for (let place = 0; place < from.high.length; place++) {
    if (!isTaken(from, place)) continue;
    count(into, from.high[place], from.low[place], from.first[place], from.second[place], mostPlaces);
  }
}

function thin(counts: KeyCounts, level: number, mostPlaces: number): void {
  const thinner = room(counts.high.length, level);
  addAll(thinner, { ...counts, level: 0 }, mostPlaces);
  Object.assign(counts, thinner);
}
