// The manner of answers in words for people: which of the outcomes that changed says most, and how its lack is said.
import type { Outcomes } from './outcomes.ts';
import type { Signal } from './signal.ts';

/** What is said of the answers alone is easier to check than a comparison, and may be this much weaker. */
const plainAllowance = 0.15;
/** A second outcome is told when it is at least this strong. */
const secondScore = 0.4;

/** "are in capitals" -> "are not in capitals"; "hold a comma" -> "do not hold a comma". */
function negated(said: string): string {
  return said.startsWith('are ') ? `are not ${said.slice(4)}` : `do not ${said}`;
}

export function mannerSaid({ names }: Outcomes, { target, present }: Signal): string {
  return present ? names[target] : negated(names[target]);
}

/** Of what changed, strongest first: the outcome to name, and one more that is about something else. */
export function plainest(outcomes: Outcomes, changed: readonly Signal[]): Signal[] {
  if (changed.length === 0) return [];
  const weight = (s: Signal): number =>
    s.score + (outcomes.plain[s.target] ? plainAllowance : 0) + (s.present ? 0 : -plainAllowance / 2);
  const [first, ...others] = [...changed].sort(
    (a, b) => weight(b) - weight(a) || b.score - a.score || a.target - b.target,
  );
  const second = others.find(
    (s) => s.score >= secondScore && outcomes.about[s.target] !== outcomes.about[first.target],
  );
  return second ? [first, second] : [first];
}
