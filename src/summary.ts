// Everything that looks at many rows is a Summary. Merge is associative and commutative and empty is its unit,
// up to what `finish` shows; from that one law follow worker threads, restart, and adding tomorrow's shards.

/** Bytes kept outside of the memory for one state, as long as it lives. */
export interface Scratch {
  /** Writes bytes behind those that are there; returns where they begin. */
  append(bytes: Uint8Array): number;
  /** Fills `into` with the bytes that begin at `offset`. */
  read(offset: number, into: Uint8Array): void;
}

export interface Summary<Input, State, Result> {
  /** A new state. State is plain data that survives `structuredClone`: numbers, strings, arrays, Maps, typed arrays. */
  empty(): State;
  /**
   * A new state for other rows of a corpus of which `state` holds some: what a merge with `state` would drop, it may
   * leave out from the start. For states that keep a sample; the result is the same as with `empty`.
   */
  beside?(state: State): State;
  /**
   * Whether a row of a shard can change the state, by its number: where no summary of a read asks for it, it need not be
   * read. Absent where all can.
   */
  asks?(shard: number): (row: number) => boolean;
  /** Takes in a batch. Synchronous; must not keep references into `input` beyond strings and numbers. */
  add(state: State, input: Input): void;
  /** Adds `from` to `into`; `from` is not used afterwards. */
  merge(into: State, from: State): void;
  /**
   * Makes every place in the state of one shard a place of the shard of this number: the same rows have another number in a
   * corpus that others were added to. Rows must not be chosen by the number. Absent where a state holds no places.
   */
  relocate?(state: State, shard: number): void;
  /** The result; the same whatever the order of rows, batches and merges was. May consume the state. */
  finish(state: State, scratch?: Scratch): Result;
  /**
   * For a summary that keeps something of every row: moves what is too much for the memory out of a merged state. Where
   * an engine has scratch space it calls this after every merge, in corpus order; such a state stays beside its
   * scratch space, and is finished with it. Elsewhere `maxBytes` holds, and the summary keeps a fair sample.
   */
  spill?(state: State, scratch: Scratch): void;
  /** Upper bound of a state's size, whatever the rows say. */
  readonly maxBytes: number;
}

/**
 * A summary that takes in what others take in, and differs only in what it makes of it at the end: summaries with
 * one key share one state. An engine may feed that state once and finish `common` once for all of them, so `conclude`
 * leaves what it is given as it is.
 */
export interface SharedSummary<Input, State, Common, Result> extends Summary<Input, State, Result> {
  /** The same for the same `common` and nothing else. */
  readonly key: string;
  readonly common: Summary<Input, State, Common>;
  conclude(common: Common): Result;
}

export function shared<Input, State, Common, Result>(
  key: string,
  common: Summary<Input, State, Common>,
  conclude: (common: Common) => Result,
): SharedSummary<Input, State, Common, Result> {
  return {
    ...common,
    finish: (state, scratch) => conclude(common.finish(state, scratch)),
    key,
    common,
    conclude,
  };
}

export function isShared<Input, State, Result>(
  summary: Summary<Input, State, Result>,
): summary is SharedSummary<Input, State, unknown, Result> {
  return 'common' in summary;
}
