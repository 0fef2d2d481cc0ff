// Documents of a sample as sequences of token ids, those with the lowest hash of their text up to a stated number of
// tokens: a fair part of the distinct documents, whatever the order of rows and merges was.
import type { Batch } from '../detector.ts';
import { hash53 } from '../math/hash.ts';
import { taught } from '../row.ts';
import type { Summary } from '../summary.ts';
import { tokenRoom } from '../text/document-tokens.ts';
import { tokenise } from '../text/tokenise.ts';

export interface SampledDocument {
  /** Hash of its text. */
  readonly key: number;
  readonly id: Int32Array<ArrayBuffer>;
}

export interface Sampled {
  /** In order of their hash. */
  readonly documents: readonly SampledDocument[];
  /** Share of the documents' tokens that were kept. */
  readonly share: number;
}

export interface TokenSample {
  documents: SampledDocument[];
  tokens: number;
  /** Tokens of all documents that were met. */
  seen: number;
}

/** A longer document is judged by its beginning. */
const longest = 2 ** 14;
/** Room above the limit, so that documents are thinned out seldom. */
const slack = 1.25;

/** At most `most` tokens, 4 bytes each. */
export function tokenSample(seed: number, most: number): Summary<Batch, TokenSample, Sampled> {
  const room = tokenRoom(longest);
  const thin = (state: TokenSample): void => {
    const sorted = state.documents.sort((a, b) => a.key - b.key);
    const kept: SampledDocument[] = [];
    let tokens = 0;
    for (const document of sorted) {
      if (document.key === kept.at(-1)?.key) continue;
      if (tokens + document.id.length > most) break;
      tokens += document.id.length;
      kept.push(document);
    }
    state.documents = kept;
    state.tokens = tokens;
  };
  return {
    maxBytes: 2 * slack * (most + longest) * 4 + 2 ** 16,
    empty: () => ({ documents: [], tokens: 0, seen: 0 }),
    add(state, batch) {
      for (const { outcome } of batch) {
        for (const { text } of taught(outcome)) {
          tokenise(text, 0, seed, room);
          if (room.length === 0) continue;
          state.documents.push({ key: hash53(text, seed), id: room.id.slice(0, room.length) });
          state.tokens += room.length;
          state.seen += room.length;
        }
        if (state.tokens > slack * most) thin(state);
      }
    },
    merge(into, from) {
      for (const document of from.documents) into.documents.push(document);
      into.tokens += from.tokens;
      into.seen += from.seen;
      if (into.tokens > slack * most) thin(into);
    },
    finish(state) {
      thin(state);
      return { documents: state.documents, share: state.seen === 0 ? 1 : state.tokens / state.seen };
    },
  };
}
