// Compiles near-duplicate-kernel.c to WebAssembly and writes it down as a module, so that nobody who builds or installs
// the package needs a compiler of C. Run by hand after a change, with clang and lld of version 14 or later.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './set-up.mjs';

const source = join(root, 'src', 'summaries', 'near-duplicate-kernel.c');
const compiled = join(tmpdir(), `near-duplicate-kernel-${process.pid}.wasm`);
const { status } = spawnSync(
  'clang',
  [
    '--target=wasm32',
    '-O3',
    '-msimd128',
    '-nostdlib',
    '-ffreestanding',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-Wl,--no-entry',
    '-Wl,--strip-all',
    '-Wl,-z,stack-size=16384',
    '-o',
    compiled,
    source,
  ],
  { stdio: 'inherit' },
);
if (status !== 0) process.exit(status ?? 1);
const lines = readFileSync(compiled)
  .toString('base64')
  .match(/.{1,100}/g);
rmSync(compiled);
writeFileSync(
  join(root, 'src', 'summaries', 'near-duplicate-kernel-code.ts'),
  `// A table of bytes: near-duplicate-kernel.c as WebAssembly, in base64, made by scripts/kernel.mjs.
export const kernelCode = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`,
);
