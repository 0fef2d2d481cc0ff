// Who judged what and how: the label that somebody gave, the answer that somebody preferred, the thumb. Annotators who
// saw the same thing are compared on it, so of a corpus too large to be kept all answers to some tasks stay.
import type { Batch } from '../detector.ts';
import { hash53 } from '../math/hash.ts';
import type { Row } from '../row.ts';
import type { Summary } from '../summary.ts';
import { owned } from '../text/owned.ts';
import {
  append,
  grown,
  isKept,
  judgementBytes,
  judgementKinds,
  longerChosen,
  room,
  shorterChosen,
  thin,
  trustedRow,
  type JudgementRecords,
} from './judgement-records.ts';
import { joined } from './turns.ts';

export interface Judgements {
  records: JudgementRecords;
  /** Tasks are kept when their hash is a multiple of 2 ** level. */
  level: number;
  /** Rows that say who judged them, and rows that could say so and do not. */
  named: number;
  unnamed: number;
  /** Names of annotators, and of answers, by their hash; of too many those of lowest hash. */
  names: Map<number, string>;
  answers: Map<number, string>;
}

const maxNames = 2 ** 14;
const maxAnswers = 2 ** 10;
const nameLength = 256;
const answerLength = 200;
/** Room above the limit of rows, so that records are thinned out seldom. */
const slack = 1.25;

export function annotatorHash(name: string, seed: number): number {
  return hash53(name, seed ^ 0x2545f491) || 1;
}

function thinNames(names: Map<number, string>, most: number, limit: number): void {
  if (names.size <= limit) return;
  const staying = [...names].sort((a, b) => a[0] - b[0]).slice(0, most);
  names.clear();
  for (const [hash, name] of staying) names.set(hash, name);
}

function keepName(names: Map<number, string>, hash: number, text: string, most: number): void {
  if (names.has(hash)) return;
  names.set(hash, owned(text));
  thinNames(names, most, 2 * most);
}

function settle(state: Judgements, maxRows: number): void {
  while (state.records.length > maxRows && state.level < 52) thin(state.records, ++state.level);
}

function put(state: Judgements, row: Row, seed: number, maxRows: number): void {
  const { outcome, annotator } = row;
  if (outcome.kind !== 'label' && outcome.kind !== 'choice' && outcome.kind !== 'rating') return;
  if (annotator !== undefined) state.named++;
  else {
    if (!row.trusted) state.unnamed++;
    // A baseline's row says what is right, whoever said it.
    if (!row.trusted) return;
  }
  const task = hash53(`${outcome.kind}\0${joined(row.context)}`, seed);
  let low = 0;
  let high = 0;
  let said = '';
  let traits = row.trusted ? trustedRow : 0;
  if (outcome.kind === 'label') said = outcome.label;
  else if (outcome.kind === 'rating') {
    low = hash53(joined(outcome.parts), seed);
    said = outcome.up ? 'up' : 'down';
  } else {
    const [chosen, rejected] = [joined(outcome.chosen), joined(outcome.rejected)];
    low = hash53(chosen, seed);
    high = hash53(rejected, seed);
    // The same pair shown either way round is one pair.
    said = low <= high ? 'first' : 'second';
    if (low > high) [low, high] = [high, low];
    if (chosen.length !== rejected.length)
      traits |= chosen.length > rejected.length ? longerChosen : shorterChosen;
  }
  const answer = hash53(said, seed);
  keepName(state.answers, answer, said.slice(0, answerLength), maxAnswers);
  const who = annotator === undefined ? 0 : annotatorHash(annotator, seed);
  if (annotator !== undefined) keepName(state.names, who, annotator.slice(0, nameLength), maxNames);
  // After the names: they must not depend on what the level was when a row came.
  if (!isKept(task, state.level)) return;
  if (state.records.length >= slack * maxRows) {
    settle(state, maxRows);
    if (!isKept(task, state.level)) return;
  }
  const records = (state.records = grown(state.records, state.records.length + 1));
  const at = records.length++;
  records.task[at] = task;
  records.low[at] = low;
  records.high[at] = high;
  records.who[at] = who;
  records.answer[at] = answer;
  records.shard[at] = row.shard;
  records.row[at] = row.row;
  records.kind[at] = judgementKinds.indexOf(outcome.kind);
  records.traits[at] = traits;
}

/** Names are the lowest hashes of all that were seen, so they too are the same however the corpus was cut. */
export function judgements<Result>(
  seed: number,
  maxRows: number,
  finish: (state: Judgements) => Result,
): Summary<Batch, Judgements, Result> {
  return {
    // A merge has room for both sides before it is thinned; an array that grows is half as large again.
    maxBytes:
      2 * slack * 1.5 * maxRows * judgementBytes +
      2 * maxNames * (2 * nameLength + 64) +
      2 * maxAnswers * (2 * answerLength + 64) +
      2 ** 16,
    empty: () => ({
      records: room(0),
      level: 0,
      named: 0,
      unnamed: 0,
      names: new Map(),
      answers: new Map(),
    }),
    add(state, batch) {
      for (const row of batch) put(state, row, seed, maxRows);
    },
    merge(into, from) {
      into.named += from.named;
      into.unnamed += from.unnamed;
      into.level = Math.max(into.level, from.level);
      thin(into.records, into.level);
      thin(from.records, into.level);
      into.records = append(into.records, from.records);
      settle(into, maxRows);
      for (const [hash, text] of from.names) into.names.set(hash, text);
      for (const [hash, text] of from.answers) into.answers.set(hash, text);
      thinNames(into.names, maxNames, maxNames);
      thinNames(into.answers, maxAnswers, maxAnswers);
    },
    relocate: ({ records }, shard) => void records.shard.fill(shard),
    finish(state) {
      settle(state, maxRows);
      thinNames(state.names, maxNames, maxNames);
      thinNames(state.answers, maxAnswers, maxAnswers);
      return finish(state);
    },
  };
}
