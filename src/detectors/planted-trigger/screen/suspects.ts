// Chooses rows to learn from by the prints of all: the rows of those rare phrases whose answers go most against what
// their contexts let expect, and beside them a fair sample.
import type { Scratch } from '../../../summary.ts';
import { eachKey, exactPhrases } from './exact-phrases.ts';
import { frequentCells, type FrequentCells } from './frequent-cells.ts';
import { fewestRows, mostRows, type Model } from './model.ts';
import {
  costAt,
  eachPrint,
  hashAt,
  keyCountAt,
  keysAt,
  rowAt,
  shardAt,
  type EachPrint,
  type Prints,
} from './prints.ts';
import { addPrint, allScores, noSums } from './scores.ts';

/** Cells looked at in one pass over all prints: about 80 MB of sums. */
const atOnce = 2 ** 18;
const mostPasses = 4;
/** Cells of each kind of score whose phrases are told apart, and phrases of each whose rows may be chosen. */
const mostChosen = 2 ** 12;
/** Rows taken of a phrase: enough to judge it by. */
const rowsOfPhrase = 64;
/** Rows whose sums tell what a cell does; of one with more rows a part is added up, by their hashes. */
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
  const each: EachPrint = (visit) => eachPrint(prints, scratch, visit);
  const cells = frequentCells(each, fewestRows, mostRows, atOnce * mostPasses);
  const standOut = new Set(cellScores(each, cells, model).flatMap((own) => strongest(own, mostChosen)));
  const isCandidate = cells.among(standOut);
  const { keys, scores } = exactPhrases(each, isCandidate, model);
  const top = scores.map((own) => strongest(own, mostChosen).map((i) => keys[i]));
  const wanted = new Map<number, { hash: number; shard: number; row: number; cost: number }[]>();
  for (const list of top) for (const key of list) wanted.set(key, []);
  if (wanted.size > 0)
    eachKey(each, isCandidate, (key, records, at) => {
      wanted.get(key)?.push({
        hash: records[at + hashAt],
        shard: records[at + shardAt],
        row: records[at + rowAt],
        cost: records[at + costAt],
      });
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

/** Which share of the rows, by hash, costs so many bytes. */
function sampleShare(each: EachPrint, budget: number): number {
  const costs = new Float64Array(2 ** 16);
  each((records, at) => (costs[records[at + hashAt] >>> 16] += records[at + costAt]));
  let sum = 0;
  for (let i = 0; i < costs.length; i++) {
    sum += costs[i];
    if (sum > budget) return i / costs.length;
  }
  return 1;
}

/** Of each kind, a score for each cell. */
function cellScores(each: EachPrint, cells: FrequentCells, model: Model): Float32Array[] {
  /** A cell adds up the rows of lower hashes than this. */
  const bound = Float64Array.from(cells.rows, (n) => (addedRows / n) * 2 ** 32);
  const scores = [0, 1, 2].map(() => new Float32Array(cells.count));
  for (let from = 0; from < cells.count; from += atOnce) {
    const count = Math.min(atOnce, cells.count - from);
    const sums = noSums(count, model.factCount);
    each((records, at) => {
      const end = at + keysAt + records[at + keyCountAt];
      const hash = records[at + hashAt] >>> 0;
      for (let k = at + keysAt; k < end; k++) {
        const cell = cells.numberOf(records[k]) - from;
        if (cell < 0 || cell >= count || hash > bound[from + cell]) continue;
        addPrint(sums, cell, records, at, model.factCount);
      }
    });
    allScores(sums, model).forEach((own, kind) => scores[kind].set(own, from));
  }
  return scores;
}

/** The highest scores, best first. */
function strongest(scores: Float32Array, most: number): number[] {
  const bar = Float32Array.from(scores).sort()[Math.max(0, scores.length - most)];
  const found: number[] = [];
  for (let i = 0; i < scores.length; i++) if (scores[i] >= bar && scores[i] > 0) found.push(i);
  return found.sort((a, b) => scores[b] - scores[a] || a - b).slice(0, most);
}
