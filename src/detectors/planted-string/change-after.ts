// Whether the text changes after a place: right there, or within reach, as when a trigger stands some words before its payload.
import type { ChangeScan } from './change-scan.ts';
import { block } from './feature-sums.ts';
import { reach, type Ordinary } from './ordinary.ts';

export interface ChangeAfter {
  readonly distance: 'near' | 'far';
  /** Where it is largest, in tokens. */
  readonly place: number;
}

export function changeAfter(
  scan: ChangeScan,
  place: number,
  thresholds: Ordinary['thresholds'],
): ChangeAfter | undefined {
  // Changes are measured where blocks begin: the nearest such place and the next are right there.
  const near = largest(place, place + block);
  if (near >= 0) return { distance: 'near', place: near };
  const far = largest(Math.max(1, Math.ceil(place / block) + 2) * block, place + reach);
  return far < 0 ? undefined : { distance: 'far', place: far };

  /** Of every eighth place the one whose change exceeds its threshold most; -1 when none does. */
  function largest(from: number, to: number): number {
    let best = -1;
    let most = 1;
    for (let at = from; at <= to; at += block) {
      const times = scan.excess(at, thresholds);
      if (times > most) [best, most] = [at, times];
    }
    return best;
  }
}
