// A file is one idea: over 400 lines is an error. Tables of data are let off.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up.mjs';

const longest = 400;
const folders = ['src', 'test', 'bench', 'scripts', 'examples', 'ui'];
const code = /\.(ts|tsx|mjs|cjs|js|css)$/;

/** A file that is a table says so in its first lines. */
const isTable = (lines) => lines.slice(0, 5).some((line) => /^\/\/.*\btable\b/i.test(line));

function* below(folder) {
  let entries = [];
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch {}
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* below(path);
    else if (code.test(entry.name)) yield path;
  }
}

let tooLong = 0;
for (const folder of folders) {
  for (const path of below(folder)) {
    const lines = readFileSync(join(root, path), 'utf8').split('\n');
    if (lines.length - 1 <= longest || isTable(lines)) continue;
    tooLong++;
    process.stdout.write(`${path}: ${lines.length - 1} lines, ${longest} at most\n`);
  }
}
process.exitCode = tooLong > 0 ? 1 : 0;
