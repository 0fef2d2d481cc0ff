import { createHash } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkUnchanged, hashFiles, hashOfHashes, stampFiles } from './fingerprint.ts';
import type { CorpusFile } from './shard.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bezoar-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function made(name: string, content: string): Promise<CorpusFile> {
  const location = join(folder, name);
  await writeFile(location, content);
  return { path: name, location, format: 'text', compression: 'none', bytes: Buffer.byteLength(content) };
}

describe('hashFiles', () => {
  it('gives the SHA-256 of each file and one of them all', async () => {
    const files = [await made('a', 'one'), await made('b', '')];
    const digest = (content: string): string => createHash('sha256').update(content).digest('hex');
    const digests = await hashFiles(files);
    expect(digests).toEqual([digest('one'), digest('')]);
    expect(hashOfHashes(digests)).toBe(digest(`${digest('one')}\n${digest('')}\n`));
  });
});

describe('stamps', () => {
  it('notice a file that grew, was put in place of another, or went away', async () => {
    const file = await made('a', 'one');
    const stamps = await stampFiles([file]);
    await checkUnchanged([file], stamps);
    await made('b', 'two');
    await rename(join(folder, 'b'), file.location);
    const changed = { code: 'changed-file', message: expect.stringMatching(/^a changed/) };
    await expect(checkUnchanged([file], stamps)).rejects.toMatchObject(changed);
    await writeFile(file.location, 'longer');
    await expect(stampFiles([file])).rejects.toMatchObject(changed);
    await rm(file.location);
    await expect(checkUnchanged([file], stamps)).rejects.toMatchObject(changed);
    await expect(hashFiles([file])).rejects.toMatchObject(changed);
  });
});
