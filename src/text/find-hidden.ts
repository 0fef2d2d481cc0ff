// All that a text hides from the person who reads it: one look that is over at once for plain text.
import { controlTokensIn } from './control-tokens.ts';
import { blobLength, blobsIn } from './encoded-blob.ts';
import type { Hidden } from './hidden.ts';
import { invisibleIn } from './invisible.ts';
import { disguisedWords, lookalikeUnits } from './scripts.ts';
import { unseenUnits } from './unseen-characters.ts';

const unplain = /[^\t-\r -~]/;

/** In order of recogniser, then of place. */
export function findHidden(text: string): Hidden[] {
  const found = controlTokensIn(text);
  if (unplain.test(text)) {
    let unseen = false;
    let lookalike = false;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (unseenUnits[code] !== 0) unseen = true;
      if (lookalikeUnits[code] !== 0) lookalike = true;
    }
    if (unseen) found.push(...invisibleIn(text));
    if (lookalike) found.push(...disguisedWords(text));
  }
  if (hasLongStretch(text)) found.push(...blobsIn(text));
  return found;
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
