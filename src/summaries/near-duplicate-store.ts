// The records of a corpus in corpus order, column by column: held in memory, or most of them in scratch space, in
// runs of one length that are written once. What walks through all rows reads a column run by run; what looks one row
// up goes through pages that are kept for a while. Both kinds give the same results.
import type { Scratch } from '../summary.ts';
import { bands, dealKeys, mostRunRows, parts, type KeyRoom } from './near-duplicate-bands.ts';
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
  /** Where in a band of a run each part of the keys begins, and the last one ends. */
  starts(run: number, band: number): Uint32Array;
  /** Writes the keys [first, end) of a band of a run, and the records that they are of, to `keys` and `rows` from `at` on. */
  readKeys(
    run: number,
    band: number,
    range: { readonly first: number; readonly end: number },
    keys: Int32Array<ArrayBuffer>,
    rows: Uint16Array<ArrayBuffer>,
    at: number,
  ): void;
  /** Sketches of a run's records; there until the next call. */
  sketches(run: number): Int32Array;
}

/** Everything in memory. */
export function heldStore(unordered: Records): Store {
  const records = inOrder(unordered);
  const { length } = records;
  const runRows = mostRunRows;
  const runs = Math.ceil(length / runRows);
  const rowsOf = (run: number) => Math.min(runRows, length - run * runRows);
  function held<A extends Items>(items: A, width = 1): Column<A> {
    const run = (r: number) => items.subarray(r * runRows * width, (r * runRows + rowsOf(r)) * width) as A;
    return { items, run, at: (i) => i * width };
  }
  const signature = fourBytes(records.signature);
  const sketches = sketchesOf(signature, length);
  const dealt = Array.from({ length: runs }, (_, run) =>
    dealKeys(records.signature.subarray(run * runRows * signatureBytes), rowsOf(run)),
  );
  return {
    length,
    runRows,
    runs,
    shard: held(records.shard),
    row: held(records.row),
    label: held(records.label),
    words: held(records.words),
    exact: held(records.exact, exactLanes),
    source: held(records.source),
    signature: held(signature, signatureBytes / 4),
    starts: (run, band) => dealt[run].starts.subarray(band * (parts + 1), (band + 1) * (parts + 1)),
    readKeys(run, band, { first, end }, keys, rows, at) {
      const from = band * rowsOf(run);
      keys.set(dealt[run].keys.subarray(from + first, from + end), at);
      rows.set(dealt[run].rows.subarray(from + first, from + end), at);
    },
    sketches: (run) => sketches.subarray(run * runRows * sketchWords),
  };
}

// Columns of a run in scratch space, with bytes of one record, in this order; then the keys as they are dealt out, their
// rows, the sketches, and where the parts begin.
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
const keysAt = sectionBytes;
const rowsAt = keysAt + 4 * bands;
const sketchesAt = rowsAt + 2 * bands;
/** Bytes of scratch space that a row takes. */
export const spilledBytes = sketchesAt + 4 * sketchWords;

/** Writes the `count` records from `from` on, in corpus order, as a run; returns where it begins. */
export function writeRun(
  records: Records,
  from: number,
  count: number,
  scratch: Scratch,
  keyRoom?: KeyRoom,
): number {
  const column = (name: (typeof sections)[number][0], width: number): Uint8Array => {
    const { buffer, byteOffset } = records[name];
    return new Uint8Array(buffer, byteOffset + from * width, count * width);
  };
  const [start] = sections.map(([name, width]) => scratch.append(column(name, width)));
  const signatures = records.signature.subarray(from * signatureBytes);
  const { keys, rows, starts } = dealKeys(signatures, count, keyRoom);
  const sketches = sketchesOf(fourBytes(signatures), count);
  for (const { buffer, byteLength } of [keys, rows, sketches, starts]) {
    scratch.append(new Uint8Array(buffer, 0, byteLength));
  }
  return start;
}

/** Records of a page, and pages of a column that are kept at most: of signatures 64 MiB. */
const pageRows = 32;
const keptPages = 2 ** 14;
/** Records whose sketches are kept: 64 MiB. */
const heldSketches = 2 ** 21;

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
  const read = <A extends Items | Uint16Array<ArrayBuffer>>(
    offset: number,
    into: A,
    at: number,
    end: number,
  ) =>
    scratch.read(
      offset,
      new Uint8Array(into.buffer, at * into.BYTES_PER_ELEMENT, (end - at) * into.BYTES_PER_ELEMENT),
    );
  const partStarts = starts.map((start, run) => {
    const all = new Uint32Array(bands * (parts + 1));
    read(start + rowsOf(run) * spilledBytes, all, 0, all.length);
    return all;
  });
  // Read many times over, once for each band, so those of the first runs are kept.
  const heldRuns = Math.min(starts.length, Math.floor(heldSketches / runRows));
  const heldSketch = new Int32Array(heldRuns * runRows * sketchWords);
  const isHeld = new Uint8Array(heldRuns);
  const other = new Int32Array(heldRuns < starts.length ? runRows * sketchWords : 0);
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
    starts: (run, band) => partStarts[run].subarray(band * (parts + 1), (band + 1) * (parts + 1)),
    readKeys(run, band, { first, end }, keys, rows, at) {
      const own = rowsOf(run);
      read(starts[run] + own * (keysAt + 4 * band) + 4 * first, keys, at, at + end - first);
      read(starts[run] + own * (rowsAt + 2 * band) + 2 * first, rows, at, at + end - first);
    },
    sketches(run) {
      const own = rowsOf(run);
      const into = run < heldRuns ? heldSketch : other;
      const at = run < heldRuns ? run * runRows * sketchWords : 0;
      if (run >= heldRuns || isHeld[run] === 0) {
        read(starts[run] + own * sketchesAt, into, at, at + own * sketchWords);
      }
      if (run < heldRuns) isHeld[run] = 1;
      return into.subarray(at);
    },
  };
}

/** The same bytes, four at a time. */
function fourBytes(bytes: Uint8Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  // What came from another thread may begin at any byte.
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Int32Array(buffer, byteOffset, bytes.length / 4);
}
