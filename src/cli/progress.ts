// How far a scan is: one line on stderr, written over and over, and only where a person is looking.
import type { ReadProgress } from '../engines/engine.ts';
import type { Step } from '../scan.ts';
import { statusLine } from './status-line.ts';

export interface ProgressLine {
  update(step: Step, progress: ReadProgress): void;
  clear(): void;
}

const everyMs = 100;
// The time left is that of the step, so each read says which of the three it is.
const names: Record<Step, string> = {
  baseline: 'reading the baseline',
  sample: 'reading a sample',
  survey: '1/3 learning what is ordinary',
  inspect: '2/3 looking at candidates',
  excerpts: '3/3 fetching the rows found',
  judge: 'judging',
};

export function progressLine(stream: NodeJS.WriteStream, enabled: boolean, now: () => number): ProgressLine {
  const status = statusLine(stream, enabled);
  let last = -Infinity;
  let step: Step | undefined;
  let start = 0;
  return {
    update(current, progress) {
      const time = now();
      const changed = current !== step;
      if (changed) {
        step = current;
        start = time;
      }
      if (!changed && time - last < everyMs) return;
      last = time;
      status.show(line(current, progress, time - start));
    },
    clear: status.clear,
  };
}

/** One line of it; `ms` since the step began. */
export function line(step: Step, { bytes, totalBytes, rows }: ReadProgress, ms: number): string {
  if (step === 'judge') return `${names.judge} ${rows.toLocaleString('en')} rows …`;
  const share = totalBytes > 0 ? Math.min(1, bytes / totalBytes) : 1;
  const parts = [
    `${names[step]} ${String(Math.floor(share * 100)).padStart(3)} %`,
    `${rows.toLocaleString('en')} rows`,
  ];
  // The rate of the first moments says nothing.
  if (ms > 500 && bytes > 0) {
    parts.push(`${((bytes / ms) * 1e-3).toFixed(1)} MB/s`);
    parts.push(`${duration((ms * (1 - share)) / Math.max(share, 1e-9))} left`);
  }
  return parts.join(' · ');
}

export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
