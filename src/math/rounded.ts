/** A measured number with the three digits that it is worth reading with. */
export function rounded(x: number): number {
  return Number(x.toPrecision(3));
}

/** A share of 1 in per cent, with one digit behind the point. */
export const percent = (share: number): number => Number((100 * share).toFixed(1));

/** A count as it is written in a sentence: 15,605. */
export const grouped = (n: number): string => n.toLocaleString('en-GB');
