// How far a drill is: trials done, and the time that the others will take at the pace so far.
import type { DrillProgress } from '../trials/drill.ts';
import { duration } from './progress.ts';
import { statusLine } from './status-line.ts';

export interface DrillLine {
  update(progress: DrillProgress): void;
  clear(): void;
}

export function drillLine(stream: NodeJS.WriteStream, enabled: boolean): DrillLine {
  const status = statusLine(stream, enabled);
  return { update: (progress) => status.show(line(progress)), clear: status.clear };
}

export function line({ done, planned, recalled, ms }: DrillProgress): string {
  const parts = [`trial ${done} of ${planned}`];
  if (recalled > 0) parts.push(`${recalled} done before`);
  const own = done - recalled;
  if (own > 0) {
    parts.push(`${(own / (ms / 60_000)).toFixed(1)} a minute`);
    parts.push(`${duration((ms / own) * (planned - done))} left`);
  }
  return parts.join(' · ');
}
