// Which rows say (nearly) the same: one compact record per row, an exact hash of its normal form and MinHash
// signatures of its words and pairs of words; `finish` brings like rows together in clusters. A row is compared in
// two parts, the context and the answer or else two halves of its text, and both must be alike: rows that share
// only the frame of a template are no copies of each other.
import type { Batch } from '../detector.ts';
import { hash32, hash53, mix32 } from '../math/hash.ts';
import { permutations, sampleFeatures, sign, slots, type Scratch } from '../math/minhash.ts';
import { taught, type Outcome, type Row } from '../row.ts';
import type { Summary } from '../summary.ts';
import { appendWordHashes, type Hashes } from '../text/normal-form.ts';
import { owned } from '../text/owned.ts';
import { clustersOf, type Clusters } from './near-duplicate-clusters.ts';
import {
  append,
  grow,
  recordBytes,
  room,
  signatureBytes,
  thin,
  type Records,
} from './near-duplicate-records.ts';

export interface NearDuplicatesSetup {
  readonly seed: number;
  /** Most rows kept. */
  readonly maxRows: number;
  /** Least estimated likeness (Jaccard) of each part of two rows that are called alike. */
  readonly likeness: number;
}

export interface NearDuplicatesState {
  records: Records;
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
function appendRow(row: Row, seed: number, into: Hashes): number {
  into.length = 0;
  // A system prompt is what rows of one kind have in common; it says nothing about copies.
  for (const part of row.context) if (part.role !== 'system') appendWordHashes(part.text, seed, into);
  const answer = into.length;
  for (const part of taught(row.outcome)) appendWordHashes(part.text, seed, into);
  return answer;
}

export function nearDuplicates(setup: NearDuplicatesSetup): Summary<Batch, NearDuplicatesState, Clusters> {
  const { seed, maxRows } = setup;
  const most = Math.ceil(maxRows * slack);
  const shuffled = permutations(seed);
  // Scratch space of `add`, which runs to its end before it is called again; nothing of a row outlives the call.
  const words: Hashes = { items: new Int32Array(1024), length: 0 };
  const scratch: Scratch = { table: new Int32Array(0) };
  let features = new Int32Array(2048);

  /** Signs the words [start, end) and the pairs of neighbours among them. */
  function signPart(start: number, end: number, signatures: Uint8Array, offset: number): void {
    if (features.length < 2 * (end - start)) features = new Int32Array(3 * (end - start));
    let count = 0;
    for (let i = start; i < end; i++) {
      features[count++] = words.items[i];
      if (i > start) features[count++] = mix32(Math.imul(words.items[i - 1], 31) + words.items[i]);
    }
    sign(features, sampleFeatures(features, count, scratch), shuffled, signatures, offset);
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

    let low = seed | 0;
    let high = ~seed;
    for (let i = 0; i < length; i++) {
      low = Math.imul(low ^ words.items[i], 0x01000193) ^ (low >>> 15);
      high = Math.imul(high ^ words.items[i], 0x5bd1e995) ^ (high >>> 13);
    }
    records.shard[at] = row.shard;
    records.row[at] = row.row;
    records.exactLow[at] = mix32(low);
    records.exactHigh[at] = mix32(high);
    // Of the content and the row within the shard: copies stay or go one by one, wherever their shard stands.
    records.priority[at] = mix32(
      mix32(row.row ^ seed) + records.exactLow[at] + Math.imul(records.exactHigh[at], 0x9e3779b9),
    );
    records.label[at] = labelOf(row.outcome, seed);
    records.words[at] = length;
    records.source[at] = row.source === '' ? 0 : hash53(row.source, seed) || 1;

    const twoTexts = answer > 0 && length - answer >= answerWords;
    signPart(0, twoTexts ? answer : (length + 1) >> 1, records.signature, at * signatureBytes);
    signPart(twoTexts ? answer : length >> 1, length, records.signature, at * signatureBytes + slots);

    if (row.source !== '' && !state.names.has(records.source[at])) {
      state.names.set(records.source[at], owned(row.source.slice(0, nameLength)));
      if (state.names.size > 2 * maxNames) thinNames(state.names);
    }
  }

  return {
    // A merge has room for both sides before it is thinned.
    maxBytes: 2 * maxRows * recordBytes + 2 * maxNames * (2 * nameLength + 64) + 1024,
    empty: () => ({ records: room(0), seen: 0, wordless: 0, names: new Map() }),
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
    finish(state) {
      thin(state.records, maxRows);
      thinNames(state.names);
      return clustersOf(state.records, state.seen, state.wordless, state.names, setup.likeness);
    },
  };
}
