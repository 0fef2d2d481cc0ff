// The built executable, run as a user runs it.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
export const executable = join(repository, 'dist', 'cli', 'main.js');
export const examples = join(repository, 'examples');

export interface Ended {
  /** Exit code, or null when a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface How {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** For standard input, which is closed after it. */
  readonly input?: string | Buffer;
  /** Called once it runs. */
  readonly started?: (child: ChildProcess) => void;
  /** Flags for Node itself. */
  readonly node?: readonly string[];
}

export function bezoar(
  args: readonly string[],
  { cwd, env, input = '', started, node = [] }: How = {},
): Promise<Ended> {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...node, executable, ...args], {
      cwd,
      env: { ...inherited, ...env },
    });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => {}).end(input);
    started?.(child);
  });
}

/** A folder of the test file's own, removed at the end. */
export function folderFor(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `bezoar-${name}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
