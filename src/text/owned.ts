// Short texts cut out of long ones, kept for longer than the row that they came from.

/**
 * A copy that stands alone: engines make a slice of 13 characters or more a view of the whole text, and keeping one
 * such word would keep its row, perhaps 100 MB, alive. Lone surrogates stay as they are.
 */
export function owned(text: string): string {
  return ` ${text}`.slice(1);
}
