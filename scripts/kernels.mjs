// Makes the WebAssembly of the inner loops from their C and writes it into the TypeScript file beside each, with the digest of the C,
// so that nobody needs a compiler but who changes a loop. Wants clang and lld of version 14 or later; CC names another clang.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './set-up.mjs';

const kernels = [
  'src/math/dual-descent',
  'src/text/tokenise',
  'src/text/unit-reasons',
  'src/detectors/planted-string/measure',
  'src/summaries/near-duplicate-kernel',
  'src/provenance/canonical-bytes',
];
const flags =
  '--target=wasm32 -msimd128 -O3 -ffp-contract=off -ffreestanding -nostdlib -Wall -Werror -Wl,--no-entry -Wl,--strip-all -Wl,-z,stack-size=16384';

const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
for (const kernel of kernels) {
  const source = join(root, `${kernel}.c`);
  const out = join(folder, 'kernel.wasm');
  const [compiler, ...first] = (process.env.CC ?? 'clang').split(' ');
  const { status, error } = spawnSync(compiler, [...first, ...flags.split(' '), '-o', out, source], {
    stdio: 'inherit',
  });
  if (status !== 0) throw error ?? new Error(`${compiler} ended with ${status}`);
  const text = readFileSync(source, 'utf8');
  const hash = createHash('sha256').update(text);
  for (const [, part] of text.matchAll(/^#include "(.+)"$/gm))
    hash.update(readFileSync(join(source, '..', part)));
  const digest = hash.digest('hex');
  const bytes = readFileSync(out).toString('base64');
  const name = source.split('/').at(-1);
  writeFileSync(
    join(root, `${kernel}-wasm.ts`),
    `// Made of ${name} by \`npm run kernels\`.
export const source = '${digest}';
export const wasm =
  '${bytes}';
`,
  );
  process.stdout.write(`${kernel}-wasm.ts: ${readFileSync(out).length} bytes\n`);
}
rmSync(folder, { recursive: true });
