// All that a text hides from the person who reads it: one look that is over at once for plain text.
import { controlTokensIn, mayHoldControlTokens } from './control-tokens.ts';
import { blobLength, blobsIn } from './encoded-blob.ts';
import type { Hidden } from './hidden.ts';
import { invisibleIn } from './invisible.ts';
import { disguisedWords, lookalikeUnits } from './scripts.ts';
import { unitReasons, type UnitReasons } from './unit-reasons.ts';
import { unseenUnits } from './unseen-characters.ts';

const nothing: readonly Hidden[] = [];

// What a UTF-16 unit gives reason to look for.
const unseen = 1;
const lookalike = 2;
const reasons = Uint8Array.from(
  unseenUnits,
  (kind, unit) => (kind === 0 ? 0 : unseen) | (lookalikeUnits[unit] === 0 ? 0 : lookalike),
);

/** Made when the first text comes. */
let reasonsIn: UnitReasons | undefined;

/** In order of recogniser, then of place. */
export function findHidden(text: string): readonly Hidden[] {
  let found = mayHoldControlTokens(text) ? controlTokensIn(text) : nothing;
  reasonsIn ??= unitReasons(reasons);
  const reason = reasonsIn(text);
  if ((reason & unseen) !== 0) found = [...found, ...invisibleIn(text)];
  if ((reason & lookalike) !== 0) found = [...found, ...disguisedWords(text)];
  return hasLongStretch(text) ? [...found, ...blobsIn(text)] : found;
}

/** Whether some block of half a blob's length has no white space; a blob fills at least one. */
function hasLongStretch(text: string): boolean {
  const block = blobLength / 2;
  for (let end = block; end <= text.length; end += block) {
    let i = end - block;
    while (i < end && text.charCodeAt(i) > 0x20) i++;
    if (i === end) return true;
  }
  return false;
}
