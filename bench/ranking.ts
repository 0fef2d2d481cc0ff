// How well scores rank the rows that are wrong above the others.

/** Chance that a wrong row has a higher score than another one; ties count half. */
export function auroc(scores: ArrayLike<number>, bad: readonly boolean[]): number {
  const order = bad.map((_, i) => i).sort((a, b) => scores[a] - scores[b]);
  let ranks = 0;
  for (let i = 0; i < order.length;) {
    let end = i;
    while (end < order.length && scores[order[end]] === scores[order[i]]) end++;
    for (let j = i; j < end; j++) if (bad[order[j]]) ranks += (i + end + 1) / 2;
    i = end;
  }
  const n = bad.filter(Boolean).length;
  return (ranks - (n * (n + 1)) / 2) / (n * (bad.length - n));
}

/** Mean, over the wrong rows, of the share of wrong rows among those at least as high. */
export function averagePrecision(scores: ArrayLike<number>, bad: readonly boolean[]): number {
  const order = bad.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
  let found = 0;
  let sum = 0;
  order.forEach((i, rank) => {
    if (bad[i]) sum += ++found / (rank + 1);
  });
  return sum / found;
}
