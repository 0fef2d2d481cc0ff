// The tokens of a text, by a loop in WebAssembly (tokenise.c) wherever that can be: it takes half the time of the one in TypeScript.
import { loops } from '../math/wasm.ts';
import { characterUnits } from './character-units.ts';
import type { DocumentTokens } from './document-tokens.ts';
import { tokenisePlainly } from './tokenise-plainly.ts';
import { wasm } from './tokenise-wasm.ts';

/** As in tokenise.c: units of a text that are looked at at once, and tokens. */
const unitsAtOnce = 2 ** 17;
const tokensAtOnce = 2 ** 14;

type Tokenise = typeof tokenisePlainly;

let loop: Tokenise | undefined;

/** Tokens of `text` from offset `from`, as many as there is room for; returns where the next one would begin. */
export function tokenise(text: string, from: number, seed: number, into: DocumentTokens): number {
  // Made when the first document comes.
  loop ??= loopInWasm() ?? tokenisePlainly;
  return loop(text, from, seed, into);
}

function loopInWasm(): Tokenise | undefined {
  const made = loops<
    'textAt' | 'tableAt' | 'idAt' | 'lettersAt' | 'startAt' | 'endAt' | 'tokens' | 'tokenise'
  >(wasm);
  if (!made) return undefined;
  const { buffer } = made.memory;
  const column = (at: number) => new Int32Array(buffer, at, tokensAtOnce);
  const ids = column(made.idAt());
  const letters = column(made.lettersAt());
  const starts = column(made.startAt());
  const ends = column(made.endAt());
  const units = Buffer.from(buffer, made.textAt(), 2 * unitsAtOnce);
  const table = characterUnits();
  new Int32Array(buffer, made.tableAt(), table.length).set(table);
  return (text, from, seed, into) => {
    const n = Math.min(text.length - from, unitsAtOnce);
    if (n <= 0 || into.id.length > tokensAtOnce) return tokenisePlainly(text, from, seed, into);
    units.write(from === 0 ? text : text.slice(from, from + n), 0, 2 * n, 'utf16le');
    const next = made.tokenise(n, into.id.length, seed, from);
    // The last token may go on beyond what was looked at.
    if (next === from + n && next < text.length) return tokenisePlainly(text, from, seed, into);
    const count = made.tokens();
    into.id.set(ids.subarray(0, count));
    into.letters.set(letters.subarray(0, count));
    into.start.set(starts.subarray(0, count));
    into.end.set(ends.subarray(0, count));
    into.length = count;
    return next;
  };
}
