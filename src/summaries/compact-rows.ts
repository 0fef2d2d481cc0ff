// The rows of a corpus as word numbers: all of them while they fit, else a sample that does not depend on the order
// of reading (a row is in when its content's hash is low enough). What learns from whole rows works on this.
import { hash53 } from '../math/hash.ts';
import type { Ragged } from '../math/ragged.ts';
import { byPlace, taught, type Part, type Place, type Row } from '../row.ts';
import type { Batch } from '../detector.ts';
import type { Summary } from '../summary.ts';
import { signsOf } from '../text/answer-signs.ts';
import { owned } from '../text/owned.ts';
import { words } from '../text/words.ts';

/** Words kept of a text: an opening and an end, so that a phrase hung on the end of a long prompt survives. */
export const headWords = 256;
export const tailWords = 144;
/** Longest word kept, in UTF-16 units; a longer one is cut and ends in its hash. */
const wordLength = 48;
/** What is kept of a label. */
export const labelLength = 200;

export interface CompactRows {
  /** Word number -> word. Numbers follow first use in corpus order. */
  readonly words: readonly string[];
  readonly labels: readonly string[];
  readonly count: number;
  /** Where each row stands; exact copies are listed once, with the places of the others. */
  readonly places: readonly (readonly Place[])[];
  readonly context: Ragged;
  readonly answer: Ragged;
  /** Index into labels; -1 where the row has none. */
  readonly label: Int32Array;
  /** Bits of `answerSigns`. */
  readonly signs: Uint8Array;
  /** Rows that the reads saw, and the share of distinct contents kept: 1, 1/2, 1/4 ... */
  readonly seen: number;
  readonly share: number;
}

/** Rows of one batch, flat. `context` and `answer` are word numbers of this state. */
interface Chunk {
  shard: Int32Array;
  row: Int32Array;
  key: Float64Array;
  cost: Int32Array;
  label: Int32Array;
  signs: Uint8Array;
  contextStarts: Int32Array;
  context: Int32Array;
  answerStarts: Int32Array;
  answer: Int32Array;
}

export interface CompactState {
  words: Map<string, number>;
  labels: Map<string, number>;
  chunks: Chunk[];
  /** Sum of the rows' costs; a row costs 8 bytes a word and its characters. */
  cost: number;
  /** Rows are kept when their key is a multiple of 2 ** level. */
  level: number;
  seen: number;
}

function kept(key: number, level: number): boolean {
  return key % 2 ** level === 0;
}

function cut(all: string[]): string[] {
  if (all.length <= headWords + tailWords) return all;
  return [...all.slice(0, headWords), ...all.slice(-tailWords)];
}

function joined(parts: readonly Part[]): string {
  return parts.length === 1 ? parts[0].text : parts.map((p) => p.text).join('\n');
}

function number(map: Map<string, number>, text: string): number {
  const known = map.get(text);
  if (known !== undefined) return known;
  map.set(owned(text), map.size);
  return map.size - 1;
}

/** A word as it is kept. */
export function shorten(word: string, seed: number): string {
  return word.length <= wordLength ? word : `${word.slice(0, 32)}…${hash53(word, seed).toString(36)}`;
}

function compact(state: CompactState, batch: readonly { row: Row; key: number }[], seed: number): Chunk {
  const n = batch.length;
  const chunk = {
    shard: new Int32Array(n),
    row: new Int32Array(n),
    key: new Float64Array(n),
    cost: new Int32Array(n),
    label: new Int32Array(n).fill(-1),
    signs: new Uint8Array(n),
    contextStarts: new Int32Array(n + 1),
    answerStarts: new Int32Array(n + 1),
  };
  const context: number[] = [];
  const answer: number[] = [];
  const push = (target: number[], all: string[]): number => {
    let cost = 0;
    for (const w of cut(all)) {
      const word = shorten(w, seed);
      cost += 8 + word.length;
      target.push(number(state.words, word));
    }
    return cost;
  };
  batch.forEach(({ row, key }, i) => {
    chunk.shard[i] = row.shard;
    chunk.row[i] = row.row;
    chunk.key[i] = key;
    chunk.cost[i] = 64 + push(context, words(joined(row.context)));
    const { outcome } = row;
    if (outcome.kind === 'label') {
      chunk.label[i] = number(state.labels, outcome.label.slice(0, labelLength));
    } else {
      const text = joined(taught(outcome));
      const all = words(text);
      chunk.cost[i] += push(answer, all);
      chunk.signs[i] = signsOf(text, all.length);
    }
    chunk.contextStarts[i + 1] = context.length;
    chunk.answerStarts[i + 1] = answer.length;
  });
  return { ...chunk, context: Int32Array.from(context), answer: Int32Array.from(answer) };
}

/** Raises the level until the rows fit the budget, and lets go of the words that only dropped rows used. */
function shrink(state: CompactState, budget: number): void {
  if (state.cost <= budget) return;
  while (state.cost > budget && state.level < 52) {
    state.level++;
    state.cost = 0;
    for (const chunk of state.chunks) {
      chunk.key.forEach((key, i) => (state.cost += kept(key, state.level) ? chunk.cost[i] : 0));
    }
  }
  const old = { words: [...state.words.keys()], labels: [...state.labels.keys()] };
  state.words = new Map();
  state.labels = new Map();
  state.chunks = state.chunks.map((chunk) => renumber(chunk, old, state, state.level));
}

/** A chunk's kept rows with their words renumbered into `state`. */
function renumber(
  chunk: Chunk,
  old: { words: string[]; labels: string[] },
  state: CompactState,
  level: number,
): Chunk {
  const rows: number[] = [];
  chunk.key.forEach((key, i) => kept(key, level) && rows.push(i));
  const lists = (starts: Int32Array, items: Int32Array) => {
    const newStarts = new Int32Array(rows.length + 1);
    const newItems: number[] = [];
    rows.forEach((i, k) => {
      for (let j = starts[i]; j < starts[i + 1]; j++) newItems.push(number(state.words, old.words[items[j]]));
      newStarts[k + 1] = newItems.length;
    });
    return [newStarts, Int32Array.from(newItems)] as const;
  };
  const [contextStarts, context] = lists(chunk.contextStarts, chunk.context);
  const [answerStarts, answer] = lists(chunk.answerStarts, chunk.answer);
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
    contextStarts,
    context,
    answerStarts,
    answer,
  };
}

/** `budget`: bytes of row content kept. Two rows are the same when context and outcome are, to the letter. */
export function compactRows(seed: number, budget: number): Summary<Batch, CompactState, CompactRows> {
  return {
    // A word that stands once costs its characters twice, a Map entry and a string header: about 8 x its cost.
    maxBytes: 8 * budget + 2 ** 24,
    empty: () => ({ words: new Map(), labels: new Map(), chunks: [], cost: 0, level: 0, seen: 0 }),
    add(state, batch) {
      state.seen += batch.length;
      const taken: { row: Row; key: number }[] = [];
      for (const row of batch) {
        const { outcome } = row;
        const taughtText = outcome.kind === 'label' ? outcome.label : joined(taught(outcome));
        const key = hash53(`${joined(row.context)}\0${taughtText}`, seed);
        if (kept(key, state.level)) taken.push({ row, key });
      }
      if (taken.length === 0) return;
      const chunk = compact(state, taken, seed);
      state.chunks.push(chunk);
      for (const c of chunk.cost) state.cost += c;
      shrink(state, budget);
    },
    merge(into, from) {
      into.seen += from.seen;
      into.level = Math.max(into.level, from.level);
      const old = { words: [...from.words.keys()], labels: [...from.labels.keys()] };
      const rows = from.chunks.map((chunk) => renumber(chunk, old, into, into.level));
      into.chunks.push(...rows);
      into.cost = 0;
      for (const chunk of into.chunks) {
        chunk.key.forEach((key, i) => (into.cost += kept(key, into.level) ? chunk.cost[i] : 0));
      }
      // A level taken over from `from` must reach the rows that were here before, too.
      if (into.cost <= budget) dropAbove(into);
      shrink(into, budget);
    },
    finish: (state) => canonical(state),
  };
}

function dropAbove(state: CompactState): void {
  if (state.chunks.every((chunk) => chunk.key.every((key) => kept(key, state.level)))) return;
  const old = { words: [...state.words.keys()], labels: [...state.labels.keys()] };
  state.words = new Map();
  state.labels = new Map();
  state.chunks = state.chunks.map((chunk) => renumber(chunk, old, state, state.level));
}

/** Corpus order, copies folded, words numbered by first use: the same for every order of reading. */
function canonical(state: CompactState): CompactRows {
  const order: { chunk: Chunk; i: number }[] = [];
  for (const chunk of state.chunks) for (let i = 0; i < chunk.key.length; i++) order.push({ chunk, i });
  const place = ({ chunk, i }: { chunk: Chunk; i: number }): Place => ({
    shard: chunk.shard[i],
    row: chunk.row[i],
  });
  order.sort((a, b) => byPlace(place(a), place(b)));
  const copies = new Map<number, { chunk: Chunk; i: number }[]>();
  for (const at of order) {
    const key = at.chunk.key[at.i];
    const known = copies.get(key);
    if (known) known.push(at);
    else copies.set(key, [at]);
  }
  const oldWords = [...state.words.keys()];
  const oldLabels = [...state.labels.keys()];
  const newWord = new Int32Array(oldWords.length).fill(-1);
  const names: string[] = [];
  const labels = new Map<string, number>();
  const firsts = [...copies.values()].map((group) => group[0]);
  const n = firsts.length;
  const label = new Int32Array(n);
  const signs = new Uint8Array(n);
  const lists = (starts: 'contextStarts' | 'answerStarts', items: 'context' | 'answer'): Ragged => {
    const total = firsts.reduce((sum, { chunk, i }) => sum + chunk[starts][i + 1] - chunk[starts][i], 0);
    const out = { starts: new Int32Array(n + 1), items: new Int32Array(total) };
    let filled = 0;
    firsts.forEach(({ chunk, i }, k) => {
      for (let j = chunk[starts][i]; j < chunk[starts][i + 1]; j++) {
        const word = chunk[items][j];
        if (newWord[word] < 0) {
          newWord[word] = names.length;
          names.push(oldWords[word]);
        }
        out.items[filled++] = newWord[word];
      }
      out.starts[k + 1] = filled;
    });
    return out;
  };
  firsts.forEach(({ chunk, i }, k) => {
    label[k] = chunk.label[i] < 0 ? -1 : number(labels, oldLabels[chunk.label[i]]);
    signs[k] = chunk.signs[i];
  });
  return {
    context: lists('contextStarts', 'context'),
    answer: lists('answerStarts', 'answer'),
    words: names,
    labels: [...labels.keys()],
    count: n,
    places: [...copies.values()].map((group) => group.map(place)),
    label,
    signs,
    seen: state.seen,
    share: 2 ** -state.level,
  };
}
