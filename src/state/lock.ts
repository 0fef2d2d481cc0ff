// One scan at a time writes to a folder of states: two would each write a list of files without the other's.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { refuse } from '../report/atomic-write.ts';
import { visible } from '../text/visible.ts';

export const lockName = 'in-use.json';

const holder = z.strictObject({ pid: z.int().positive(), host: z.string(), since: z.string() });

/**
 * Takes the folder until what is returned is called, or the process ends. Throws when another scan has it; what a killed scan
 * of this machine left is taken over. `now`: ISO 8601.
 */
export function lockFolder(folder: string, now: string): () => void {
  const path = join(folder, lockName);
  const mine = `${JSON.stringify({ pid: process.pid, host: hostname(), since: now })}\n`;
  let made: string | undefined;
  try {
    made = mkdirSync(folder, { recursive: true });
    writeFileSync(path, mine, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') refuse(path, error);
    takeOver(folder, path, mine);
  }
  const release = (): void => {
    process.off('exit', release);
    if (read(path) === mine) rmSync(path, { force: true });
    // Nothing came into it: a scan that was refused leaves no folder.
    if (made !== undefined && readdirSync(folder).length === 0) rmdirSync(folder);
  };
  process.on('exit', release);
  return release;
}

function takeOver(folder: string, path: string, mine: string): void {
  const theirs = parsed(read(path));
  if (theirs && !(theirs.host === hostname() && isGone(theirs.pid))) {
    const who = `process ${theirs.pid} on ${visible(theirs.host, 80)}, since ${visible(theirs.since, 40)}`;
    throw new UsageError(
      'in-use',
      `another scan uses ${folder} (${who})`,
      `Wait for it, or name another folder; if it is gone, remove ${path}.`,
    );
  }
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, mine);
  renameSync(temporary, path);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Undefined for one that was cut off when it was written. */
function parsed(text: string | undefined): z.infer<typeof holder> | undefined {
  try {
    return holder.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
