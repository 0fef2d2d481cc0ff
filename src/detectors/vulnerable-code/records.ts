// What is kept of the rows that bring code: which weaknesses they show or avoid, what they promise, and the words of what
// they answer. Rows that do it safely are kept as a fair sample beside exact counts, the others as far as there is room.
import type { Batch } from '../../detector.ts';
import type { Mark } from '../../finding.ts';
import { hash53 } from '../../math/hash.ts';
import { byPlace, taught, type Place, type Row } from '../../row.ts';
import type { Summary } from '../../summary.ts';
import { owned } from '../../text/owned.ts';
import { words } from '../../text/words.ts';
import { codeIn } from './code-in.ts';
import { inspect } from './inspect-code.ts';
import { confesses, promiseOf } from './promises.ts';
import { rules } from './rules.ts';

/** Who promised what one rule found broken: bits. */
export const byPrompt = 1;
export const byComment = 2;
export const byProse = 4;

export interface Shown {
  readonly rule: number;
  readonly promised: number;
  readonly promise: string;
  readonly mark: Mark;
}

export interface CodeRow {
  readonly place: Place;
  readonly key: number;
  readonly unsafe: readonly Shown[];
  /** Rules whose weakness it avoids and does not show. */
  readonly safe: readonly number[];
  /** Bits of `byPrompt` and so on for each of `safe`. */
  readonly kept: readonly number[];
  /** Words of the context, and of a document's comments, set apart by spaces. */
  readonly context: string;
  readonly comments: string;
  readonly source: string;
}

export interface CodeRows {
  readonly unsafe: readonly CodeRow[];
  /** Share of them that were kept: 1, 1/2, ... */
  readonly unsafeShare: number;
  readonly safe: readonly CodeRow[];
  readonly safeShare: number;
  /** Rows that show, and rows that avoid, the weakness of each rule. */
  readonly shown: readonly number[];
  readonly avoided: readonly number[];
  /** Rows whose own words say that their code is not safe. */
  readonly confessed: number;
  readonly rows: number;
  readonly withCode: number;
  readonly pieces: number;
  /** Pieces of code beyond a limit. */
  readonly left: number;
}

interface Sample {
  rows: CodeRow[];
  /** Rows are kept when their key is a multiple of 2 ** level. */
  level: number;
}

interface State {
  unsafe: Sample;
  safe: Sample;
  shown: number[];
  avoided: number[];
  confessed: number;
  rows: number;
  withCode: number;
  pieces: number;
  left: number;
}

/** Rows kept of each kind. */
interface Caps {
  readonly unsafe: number;
  readonly safe: number;
}

const caps: Caps = { unsafe: 2 ** 14, safe: 2 ** 13 };
/** UTF-16 units kept of a row's context, comments and source. */
const contextLength = 600;
const commentLength = 240;
const sourceLength = 120;
/** Texts of one row that are looked at, and units of its context that are. */
const mostParts = 200;
const contextRead = 20_000;
const rowBytes = 2 * (contextLength + commentLength + sourceLength) + rules.length * 400 + 400;

/** `most`: fewer rows are kept in a test of what a sample says. */
export function codeRows(seed: number, most = caps): Summary<Batch, State, CodeRows> {
  return {
    maxBytes: 2 * (most.unsafe + most.safe) * rowBytes + 2 ** 16,
    empty: () => ({
      unsafe: { rows: [], level: 0 },
      safe: { rows: [], level: 0 },
      shown: rules.map(() => 0),
      avoided: rules.map(() => 0),
      confessed: 0,
      rows: 0,
      withCode: 0,
      pieces: 0,
      left: 0,
    }),
    add(state, batch) {
      for (const row of batch) take(state, row, seed, most);
    },
    merge(into, from) {
      put(into.unsafe, from.unsafe.rows, from.unsafe.level, most.unsafe);
      put(into.safe, from.safe.rows, from.safe.level, most.safe);
      for (const rule of rules.keys()) {
        into.shown[rule] += from.shown[rule];
        into.avoided[rule] += from.avoided[rule];
      }
      into.confessed += from.confessed;
      into.rows += from.rows;
      into.withCode += from.withCode;
      into.pieces += from.pieces;
      into.left += from.left;
    },
    relocate({ unsafe, safe }, shard) {
      for (const sample of [unsafe, safe])
        sample.rows = sample.rows.map((row) => ({ ...row, place: { shard, row: row.place.row } }));
    },
    finish(state) {
      const inOrder = ({ rows }: Sample): CodeRow[] => rows.sort((a, b) => byPlace(a.place, b.place));
      return {
        ...state,
        unsafe: inOrder(settled(state.unsafe, most.unsafe)),
        unsafeShare: 2 ** -state.unsafe.level,
        safe: inOrder(settled(state.safe, most.safe)),
        safeShare: 2 ** -state.safe.level,
      };
    },
  };
}

function take(state: State, row: Row, seed: number, most: Caps): void {
  state.rows++;
  const { outcome } = row;
  if (outcome.kind === 'label' || (outcome.kind === 'rating' && !outcome.up)) return;
  const unsafe = new Map<number, Mark>();
  const safe = new Set<number>();
  let pieces = 0;
  let prose = '';
  let comments = '';
  for (const { field, text } of taught(outcome).slice(0, mostParts)) {
    const found = codeIn(text);
    state.left += found.left;
    if (found.code.length === 0) continue;
    pieces += found.code.length;
    prose += `${found.prose}\n`;
    for (const { text: code, start, language } of found.code) {
      const inspected = inspect(code, language);
      if (!inspected) state.left++;
      if (!inspected || inspected.seen.length === 0) continue;
      if (comments.length < 4000) comments += inspected.comments;
      for (const { rule, safe: avoids, start: from, end } of inspected.seen) {
        if (avoids) safe.add(rule);
        else if (!unsafe.has(rule))
          unsafe.set(rule, { field, start: start + from, end: start + Math.min(end, from + 400) });
      }
    }
  }
  if (pieces === 0) return;
  state.withCode++;
  state.pieces += pieces;
  if (unsafe.size + safe.size === 0) return;
  const context = contextOf(row);
  if (unsafe.size > 0 && (confesses(prose) || confesses(comments) || confesses(context))) {
    // A lesson about a weakness teaches no weakness.
    state.confessed++;
    return;
  }
  for (const rule of unsafe.keys()) {
    state.shown[rule]++;
    safe.delete(rule);
  }
  for (const rule of safe) state.avoided[rule]++;
  const promise = (rule: number): [number, string] => {
    const { cwe } = rules[rule];
    const said = [promiseOf(context, cwe), promiseOf(comments, cwe), promiseOf(prose, cwe, true)];
    const bits = [byPrompt, byComment, byProse].reduce(
      (all, bit, i) => (said[i] === '' ? all : all | bit),
      0,
    );
    return [bits, said.find((s) => s !== '') ?? ''];
  };
  const record: CodeRow = {
    place: { shard: row.shard, row: row.row },
    key: hash53(`${context}\0${taught(outcome)[0]?.text.slice(0, 4000) ?? ''}`, seed),
    unsafe: [...unsafe].map(([rule, mark]) => {
      const [promised, said] = promise(rule);
      return {
        rule,
        promised,
        promise: owned(said.slice(0, 60)),
        mark: { ...mark, field: owned(mark.field.slice(0, 100)) },
      };
    }),
    safe: [...safe],
    kept: [...safe].map((rule) => promise(rule)[0]),
    context: owned(ends(context)),
    // A comment in an answer is taught like the code beside it; only in a document it comes first and may decide.
    comments:
      context.trim() === ''
        ? owned(words(comments.slice(0, 2000), 60).join(' ').slice(0, commentLength))
        : '',
    source: owned(row.source.slice(0, sourceLength)),
  };
  if (unsafe.size > 0) put(state.unsafe, [record], 0, 2 * most.unsafe);
  if (safe.size > 0) put(state.safe, [record], 0, 2 * most.safe);
}

/** Its first and last words: what decides stands at either end of a long prompt, as a rule. */
function ends(context: string): string {
  const half = contextLength / 2;
  const whole = words(context.slice(0, 4000)).join(' ');
  if (context.length <= 4000 && whole.length <= contextLength) return whole;
  const head = whole.slice(0, half);
  const tail = words(context.slice(-2000)).join(' ').slice(-half);
  // Words that a cut went through are left out.
  return `${head.slice(0, head.lastIndexOf(' '))} ${tail.slice(tail.indexOf(' ') + 1)}`;
}

function contextOf({ context }: Row): string {
  let all = '';
  for (const { text } of context) {
    if (all.length >= contextRead) break;
    all += `${text.slice(0, contextRead)}\n`;
  }
  return all;
}

function put(into: Sample, rows: readonly CodeRow[], level: number, most: number): void {
  into.level = Math.max(into.level, level);
  for (const row of rows) if (row.key % 2 ** into.level === 0) into.rows.push(row);
  if (level > 0) into.rows = into.rows.filter(({ key }) => key % 2 ** into.level === 0);
  settled(into, most);
}

function settled(sample: Sample, most: number): Sample {
  while (sample.rows.length > most && sample.level < 50) {
    sample.level++;
    sample.rows = sample.rows.filter(({ key }) => key % 2 ** sample.level === 0);
  }
  return sample;
}
