// Rows without labels get a yes-or-no outcome from the given behaviours: whether their answer says what the outputs share
// beyond chance: phrases of one to three words, the answer's beginning and end being words too, so that a whole short answer
// is a phrase as well; and plain signs, such as that it refuses, or that its wording is unheard of.
import { mix32 } from '../../math/hash.ts';
import { binomialTail } from '../../math/tail.ts';
import { answerSigns, signsOf } from '../../text/answer-signs.ts';
import { appendTokenHashes, tokenHashes, type TokenHashes } from '../../text/token-hashes.ts';
import { words } from '../../text/words.ts';

export interface OutcomePhrase {
  /** Words with a space between; ^ and $ stand for the beginning and the end of the answer. A sign is in brackets. */
  readonly phrase: string;
  /** Given outputs with it. */
  readonly outputs: number;
  /** Rows whose answer has it. */
  readonly rows: number;
  /** -ln of the chance that so many outputs have it by chance, less ln of the phrases tried. */
  readonly weight: number;
}

export interface SharedOutcome {
  /** 1 for rows whose answer says what the outputs share, else 0. */
  readonly y: Uint8Array;
  readonly rows: number;
  /** Strongest first; none where nothing is shared, and then no row has the outcome. */
  readonly phrases: readonly OutcomePhrase[];
}

const longest = 3;
/** Tokens of an output that are looked at: what bounds the phrases tried. */
const mostTokens = 2048;
const mostOutputs = 256;
const mostPhrases = 24;
/** A phrase of more rows is no sign of anything. */
const tooCommon = 0.2;
/** One in twenty, once the phrases tried are paid for. */
const leastWeight = 3;
/** Share of what the least typical output of those given has that makes the outcome: all of them have it, be it in other words. */
const enough = 0.5;
/** Of many given outputs so large a share may be given by mistake. */
const mistaken = 0.1;

const first = 0x5eed0001;
const last = 0x5eed0002;

export function sharedOutcome(
  outputs: readonly string[],
  answers: readonly string[],
  seed = 0,
): SharedOutcome {
  const given = outputs
    .filter((output) => output.trim() !== '')
    .slice(0, mostOutputs)
    .map((output) => output.slice(0, 64 * mostTokens));
  const none = { y: new Uint8Array(answers.length), rows: 0, phrases: [] };
  if (given.length === 0 || answers.length === 0) return none;
  const tokens = tokenHashes();
  const characters = answers.reduce((sum, answer) => sum + answer.length, 0);
  const pairs = new Uint8Array(Math.min(mostPairs, 2 ** Math.ceil(Math.log2(4 * characters + 64))));
  for (const answer of answers) {
    hashesOf(answer, seed, tokens);
    eachPair(tokens, pairs, (pair) => {
      if (pairs[pair] < 255) pairs[pair]++;
    });
  }
  const read = (text: string, most: number, visit: Visit): void => {
    hashesOf(text, seed, tokens, most);
    eachPhrase(tokens, visit);
    eachSign(text, tokens, pairs, visit);
  };
  const seen = new Map<number, { text: string; outputs: number; last: number }>();
  given.forEach((output, at) => {
    const all = ['^', ...words(output, mostTokens), '$'];
    read(output, mostTokens, (key, start, length) => {
      const known = seen.get(key);
      if (!known) {
        const text = length === 0 ? `(${signs[start]})` : all.slice(start, start + length).join(' ');
        seen.set(key, { text, outputs: 1, last: at });
      } else if (known.last !== at) {
        known.outputs++;
        known.last = at;
      }
    });
  });
  // A single output shares all it says with itself.
  const least = Math.min(given.length, 2);
  const tried = seen.size;
  for (const [key, { outputs: count }] of seen) if (count < least) seen.delete(key);
  const holders = new Map<number, number[]>([...seen.keys()].map((key) => [key, []]));
  answers.forEach((answer, row) => {
    read(answer, Infinity, (key) => {
      const own = holders.get(key);
      if (own && own.at(-1) !== row) own.push(row);
    });
  });
  const strong = [...seen]
    .flatMap(([key, { text, outputs: count }]) => {
      const rows = holders.get(key)!.length;
      if (rows === 0 || rows > Math.max(1, tooCommon * answers.length)) return [];
      const share = (rows + 1) / (answers.length + 2);
      const chance = binomialTail(count, given.length, share);
      const weight = (chance > 0 ? -Math.log(chance) : -count * Math.log(share)) - Math.log(tried);
      return weight >= leastWeight ? [{ key, phrase: text, outputs: count, rows, weight }] : [];
    })
    .sort(
      (a, b) => b.weight - a.weight || b.phrase.length - a.phrase.length || (a.phrase < b.phrase ? -1 : 1),
    )
    .slice(0, mostPhrases);
  if (strong.length === 0) return none;
  const scores = new Float64Array(answers.length);
  for (const { key, weight } of strong) for (const row of holders.get(key)!) scores[row] += weight;
  const own = given
    .map((output) => {
      const keys = new Set<number>();
      read(output, mostTokens, (key) => keys.add(key));
      return strong.reduce((sum, { key, weight }) => sum + (keys.has(key) ? weight : 0), 0);
    })
    .sort((a, b) => a - b);
  const bar = Math.max(enough * own[Math.floor(mistaken * own.length)], Number.MIN_VALUE);
  const y = Uint8Array.from(scores, (score) => (score >= bar ? 1 : 0));
  return {
    y,
    rows: y.reduce((sum, each) => sum + each, 0),
    phrases: strong.map(({ phrase, outputs: count, rows, weight }) => ({
      phrase,
      outputs: count,
      rows,
      weight,
    })),
  };
}

/** Hashes of the words of a text between those of its two ends. */
function hashesOf(text: string, seed: number, into: TokenHashes, most = Infinity): void {
  into.items[0] = first;
  into.length = 1;
  appendTokenHashes(text, seed, into);
  into.length = Math.min(into.length, most + 1);
  if (into.length === into.items.length) {
    const wider = new Int32Array(2 * into.items.length);
    wider.set(into.items);
    into.items = wider;
  }
  into.items[into.length++] = last;
}

/** `length` words from `start`; a length of 0 is sign number `start`. */
type Visit = (key: number, start: number, length: number) => void;

function eachPhrase({ items, length: n }: TokenHashes, visit: Visit): void {
  for (let i = 0; i < n; i++) {
    let h = 0;
    for (let length = 1; length <= longest && i + length <= n; length++) {
      h = mix32(Math.imul(h, 0x01000193) ^ items[i + length - 1]);
      // An end alone is in every answer.
      if (length > 1 || (i > 0 && i + 1 < n)) visit(h, i, length);
    }
  }
}

const signs = [...answerSigns, 'wording that no other answer has'];

function eachSign(text: string, tokens: TokenHashes, pairs: Uint8Array, visit: Visit): void {
  const bits = signsOf(text, tokens.length - 2);
  for (let sign = 0; sign < answerSigns.length; sign++) if ((bits >> sign) & 1) visit(signKey(sign), sign, 0);
  let all = 0;
  let alone = 0;
  eachPair(tokens, pairs, (pair) => {
    all++;
    if (pairs[pair] <= 1) alone++;
  });
  if (all >= fewestPairs && alone >= unheard * all) visit(signKey(signs.length - 1), signs.length - 1, 0);
}

const signKey = (sign: number): number => mix32(0x516e0000 + sign);

/** Pairs of words that are told apart: 16 MB, enough for millions of words. */
const mostPairs = 2 ** 24;
/** An answer is of unheard-of wording if so many of its pairs of words stand in no other. */
const unheard = 0.8;
const fewestPairs = 5;

function eachPair(
  { items, length }: TokenHashes,
  { length: buckets }: Uint8Array,
  visit: (pair: number) => void,
): void {
  for (let i = 1; i + 2 < length; i++)
    visit(mix32(Math.imul(items[i], 0x01000193) ^ items[i + 1]) & (buckets - 1));
}
