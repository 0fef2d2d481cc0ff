// Rows as word numbers while they are being read: flat chunks of a batch each, one table of words, and the level of
// sampling that keeps them within a budget.
import { hash53 } from '../math/hash.ts';
import { taught, type Row } from '../row.ts';
import { project } from '../math/projection.ts';
import { mannerOf, mannerSize } from '../text/answer-manner.ts';
import { signsOf } from '../text/answer-signs.ts';
import { owned } from '../text/owned.ts';
import { words } from '../text/words.ts';
import { kept } from './row-key.ts';
import { cutTurns, turnsOf } from './turns.ts';

/** Longest word kept, in UTF-16 units; a longer one is cut and ends in its hash. */
const wordLength = 48;
/** What is kept of a label, and of a source. */
export const labelLength = 200;

/** Numbers kept of a row's own vector, by random projection: cosines hold up to about 1 / sqrt(128). */
export const embeddingSize = 128;

/** What a row costs beside its words, and each further turn: detectors keep two vectors of a turn. */
const rowBytes = 80 + mannerSize;
const turnBytes = 600;
/** Characters of a text that is too long to be read whole for the words that are kept: of its head, and of its tail. */
const longText = 2 ** 17;
const readHead = 2 ** 15;
const readTail = 2 ** 14;

/** Rows of one batch, flat. `context` and `answer` are word numbers of this state. */
export interface Chunk {
  shard: Int32Array;
  row: Int32Array;
  key: Float64Array;
  cost: Int32Array;
  label: Int32Array;
  signs: Uint8Array;
  /** `mannerSize` bytes a row. */
  manner: Uint8Array;
  source: Int32Array;
  trusted: Uint8Array;
  /** `embeddingSize` numbers a row, or none when no row of the chunk has a vector. */
  embedding: Float32Array;
  contextStarts: Int32Array;
  context: Int32Array;
  answerStarts: Int32Array;
  answer: Int32Array;
  rejectedStarts: Int32Array;
  rejected: Int32Array;
  /** Where each turn but the first begins, in words from the row's beginning; none for rows that are no chats. */
  contextTurnStarts: Int32Array;
  contextTurns: Int32Array;
  answerTurnStarts: Int32Array;
  answerTurns: Int32Array;
}

export interface CompactState {
  words: Map<string, number>;
  labels: Map<string, number>;
  sources: Map<string, number>;
  chunks: Chunk[];
  /** Sum of the rows' costs; a row costs 8 bytes a word and its characters. */
  cost: number;
  /** Rows are kept when their key is a multiple of 2 ** level. */
  level: number;
  seen: number;
}

/** The number of a text, given now if it has none. */
export function number(map: Map<string, number>, text: string): number {
  const known = map.get(text);
  if (known !== undefined) return known;
  map.set(owned(text), map.size);
  return map.size - 1;
}

/** The words of a text, but of a huge one only those that may be kept. */
function read(text: string): string[] {
  if (text.length <= longText) return words(text);
  return [...words(text.slice(0, readHead)), ...words(text.slice(-readTail))];
}

/** A word as it is kept. */
export function shorten(word: string, seed: number): string {
  return word.length <= wordLength ? word : `${word.slice(0, 32)}…${hash53(word, seed).toString(36)}`;
}

export function compact(
  state: CompactState,
  batch: readonly { row: Row; key: number }[],
  seed: number,
): Chunk {
  const n = batch.length;
  const chunk = {
    shard: new Int32Array(n),
    row: new Int32Array(n),
    key: new Float64Array(n),
    cost: new Int32Array(n),
    label: new Int32Array(n).fill(-1),
    signs: new Uint8Array(n),
    manner: new Uint8Array(n * mannerSize),
    source: new Int32Array(n),
    trusted: new Uint8Array(n),
    embedding: new Float32Array(batch.some(({ row }) => row.embedding) ? n * embeddingSize : 0),
    rejectedStarts: new Int32Array(n + 1),
    contextStarts: new Int32Array(n + 1),
    answerStarts: new Int32Array(n + 1),
    contextTurnStarts: new Int32Array(n + 1),
    answerTurnStarts: new Int32Array(n + 1),
  };
  const context: number[] = [];
  const answer: number[] = [];
  const contextTurns: number[] = [];
  const answerTurns: number[] = [];
  const rejected: number[] = [];
  const push = (target: number[], begins: number[], turns: string[][]): number => {
    const from = target.length;
    let cost = 0;
    cutTurns(turns).forEach((turn, k) => {
      if (k > 0) begins.push(target.length - from);
      for (const w of turn) {
        const word = shorten(w, seed);
        cost += 8 + word.length;
        target.push(number(state.words, word));
      }
    });
    return cost;
  };
  batch.forEach(({ row, key }, i) => {
    chunk.shard[i] = row.shard;
    chunk.row[i] = row.row;
    chunk.key[i] = key;
    const { outcome } = row;
    const parts = taught(outcome);
    const [given, said] = turnsOf(row.context, parts);
    chunk.cost[i] =
      rowBytes + turnBytes * (given.length + said.length - 2) + push(context, contextTurns, given.map(read));
    const source = row.source.slice(0, labelLength);
    chunk.source[i] = number(state.sources, source);
    chunk.cost[i] += source.length;
    if (row.trusted) chunk.trusted[i] = 1;
    if (row.embedding) {
      chunk.cost[i] += 4 * embeddingSize;
      project(row.embedding, chunk.embedding, i * embeddingSize, embeddingSize, seed);
    }
    if (outcome.kind === 'rating') chunk.label[i] = number(state.labels, outcome.up ? 'up' : 'down');
    if (outcome.kind === 'choice') {
      chunk.cost[i] += push(rejected, [], turnsOf(row.context, outcome.rejected)[1].map(read));
    }
    if (outcome.kind === 'label') {
      chunk.label[i] = number(state.labels, outcome.label.slice(0, labelLength));
    } else {
      const turns = said.map(read);
      chunk.cost[i] += push(answer, answerTurns, turns);
      const length = turns.reduce((sum, turn) => sum + turn.length, 0);
      const text = said.length === 1 ? said[0] : said.join('\n');
      chunk.signs[i] = signsOf(text, length);
      mannerOf(text, chunk.manner, i * mannerSize);
    }
    chunk.contextStarts[i + 1] = context.length;
    chunk.answerStarts[i + 1] = answer.length;
    chunk.rejectedStarts[i + 1] = rejected.length;
    chunk.contextTurnStarts[i + 1] = contextTurns.length;
    chunk.answerTurnStarts[i + 1] = answerTurns.length;
  });
  return {
    ...chunk,
    context: Int32Array.from(context),
    answer: Int32Array.from(answer),
    rejected: Int32Array.from(rejected),
    contextTurns: Int32Array.from(contextTurns),
    answerTurns: Int32Array.from(answerTurns),
  };
}

/** Raises the level until the rows fit the budget, lets go of rows above it and of words that only they used. */
export function settle(state: CompactState, budget: number): void {
  const { level } = state;
  for (; ; state.level++) {
    state.cost = 0;
    for (const { key, cost } of state.chunks) {
      for (let i = 0; i < key.length; i++) if (kept(key[i], state.level)) state.cost += cost[i];
    }
    if (state.cost <= budget || state.level === 52) break;
  }
  const above = state.chunks.some(({ key }) => key.some((k) => !kept(k, state.level)));
  if (level === state.level && !above) return;
  const old = namesOf(state);
  state.words = new Map();
  state.labels = new Map();
  state.sources = new Map();
  state.chunks = state.chunks.map((chunk) => renumber(chunk, old, state));
}

/** Names by their numbers. */
interface Names {
  readonly words: readonly string[];
  readonly labels: readonly string[];
  readonly sources: readonly string[];
  /** The new number of each word that has one by now; -1 elsewhere. */
  readonly renumbered: Int32Array;
}

export function namesOf({ words: w, labels, sources }: CompactState): Names {
  return {
    words: [...w.keys()],
    labels: [...labels.keys()],
    sources: [...sources.keys()],
    renumbered: new Int32Array(w.size).fill(-1),
  };
}

/** Row `i`'s vector, if its chunk has any, as row `k` of `into`. */
export function copyVector({ embedding }: Chunk, i: number, into: Float32Array, k: number): void {
  if (embedding.length === 0) return;
  into.set(embedding.subarray(i * embeddingSize, (i + 1) * embeddingSize), k * embeddingSize);
}

/** A chunk's kept rows with their words renumbered into `state`; `old` serves one `state` alone. */
export function renumber(chunk: Chunk, old: Names, state: CompactState): Chunk {
  const rows: number[] = [];
  chunk.key.forEach((key, i) => kept(key, state.level) && rows.push(i));
  const { renumbered } = old;
  const word = (w: number): number => {
    if (renumbered[w] < 0) renumbered[w] = number(state.words, old.words[w]);
    return renumbered[w];
  };
  const lists = (starts: Int32Array, items: Int32Array, renamed: (item: number) => number) => {
    const newStarts = new Int32Array(rows.length + 1);
    const newItems: number[] = [];
    rows.forEach((i, k) => {
      for (let j = starts[i]; j < starts[i + 1]; j++) newItems.push(renamed(items[j]));
      newStarts[k + 1] = newItems.length;
    });
    return [newStarts, Int32Array.from(newItems)] as const;
  };
  const [contextStarts, context] = lists(chunk.contextStarts, chunk.context, word);
  const [answerStarts, answer] = lists(chunk.answerStarts, chunk.answer, word);
  const [rejectedStarts, rejected] = lists(chunk.rejectedStarts, chunk.rejected, word);
  const same = (begin: number): number => begin;
  const [contextTurnStarts, contextTurns] = lists(chunk.contextTurnStarts, chunk.contextTurns, same);
  const [answerTurnStarts, answerTurns] = lists(chunk.answerTurnStarts, chunk.answerTurns, same);
  const manner = new Uint8Array(rows.length * mannerSize);
  const embedding = new Float32Array(chunk.embedding.length > 0 ? rows.length * embeddingSize : 0);
  rows.forEach((i, k) => {
    manner.set(chunk.manner.subarray(i * mannerSize, (i + 1) * mannerSize), k * mannerSize);
    copyVector(chunk, i, embedding, k);
  });
  const pick = (from: Int32Array) => Int32Array.from(rows, (i) => from[i]);
  return {
    shard: pick(chunk.shard),
    row: pick(chunk.row),
    key: Float64Array.from(rows, (i) => chunk.key[i]),
    cost: pick(chunk.cost),
    label: Int32Array.from(rows, (i) =>
      chunk.label[i] < 0 ? -1 : number(state.labels, old.labels[chunk.label[i]]),
    ),
    signs: Uint8Array.from(rows, (i) => chunk.signs[i]),
    manner,
    source: Int32Array.from(rows, (i) => number(state.sources, old.sources[chunk.source[i]])),
    trusted: Uint8Array.from(rows, (i) => chunk.trusted[i]),
    embedding,
    contextStarts,
    context,
    answerStarts,
    answer,
    rejectedStarts,
    rejected,
    contextTurnStarts,
    contextTurns,
    answerTurnStarts,
    answerTurns,
  };
}
