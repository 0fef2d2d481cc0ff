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
  /** Of a sketch the cells that come to the gate, for every worker has a copy: a bit for each cell that does, ... */
  readonly bits: Uint32Array;
  /** ... and what these count, in order. Both are empty unless it is a sketch. */
  readonly cells: Uint16Array;
}

const none = {
  keys: new Float64Array(0),
  rows: new Uint16Array(0),
  bits: new Uint32Array(0),
  cells: new Uint16Array(0),
};

/**
 * Where a sketch is full, a cell holds other shingles' rows, Poisson-distributed about the load: a gate six deviations
 * above it lets by chance one shingle in millions through both rows of cells.
 */
export function frequent(counts: RowCounts, leastRows: number, bound: Limits): Frequent {
  if (counts.cells.length > 0) {
    const load = counts.total / bound.width;
    const gate = Math.max(leastRows, Math.ceil(load + 6 * Math.sqrt(load)));
    return { ...none, gate, ...cellsFrom(counts.cells, gate) };
  }
  const found: number[] = [];
  for (let i = 0; i < counts.keys.length; i++) if (counts.rows[i] >= leastRows) found.push(counts.keys[i]);
  const keys = Float64Array.from(found).sort();
  const rows = new Uint16Array(keys.length);
  for (let i = 0; i < keys.length; i++) rows[i] = counts.rows[find(counts.keys, keys[i])];
  return { ...none, gate: leastRows, keys, rows };
}

function cellsFrom(cells: Uint16Array, gate: number): Pick<Frequent, 'bits' | 'cells'> {
  const bits = new Uint32Array(cells.length / 32);
  let set = 0;
  for (let i = 0; i < cells.length; i++) {
    if (cells[i] < gate) continue;
    bits[i >>> 5] |= 1 << i;
    set++;
  }
  const kept = new Uint16Array(set);
  let filled = 0;
  for (let i = 0; filled < set; i++) if (cells[i] >= gate) kept[filled++] = cells[i];
  return { bits, cells: kept };
}

/** Looks up a key: in how many rows it stands, or 0 for less than the gate. */
export function lookUp(found: Frequent): (key: number) => number {
  if (found.bits.length > 0) return lookUpCells(found);
  const { keys, rows } = found;
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

function lookUpCells({ bits, cells }: Frequent): (key: number) => number {
  // Nearly all shingles are rare: one bit for each line of 32 cells says so without a look at the cells.
  const lines = new Uint32Array(bits.length / 32 + 1);
  /** Cells with a bit in the lines before. */
  const before = new Uint32Array(bits.length);
  let set = 0;
  bits.forEach((own, i) => {
    before[i] = set;
    set += bitsOf(own);
    if ((own & 0xffff) !== 0) lines[i >>> 5] |= 1 << i;
  });
  const all = bits.length * line;
  const at = (cell: number): number => {
    const own = bits[cell >>> 5];
    if ((own & (1 << cell)) === 0) return 0;
    return cells[before[cell >>> 5] + bitsOf(own & ((1 << cell) - 1))];
  };
  return (key) => {
    const first = firstCell(key, all);
    if ((lines[first >>> 10] & (1 << (first >>> 5))) === 0) return 0;
    const rows = at(first);
    return rows === 0 ? 0 : Math.min(rows, at(secondCell(key, first)));
  };
}

/** How many bits of a number are set. */
function bitsOf(x: number): number {
  let n = x - ((x >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
