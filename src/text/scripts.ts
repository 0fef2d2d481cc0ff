// Letters of other scripts that look like Latin ones, and words that mix them: `раypal` with a Cyrillic `р` and
// `а`. A small table of our own in the spirit of Unicode TR39 (confusables): only pairs that cannot be told apart
// in common fonts, so that honest mixtures (`μm`, `Δx`, `πr`) are not in it.

import { collector, type Hidden } from './hidden.ts';
import { visible } from './visible.ts';

type Script = 'Cyrillic' | 'Greek' | 'Armenian' | 'Cherokee' | 'Lisu';

// Look-alikes and what they look like, by position.
const pairs: readonly (readonly [Script, string, string])[] = [
  ['Cyrillic', 'асԁеһіјӏорԛѕԝхуѵЬ', 'acdehijlopqswxyvb'],
  ['Cyrillic', 'АВСЕНІЈКМОРЅТХУԌԚԜѴ', 'ABCEHIJKMOPSTXYGQWV'],
  ['Greek', 'ονιϳϲ', 'ovijc'],
  ['Greek', 'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺ', 'ABEZHIKMNOPTYXCM'],
  ['Armenian', 'հոսօցԱՏՕ', 'hnuogUSO'],
  ['Cherokee', 'ᎪᎫᎬᎳᎷᎻᏃᏒᏕᏙᏚᏞᏟᏢ', 'AJEWMHZRSVSLCP'],
  ['Lisu', 'ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ', 'BPDTGKJCZMNLSRVHWXYAEIOU'],
];

/** Latin letter that a letter of another script looks like. */
export const latinLookalike: ReadonlyMap<string, string> = new Map(
  pairs.flatMap(([, others, latin]) => [...others].map((c, i): [string, string] => [c, latin[i]])),
);

const letters = /[\p{L}\p{M}\p{Nl}]+/gu;
const latin = /\p{Script=Latin}/u;
const plainLatin = /[a-z]/g;
// Letters of other scripts that have look-alikes, and Latin ones in a costume: full-width, mathematical, numerals.
const foreign = /[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Armn}\p{sc=Cher}\p{sc=Lisu}]/u;
const costume = /[\uff21-\uff5a\u2160-\u217f\u{1d400}-\u{1d6a5}]/u;
/** For each UTF-16 unit whether a word that holds it may be a disguise. */
export const lookalikeUnits = new Uint8Array(65536);
for (const c of latinLookalike.keys()) lookalikeUnits[c.charCodeAt(0)] = 1;
lookalikeUnits.fill(1, 0xff21, 0xff5b).fill(1, 0x2160, 0x2180);
lookalikeUnits[0xd835] = 1;

/** Longest run of letters looked at as one word, in UTF-16 units: longer ones are no words that a person reads. */
const longestWord = 64;
/** Share of a text's letters in another script above which mixed words are slips of the keyboard, not a disguise. */
const mostForeign = 0.3;

/** What the word seems to read, if letters of another script stand for Latin ones in it; '' if not. */
function reading(word: string): string {
  let inLatin = 0;
  let alike = 0;
  let read = '';
  for (const c of word) {
    if (latin.test(c) && !costume.test(c)) {
      inLatin++;
      read += c;
      continue;
    }
    const seems = costume.test(c) ? c.normalize('NFKC') : latinLookalike.get(c);
    // A letter that looks like no Latin one gives the word away: `Qλdãns`, `летониversary` deceive nobody.
    if (seems === undefined) return '';
    alike++;
    read += seems;
  }
  // Two letters and fewer: `οf` is seldom worth a report, and `πr`, `μm`, `Δx` are honest.
  return inLatin >= 2 && alike >= 1 ? read.toLowerCase() : '';
}

/** Words in which letters of another script stand for Latin ones, in a text that is written in Latin letters. */
export function disguisedWords(text: string): readonly Hidden[] {
  const { found, put } = collector();
  // Letters of other scripts, less those of disguised words.
  let disguised = 0;
  for (const [start, end] of suspiciousWords(text)) {
    const word = text.slice(start, end);
    const isForeign = foreign.test(word);
    if (!isForeign && !(costume.test(word) && (word.match(plainLatin)?.length ?? 0) >= 3)) continue;
    const read = reading(word);
    if (read === '') continue;
    if (isForeign) disguised += word.length;
    const odd = [...word].filter((c) => latinLookalike.has(c) || costume.test(c)).slice(0, 4);
    const codes = odd.map((c) => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
    put({
      kind: 'look-alike',
      start,
      end,
      shown: `reads "${visible(read)}", written with ${codes.join(' ')}`,
      strong: false,
      word: read,
    });
  }
  return found.length === 0 || isForeignText(text, disguised) ? [] : found;
}

/** The words of 3 letters and more, not too long to be one, that hold a unit which may disguise. */
function* suspiciousWords(text: string): Generator<readonly [start: number, end: number]> {
  const n = text.length;
  for (let i = 0; i < n; i++) {
    if (lookalikeUnits[text.charCodeAt(i)] === 0) continue;
    // To the start of the run of letters, no further than matters, and to its end.
    let start = i;
    while (start > 0 && i - start <= longestWord && isLetterBefore(text, start))
      start -= unitsBefore(text, start);
    lettersHere.lastIndex = start;
    const match = lettersHere.exec(text);
    const end = start + (match?.[0].length ?? 0);
    // Half of a character stands behind a word that was looked at before.
    if (end <= i) continue;
    if (end - start >= 3 && end - start <= longestWord) yield [start, end];
    i = Math.max(i, end - 1);
  }
}

const lettersHere = /[\p{L}\p{M}\p{Nl}]+/uy;
const oneLetter = /^[\p{L}\p{M}\p{Nl}]$/u;

/** UTF-16 units of the character that ends at `end`. */
function unitsBefore(text: string, end: number): 1 | 2 {
  const pair =
    end >= 2 &&
    (text.charCodeAt(end - 1) & 0xfc00) === 0xdc00 &&
    (text.charCodeAt(end - 2) & 0xfc00) === 0xd800;
  return pair ? 2 : 1;
}

function isLetterBefore(text: string, end: number): boolean {
  return oneLetter.test(text.slice(end - unitsBefore(text, end), end));
}

/** Whether so many letters are of another script that mixed words are slips; `disguised` ones do not count. */
function isForeignText(text: string, disguised: number): boolean {
  let foreignLetters = -disguised;
  let all = 0;
  for (const [word] of text.matchAll(letters)) {
    all += word.length;
    if (foreign.test(word)) foreignLetters += word.length;
  }
  return foreignLetters > mostForeign * all;
}
