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

/** What is being done, told within `interrupt.stoppable` as well. */
export function toldOf({ interrupt, status }: Waiting): (text: string) => void {
  return (text) => {
    status.show(text);
    stopIfAsked(interrupt);
  };
}

/** The rows read so far. */
export function rowsReadOf(waiting: Waiting): (rows: number) => void {
  const told = toldOf(waiting);
  return (rows) => told(`reading · ${rows.toLocaleString('en')} rows`);
}

// Nobody sees it: `stoppable` ends the process.
function stopIfAsked({ signal }: Interrupt): void {
  if (signal.aborted) throw new Error('interrupted');
}
