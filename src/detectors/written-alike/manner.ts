// What a text is made of, apart from what it is about: its frequent words and marks, their order with everything else
// blanked out, how it opens and ends, where its first comma stands. Syntactic and style triggers (Qi et al. 2021) live
// here; what is left, the rarer words, is content.
import type { Sparse } from '../../math/override.ts';
import { pairTable } from '../../math/pair-table.ts';
import { holderCounts, IntList } from '../../math/ragged.ts';
import type { CompactRows } from '../../summaries/compact-rows.ts';

/**
 * The most frequent words of a corpus stand in a skeleton as they are; a mark always does. With 150 words a style is
 * seen from 1 row in 10, with 400 from 1 in 20; beyond, what a text says becomes part of its manner.
 */
const frequentWords = 400;
/** At most this share of the words that stand in some rows: small vocabularies have few words that only frame. */
const frequentShare = 0.08;
/** What stands in fewer rows cannot be learned and foretold. */
const minFeatureRows = 3;
/** Longest stretch of a skeleton from its start, from its end, and anywhere. */
const longestStart = 6;
const longestEnd = 4;
const longestAnywhere = 3;

/** Features of the rows: those of content first, those of manner from `content` on. */
export interface Traits {
  readonly all: Sparse;
  readonly content: number;
  /** The manner alone, numbered from 0. */
  readonly manner: Sparse;
  /** A trait of manner as a person would write it, e.g. `when … ,`, and its words where they stand side by side. */
  show(feature: number): { text: string; words: readonly number[] };
}

/** Kinds of traits, the roots of their paths. */
const kinds = ['word', 'stretch', 'start', 'end', 'count'] as const;

export function traitsOf(rows: CompactRows, seed: number): Traits {
  const { starts, items } = rows.context;
  const n = rows.count;
  const df = holderCounts(rows.context, rows.words.length);
  const order = Array.from(df.keys()).sort((a, b) => df[b] - df[a] || a - b);
  const framing = Uint8Array.from(rows.words, (w) => (/^\p{N}/u.test(w) || !/[\p{L}\p{M}]/u.test(w) ? 1 : 0));
  const number = Uint8Array.from(rows.words, (w) => (/^\p{N}/u.test(w) ? 1 : 0));
  const known = order.filter((w) => df[w] >= minFeatureRows).length;
  for (const w of order.slice(0, Math.min(frequentWords, Math.ceil(frequentShare * known)))) framing[w] = 1;
  const comma = rows.words.indexOf(',');
  // What stands for any other words, and for any number.
  const blank = rows.words.length;
  const digits = blank + 1;

  // A trait is a path: its parent and the item that it adds.
  const paths = pairTable(seed, items.length * 2);
  const parents = new IntList(items.length);
  const added = new IntList(items.length);
  const step = (path: number, item: number): number => {
    const id = paths.add(path + kinds.length, item);
    if (id === parents.length) {
      parents.push(path);
      added.push(item);
    }
    return id;
  };
  const [plain, anywhere, opening, ending, count] = kinds.map((_, k) => k - kinds.length);
  const manner = new IntList(items.length * 6);
  const mannerStarts = new Int32Array(n + 1);
  const content = new IntList(items.length * 2);
  const contentStarts = new Int32Array(n + 1);
  const skeleton: number[] = [];
  for (let row = 0; row < n; row++) {
    const from = starts[row];
    const to = starts[row + 1];
    skeleton.length = 0;
    let commas = 0;
    let firstComma = -1;
    for (let p = from; p < to; p++) {
      const w = items[p];
      const sign = number[w] ? digits : framing[w] ? w : blank;
      if (sign !== blank || skeleton[skeleton.length - 1] !== blank) skeleton.push(sign);
      if (w === comma && commas++ === 0) firstComma = p - from;
      const word = step(plain, w);
      (framing[w] ? manner : content).push(word);
      if (p + 1 < to && !(framing[w] && framing[items[p + 1]])) content.push(step(word, items[p + 1]));
    }
    const walk = (root: number, from_: number, length: number, by: 1 | -1, least: number): void => {
      let path = root;
      for (let k = 0; k < length; k++) {
        const item = skeleton[from_ + k * by];
        if (item === undefined) return;
        path = step(path, item);
        if (k >= least) manner.push(path);
      }
    };
    for (let i = 0; i < skeleton.length; i++) walk(anywhere, i, longestAnywhere, 1, 1);
    walk(opening, 0, longestStart, 1, 0);
    walk(ending, skeleton.length - 1, longestEnd, -1, 0);
    const place = firstComma < 0 ? 0 : firstComma <= 4 ? 1 : firstComma <= 9 ? 2 : 3;
    manner.push(step(count, place));
    manner.push(step(step(count, 10 + place), skeleton[0] ?? blank));
    manner.push(step(count, 20 + Math.min(4, commas)));
    manner.push(step(count, 30 + Math.min(9, Math.floor((to - from) / 5))));
    mannerStarts[row + 1] = manner.length;
    contentStarts[row + 1] = content.length;
  }
  const one = common(contentStarts, content.take(), paths.size);
  const other = common(mannerStarts, manner.take(), paths.size);
  const parent = parents.take();
  const item = added.take();
  return {
    all: joined(one.sparse, other.sparse),
    content: one.sparse.size,
    manner: other.sparse,
    show(feature) {
      const sequence: number[] = [];
      let path = other.path[feature];
      for (; path >= 0; path = parent[path]) sequence.push(item[path]);
      const kind = kinds[path + kinds.length];
      if (kind === 'count') return { text: '', words: [] };
      if (kind !== 'end') sequence.reverse();
      const text = sequence.map((w) => (w === blank ? '…' : w === digits ? '0' : rows.words[w])).join(' ');
      return {
        text: kind === 'start' ? `${text} …` : kind === 'end' ? `… ${text}` : text,
        words: sequence.some((w) => w >= blank) ? [] : sequence,
      };
    },
  };
}

/** Distinct features that stand in enough rows, numbered anew; `path`: what each was. */
function common(starts: Int32Array, items: Int32Array, size: number): { sparse: Sparse; path: Int32Array } {
  const counts = holderCounts({ starts, items }, size);
  const renumbered = new Int32Array(size).fill(-1);
  const path = new IntList();
  for (let f = 0; f < size; f++) {
    if (counts[f] < minFeatureRows) continue;
    renumbered[f] = path.length;
    path.push(f);
  }
  const last = new Int32Array(path.length).fill(-1);
  const kept = new IntList(items.length);
  const keptStarts = new Int32Array(starts.length);
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let j = starts[row]; j < starts[row + 1]; j++) {
      const f = renumbered[items[j]];
      if (f < 0 || last[f] === row) continue;
      last[f] = row;
      kept.push(f);
    }
    keptStarts[row + 1] = kept.length;
  }
  return {
    sparse: { inRow: { starts: keptStarts, items: kept.take() }, size: path.length },
    path: path.take(),
  };
}

function joined(a: Sparse, b: Sparse): Sparse {
  const n = a.inRow.starts.length - 1;
  const starts = new Int32Array(n + 1);
  const items = new Int32Array(a.inRow.items.length + b.inRow.items.length);
  let at = 0;
  for (let row = 0; row < n; row++) {
    for (let j = a.inRow.starts[row]; j < a.inRow.starts[row + 1]; j++) items[at++] = a.inRow.items[j];
    for (let j = b.inRow.starts[row]; j < b.inRow.starts[row + 1]; j++)
      items[at++] = b.inRow.items[j] + a.size;
    starts[row + 1] = at;
  }
  return { inRow: { starts, items }, size: a.size + b.size };
}
