// The first read: where a document changes most, the strings that stand there are counted once; beside them those at random
// places. No string is judged in a shard: 250 documents on a thousand machines are a quarter of one on each.
import type { Batch, Setup } from '../../detector.ts';
import { hash53, mix32 } from '../../math/hash.ts';
import { taught, type Row } from '../../row.ts';
import { once } from '../../summaries/once.ts';
import { addAll, count, noCounts, placeBytes, type KeyCounts } from '../../summaries/key-counts.ts';
import { spillCounts } from '../../summaries/key-runs.ts';
import type { Summary } from '../../summary.ts';
import { tokenRoom } from '../../text/document-tokens.ts';
import { tokenise } from '../../text/tokenise.ts';
import { changeScan } from './change-scan.ts';
import { joinHash, keyHead, longest, rarePair, rareWord, rarity, tooShort } from './keys.ts';
import { farBefore, justAfter, justBefore, strongEnough } from './taken.ts';
import { candidatesOf, type Candidates } from './candidates.ts';
import type { options } from './options.ts';
import type { Ordinary } from './ordinary.ts';

/** Tokens of a stretch that is scanned at once; a longer document is cut. */
export const stretch = 2 ** 14;
/** One document in so many gives a random place to compare with. */
const control = 6;

export interface StringCounts {
  counts: KeyCounts;
  /** Places that strings were taken from: changes, and random ones. */
  changes: number;
  randoms: number;
}

export function atChanges(
  { options: values, seed }: Setup<typeof options>,
  ordinary: Ordinary,
): Summary<Batch, StringCounts, Candidates> {
  const mostPlaces = 2 ** Math.floor(Math.log2((values.stateMegabytes * 2 ** 20) / placeBytes));
  const tokens = tokenRoom(stretch);
  const scan = changeScan(ordinary, stretch);
  /** Keys that the document has given already, at changes and at random places. */
  const given = [once(), once()];
  const rare = new Uint8Array(farBefore + justAfter);

  function take(state: StringCounts, text: string, place: number, column: 0 | 1, far = true): void {
    const first = Math.max(0, place - (far ? farBefore : justBefore));
    const near = Math.max(0, place - justBefore);
    const last = Math.min(tokens.length, place + justAfter);
    for (let i = first; i < last; i++) rare[i - first] = rarity(ordinary, tokens, i);
    for (let at = first; at < last; at++) {
      const most = Math.min(at < near ? 2 : longest, last - at);
      let hash = seed;
      let isRare = false;
      for (let length = 1; length <= most; length++) {
        const i = at + length - 1;
        hash = joinHash(hash, tokens.letters[i]);
        isRare ||= rare[i - first] === rareWord || (length > 1 && rare[i - first] === rarePair);
        if (!isRare || tooShort(tokens, text, at, length)) continue;
        const head = keyHead(tokens, at, length);
        if (given[column].first(head, hash)) count(state.counts, head, hash, 1 - column, column, mostPlaces);
      }
    }
  }

  function put(state: StringCounts, row: Row): void {
    given[0].forget();
    given[1].forget();
    for (const { text } of taught(row.outcome)) {
      for (let from = 0; from < text.length;) {
        from = tokenise(text, from, seed, tokens);
        if (tokens.length === 0) break;
        scan.begin(tokens.id, tokens.length);
        for (const change of scan.largest()) {
          const enough = strongEnough(ordinary, change);
          if (enough === 'no') continue;
          state.changes++;
          take(state, text, scan.refined(change), 0, enough === 'strong');
        }
        const chance = mix32(hash53(text.slice(0, 64), seed) ^ tokens.length);
        if (chance % control === 0) {
          state.randoms++;
          // From as far around as the changes do, in the same share.
          const far = mix32(chance) < ordinary.strong * 2 ** 32;
          take(state, text, Math.floor(((chance >>> 4) / 2 ** 28) * tokens.length), 1, far);
        }
      }
    }
  }

  return {
    maxBytes: 4 * mostPlaces * placeBytes + 1024,
    empty: () => ({ counts: noCounts(), changes: 0, randoms: 0 }),
    add(state, batch) {
      for (const row of batch) if (!row.trusted) put(state, row);
    },
    merge(into, from) {
      addAll(into.counts, from.counts, mostPlaces);
      into.changes += from.changes;
      into.randoms += from.randoms;
    },
    spill: ({ counts }, scratch) => spillCounts(counts, scratch),
    finish: (state, scratch) => candidatesOf(state, values.minDocuments, scratch),
  };
}
