// A verdict that was reached otherwise than by the reads of a scan, such as by training on the rows, told as a detector that
// has nothing left to look at: so its report, its pictures and what `clean` takes out are those of every scan.
import type { Detector } from '../detector.ts';
import type { Verdict } from '../finding.ts';

const shapes = ['classification', 'instruction', 'chat', 'preference', 'rating', 'document'] as const;

export function alreadyJudged(
  named: Pick<Detector, 'id' | 'version' | 'title' | 'catches' | 'sources'>,
  verdict: Verdict,
): Detector {
  return { ...named, shapes, options: {}, inspect: () => verdict };
}
