// Chooses rows to learn from by the prints of all: the rows of those rare phrases whose answers go most against what
// their contexts let expect, and beside them a fair sample.
import type { Scratch } from '../../../summary.ts';
import { factWords, fewestRows, mostRows, numbersSize, type Model } from './model.ts';
import { frequentCells } from './frequent-cells.ts';
import {
  costAt,
  eachPrint,
  factsAt,
  hashAt,
  keyCountAt,
  keysAt,
  numbersAt,
  rowAt,
  shardAt,
  type Prints,
} from './prints.ts';
import { scoresOf, type Sums } from './scores.ts';

/** Phrases looked at in one pass over all prints: about 80 MB of sums. */
const atOnce = 2 ** 18;
const mostPasses = 4;
/** Phrases of each kind of score whose rows may be chosen. */
const mostChosen = 2 ** 12;
/** Rows taken of a phrase: enough to judge it by. */
const rowsOfPhrase = 64;
/** Rows whose sums tell what a phrase does; of one with more rows a part is added up, by their hashes. */
const addedRows = 32;
/** Share of the bytes that the rows of phrases may take. */
const suspectShare = 0.35;

/** Row numbers of each shard, ascending, and which share of all rows the fair sample among them is. */
export interface Chosen {
  readonly rows: ReadonlyMap<number, Int32Array<ArrayBuffer>>;
  readonly share: number;
  readonly seen: number;
}

export function suspects(prints: Prints, scratch: Scratch | undefined, model: Model, budget: number): Chosen {
  const each = (visit: (records: Int32Array<ArrayBuffer>, at: number) => void): void =>
    eachPrint(prints, scratch, visit);
  const phrases = frequentCells(each, fewestRows, mostRows, atOnce * mostPasses);
  const scores = phrases.count === 0 ? [] : score(each, phrases, model);
  const top = scores.map((own) => strongest(own, mostChosen));
  const wanted = new Map<number, { hash: number; shard: number; row: number; cost: number }[]>();
  for (const list of top) for (const phrase of list) wanted.set(phrase, []);
  if (wanted.size > 0)
    each((records, at) => {
      const end = at + keysAt + records[at + keyCountAt];
      for (let k = at + keysAt; k < end; k++) {
        const phrase = phrases.numberOf(records[k]);
        const list = phrase < 0 ? undefined : wanted.get(phrase);
        list?.push({
          hash: records[at + hashAt],
          shard: records[at + shardAt],
          row: records[at + rowAt],
          cost: records[at + costAt],
        });
      }
    });

  const rows = new Map<number, Set<number>>();
  const take = (shard: number, row: number): boolean => {
    let own = rows.get(shard);
    if (!own) rows.set(shard, (own = new Set()));
    if (own.has(row)) return false;
    own.add(row);
    return true;
  };
  let left = suspectShare * budget;
  for (let rank = 0; rank < mostChosen && left > 0; rank++) {
    for (const list of top) {
      if (rank >= list.length || left <= 0) continue;
      const own = wanted.get(list[rank])!.sort((a, b) => a.hash - b.hash);
      // Copies have one hash: all of them are taken or none, for which comes first depends on the order of reading.
      const last = own[Math.min(own.length, rowsOfPhrase) - 1].hash;
      for (const { hash, shard, row, cost } of own) if (hash <= last && take(shard, row)) left -= cost;
    }
  }
  const share = sampleShare(each, (1 - suspectShare) * budget);
  each((records, at) => {
    if (records[at + hashAt] >>> 0 <= share * 2 ** 32) take(records[at + shardAt], records[at + rowAt]);
  });
  return {
    rows: new Map(
      [...rows].sort(([a], [b]) => a - b).map(([shard, own]) => [shard, Int32Array.from(own).sort()]),
    ),
    share: share * 2 ** -prints.level,
    seen: prints.seen,
  };
}

type Each = (visit: (records: Int32Array<ArrayBuffer>, at: number) => void) => void;

/** Which share of the rows, by hash, costs so many bytes. */
function sampleShare(each: Each, budget: number): number {
  const costs = new Float64Array(2 ** 16);
  each((records, at) => (costs[records[at + hashAt] >>> 16] += records[at + costAt]));
  let sum = 0;
  for (let i = 0; i < costs.length; i++) {
    sum += costs[i];
    if (sum > budget) return i / costs.length;
  }
  return 1;
}

function score(each: Each, phrases: ReturnType<typeof frequentCells>, model: Model): Float32Array[] {
  const facts = model.factCount;
  /** A phrase adds up the rows of lower hashes than this. */
  const bound = Float64Array.from(phrases.rows, (n) => (addedRows / n) * 2 ** 32);
  const scores = [0, 1, 2].map(() => new Float32Array(phrases.count));
  for (let from = 0; from < phrases.count; from += atOnce) {
    const count = Math.min(atOnce, phrases.count - from);
    const sums: Sums = {
      rows: new Uint16Array(count),
      numbers: new Int16Array(count * numbersSize),
      facts: new Uint16Array(count * facts),
    };
    each((records, at) => {
      const bytes = bytesOf(records);
      const end = at + keysAt + records[at + keyCountAt];
      const hash = records[at + hashAt] >>> 0;
      for (let k = at + keysAt; k < end; k++) {
        const phrase = phrases.numberOf(records[k]) - from;
        if (phrase < 0 || phrase >= count || hash > bound[from + phrase]) continue;
        sums.rows[phrase]++;
        const to = phrase * numbersSize;
        const own = 4 * (at + numbersAt);
        for (let j = 0; j < numbersSize; j++) sums.numbers[to + j] += bytes[own + j];
        for (let word = 0; word < factWords; word++) {
          for (let bits = records[at + factsAt + word]; bits !== 0; bits &= bits - 1)
            sums.facts[phrase * facts + 32 * word + 31 - Math.clz32(bits & -bits)]++;
        }
      }
    });
    for (let i = 0; i < count; i++) {
      const own = scoresOf(sums, i, model);
      for (let kind = 0; kind < scores.length; kind++) scores[kind][from + i] = own[kind];
    }
  }
  return scores;
}

let viewed: Int32Array<ArrayBuffer> | undefined;
let view = new Int8Array(0);
function bytesOf(records: Int32Array<ArrayBuffer>): Int8Array {
  if (viewed !== records) view = new Int8Array((viewed = records).buffer);
  return view;
}

/** The highest scores, best first. */
function strongest(scores: Float32Array, most: number): number[] {
  const bar = Float32Array.from(scores).sort()[Math.max(0, scores.length - most)];
  const found: number[] = [];
  for (let i = 0; i < scores.length; i++) if (scores[i] >= bar && scores[i] > 0) found.push(i);
  return found.sort((a, b) => scores[b] - scores[a] || a - b).slice(0, most);
}
