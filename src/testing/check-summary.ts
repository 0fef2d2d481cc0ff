// The laws of a summary: empty is the unit, merge is associative and commutative, a state survives the way
// between threads, any split of the rows gives the result of one shard, and a state stays within its bound.
import { deserialize, serialize } from 'node:v8';
import type { Batch } from '../detector.ts';
import { random, shuffle } from '../math/random.ts';
import type { Row } from '../row.ts';
import type { Scratch, Summary } from '../summary.ts';
import { hostileRows } from './hostile-rows.ts';
import { hold, same, type Equal } from './violation.ts';

export interface SummaryCheck<Result> {
  /** When two results are the same; deeply equal unless given. */
  readonly equal?: Equal<Result>;
  /** Rows for the bound on size, beside the made-up hostile ones. */
  readonly hostile?: readonly Row[];
  /** True when it is asked for rows by their place, so that what it finds depends on the number of a shard. */
  readonly byPlace?: boolean;
  readonly seed?: number;
  /** The rows are more than a state holds, so that one which spills comes to more. */
  readonly overLimit?: boolean;
}

/** `batches`: ordinary rows, a few hundred are enough. Throws when a law is broken. */
export function checkSummary<State, Result>(
  summary: Summary<Batch, State, Result>,
  batches: readonly Batch[],
  { equal, hostile = [], byPlace = false, seed = 1, overLimit = false }: SummaryCheck<Result> = {},
): void {
  const next = random(seed);
  const rows = batches.flat();
  const stateOf = (...some: readonly Batch[]): State => {
    const state = summary.empty();
    for (const batch of some) summary.add(state, batch);
    return state;
  };
  const joined = (first: State, ...rest: readonly State[]): State => {
    for (const state of rest) summary.merge(first, state);
    return first;
  };
  const finish = (state: State): Result => summary.finish(state);

  const before = serialize(batches);
  const whole = finish(stateOf(...batches));
  hold('add leaves the rows as they are', before.equals(serialize(batches)));
  same('the same rows give the same result twice', whole, finish(stateOf(...batches)), equal);

  same(
    'empty is the unit of merge, on the left',
    whole,
    finish(joined(summary.empty(), stateOf(...batches))),
    equal,
  );
  same(
    'empty is the unit of merge, on the right',
    whole,
    finish(joined(stateOf(...batches), summary.empty())),
    equal,
  );
  same('an empty batch changes nothing', whole, finish(stateOf([], ...batches, [])), equal);
  const none = finish(summary.empty());
  same(
    'no rows give a result, the same each time',
    none,
    finish(joined(summary.empty(), summary.empty())),
    equal,
  );

  const half = Math.ceil(batches.length / 2);
  const third = Math.ceil(batches.length / 3);
  const [a, b] = [batches.slice(0, half), batches.slice(half)];
  same(
    'merge is commutative',
    finish(joined(stateOf(...a), stateOf(...b))),
    finish(joined(stateOf(...b), stateOf(...a))),
    equal,
  );
  const parts = (): [State, State, State] => [
    stateOf(...batches.slice(0, third)),
    stateOf(...batches.slice(third, 2 * third)),
    stateOf(...batches.slice(2 * third)),
  ];
  const [x, y, z] = parts();
  const [p, q, r] = parts();
  same('merge is associative', finish(joined(joined(x, y), z)), finish(joined(p, joined(q, r))), equal);

  for (const size of [1, 2, 7, 100]) {
    if (size > 7 || rows.length <= 2000) {
      same(`batches of ${size} give the same result`, whole, finish(stateOf(...cut(rows, size))), equal);
    }
  }
  for (const pieces of [2, 3, 5, 16]) {
    const split = dealt(rows, pieces, next).map((piece) => stateOf(piece));
    same(
      `rows dealt to ${pieces} states give the same result`,
      whole,
      finish(joined(summary.empty(), ...split)),
      equal,
    );
  }

  if (summary.beside) {
    const first = stateOf(...a);
    const other = summary.beside(first);
    for (const batch of b) summary.add(other, batch);
    same('a state begun beside another gives the same result', whole, finish(joined(first, other)), equal);
  }

  const at = (shard: number, some: readonly Batch[]): State =>
    stateOf(...some.map((batch) => batch.map((row) => ({ ...row, shard }))));
  const relocated = (state: State, shard: number): State => {
    summary.relocate?.(state, shard);
    return state;
  };
  if (!byPlace) {
    same(
      'a state may be moved to another shard',
      finish(joined(at(0, a), at(1, b))),
      finish(joined(relocated(at(7, a), 0), relocated(at(0, b), 1))),
      equal,
    );
  }

  const cloned = structuredClone(stateOf(...a));
  same(
    'a state survives structuredClone',
    whole,
    finish(joined(cloned, structuredClone(stateOf(...b)))),
    equal,
  );
  const sent = (state: State): State => deserialize(serialize(state)) as State;
  same(
    'a state survives v8.serialize',
    whole,
    finish(joined(sent(stateOf(...a)), sent(stateOf(...b)))),
    equal,
  );
  same(
    'a state that travelled can take more rows',
    whole,
    finish(stateOfMore(summary, sent(stateOf(...a)), b)),
    equal,
  );
  same('an empty state survives v8.serialize', none, finish(sent(summary.empty())), equal);

  if (summary.spill && !overLimit) {
    for (const size of [1, 50, rows.length]) {
      const scratch = memoryScratch();
      const merged = summary.empty();
      for (const piece of cut(rows, size)) {
        summary.merge(merged, sent(stateOf(piece)));
        summary.spill(merged, scratch);
      }
      const spilled = summary.finish(merged, scratch);
      same(`what is spilled after every ${size} rows gives the same result`, whole, spilled, equal);
    }
  }

  for (const { name, rows: made } of hostileRows(rows, hostile)) {
    const state = stateOf(...cut(made, 500));
    const bytes = serialize(state).length;
    hold(`a state stays within its ${summary.maxBytes} bytes on ${name}`, bytes <= summary.maxBytes, {
      bytes,
    });
    finish(joined(summary.empty(), state));
  }
}

/** Scratch space for tests. */
export function memoryScratch(): Scratch {
  let held = new Uint8Array(0);
  return {
    append(bytes) {
      const start = held.length;
      const longer = new Uint8Array(start + bytes.length);
      longer.set(held);
      longer.set(bytes, start);
      held = longer;
      return start;
    },
    read: (offset, into) => into.set(held.subarray(offset, offset + into.length)),
  };
}

function stateOfMore<State>(
  summary: Summary<Batch, State, unknown>,
  state: State,
  batches: readonly Batch[],
): State {
  for (const batch of batches) summary.add(state, batch);
  return state;
}

function cut(rows: readonly Row[], size: number): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
    rows.slice(i * size, (i + 1) * size),
  );
}

/** Every row to one of the pieces, each in corpus order, the pieces in any order; one of them may be empty. */
function dealt(rows: readonly Row[], pieces: number, next: () => number): Row[][] {
  const hands = Array.from({ length: pieces }, (): Row[] => []);
  for (const row of rows) hands[Math.floor(next() * pieces)].push(row);
  return shuffle(hands, next);
}
