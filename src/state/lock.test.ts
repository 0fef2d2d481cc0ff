import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lockFolder, lockName } from './lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'bezoar-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const now = '2026-01-02T03:04:05.000Z';
const heldBy = (text: string): void => writeFileSync(join(folder, lockName), text);
const scan = (pid: number, host = hostname()): string => JSON.stringify({ pid, host, since: now });

describe('a folder of states', () => {
  it('is one scan’s until it lets go', () => {
    const release = lockFolder(folder, now);
    expect(() => lockFolder(folder, now)).toThrow(
      `process ${process.pid} on ${hostname()}, since 2026-01-02T03:04:05.000Z`,
    );
    release();
    expect(existsSync(join(folder, lockName))).toBe(false);
    lockFolder(folder, now)();
  });

  it('is taken over from a scan that was killed, and from a file that was cut off', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    for (const left of [scan(pid), '{"pid":', '']) {
      heldBy(left);
      const release = lockFolder(folder, now);
      expect(readFileSync(join(folder, lockName), 'utf8')).toContain(`"pid":${process.pid}`);
      release();
    }
  });

  it('is left to a scan of another machine, of which nothing can be known', () => {
    heldBy(scan(1, 'elsewhere\u001b[31m'));
    expect(() => lockFolder(folder, now)).toThrow(/another scan uses .*elsewhere\\u\{001B\}/);
    rmSync(join(folder, lockName));
  });

  it('is not left behind where there was none and nothing came of it', () => {
    const inside = join(folder, 'new');
    lockFolder(inside, now)();
    expect(existsSync(inside)).toBe(false);
  });
});
