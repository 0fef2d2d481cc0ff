// A few items of a long list, evenly spread over it: a sample that needs no random choice.

/** All of `items` when they are no more than `most`, else `most` of them. */
export function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)]);
}
