// The answers of one kind as items, annotators and classes in numbers. Everything is put in an order that hangs on
// hashes and corpus order, so that no sum depends on how the corpus was read.
import type { Votes } from '../../math/dawid-skene.ts';
import { byPlace, type Place } from '../../row.ts';
import {
  judgementKinds,
  longerChosen,
  shorterChosen,
  trustedRow,
  type JudgementKind,
} from '../../summaries/judgement-records.ts';
import type { Judgements } from '../../summaries/judgements.ts';

export interface Annotated {
  readonly kind: JudgementKind;
  readonly votes: Votes;
  /** Place of each vote. */
  readonly places: readonly Place[];
  readonly annotators: readonly Annotator[];
  /** Names of the classes; undefined where too many were seen to keep all names. */
  readonly classes: readonly (string | undefined)[];
  /** Rows of all annotators by class. */
  readonly said: Int32Array;
  /** Items with two answers and more, from whoever. */
  readonly shared: number;
}

export interface Annotator {
  readonly hash: number;
  readonly name: string | undefined;
  /** Rows in corpus order, those that are no votes as well. */
  readonly places: readonly Place[];
  /** Rows by class; empty for annotators with few rows, who may be as many as rows. */
  readonly said: Int32Array;
  /** Preferences for the longer answer, and for one of two that differ in length. */
  readonly longer: number;
  readonly unequal: number;
}

/** Classes told apart, the most frequent: rarer labels are no evidence about anybody. */
const mostClasses = 64;

/** `fewest`: rows of an annotator from which they are counted by class. */
export function annotated(state: Judgements, kind: JudgementKind, fewest = 1): Annotated | undefined {
  const { records: r } = state;
  const code = judgementKinds.indexOf(kind);
  const order: number[] = [];
  for (let i = 0; i < r.length; i++) if (r.kind[i] === code) order.push(i);
  if (order.length === 0) return undefined;
  const place = (i: number): Place => ({ shard: r.shard[i], row: r.row[i] });
  order.sort(
    (a, b) =>
      r.task[a] - r.task[b] ||
      r.low[a] - r.low[b] ||
      r.high[a] - r.high[b] ||
      r.who[a] - r.who[b] ||
      r.shard[a] - r.shard[b] ||
      r.row[a] - r.row[b],
  );
  const counts = new Map<number, number>();
  for (const i of order) counts.set(r.answer[i], (counts.get(r.answer[i]) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, mostClasses);
  const numberOf = new Map(ranked.map(([hash], y) => [hash, y]));
  const hashes = [...new Set(order.map((i) => r.who[i]))].filter((h) => h !== 0).sort((a, b) => a - b);
  const whoOf = new Map(hashes.map((hash, w) => [hash, w]));

  const rows: Place[][] = hashes.map(() => []);
  const rowCounts = new Int32Array(hashes.length);
  for (const i of order) {
    const w = whoOf.get(r.who[i]);
    if (w !== undefined) rowCounts[w]++;
  }
  const uncounted = new Int32Array(0);
  const said = Array.from(rowCounts, (n) => (n >= fewest ? new Int32Array(ranked.length) : uncounted));
  const allSaid = new Int32Array(ranked.length);
  const longer = new Int32Array(hashes.length);
  const unequal = new Int32Array(hashes.length);
  const starts: number[] = [];
  const who: number[] = [];
  const answer: number[] = [];
  const places: Place[] = [];
  let shared = 0;
  order.forEach((i, n) => {
    const before = order[n - 1];
    const isNew =
      n === 0 || r.task[i] !== r.task[before] || r.low[i] !== r.low[before] || r.high[i] !== r.high[before];
    if (isNew) starts.push(who.length);
    const y = numberOf.get(r.answer[i]);
    const w = whoOf.get(r.who[i]) ?? -1;
    if (w >= 0) {
      rows[w].push(place(i));
      if (y !== undefined) {
        allSaid[y]++;
        if (said[w] !== uncounted) said[w][y]++;
      }
      if (r.traits[i] & (longerChosen | shorterChosen)) unequal[w]++;
      if (r.traits[i] & longerChosen) longer[w]++;
    }
    if (y === undefined) return;
    const known = (r.traits[i] & trustedRow) !== 0;
    // Who answers one item twice has one vote, his first.
    if (!known && who.length > starts[starts.length - 1] && who[who.length - 1] === w) return;
    who.push(known ? -1 : w);
    answer.push(y);
    places.push(place(i));
    if (who.length - starts[starts.length - 1] === 2) shared++;
  });
  starts.push(who.length);
  return {
    kind,
    votes: {
      classes: ranked.length,
      annotators: hashes.length,
      starts: Int32Array.from(starts),
      who: Int32Array.from(who),
      answer: Int32Array.from(answer),
    },
    places,
    annotators: hashes.map((hash, w) => ({
      hash,
      name: state.names.get(hash),
      places: rows[w].sort(byPlace),
      said: said[w],
      longer: longer[w],
      unequal: unequal[w],
    })),
    classes: ranked.map(([hash]) => state.answers.get(hash)),
    said: allSaid,
    shared,
  };
}
