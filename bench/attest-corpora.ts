// Sets to attest: shards of instruction rows with sources, and of web documents with address and time. A few megabytes of rows are
// made by bench/instruction-rows and bench/corpus and written again and again, each time under a number of its own, so that no two
// rows are the same.
import {
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  closeSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { prepare } from './corpus/setting.ts';
import { corpusDocuments } from './corpus/documents.ts';
import { writeInstructions } from './instruction-rows.ts';

export const shards = 20;
const madeBytes = 24e6;

export const corpora: Readonly<Record<string, (path: string) => Promise<void>>> = {
  'instruction rows': (path) => writeInstructions(path, madeBytes, 1),
  'web documents': async (path) => {
    const out = openSync(path, 'w');
    const request = { setting: prepare(), megabytes: madeBytes / 1e6, seed: 1, part: 0, wanted: [] };
    for (const { line } of corpusDocuments(request)) writeSync(out, line);
    closeSync(out);
  },
};

/** The shards of a corpus, made unless they are there. */
export async function shardsOf(name: string, scratch: string, bytes: number): Promise<string[]> {
  const folder = join(scratch, `attest-${name.replaceAll(' ', '-')}-${Math.round(bytes / 1e6)}`);
  const paths = Array.from({ length: shards }, (_, i) =>
    join(folder, `part-${String(i).padStart(2, '0')}.jsonl`),
  );
  const ready = join(folder, '.complete');
  if (existsSync(ready)) return paths;
  mkdirSync(folder, { recursive: true });
  const made = join(scratch, `attest-made.jsonl`);
  await corpora[name](made);
  const lines = readFileSync(made, 'utf8').split('\n').slice(0, -1);
  rmSync(made);
  let row = 0;
  for (const path of paths) {
    const out = openSync(path, 'w');
    for (let written = 0; written < bytes / shards;) {
      let text = '';
      while (text.length < 2 ** 20) text += `{"id":${1e7 + row},${lines[row++ % lines.length].slice(1)}\n`;
      written += writeSync(out, text);
    }
    closeSync(out);
  }
  closeSync(openSync(ready, 'w'));
  return paths;
}

/** Changes so many rows of a shard, one byte each, at even distances; does it again to undo it. */
export function changeRows(path: string, bytes: number, count: number): void {
  const file = openSync(path, 'r+');
  const block = Buffer.alloc(2 ** 18);
  const begin = Buffer.from('\n{"id":1');
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i / count) * bytes * 0.99);
    const length = readSync(file, block, 0, block.length, from);
    const at = block.subarray(0, length).indexOf(begin);
    if (at < 0) throw new Error(`no row begins within ${block.length} bytes of ${from} in ${path}`);
    const digit = at + begin.length;
    // The second digit: 0 becomes 9, 9 becomes 0.
    const other = 0x30 + 0x39 - block[digit];
    writeSync(file, Buffer.of(other), 0, 1, from + digit);
  }
  closeSync(file);
}
