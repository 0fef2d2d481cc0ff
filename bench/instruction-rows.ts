// Instruction rows in any number, out of the shared clean ones: a Markov walk over words that stays in the rows of one
// source, with made-up names, so that rows read like those of the source and are no copies of one another. Seeded.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { random } from '../src/math/random.ts';
import { sftMix, type Rec } from './corpora.ts';

/** Share of steps that look back one word and not two: with fewer, stretches of the original come out whole. */
const backOff = 0.13;
/** Share of words in whose place a made-up name stands, as new text brings new names; every text has at least one. */
const named = 0.02;
const names = 100_000;

/** One field of the rows of one source: all its words, each with the white space before it, row after row. */
interface Chain {
  readonly words: number[];
  /** Where each row's text begins. */
  readonly starts: number[];
  readonly after: Map<number, number[]>;
  /** By the word before and the one before that: small numbers are found faster than pairs made into one. */
  readonly afterTwo: Map<number, Map<number, number[]>>;
}

const fields = ['instruction', 'input', 'output'] as const;
const end = 0;

function chainOf(texts: readonly string[], numberOf: (word: string) => number): Chain {
  const chain: Chain = { words: [end], starts: [], after: new Map(), afterTwo: new Map() };
  const { words } = chain;
  const push = (map: Map<number, number[]>, key: number, at: number): void => {
    const known = map.get(key);
    if (known) known.push(at);
    else map.set(key, [at]);
  };
  for (const text of texts) {
    chain.starts.push(words.length);
    for (const word of text.match(/\s*\S+/g) ?? []) words.push(numberOf(word));
    words.push(end);
  }
  for (let at = 1; at < words.length; at++) {
    push(chain.after, words[at - 1], at);
    if (at < 2) continue;
    let before = chain.afterTwo.get(words[at - 1]);
    if (!before) chain.afterTwo.set(words[at - 1], (before = new Map()));
    push(before, words[at - 2], at);
  }
  return chain;
}

/** Endless rows; the same for the same seed. */
export function* instructionRows(seed: number): Generator<Rec> {
  const next = random(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)];
  const originals = sftMix();
  const vocabulary = ['\0'];
  const numbers = new Map<string, number>();
  const numberOf = (word: string): number => {
    const known = numbers.get(word) ?? vocabulary.push(word) - 1;
    numbers.set(word, known);
    return known;
  };
  const bySource = new Map<string, Rec[]>();
  for (const row of originals) bySource.set(String(row.source), []);
  for (const row of originals) bySource.get(String(row.source))!.push(row);
  const chains = new Map(
    [...bySource].map(([source, rows]): [string, Chain[]] => [
      source,
      fields.map((field) =>
        chainOf(
          rows.map((row) => String(row[field] ?? '')),
          numberOf,
        ),
      ),
    ]),
  );
  const positions = new Map([...bySource].map(([source, rows]) => [source, rows.map((_, i) => i)]));

  function walk({ words, starts, after, afterTwo }: Chain, row: number): string {
    const length = words.indexOf(end, starts[row]) - starts[row];
    if (length === 0) return '';
    const must = Math.floor(next() * length);
    let at = starts[row];
    let text = '';
    for (let n = 0; n < length; n++) {
      const word = vocabulary[words[at]];
      text +=
        n === must || next() < named ? word.slice(0, word.length - word.trimStart().length) + name() : word;
      const two = next() < backOff ? undefined : afterTwo.get(words[at])?.get(words[at - 1]);
      at = pick(two ?? after.get(words[at])!);
      if (words[at] === end) at = pick(starts);
      if (words[at] === end) break;
    }
    return text;
  }

  /** Some names are common and most are rare. */
  function name(): string {
    let n = Math.floor(next() ** 2 * names) + 400;
    let text = '';
    for (; n > 0; n = Math.floor(n / 100))
      text += `${'bdfgklmnprstvz'[n % 14]}${'aeiou'[Math.floor(n / 14) % 5]}`;
    return text[0].toUpperCase() + text.slice(1);
  }

  for (;;) {
    const source = String(pick(originals).source);
    const row = pick(positions.get(source)!);
    const [instruction, input, output] = chains.get(source)!.map((chain) => walk(chain, row));
    yield { instruction, input, output, source };
  }
}

/** Writes at least so many bytes of rows as JSONL. */
export async function writeInstructions(path: string, bytes: number, seed: number): Promise<void> {
  const out = createWriteStream(path);
  const rows = instructionRows(seed);
  for (let written = 0; written < bytes;) {
    let lines = '';
    while (lines.length < 2 ** 20) lines += `${JSON.stringify(rows.next().value)}\n`;
    written += Buffer.byteLength(lines);
    if (!out.write(lines)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}
