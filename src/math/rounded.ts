/** A measured number with the three digits that it is worth reading with. */
export function rounded(x: number): number {
  return Number(x.toPrecision(3));
}
