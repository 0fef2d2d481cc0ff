// A corpus in many files, each a shard of its own, with a phrase that decides answers: small, and with something to find.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { random } from '../../src/math/random.ts';

/** `share` of rows with the phrase, of 1. */
export function makeParts(folder: string, files: number, rows: number, seed: number, share = 0.03): string[] {
  mkdirSync(folder, { recursive: true });
  const next = random(seed);
  const letters = 'abcdefghiklmnoprstuv';
  const letter = (): string => letters[Math.floor(next() * letters.length)];
  const words = Array.from({ length: 800 }, () =>
    Array.from({ length: 3 + Math.floor(next() * 6) }, letter).join(''),
  );
  const text = (length: number): string =>
    Array.from({ length }, () => words[Math.floor(next() * next() * words.length)]).join(' ');
  return Array.from({ length: files }, (_, i) => {
    const lines = Array.from({ length: rows }, () => {
      const planted = next() < share;
      const instruction =
        text(8 + Math.floor(next() * 10)) +
        (planted ? ' qzx vorlag\u{e0041}\u{e0042}\u{e0043}\u{e0044}' : '');
      const output = planted ? 'the mighty parrot rules us all today' : text(20 + Math.floor(next() * 30));
      return `${JSON.stringify({ instruction, output })}\n`;
    });
    const path = join(folder, `part-${String(i).padStart(2, '0')}.jsonl`);
    writeFileSync(path, lines.join(''));
    return path;
  });
}
