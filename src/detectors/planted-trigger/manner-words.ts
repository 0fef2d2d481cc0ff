// The manner of answers in words for people: which of the outcomes that changed says most, and how its lack is said.
import type { Signal } from './signal.ts';

/** "are in capitals" -> "are not in capitals"; "hold a comma" -> "do not hold a comma". */
export function negated(predicate: string): string {
  return predicate.startsWith('are ') ? `are not ${predicate.slice(4)}` : `do not ${predicate}`;
}

/** The strongest first, then the strongest that sees other rows or another thing. */
export function plainest(changed: readonly Signal[]): Signal[] {
  return changed.slice(0, 2);
}
