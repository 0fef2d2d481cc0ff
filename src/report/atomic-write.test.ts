import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UsageError } from '../errors.ts';
import { writeAtomically } from './atomic-write.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bezoar-atomic-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('writes every chunk in order, over what was there, and leaves nothing else', async () => {
  const path = join(folder, 'file');
  await writeFile(path, 'old');
  const chunks = Array.from({ length: 5000 }, (_, i) =>
    i % 2 ? `line ${i} ü\n` : Buffer.from(`line ${i}\n`),
  );
  await writeAtomically(path, chunks);
  expect(await readFile(path, 'utf8')).toBe(chunks.map(String).join(''));
  await writeAtomically(path, []);
  expect(await readFile(path, 'utf8')).toBe('');
  expect(await readdir(folder)).toEqual(['file']);
});

test('when its source fails, the old file stays, no other is left, and the error is the source’s', async () => {
  const path = join(folder, 'file');
  await writeFile(path, 'old');
  async function* failing() {
    yield 'x'.repeat(2 ** 20);
    throw new RangeError('source');
  }
  await expect(writeAtomically(path, failing())).rejects.toThrow(RangeError);
  expect(await readFile(path, 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['file']);
});

test('says what stands in the way', async () => {
  await mkdir(join(folder, 'taken'));
  await expect(writeAtomically(join(folder, 'taken'), ['x'])).rejects.toMatchObject({ code: 'exists' });
  await expect(writeAtomically(join(folder, 'no', 'such'), ['x'])).rejects.toMatchObject({
    code: 'no-such-file',
  });
  await writeFile(join(folder, 'file'), '');
  await expect(writeAtomically(join(folder, 'file', 'below'), ['x'])).rejects.toMatchObject({
    code: 'no-such-file',
  });
  expect((await readdir(folder)).sort()).toEqual(['file', 'taken']);
});

test('a folder that may not be written to', async (context) => {
  const denied = join(folder, 'denied');
  await mkdir(denied, { mode: 0o555 });
  const root = process.getuid?.() === 0;
  if (process.platform === 'win32' || (root && !process.seteuid)) context.skip('needs POSIX permissions');
  // Root may write anywhere, so step down for the moment.
  if (root) execFileSync('chmod', ['755', folder]);
  if (root) process.seteuid?.(65534);
  try {
    await expect(writeAtomically(join(denied, 'file'), ['x'])).rejects.toMatchObject({
      code: 'no-permission',
    });
  } finally {
    if (root) process.seteuid?.(0);
  }
  expect(await readdir(denied)).toEqual([]);
});

test('a full disk: the old file stays and no other is left', async (context) => {
  const disk = join(folder, 'disk');
  await mkdir(disk);
  const mounted =
    process.platform === 'linux' &&
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status === 0;
  if (!mounted) context.skip('needs the right to mount a small disk');
  try {
    const path = join(disk, 'file');
    await writeAtomically(path, ['old']);
    const error = await writeAtomically(path, ['x'.repeat(2 ** 20)]).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ code: 'disk-full', cause: { code: 'ENOSPC' } });
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(disk)).toEqual(['file']);
  } finally {
    execFileSync('umount', [disk]);
  }
});
