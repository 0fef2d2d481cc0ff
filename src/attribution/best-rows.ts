// The rows of the highest scores, best first; of equal ones the earlier.

/** At most `count` of those above `least`. */
export function bestRows(scores: ArrayLike<number>, count: number, least = -Infinity): number[] {
  // A heap of the best so far, the worst of them on top.
  const heap: number[] = [];
  const worse = (a: number, b: number): boolean =>
    scores[a] < scores[b] || (scores[a] === scores[b] && a > b);
  const sink = (): void => {
    const row = heap[0];
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && worse(heap[child + 1], heap[child])) child++;
      if (!worse(heap[child], row)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = row;
  };
  const rise = (row: number): void => {
    let at = heap.push(row) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!worse(row, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = row;
  };
  if (count <= 0) return [];
  for (let row = 0; row < scores.length; row++) {
    if (!(scores[row] > least)) continue;
    if (heap.length < count) rise(row);
    else if (worse(heap[0], row)) {
      heap[0] = row;
      sink();
    }
  }
  return heap.sort((a, b) => (worse(a, b) ? 1 : -1));
}
