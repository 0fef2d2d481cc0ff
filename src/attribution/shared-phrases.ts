// What the given behaviours have in common beyond chance: phrases of one to three words in several of them, of which few
// rows hold any. A trigger is in all behaviours that it sets off and in hardly a row beside those that planted it.
import { binomialTail } from '../math/tail.ts';
import type { AskedSide } from './asked.ts';
import type { Side } from './lexical-index.ts';
import { holders } from './rarity.ts';
import { rowsWith } from './rows-with.ts';

export interface SharedPhrase {
  readonly words: readonly string[];
  readonly terms: readonly number[];
  /** Behaviours that hold it. */
  readonly behaviours: number;
  /** Rows that hold it, ascending. */
  readonly rows: Int32Array;
  /**
   * How far from chance, in nats: -ln of the chance that so many behaviours hold it if each were an ordinary row, less ln
   * of the number of phrases tried.
   */
  readonly weight: number;
}

const longest = 3;
/** In so many behaviours of ten, and in two at least, a phrase is worth counting. */
const leastShare = 0.3;
/** Beyond this share of the rows a phrase points at nothing. */
const tooCommon = 0.2;
/** Phrases whose rows are looked up, those of the rarest terms in the most behaviours first: what bounds the time. */
const mostLookedUp = 96;
const mostKept = 24;
/** Chances below e ** -3, one in twenty, once the number of phrases tried is paid for. */
const leastWeight = 3;

/** Strongest first; none for a single behaviour, with which nothing is shared. */
export function sharedPhrases(asked: AskedSide, side: Side): SharedPhrase[] {
  const rows = side.starts.length - 1;
  const given = asked.terms.length;
  if (given < 2 || rows === 0) return [];
  const least = Math.max(2, Math.ceil(leastShare * given));
  const { candidates, tried } = counted(asked, least);
  const promise = ({ terms, behaviours }: Candidate): number =>
    behaviours * Math.log(rows / Math.min(...terms.map((term) => holders(side, term))));
  const promising = candidates
    .map((candidate) => ({ candidate, promise: promise(candidate) }))
    .sort((a, b) => b.promise - a.promise)
    .slice(0, mostLookedUp);
  const price = Math.log(Math.max(1, tried));
  const found: SharedPhrase[] = [];
  for (const { candidate } of promising) {
    const held = rowsWith(side, candidate.terms);
    if (held.length === 0 || held.length > Math.max(1, tooCommon * rows)) continue;
    const weight = farFromChance(candidate.behaviours, given, (held.length + 1) / (rows + 2)) - price;
    if (weight >= leastWeight) found.push({ ...candidate, rows: held, weight });
  }
  found.sort((a, b) => b.weight - a.weight || b.terms.length - a.terms.length);
  return withoutParts(found).slice(0, mostKept);
}

interface Candidate {
  readonly words: readonly string[];
  readonly terms: readonly number[];
  readonly behaviours: number;
}

function counted({ words, terms }: AskedSide, least: number): { candidates: Candidate[]; tried: number } {
  interface Seen {
    behaviour: number;
    first: number;
    at: number;
    length: number;
    count: number;
  }
  const seen = new Map<string, Seen>();
  terms.forEach((all, behaviour) => {
    for (let at = 0; at < all.length; at++) {
      let key = '';
      for (let length = 1; length <= longest && at + length <= all.length; length++) {
        const term = all[at + length - 1];
        if (term < 0) break;
        key += `${term} `;
        const known = seen.get(key);
        if (!known) seen.set(key, { behaviour, first: behaviour, at, length, count: 1 });
        else if (known.behaviour !== behaviour) {
          known.behaviour = behaviour;
          known.count++;
        }
      }
    }
  });
  const candidates: Candidate[] = [];
  for (const { first, at, length, count } of seen.values()) {
    if (count < least) continue;
    candidates.push({
      words: words[first]?.slice(at, at + length) ?? [],
      terms: Array.from(terms[first].subarray(at, at + length)),
      behaviours: count,
    });
  }
  return { candidates, tried: seen.size };
}

/** -ln of the chance that `count` or more of `of` hold what `share` of all rows do; first order where the chance underflows. */
function farFromChance(count: number, of: number, share: number): number {
  const chance = binomialTail(count, of, share);
  return chance > 0 ? -Math.log(chance) : -count * Math.log(share);
}

/** Without phrases whose rows are those of a longer one that holds them, and longer ones that say less than one that they hold. */
function withoutParts(found: readonly SharedPhrase[]): SharedPhrase[] {
  const keys = found.map(({ terms }) => ` ${terms.join(' ')} `);
  return found.filter(
    (phrase, i) =>
      !found.some(
        (other, k) =>
          (other.terms.length > phrase.terms.length &&
            other.behaviours === phrase.behaviours &&
            other.rows.length === phrase.rows.length &&
            keys[k].includes(keys[i])) ||
          (other.terms.length < phrase.terms.length &&
            other.weight > phrase.weight &&
            keys[i].includes(keys[k])),
      ),
  );
}
