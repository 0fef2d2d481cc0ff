#!/usr/bin/env node
// The executable. Every way a command can end becomes its exit code here.
import { CommanderError } from 'commander';
import { UsageError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { onInterrupt } from './interrupt.ts';
import { program } from './program.ts';
import { acceptClosedPipes } from './terminal.ts';
import { version } from '../report/version.ts';

const usageCode = 2;
const oursCode = 70;

acceptClosedPipes();
const interrupt = onInterrupt(() => {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K');
  process.stderr.write('bezoar: interrupted\n');
});
process.on('uncaughtException', (error) => {
  process.exit(failed(error));
});

try {
  process.exitCode = await program(interrupt).run(process.argv.slice(2));
} catch (error) {
  process.exitCode = failed(error);
}

function failed(error: unknown): number {
  // Help and version come as errors too; commander has already said what was wrong with the arguments.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageCode;
  if (error instanceof UsageError) {
    process.stderr.write(`bezoar: ${visible(error.message)}\n        ${visible(error.hint)}\n`);
    return usageCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const cause =
    error instanceof Error && error.cause instanceof Error ? `\ncaused by ${error.cause.stack}` : '';
  process.stderr.write(
    `bezoar: this is a fault of ours, not yours.\n${safe(stack + cause)}\n\n` +
      `Please report it where you got bezoar from, with these lines and the command.\n` +
      `bezoar ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}\n`,
  );
  return oursCode;
}

/** A stack may quote the data. */
function safe(text: string): string {
  return text
    .split('\n')
    .map((line) => visible(line))
    .join('\n');
}
