// The records of a corpus in corpus order, column by column: held in memory, or most of them in scratch space, in
// runs of one length that are written once. What walks through all rows reads a column run by run; what looks one row
// up goes through pages that are kept for a while. Both kinds give the same results.
import type { Scratch } from '../summary.ts';
import { bandKeysOf, bands } from './near-duplicate-bands.ts';
import { exactLanes, inOrder, signatureBytes, type Records } from './near-duplicate-records.ts';
import { sketchesOf, sketchWords } from './near-duplicate-sketches.ts';

type Items = Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

export interface Column<A extends Items> {
  /** What the records of a run have, in order. */
  run(run: number): A;
  /** Where in `items` record `i` begins; there until the call after the next. */
  at(i: number): number;
  readonly items: A;
}

export interface Store {
  readonly length: number;
  /** Records of each run but the last. */
  readonly runRows: number;
  readonly runs: number;
  readonly shard: Column<Uint32Array<ArrayBuffer>>;
  readonly row: Column<Uint32Array<ArrayBuffer>>;
  readonly label: Column<Uint32Array<ArrayBuffer>>;
  readonly words: Column<Uint32Array<ArrayBuffer>>;
  readonly exact: Column<Uint32Array<ArrayBuffer>>;
  readonly source: Column<Float64Array<ArrayBuffer>>;
  readonly signature: Column<Int32Array<ArrayBuffer>>;
  /** Keys of one band of a run's records; there until the next call. */
  keys(run: number, band: number): Int32Array;
  /** Sketches of a run's records; there until the next call. */
  sketches(run: number): Int32Array;
}

/** Everything in memory, as one run. */
export function heldStore(unordered: Records): Store {
  const records = inOrder(unordered);
  const { length } = records;
  function held<A extends Items>(items: A, width = 1): Column<A> {
    return { items, run: () => items.subarray(0, length * width) as A, at: (i) => i * width };
  }
  const keys = bandKeysOf(records.signature, length);
  const signature = fourBytes(records.signature);
  const sketches = sketchesOf(signature, length);
  return {
    length,
    runRows: Math.max(1, length),
    runs: 1,
    shard: held(records.shard),
    row: held(records.row),
    label: held(records.label),
    words: held(records.words),
    exact: held(records.exact, exactLanes),
    source: held(records.source),
    signature: held(signature, signatureBytes / 4),
    keys: (_, band) => keys.subarray(band * length, (band + 1) * length),
    sketches: () => sketches,
  };
}

// Columns of a run in scratch space, with bytes of one record, in this order; then the keys, band by band,
// and the sketches.
const sections = [
  ['source', 8],
  ['shard', 4],
  ['row', 4],
  ['label', 4],
  ['words', 4],
  ['exact', 4 * exactLanes],
  ['signature', signatureBytes],
] as const;
const sectionBytes = sections.reduce((sum, [, bytes]) => sum + bytes, 0);
/** Bytes of scratch space that a row takes. */
export const spilledBytes = sectionBytes + 4 * bands + 4 * sketchWords;

/** Writes the `count` records from `from` on, in corpus order, as a run; returns where it begins. */
export function writeRun(records: Records, from: number, count: number, scratch: Scratch): number {
  const bytes = new Uint8Array(count * spilledBytes);
  let at = 0;
  for (const [name, width] of sections) {
    const { buffer, byteOffset } = records[name];
    bytes.set(new Uint8Array(buffer, byteOffset + from * width, count * width), at);
    at += count * width;
  }
  const signatures = records.signature.subarray(from * signatureBytes);
  bytes.set(new Uint8Array(bandKeysOf(signatures, count).buffer), at);
  at += count * 4 * bands;
  bytes.set(new Uint8Array(sketchesOf(fourBytes(signatures), count).buffer), at);
  return scratch.append(bytes);
}

/** Records of a page, and pages of a column that are kept at most: of signatures 128 MiB. */
const pageRows = 32;
const keptPages = 2 ** 15;

/** All in scratch space: where each run begins, each of `runRows` records but the last. */
export function spilledStore(
  starts: readonly number[],
  runRows: number,
  length: number,
  scratch: Scratch,
): Store {
  const rowsOf = (run: number) => Math.min(runRows, length - run * runRows);

  function column<A extends Items>(
    name: (typeof sections)[number][0],
    make: (items: number) => A,
  ): Column<A> {
    let before = 0;
    let width = 0;
    for (const [other, bytes] of sections) {
      if (other === name) {
        width = bytes;
        break;
      }
      before += bytes;
    }
    const itemBytes = make(0).BYTES_PER_ELEMENT;
    const perRow = width / itemBytes;
    const fill = (into: A, item: number, run: number, from: number, rows: number) =>
      scratch.read(
        starts[run] + before * rowsOf(run) + from * width,
        new Uint8Array(into.buffer, item * itemBytes, rows * width),
      );
    // One page more than are kept: for a look-up that would take the place of the one before it.
    const items = make((keptPages + 1) * pageRows * perRow);
    const holds = new Int32Array(keptPages).fill(-1);
    let last = -1;
    return {
      items,
      run(run) {
        const all = make(rowsOf(run) * perRow);
        fill(all, 0, run, 0, rowsOf(run));
        return all;
      },
      at(i) {
        const page = Math.floor(i / pageRows);
        let place = page % keptPages;
        const known = holds[place] === page;
        if (!known && place === last) place = keptPages;
        if (!known) {
          const first = page * pageRows;
          const run = Math.floor(first / runRows);
          const from = first - run * runRows;
          fill(items, place * pageRows * perRow, run, from, Math.min(pageRows, rowsOf(run) - from));
          if (place < keptPages) holds[place] = page;
        }
        last = place;
        return (place * pageRows + (i % pageRows)) * perRow;
      },
    };
  }
  const ints = (items: number) => new Uint32Array(items);
  // Read many times over: new memory for each would cost more than the reading.
  const keys = new Int32Array(runRows);
  const sketches = new Int32Array(runRows * sketchWords);
  function read(into: Int32Array<ArrayBuffer>, items: number, offset: number): Int32Array {
    scratch.read(offset, new Uint8Array(into.buffer, 0, items * into.BYTES_PER_ELEMENT));
    return into.subarray(0, items);
  }
  return {
    length,
    runRows,
    runs: starts.length,
    shard: column('shard', ints),
    row: column('row', ints),
    label: column('label', ints),
    words: column('words', ints),
    exact: column('exact', ints),
    source: column('source', (items) => new Float64Array(items)),
    signature: column('signature', (items) => new Int32Array(items)),
    keys: (run, band) => read(keys, rowsOf(run), starts[run] + rowsOf(run) * (sectionBytes + 4 * band)),
    sketches: (run) =>
      read(sketches, rowsOf(run) * sketchWords, starts[run] + rowsOf(run) * (sectionBytes + 4 * bands)),
  };
}

/** The same bytes, four at a time. */
function fourBytes(bytes: Uint8Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  // What came from another thread may begin at any byte.
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Int32Array(buffer, byteOffset, bytes.length / 4);
}
