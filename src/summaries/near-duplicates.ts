// Which rows say (nearly) the same: one compact record per row, an exact hash of its normal form and MinHash
// signatures of its words and pairs of words; `finish` brings like rows together in clusters. A row is compared in
// two parts, the context and the answer or else two halves of its text, and both must be alike: rows that share
// only the frame of a template are no copies of each other.
import type { Batch } from '../detector.ts';
import { hash32, hash53, mix32 } from '../math/hash.ts';
import type { Outcome, Row } from '../row.ts';
import type { Summary } from '../summary.ts';
import { owned } from '../text/owned.ts';
import { mostRunRows, roomForKeys, type KeyRoom } from './near-duplicate-bands.ts';
import { clustersOf, type Clusters } from './near-duplicate-clusters.ts';
import { rowSigner } from './near-duplicate-kernel.ts';
import {
  append,
  dropFirst,
  exactLanes,
  grow,
  inOrder,
  recordBytes,
  room,
  signatureBytes,
  thin,
  type Records,
} from './near-duplicate-records.ts';
import type { Signed, SignRows } from './near-duplicate-rows.ts';
import { heldStore, spilledStore, writeRun } from './near-duplicate-store.ts';

export interface NearDuplicatesSetup {
  readonly seed: number;
  /** Most rows kept in a state; where there is scratch space all others are kept there. */
  readonly maxRows: number;
  /** Rows of a run in scratch space, a multiple of 32; absent for the usual number. */
  readonly runRows?: number;
  /** Least estimated likeness (Jaccard) of each part of two rows that are called alike. */
  readonly likeness: number;
}

export interface NearDuplicatesState {
  records: Records;
  /** Where in the scratch space each run of records begins; all come before those in `records`. */
  runs: number[];
  /** Rows with at least one word, kept or not. */
  seen: number;
  /** Rows without a word. */
  wordless: number;
  /** Names of sources by their hash. */
  names: Map<number, string>;
}

/** Names of sources kept, each cut to a length; a source without a name here is still told apart by its hash. */
const maxNames = 4096;
const nameLength = 120;
/** Rows of a run in scratch space: 20 MB, so that little is held and little is sought. */
const usualRunRows = mostRunRows;
/** Room kept above the limit of rows, so that records are thinned out seldom. */
const slack = 1.25;

/** Keeps those with the lowest hashes, once there are more than `limit`. */
function thinNames(names: Map<number, string>, limit: number): void {
  if (names.size <= limit) return;
  const staying = [...names].sort((a, b) => a[0] - b[0]).slice(0, maxNames);
  names.clear();
  for (const [hash, name] of staying) names.set(hash, name);
}

function labelOf(outcome: Outcome, seed: number): number {
  if (outcome.kind === 'label') return hash32(outcome.label, seed) || 1;
  if (outcome.kind === 'rating') return outcome.up ? 2 : 1;
  return 0;
}

export function nearDuplicates(setup: NearDuplicatesSetup): Summary<Batch, NearDuplicatesState, Clusters> {
  const { seed, maxRows, runRows = usualRunRows } = setup;
  const most = Math.ceil(maxRows * slack);
  let sign: SignRows | undefined;
  /** One for all runs: memory that is new costs more than what is done in it. */
  let keyRoom: KeyRoom | undefined;
  /** Rows of the state filled last: the next one will need about that much room, and asks for it once. */
  let rowsBefore = 0;
  /** Sources whose names a state has, for sources are many rows' each, and to look one up takes less than to hash it. */
  const sources = new Map<string, number>();
  let named: NearDuplicatesState | undefined;
  function sourceHash(source: string, state: NearDuplicatesState): number {
    if (named !== state || sources.size >= maxNames) sources.clear();
    named = state;
    let hash = sources.get(source);
    if (hash === undefined) {
      hash = hash53(source, seed) || 1;
      sources.set(owned(source), hash);
      state.names.set(hash, owned(source.slice(0, nameLength)));
      thinNames(state.names, 2 * maxNames);
    }
    return hash;
  }

  /** Puts the row that was signed as number `i`. */
  function put(state: NearDuplicatesState, row: Row, { words, exact, signatures }: Signed, i: number): void {
    if (words[i] === 0) {
      state.wordless++;
      return;
    }
    state.seen++;
    if (state.records.length >= most) thin(state.records, maxRows);
    if (state.records.length === state.records.shard.length) {
      const expected = state.records.length === 0 ? Math.ceil(1.05 * rowsBefore) : 0;
      state.records = grow(state.records, Math.max(expected, state.records.length + 1), most);
    }
    const { records } = state;
    const at = records.length++;
    rowsBefore = records.length;
    const first = at * exactLanes;
    for (let lane = 0; lane < exactLanes; lane++) records.exact[first + lane] = exact[i * exactLanes + lane];
    records.shard[at] = row.shard;
    records.row[at] = row.row;
    // Of the content and the row within the shard: copies stay or go one by one, wherever their shard stands.
    records.priority[at] = mix32(
      mix32(row.row ^ seed) + records.exact[first] + Math.imul(records.exact[first + 1], 0x9e3779b9),
    );
    records.label[at] = labelOf(row.outcome, seed);
    records.words[at] = words[i];
    records.source[at] = row.source === '' ? 0 : sourceHash(row.source, state);
    const own = i * signatureBytes;
    records.signature.set(signatures.subarray(own, own + signatureBytes), at * signatureBytes);
  }

  return {
    // A merge has room for both sides before it is thinned.
    maxBytes: 2 * maxRows * recordBytes + 2 * maxNames * (2 * nameLength + 64) + 1024,
    empty: () => ({ records: room(0), runs: [], seen: 0, wordless: 0, names: new Map() }),
    add(state, batch) {
      sign ??= rowSigner(seed);
      for (let from = 0; from < batch.length;) {
        const signed = sign(batch, from);
        for (let i = 0; i < signed.count; i++) put(state, batch[from + i], signed, i);
        from += signed.count;
      }
    },
    merge(into, from) {
      into.seen += from.seen;
      into.wordless += from.wordless;
      for (const [hash, name] of from.names) into.names.set(hash, name);
      // Not after every merge: to sort them takes longer than all else here.
      thinNames(into.names, 2 * maxNames);
      thin(into.records, maxRows);
      thin(from.records, maxRows);
      const total = into.records.length + from.records.length;
      if (total > into.records.shard.length) into.records = grow(into.records, total, 2 * maxRows);
      append(into.records, from.records);
      thin(into.records, maxRows);
    },
    relocate: ({ records }, shard) => void records.shard.fill(shard),
    spill(state, scratch) {
      if (state.records.length < runRows) return;
      const ordered = inOrder(state.records);
      let written = 0;
      for (; ordered.length - written >= runRows; written += runRows) {
        state.runs.push(writeRun(ordered, written, runRows, scratch, (keyRoom ??= roomForKeys(runRows))));
      }
      dropFirst(ordered, written);
      state.records = ordered;
    },
    finish(state, scratch) {
      const { runs, seen, wordless, names } = state;
      thin(state.records, maxRows);
      thinNames(names, maxNames);
      const { length } = state.records;
      if (runs.length > 0 && !scratch) throw new Error('what was spilled is finished with its scratch space');
      if (runs.length === 0 || !scratch) {
        return clustersOf(heldStore(state.records), seen, wordless, names, setup.likeness);
      }
      const starts = length === 0 ? runs : [...runs, writeRun(inOrder(state.records), 0, length, scratch)];
      const store = spilledStore(starts, runRows, runs.length * runRows + length, scratch);
      return clustersOf(store, seen, wordless, names, setup.likeness);
    },
  };
}
