// The word that was probably meant.

/** The one of `words` nearest to `typed`, when at most two keystrokes and under half of it are wrong. */
export function closest(typed: string, words: readonly string[]): string | undefined {
  const text = typed.toLowerCase().slice(0, 64);
  const best = words
    .map((word) => ({ word, wrong: distance(text, word.toLowerCase()) }))
    .sort((a, b) => a.wrong - b.wrong)[0];
  return best && best.wrong <= Math.min(2, Math.floor(text.length / 2)) ? best.word : undefined;
}

/** Insertions, deletions, replacements and swaps of neighbours. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, rows[i - 2][j - 2] + 1);
      rows[i].push(best);
    }
  }
  return rows[a.length][b.length];
}
