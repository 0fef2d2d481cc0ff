// Patterns over the words of a sentence, written as `drop +9:orders ~5:before|given|=your`: a word of class `drop`, up to
// nine words later one of class `orders`, and within five words of that, on either side, one of two classes or the word
// `your`. `-` looks before, `!` says that there must be none,
// `any` is every word. No pattern repeats, so a text is matched in linear time.
import type { Lexed } from './instruction-lexer.ts';
import { classes as bits, numberOf, type ClassName } from './instruction-words.ts';

interface Step {
  /** Classes of which the word has one; -1 for any word at all. */
  readonly mask: number;
  /** Numbers of words that will do as well. */
  readonly named: readonly number[];
  /** Offsets from the word of the step before. */
  readonly from: number;
  readonly to: number;
  readonly absent: boolean;
}

export type WordPattern = readonly Step[];

export function wordPattern(written: string): WordPattern {
  return written.split(' ').map((step) => {
    const [, absent, way, far, names] = /^(!?)([-+~]?)(?:(\d+):)?(.+)$/.exec(step)!;
    let mask = 0;
    const named: number[] = [];
    for (const name of names.split('|')) {
      if (name.startsWith('=')) named.push(numberOf(name.slice(1)));
      else if (name === 'any') mask = -1;
      else if (name in bits) mask |= bits[name as ClassName];
      else throw new Error(`there is no class ${name} of words`);
    }
    const most = Number(far || (way === '' ? 0 : 1));
    return {
      mask,
      named,
      from: way === '-' || way === '~' ? -most : way === '+' ? 1 : 0,
      to: way === '+' || way === '~' ? most : way === '-' ? -1 : 0,
      absent: absent === '!',
    };
  });
}

/** What a stretch of text has of known words. */
export interface Vocabulary {
  /** Classes of any of its words. */
  readonly classes: number;
  /** 1 for the number of each word that stands in it. */
  readonly numbers: Uint8Array;
}

/** False where a step finds no word in the whole stretch. */
export function mayMatch({ classes, numbers }: Vocabulary, pattern: WordPattern): boolean {
  for (const { mask, named, absent } of pattern) {
    if (absent || mask === -1 || (mask & classes) !== 0) continue;
    if (!named.some((number) => numbers[number] === 1)) return false;
  }
  return true;
}

/** First and last word of the pattern when its first step is taken by word `i`; undefined when it does not fit there. */
export function matchAt(lexed: Lexed, i: number, pattern: WordPattern): [number, number] | undefined {
  const { classes, numbers, sentence } = lexed;
  let at = i;
  let first = i;
  let last = i;
  for (const { mask, named, from, to, absent } of pattern) {
    let found = -1;
    const end = Math.min(at + to, classes.length - 1);
    for (let j = Math.max(0, at + from); j <= end; j++) {
      if (sentence[j] !== sentence[at] || (j === at && from !== to)) continue;
      if (mask === -1 || (classes[j] & mask) !== 0 || (numbers[j] > 0 && named.includes(numbers[j]))) {
        found = j;
        break;
      }
    }
    if (absent !== found < 0) return undefined;
    if (absent) continue;
    at = found;
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return [first, last];
}
