// One of several, by a seeded generator.
export const pick = <T>(items: readonly T[], next: () => number): T =>
  items[Math.floor(next() * items.length)];
