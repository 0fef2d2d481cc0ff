// Rows as word numbers while they are being read: flat chunks of a batch each, one table of words, and the level of
// sampling that keeps them within a budget.
import { hash53 } from '../math/hash.ts';
import { taught, type Part, type Row } from '../row.ts';
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

/** Rows of one batch, flat. `context` and `answer` are word numbers of this state. */
export interface Chunk {
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

export function kept(key: number, level: number): boolean {
  return key % 2 ** level === 0;
}

export function cut(all: string[]): string[] {
  if (all.length <= headWords + tailWords) return all;
  return [...all.slice(0, headWords), ...all.slice(-tailWords)];
}

export function joined(parts: readonly Part[]): string {
  return parts.length === 1 ? parts[0].text : parts.map((p) => p.text).join('\n');
}

/** The number of a text, given now if it has none. */
export function number(map: Map<string, number>, text: string): number {
  const known = map.get(text);
  if (known !== undefined) return known;
  map.set(owned(text), map.size);
  return map.size - 1;
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
  const old = { words: [...state.words.keys()], labels: [...state.labels.keys()] };
  state.words = new Map();
  state.labels = new Map();
  state.chunks = state.chunks.map((chunk) => renumber(chunk, old, state));
}

/** A chunk's kept rows with their words renumbered into `state`. */
export function renumber(
  chunk: Chunk,
  old: { words: string[]; labels: string[] },
  state: CompactState,
): Chunk {
  const rows: number[] = [];
  chunk.key.forEach((key, i) => kept(key, state.level) && rows.push(i));
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
