// Integers of 64 bits as JSON would have them.

/** A number when it is exact, else its digits as text. */
export function plainInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
