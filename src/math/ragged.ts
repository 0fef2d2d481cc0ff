// Lists of integers of different lengths in two flat arrays: list i is items[starts[i] .. starts[i + 1]).

export interface Ragged {
  readonly starts: Int32Array;
  readonly items: Int32Array;
}

/** Turns "lists of items" into "for each item, the lists that hold it", in list order. `size` is the item count. */
export function transpose(lists: Ragged, size: number): Ragged {
  const { starts, items } = lists;
  const offsets = new Int32Array(size + 1);
  for (let k = 0; k < starts[starts.length - 1]; k++) offsets[items[k] + 1]++;
  for (let i = 0; i < size; i++) offsets[i + 1] += offsets[i];
  const next = offsets.slice(0, size);
  const holders = new Int32Array(offsets[size]);
  for (let list = 0; list + 1 < starts.length; list++) {
    for (let k = starts[list]; k < starts[list + 1]; k++) holders[next[items[k]]++] = list;
  }
  return { starts: offsets, items: holders };
}

/** How many lists hold each of `size` items; each list counts once, negative items are none. */
export function holderCounts({ starts, items }: Ragged, size: number): Int32Array {
  const counts = new Int32Array(size);
  const last = new Int32Array(size).fill(-1);
  for (let list = 0; list + 1 < starts.length; list++) {
    for (let k = starts[list]; k < starts[list + 1]; k++) {
      const item = items[k];
      if (item < 0 || last[item] === list) continue;
      last[item] = list;
      counts[item]++;
    }
  }
  return counts;
}

export function listOf(lists: Ragged, i: number): Int32Array {
  return lists.items.subarray(lists.starts[i], lists.starts[i + 1]);
}

/** An Int32Array that grows; `take` gives what was pushed. */
export class IntList {
  private items: Int32Array;
  length = 0;

  constructor(capacity = 1024) {
    this.items = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.items.length) {
      const larger = new Int32Array(Math.max(1024, this.items.length * 2));
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length++] = value;
  }

  take(): Int32Array {
    return this.items.slice(0, this.length);
  }
}
