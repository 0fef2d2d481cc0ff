// Whether the text changes after a place: right there, or within reach, as when a trigger stands some words before its payload.
import type { ChangeScan } from './change-scan.ts';
import { block } from './feature-sums.ts';
import { channels, reach, type Ordinary } from './ordinary.ts';

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
  const near = largest([place, place + block]);
  if (near !== undefined) return { distance: 'near', place: near };
  const far = largest(scan.blocksWithin(place + 2 * block, place + reach));
  return far === undefined ? undefined : { distance: 'far', place: far };

  /** The place whose change exceeds its threshold most; undefined when none does. */
  function largest(places: readonly number[]): number | undefined {
    let best: number | undefined;
    let most = 1;
    for (const at of places) {
      const sizes = scan.at(at);
      for (const channel of channels) {
        const ratio = sizes[channel] / thresholds[channel];
        if (ratio > most) [best, most] = [at, ratio];
      }
    }
    return best;
  }
}
