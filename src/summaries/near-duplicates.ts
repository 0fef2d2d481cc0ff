// Which rows say (nearly) the same: one compact record per row, an exact hash of its normal form and MinHash
// signatures of its words and pairs of words; `finish` brings like rows together in clusters. A row is compared in
// two parts, the context and the answer or else two halves of its text, and both must be alike: rows that share
// only the frame of a template are no copies of each other.
import type { Batch } from '../detector.ts';
import { hash32, hash53, mix32 } from '../math/hash.ts';
import { permutation, signWords, slots } from '../math/minhash.ts';
import { taught, type Outcome, type Row } from '../row.ts';
import type { Summary } from '../summary.ts';
import { appendWordHashes, wordHashes, type WordHashes } from '../text/normal-form.ts';
import { owned } from '../text/owned.ts';
import { clustersOf, type Clusters } from './near-duplicate-clusters.ts';
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
const usualRunRows = 2 ** 16;
/** Room kept above the limit of rows, so that records are thinned out seldom. */
const slack = 1.25;
/** Words of an answer that is compared on its own; a shorter one is compared together with what precedes it. */
const answerWords = 8;

function thinNames(names: Map<number, string>): void {
  if (names.size <= maxNames) return;
  const staying = [...names].sort((a, b) => a[0] - b[0]).slice(0, maxNames);
  names.clear();
  for (const [hash, name] of staying) names.set(hash, name);
}

function labelOf(outcome: Outcome, seed: number): number {
  if (outcome.kind === 'label') return hash32(outcome.label, seed) || 1;
  if (outcome.kind === 'rating') return outcome.up ? 2 : 1;
  return 0;
}

/** Hashes the words of a row and returns where the answer begins. */
function appendRow(row: Row, seed: number, into: WordHashes): number {
  into.length = 0;
  // A system prompt is what rows of one kind have in common; it says nothing about copies.
  for (const part of row.context) if (part.role !== 'system') appendWordHashes(part.text, seed, into);
  const answer = into.length;
  for (const part of taught(row.outcome)) appendWordHashes(part.text, seed, into);
  return answer;
}

/** Writes the 128 bits of a sequence of words. Two texts that differ in one word are told apart by that word's 64. */
function digest({ low, high, length }: WordHashes, seed: number, into: Uint32Array, offset: number): void {
  let a = seed | 0;
  let b = ~seed;
  let c = mix32(seed) | 0;
  let d = length;
  for (let i = 0; i < length; i++) {
    const x = low[i];
    const y = high[i];
    a = Math.imul(a ^ x, 0x85ebca6b) + (a >>> 15);
    b = Math.imul(b ^ y, 0xc2b2ae35) + (b >>> 13);
    c = Math.imul(c + x, 0x27d4eb2f) ^ (y + (c >>> 16));
    d = Math.imul(d + y, 0x165667b1) ^ (x + (d >>> 14));
  }
  into[offset] = mix32(a);
  into[offset + 1] = mix32(b);
  into[offset + 2] = mix32(c);
  into[offset + 3] = mix32(d);
}

export function nearDuplicates(setup: NearDuplicatesSetup): Summary<Batch, NearDuplicatesState, Clusters> {
  const { seed, maxRows, runRows = usualRunRows } = setup;
  const most = Math.ceil(maxRows * slack);
  const shuffled = permutation(seed);
  // Scratch space of `add`, which runs to its end before it is called again; nothing of a row outlives the call.
  const words = wordHashes();
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
      if (state.names.size > 2 * maxNames) thinNames(state.names);
    }
    return hash;
  }

  function put(state: NearDuplicatesState, row: Row): void {
    const answer = appendRow(row, seed, words);
    const { length } = words;
    if (length === 0) {
      state.wordless++;
      return;
    }
    state.seen++;
    if (state.records.length >= most) thin(state.records, maxRows);
    if (state.records.length === state.records.shard.length) {
      state.records = grow(state.records, state.records.length + 1, most);
    }
    const { records } = state;
    const at = records.length++;

    digest(words, seed, records.exact, at * exactLanes);
    records.shard[at] = row.shard;
    records.row[at] = row.row;
    // Of the content and the row within the shard: copies stay or go one by one, wherever their shard stands.
    const first = at * exactLanes;
    records.priority[at] = mix32(
      mix32(row.row ^ seed) + records.exact[first] + Math.imul(records.exact[first + 1], 0x9e3779b9),
    );
    records.label[at] = labelOf(row.outcome, seed);
    records.words[at] = length;
    records.source[at] = row.source === '' ? 0 : sourceHash(row.source, state);

    const twoTexts = answer > 0 && length - answer >= answerWords;
    const into = records.signature;
    const own = at * signatureBytes;
    // Words and pairs of neighbours among them.
    signWords(words.low, 0, twoTexts ? answer : (length + 1) >> 1, shuffled, into, own);
    signWords(words.low, twoTexts ? answer : length >> 1, length, shuffled, into, own + slots);
  }

  return {
    // A merge has room for both sides before it is thinned.
    maxBytes: 2 * maxRows * recordBytes + 2 * maxNames * (2 * nameLength + 64) + 1024,
    empty: () => ({ records: room(0), runs: [], seen: 0, wordless: 0, names: new Map() }),
    add(state, batch) {
      for (const row of batch) put(state, row);
    },
    merge(into, from) {
      into.seen += from.seen;
      into.wordless += from.wordless;
      for (const [hash, name] of from.names) into.names.set(hash, name);
      thinNames(into.names);
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
        state.runs.push(writeRun(ordered, written, runRows, scratch));
      }
      state.records = dropFirst(ordered, written);
    },
    finish(state, scratch) {
      const { runs, seen, wordless, names } = state;
      thin(state.records, maxRows);
      thinNames(names);
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
