// Which changes give their strings, and from how far around.
import type { Change } from './change-scan.ts';
import type { Ordinary } from './ordinary.ts';

/** Strings of up to four tokens are taken from this near a change, single words and pairs from further before it. */
export const justBefore = 8;
export const justAfter = 2;
export const farBefore = 56;

/** A strong change gives strings from far before it too; a slight change of topic those right there. */
export function strongEnough(
  { thresholds, slight }: Pick<Ordinary, 'thresholds' | 'slight'>,
  { channel, size }: Change,
): 'strong' | 'slight' | 'no' {
  if (size > thresholds[channel]) return 'strong';
  return channel === 'topic' && size > slight ? 'slight' : 'no';
}
