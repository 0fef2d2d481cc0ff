// How far a set has been hashed: share, rate and the time that the rest will take.
import type { Interrupt } from './interrupt.ts';
import { duration } from './progress.ts';
import { statusLine } from './status-line.ts';

export interface HashLine {
  /** Of bytes. */
  update(done: number, total: number): void;
  clear(): void;
}

/** What a command that hashes much is given. */
export interface HashContext {
  readonly interrupt: Interrupt;
  readonly progress: HashLine;
}

const everyMs = 100;

export function hashLine(stream: NodeJS.WriteStream, enabled: boolean, now: () => number): HashLine {
  const status = statusLine(stream, enabled);
  const start = now();
  let last = -Infinity;
  return {
    update(done, total) {
      const time = now();
      if (time - last < everyMs) return;
      last = time;
      status.show(line(done, total, time - start));
    },
    clear: status.clear,
  };
}

export function line(done: number, total: number, ms: number): string {
  const share = total > 0 ? Math.min(1, done / total) : 1;
  const parts = [`hashing ${String(Math.floor(share * 100)).padStart(3)} %`];
  // The rate of the first moments says nothing.
  if (ms > 500 && done > 0) {
    parts.push(`${((done / ms) * 1e-3).toFixed(0)} MB/s`);
    parts.push(`${duration((ms * (1 - share)) / Math.max(share, 1e-9))} left`);
  }
  return parts.join(' · ');
}
