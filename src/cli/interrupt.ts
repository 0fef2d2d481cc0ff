// Ctrl-C and termination: nothing half-written stays. A step that can stop is told to; one that must not be cut
// short is waited for; a second Ctrl-C ends the process at once.

export interface Interrupt {
  /** Set by the first signal, for steps that can stop by themselves. */
  readonly signal: AbortSignal;
  /** Runs a step that stops by itself when the signal is set. */
  stoppable<T>(step: () => Promise<T>): Promise<T>;
  /** Runs a step to its end, whatever comes, then ends the process if something came. */
  whole<T>(step: () => Promise<T>): Promise<T>;
}

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export function onInterrupt(tidy: () => void): Interrupt {
  const controller = new AbortController();
  let waiting = 0;
  let code: number | undefined;
  const leave = (): never => {
    tidy();
    process.exit(code);
  };
  for (const name of Object.keys(codes) as (keyof typeof codes)[]) {
    process.on(name, () => {
      const again = code !== undefined;
      code = codes[name];
      controller.abort();
      if (again || waiting === 0) leave();
    });
  }
  async function waited<T>(step: () => Promise<T>): Promise<T> {
    waiting++;
    try {
      return await step();
    } finally {
      waiting--;
      if (code !== undefined) leave();
    }
  }
  return { signal: controller.signal, stoppable: waited, whole: waited };
}
