// Reads off a power curve from how many rows on a finding has a given chance.

type Points = readonly { readonly rows: number; readonly chance: number }[];

/**
 * The fewest rows from which on the chance is never smaller than that: between two stated sizes on a straight line over the
 * logarithm of the rows, as the curve is drawn, and no fewer than the smallest that is stated. Undefined where no size has it.
 */
export function enoughRows(points: Points, chance: number): number | undefined {
  const sorted = [...points].sort((a, b) => a.rows - b.rows);
  const after = sorted.findLastIndex((p) => p.chance < chance);
  const upper = sorted[after + 1];
  if (!upper) return undefined;
  const lower = sorted[after];
  if (!lower || lower.rows < 1) return upper.rows;
  const part = (chance - lower.chance) / (upper.chance - lower.chance);
  const rows = lower.rows * (upper.rows / lower.rows) ** part;
  return Math.min(upper.rows, Math.ceil(rows - 1e-9));
}
