// A row as the screen reads it: hashes of its words, and how its answer is written.
import { joined } from '../../../summaries/turns.ts';
import { labelLength } from '../../../summaries/compact-state.ts';
import { mix32 } from '../../../math/hash.ts';
import { taught, type Part, type Row } from '../../../row.ts';
import { mannerOf, mannerSize } from '../../../text/answer-manner.ts';
import { signsOf } from '../../../text/answer-signs.ts';
import { appendTokenHashes, tokenHashes, type TokenHashes } from '../../../text/token-hashes.ts';

export interface Reading {
  readonly context: TokenHashes;
  readonly answer: TokenHashes;
  readonly manner: Uint8Array;
  /** Bits of `answerSigns`. */
  signs: number;
  label: string | undefined;
  /** About what the row costs in compact rows, in bytes. */
  cost: number;
}

/** Characters read of a long text: its head, and its tail. */
const headLength = 6000;
const tailLength = 2000;
/** Characters read of all parts together: no chat needs more. */
const mostCharacters = 2 ** 16;
/** Words kept of a context, and of an answer: of the head, and of the tail. */
const headTokens = 640;
const tailTokens = 360;

export const newReading = (): Reading => ({
  context: tokenHashes(),
  answer: tokenHashes(),
  manner: new Uint8Array(mannerSize),
  signs: 0,
  label: undefined,
  cost: 0,
});

export function readRow({ context, outcome }: Row, seed: number, into: Reading): void {
  const parts = taught(outcome);
  into.label = outcome.kind === 'label' ? outcome.label.slice(0, labelLength) : undefined;
  const given = readTokens(context, seed, into.context);
  const said = readTokens(parts, seed, into.answer);
  into.signs = 0;
  into.manner.fill(0);
  if (parts.length > 0) {
    const text = joined(parts);
    into.signs = signsOf(text, into.answer.length);
    mannerOf(text, into.manner, 0);
  }
  into.cost =
    rowBytes + turnBytes * Math.max(0, context.length + parts.length - 2) + given + said + tokenBytes(into);
}

/** Characters of a text that its row is chosen by, spread over all of it. */
const hashed = 64;

/** By what rows are chosen: it must not be foreseen, nor take long. */
export function rowHash({ context, outcome }: Row, seed: number): number {
  let h = seed | 0;
  const add = (text: string): void => {
    h = mix32(h ^ text.length);
    const step = 1 + Math.floor(text.length / hashed);
    for (let i = 0; i < text.length; i += step) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  };
  for (const { text } of context) add(text);
  for (const { text } of taught(outcome)) add(text);
  return mix32(h) | 0;
}

/** What a row, a turn and a word cost there. */
const rowBytes = 120;
const turnBytes = 600;
const tokenBytes = ({ context, answer }: Reading): number => 8 * (context.length + answer.length);

/** Returns how many characters were read. */
function readTokens(parts: readonly Part[], seed: number, into: TokenHashes): number {
  into.length = 0;
  let characters = 0;
  for (const { text } of parts) {
    if (characters > mostCharacters) break;
    const long = text.length > headLength + tailLength;
    characters += long ? headLength + tailLength : text.length;
    if (!long) appendTokenHashes(text, seed, into);
    else {
      appendTokenHashes(text.slice(0, headLength), seed, into);
      appendTokenHashes(text.slice(-tailLength), seed, into);
    }
  }
  if (into.length > headTokens + tailTokens) {
    into.items.copyWithin(headTokens, into.length - tailTokens, into.length);
    into.length = headTokens + tailTokens;
  }
  return characters;
}
