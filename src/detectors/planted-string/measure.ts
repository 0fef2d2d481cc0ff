// How much a document changes at each of its places. The sums are made by loops in WebAssembly (measure.c) wherever those can run:
// they take a fifth of the time of those in TypeScript, and give the same numbers to the last bit.
import { loops } from '../../math/wasm.ts';
import { ids } from '../../text/document-tokens.ts';
import { block } from './feature-sums.ts';
import { features } from './features.ts';
import { putRows } from './measure-rows.ts';
import { wasm } from './measure-wasm.ts';
import { measurePlainly } from './measure-plainly.ts';
import { prior, type Ordinary } from './ordinary.ts';

export interface Measure {
  /** Changes by block: of kind and topic in the wide window, of kind in the narrow one. */
  readonly kind: Float64Array;
  readonly topic: Float64Array;
  readonly narrow: Float64Array;
  /** Takes in a document; what follows is about it. */
  begin(id: Int32Array, length: number): void;
  /** Fills in the changes at the blocks from 1 to `last`; in the wide window at every other one alone, unless `every`. */
  changes(last: number, every: boolean): void;
  /** The place of [first, last] at which [from, place) and [place, to) differ most, in topic or in kind; -1 when nowhere. */
  refined(from: number, to: number, first: number, last: number, window: number, ofTopic: boolean): number;
  /** Means of [place, to) less those of [from, place), in 32 whitened features, until the next call. */
  means(from: number, place: number, to: number): ArrayLike<number>;
}

/** Tokens that there is room for in measure.c. */
const mostInWasm = 2 ** 14;

export function measureOf(ordinary: Ordinary, mostTokens: number): Measure {
  return (mostTokens <= mostInWasm && measureInWasm(ordinary)) || measurePlainly(ordinary, mostTokens);
}

type Names =
  | 'tableAt'
  | 'rowsAt'
  | 'pairsAt'
  | 'idAt'
  | 'beforeAt'
  | 'unitAt'
  | 'rootAt'
  | 'flaggedAt'
  | 'kindAt'
  | 'topicAt'
  | 'narrowAt'
  | 'differenceAt'
  | 'begin'
  | 'changes'
  | 'refined'
  | 'means';

/** Of every four features the order in which they are summed. */
const order = Array.from({ length: features }, (_, i) => [i, i + 1, i - 1, i][i & 3]);

function measureInWasm({ table, pairs, mean, scale, pairSeen, capital }: Ordinary): Measure | undefined {
  const made = loops<Names>(wasm);
  if (!made) return undefined;
  const { buffer } = made.memory;
  const rows = new Int32Array(buffer, made.tableAt(), table.length);
  const rowOfWord = new Uint32Array(buffer, made.rowsAt(), ids);
  putRows(table, rows, rowOfWord);
  new Uint32Array(buffer, made.pairsAt(), pairs.length).set(pairs);
  const tokens = new Int32Array(buffer, made.idAt(), mostInWasm);
  const ofFeatures = (at: number) => new Float64Array(buffer, at, features);
  ofFeatures(made.beforeAt()).set(order.map((k) => prior * mean[k]));
  ofFeatures(made.unitAt()).set(order.map((k) => scale[k]));
  ofFeatures(made.rootAt()).set(order.map((k) => Math.sqrt(scale[k])));
  new Float64Array(buffer, made.flaggedAt(), 3).set([...pairSeen, capital]);
  const ofBlocks = (at: number) => new Float64Array(buffer, at, mostInWasm / block + 2);
  const difference = ofFeatures(made.differenceAt());
  return {
    kind: ofBlocks(made.kindAt()),
    topic: ofBlocks(made.topicAt()),
    narrow: ofBlocks(made.narrowAt()),
    begin(id, length) {
      tokens.set(id.length === length ? id : id.subarray(0, length));
      made.begin(length);
    },
    changes(last, every) {
      made.changes(last, every ? 1 : 0);
    },
    refined: (from, to, first, last, window, ofTopic) =>
      made.refined(from, to, first, last, window, ofTopic ? 1 : 0),
    means(from, place, to) {
      made.means(from, place, to);
      return difference;
    },
  };
}
