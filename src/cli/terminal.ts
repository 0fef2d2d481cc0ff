// What the process writes to: whether colours are wanted, how wide it is, and what happens when nobody reads on.

/** Colours on a terminal, unless NO_COLOR (https://no-color.org) or `--no-color`; FORCE_COLOR asks for them anywhere. */
export function wantsColour(stream: NodeJS.WriteStream, noColor: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (noColor || (NO_COLOR !== undefined && NO_COLOR !== '')) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true && TERM !== 'dumb';
}

/** How the program was called, so that a command it shows can be pasted: npm and npx tell in the environment. */
export function programName(env: NodeJS.ProcessEnv = process.env): string {
  const { npm_lifecycle_event: event, npm_lifecycle_script: script, npm_package_name: name } = env;
  if (event === 'npx' && script !== undefined && /^['"]?bezoar\b/.test(script)) return 'npx bezoar';
  return event === 'start' && name === 'bezoar' ? 'npm start --' : 'bezoar';
}

export function widthOf(stream: NodeJS.WriteStream): number {
  // Some terminals say 0.
  return (stream.isTTY && stream.columns) || 100;
}

/** A reader that has seen enough (`bezoar show DIR | head`) is no fault: the exit code stays what it would be. */
export function acceptClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** Writes lines. */
export function print(text: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> {
  return write(text === '' || text.endsWith('\n') ? text : `${text}\n`, stream);
}

/** Writes and waits until it is with the system, so that an exit right after loses nothing. */
export function write(text: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> {
  return new Promise((resolve) => {
    if (text === '') resolve();
    else stream.write(text, () => resolve());
  });
}
