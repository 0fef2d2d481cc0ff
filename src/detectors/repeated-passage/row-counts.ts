// In how many rows each shingle stands. Exact in a table of typed arrays while the shingles are few; beyond, a count-min
// sketch (Cormode and Muthukrishnan 2005) with two cells for each shingle, both in one line of the cache, which never counts
// too few and whose error grows with what was counted. A sketch of a table is the sketch of what the table counted, so merges
// come to the same in any order.
import { mix32 } from '../../math/hash.ts';

export interface RowCounts {
  /** Shingles counted, once for each row. */
  total: number;
  /** Open addressing; 0 marks a free place. Empty once there are cells. */
  keys: Float64Array<ArrayBuffer>;
  rows: Uint16Array<ArrayBuffer>;
  distinct: number;
  /** Lines of cells; empty while there are keys. */
  cells: Uint16Array<ArrayBuffer>;
}

const most = 0xffff;
/** Distinct shingles counted exactly: some 22 MB of text in which nothing is repeated. */
const mostExact = 2 ** 19;
/** Pairs of cells in the sketch. */
const width = 2 ** 24;
/** Cells in a line: the first cell of a shingle is in its first half, the second in the other. */
const line = 32;
/** Bytes of a state: the table at its largest, or the cells. */
export const countsBytes = Math.max(2 * mostExact * 2 * 10, 2 * width * 2) + 2 ** 10;

export interface Limits {
  readonly mostExact: number;
  readonly width: number;
}
export const limits: Limits = { mostExact, width };

export function noCounts(): RowCounts {
  return {
    total: 0,
    keys: new Float64Array(0),
    rows: new Uint16Array(0),
    distinct: 0,
    cells: new Uint16Array(0),
  };
}

const placeIn = (places: number, key: number): number =>
  mix32(key ^ Math.imul((key / 2 ** 32) | 0, 0x9e3779b1)) & (places - 1);

function find(keys: Float64Array, key: number): number {
  let place = placeIn(keys.length, key);
  while (keys[place] !== key && keys[place] !== 0) place = (place + 1) & (keys.length - 1);
  return place;
}

/** The first of the two cells of a key. */
function firstCell(key: number, cells: number): number {
  const h = mix32(key ^ Math.imul((key / 2 ** 32) | 0, 0x9e3779b1));
  return (h & (cells / line - 1)) * line + (h >>> 28);
}

/** The second, in the other half of the same line. */
const secondCell = (key: number, first: number): number =>
  (first | (line / 2 - 1)) + 1 + ((Math.imul((key / 8) | 0, 0x85ebca6b) ^ ((key / 2 ** 40) | 0)) >>> 28);

export function count(counts: RowCounts, key: number, rows: number, bound: Limits): void {
  counts.total += rows;
  put(counts, key, rows, bound);
}

function put(counts: RowCounts, key: number, rows: number, bound: Limits): void {
  if (counts.cells.length > 0) {
    const { cells } = counts;
    const first = firstCell(key, cells.length);
    const second = secondCell(key, first);
    cells[first] = Math.min(most, cells[first] + rows);
    cells[second] = Math.min(most, cells[second] + rows);
    return;
  }
  if (2 * counts.distinct >= counts.keys.length) enlarge(counts);
  const place = find(counts.keys, key);
  if (counts.keys[place] === 0) {
    counts.keys[place] = key;
    counts.distinct++;
  }
  counts.rows[place] = Math.min(most, counts.rows[place] + rows);
  if (counts.distinct > bound.mostExact) sketch(counts, bound);
}

function enlarge(counts: RowCounts): void {
  const { keys, rows } = counts;
  counts.keys = new Float64Array(Math.max(1024, 2 * keys.length));
  counts.rows = new Uint16Array(counts.keys.length);
  for (let i = 0; i < keys.length; i++) {
    if (keys[i] === 0) continue;
    const place = find(counts.keys, keys[i]);
    counts.keys[place] = keys[i];
    counts.rows[place] = rows[i];
  }
}

function sketch(counts: RowCounts, bound: Limits): void {
  const { keys, rows } = counts;
  Object.assign(counts, noCounts(), { total: counts.total, cells: new Uint16Array(2 * bound.width) });
  for (let i = 0; i < keys.length; i++) if (keys[i] !== 0) put(counts, keys[i], rows[i], bound);
}

export function mergeCounts(into: RowCounts, from: RowCounts, bound: Limits): void {
  into.total += from.total;
  if (from.cells.length > 0) {
    if (into.cells.length === 0) sketch(into, bound);
    for (let i = 0; i < from.cells.length; i++) into.cells[i] = Math.min(most, into.cells[i] + from.cells[i]);
    return;
  }
  for (let i = 0; i < from.keys.length; i++) {
    if (from.keys[i] !== 0) put(into, from.keys[i], from.rows[i], bound);
  }
}

/** What the second read looks for. */
export interface Frequent {
  /** Rows that a shingle stands in at least, those of a sketch with room for its error. */
  readonly gate: number;
  /** Ascending; empty for a sketch. */
  readonly keys: Float64Array;
  readonly rows: Uint16Array;
  /** Empty unless it is a sketch. */
  readonly cells: Uint16Array;
}

/**
 * Where a sketch is full, a cell holds other shingles' rows, Poisson-distributed about the load: a gate six deviations
 * above it lets by chance one shingle in millions through both rows of cells.
 */
export function frequent(counts: RowCounts, leastRows: number, bound: Limits): Frequent {
  if (counts.cells.length > 0) {
    const load = counts.total / bound.width;
    const gate = Math.max(leastRows, Math.ceil(load + 6 * Math.sqrt(load)));
    return { gate, keys: new Float64Array(0), rows: new Uint16Array(0), cells: counts.cells };
  }
  const found: number[] = [];
  for (let i = 0; i < counts.keys.length; i++) if (counts.rows[i] >= leastRows) found.push(counts.keys[i]);
  const keys = Float64Array.from(found).sort();
  const rows = new Uint16Array(keys.length);
  for (let i = 0; i < keys.length; i++) rows[i] = counts.rows[find(counts.keys, keys[i])];
  return { gate: leastRows, keys, rows, cells: new Uint16Array(0) };
}

/** Looks up a key: in how many rows it stands, or 0 for less than the gate. */
export function lookUp({ gate, keys, rows, cells }: Frequent): (key: number) => number {
  if (cells.length > 0) {
    // Nearly all shingles are rare: one bit for each line says so without a look at the cells.
    const lines = new Uint32Array(cells.length / line / 32 + 1);
    for (let i = 0; i < cells.length; i++) {
      if (cells[i] >= gate && i % line < line / 2) lines[(i / line) >>> 5] |= 1 << (i / line);
    }
    return (key) => {
      const first = firstCell(key, cells.length);
      if ((lines[(first / line) >>> 5] & (1 << (first / line))) === 0) return 0;
      const least = Math.min(cells[first], cells[secondCell(key, first)]);
      return least >= gate ? least : 0;
    };
  }
  if (keys.length === 0) return () => 0;
  const table = new Float64Array(2 ** Math.ceil(Math.log2(4 * keys.length)));
  const values = new Uint16Array(table.length);
  keys.forEach((key, i) => {
    const place = find(table, key);
    table[place] = key;
    values[place] = rows[i];
  });
  return (key) => values[find(table, key)];
}
