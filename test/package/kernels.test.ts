// The loops in WebAssembly are kept as bytes, and must be those of the C beside them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repository } from '../cli/bezoar.ts';

const sources = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.c'))
  .map((path) => join(repository, 'src', path));

it('finds the loops', () => expect(sources.length).toBeGreaterThan(1));

it.each(sources)('the WebAssembly of %s is made of it', async (path) => {
  const { source } = (await import(path.replace(/\.c$/, '-wasm.ts'))) as { source: string };
  const text = readFileSync(path, 'utf8');
  const hash = createHash('sha256').update(text);
  for (const [, part] of text.matchAll(/^#include "(.+)"$/gm))
    hash.update(readFileSync(join(path, '..', part)));
  expect(source).toBe(hash.digest('hex'));
});
