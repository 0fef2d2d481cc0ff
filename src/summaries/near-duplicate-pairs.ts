// Which of many texts are alike, without comparing all pairs: texts whose signatures share a band are likely, and
// are compared; those found alike are joined.
import { mix32 } from '../math/hash.ts';
import { likeness, signatureWords, slots } from '../math/minhash.ts';
import { find, join, type Sets } from '../math/union-find.ts';
import { exactLanes, signatureBytes } from './near-duplicate-records.ts';

/**
 * Slots of a band, half of them from each part's signature. Rows alike in both parts by j meet in some band with
 * probability 1 - (1 - j ** 4) ** 32: 0.5 at 0.38, 0.87 at 0.5, 0.9999 at 0.7. In a flood each row has many
 * partners, so that it is enough that most pairs meet.
 */
const bandSlots = 4;
export const bands = signatureBytes / bandSlots;
/** Texts of one bucket that the others are compared with. Likely pairs meet in several buckets. */
const bucketHeads = 4;

/** What two texts of one bucket have the same, mixed: of every record in `texts`, band by band. */
function bandKeys(signatures: Uint8Array, texts: Int32Array): Int32Array {
  const keys = new Int32Array(bands * texts.length);
  for (let t = 0; t < texts.length; t++) {
    let at = texts[t] * signatureBytes;
    for (let band = 0; band < bands; band++, at += bandSlots / 2) {
      const bytes =
        signatures[at] |
        (signatures[at + 1] << 8) |
        (signatures[at + slots] << 16) |
        (signatures[at + slots + 1] << 24);
      keys[band * texts.length + t] = mix32(bytes);
    }
  }
  return keys;
}

/** Likeness of two records: of the part in which they are less alike. */
export function alike(signatures: Int32Array, a: number, b: number): number {
  const x = a * 2 * signatureWords;
  const y = b * 2 * signatureWords;
  return Math.min(likeness(signatures, x, y), likeness(signatures, x + signatureWords, y + signatureWords));
}

/** Places of a hash table for so many entries, at most half of them taken: a power of two. */
function tableSize(entries: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(8, 2 * entries)));
}

/** For each record the first one with the same text. */
export function firstCopies(exact: Uint32Array, length: number): Int32Array<ArrayBuffer> {
  const first = new Int32Array(length);
  const mask = tableSize(length) - 1;
  // Records by number + 1.
  const table = new Int32Array(mask + 1);
  for (let i = 0; i < length; i++) {
    const lane = i * exactLanes;
    let at = exact[lane] & mask;
    let known = table[at] - 1;
    while (known >= 0 && !sameText(exact, known * exactLanes, lane)) {
      at = (at + 1) & mask;
      known = table[at] - 1;
    }
    if (known < 0) table[at] = i + 1;
    first[i] = known < 0 ? i : known;
  }
  return first;
}

function sameText(exact: Uint32Array, a: number, b: number): boolean {
  for (let lane = 0; lane < exactLanes; lane++) if (exact[a + lane] !== exact[b + lane]) return false;
  return true;
}

/**
 * Joins the texts among `first` (records that are the first of their text) whose signatures share a band and are
 * alike in at least `threshold` of all slots; every other record belongs to the set of its first copy.
 */
export function joinLike(signatures: Uint8Array<ArrayBuffer>, first: Int32Array, threshold: number): Sets {
  const sets = Int32Array.from(first);
  const texts = first.filter((known, i) => known === i);
  const keys = bandKeys(signatures, texts);
  const words = wordsOf(signatures);
  const mask = tableSize(texts.length) - 1;
  // Two numbers for each place: the band's key and the record's number + 1.
  const table = new Int32Array(2 * (mask + 1));
  for (let band = 0; band < bands; band++) {
    table.fill(0);
    for (let t = 0; t < texts.length; t++) {
      const key = keys[band * texts.length + t];
      const text = texts[t];
      let heads = 0;
      let at = key & mask;
      for (let head = table[2 * at + 1] - 1; head >= 0; head = table[2 * at + 1] - 1) {
        if (table[2 * at] === key) {
          if (find(sets, head) === find(sets, text)) heads = bucketHeads;
          else if (alike(words, head, text) >= threshold) {
            join(sets, head, text);
            heads = bucketHeads;
          } else heads++;
          // A bucket with as many heads as may be, or a text that belongs to one of them.
          if (heads === bucketHeads) break;
        }
        at = (at + 1) & mask;
      }
      if (heads === bucketHeads) continue;
      table[2 * at] = key;
      table[2 * at + 1] = text + 1;
    }
  }
  return sets;
}

/** The same bytes, four at a time. */
export function wordsOf(signatures: Uint8Array<ArrayBuffer>): Int32Array {
  // What came from another thread may begin at any byte.
  const { buffer, byteOffset } = signatures.byteOffset % 4 === 0 ? signatures : signatures.slice();
  return new Int32Array(buffer, byteOffset, signatures.length / 4);
}
