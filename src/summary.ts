// Everything that looks at many rows is a Summary. Merge is associative and commutative and empty is its unit,
// up to what `finish` shows; from that one law follow worker threads, restart, and adding tomorrow's shards.

export interface Summary<Input, State, Result> {
  /** A new state. State is plain data that survives `structuredClone`: numbers, strings, arrays, Maps, typed arrays. */
  empty(): State;
  /** Takes in a batch. Synchronous; must not keep references into `input` beyond strings and numbers. */
  add(state: State, input: Input): void;
  /** Adds `from` to `into`; `from` is not used afterwards. */
  merge(into: State, from: State): void;
  /** The result; the same whatever the order of rows, batches and merges was. May consume the state. */
  finish(state: State): Result;
  /** Upper bound of a state's size, whatever the rows say. */
  readonly maxBytes: number;
}
