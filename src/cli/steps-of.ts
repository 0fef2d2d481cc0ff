// Learning is one long piece of work in one thread: between its steps those who wait get their turn, the person who looks is told
// how far it is, and Ctrl-C is heard.
import type { Step } from '../math/step.ts';
import type { Interrupt } from './interrupt.ts';
import type { StatusLine } from './status-line.ts';

interface Waiting {
  readonly interrupt: Interrupt;
  readonly status: StatusLine;
}

/** Steps within `interrupt.stoppable`: the first one after a signal throws. */
export function stepsOf({ interrupt, status }: Waiting): Step {
  return async (what, share) => {
    status.show(`${what} ${Math.floor(100 * share)} %`);
    await new Promise((resolve) => setImmediate(resolve));
    stopIfAsked(interrupt);
  };
}

/** The rows read so far, within `interrupt.stoppable` as well. */
export function rowsReadOf({ interrupt, status }: Waiting): (rows: number) => void {
  return (rows) => {
    status.show(`reading · ${rows.toLocaleString('en')} rows`);
    stopIfAsked(interrupt);
  };
}

// Nobody sees it: `stoppable` ends the process.
function stopIfAsked({ signal }: Interrupt): void {
  if (signal.aborted) throw new Error('interrupted');
}
