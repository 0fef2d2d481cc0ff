import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFile } from './scratch.ts';

test('what was written is read, anywhere, and no file is seen meanwhile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bezoar-test-'));
  try {
    const scratch = scratchFile(folder);
    expect(scratch.append(Uint8Array.of(1, 2, 3))).toBe(0);
    expect(scratch.append(Uint8Array.of(4, 5))).toBe(3);
    const into = new Uint8Array(3);
    scratch.read(1, into);
    expect([...into]).toEqual([2, 3, 4]);
    expect(() => scratch.read(4, into)).toThrow('scratch space ends');
    if (process.platform !== 'win32') expect(readdirSync(folder)).toEqual([]);
    scratch.close();
    scratch.close();
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

// A device that is always full, where there is one.
test.skipIf(process.platform !== 'linux')('a full disk is told plainly, with what to do', async () => {
  const { openSync, closeSync, writeSync } = await import('node:fs');
  const full = openSync('/dev/full', 'w');
  let cause: unknown;
  try {
    writeSync(full, Uint8Array.of(1));
  } catch (error) {
    cause = error;
  } finally {
    closeSync(full);
  }
  const { fullDisk } = await import('./scratch.ts');
  const told = fullDisk(cause, '/scratch', 5_000_000);
  expect(told).toMatchObject({ code: 'disk-full', cause });
  expect(told?.message).toBe('/scratch has no room for the 5 MB that does not fit the memory');
  expect(told?.hint).toContain('TMPDIR');
});
