// Every row with a repeated answer, when the corpus was too large to be judged whole: the second read looks for the
// answers that the sample gave away, in all rows.
import type { Batch } from '../../detector.ts';
import type { Verdict } from '../../finding.ts';
import { taught, type Place } from '../../row.ts';
import type { Summary } from '../../summary.ts';
import { shorten } from '../../summaries/compact-state.ts';
import { listedPlaces, maxListed } from '../../summaries/listed-places.ts';
import { cutTurns, turnsOf } from '../../summaries/turns.ts';
import { appendTokenHashes, tokenHashes } from '../../text/token-hashes.ts';
import { words } from '../../text/words.ts';
import { alike } from './answers.ts';

const plain = (all: readonly string[]): Set<string> =>
  new Set(all.map((word) => (/^\p{N}+$/u.test(word) ? '#' : word)));

/** Bits by the lowest bits of a hash: nearly every word of a corpus is in no answer. */
const hashBits = 2 ** 16;

/** Tells of texts whether they may be nearly one of the answers, by hashes: nearly all are not, and for those no word is cut out. */
function sieve(answers: readonly ReadonlySet<string>[], seed: number): (texts: readonly string[]) => boolean {
  const hashes = tokenHashes();
  const holders = new Map<number, number[]>();
  const bits = new Uint8Array(hashBits);
  const shared = new Int32Array(answers.length);
  const needed = answers.map((answer, i) => {
    let others = 0;
    for (const word of answer) {
      hashes.length = 0;
      appendTokenHashes(word, seed, hashes);
      // Not so numbers, which all are one word here, and words that were cut.
      if (word === '#' || hashes.length !== 1) others++;
      else {
        const [hash] = hashes.items;
        holders.set(hash, [...(holders.get(hash) ?? []), i]);
        bits[hash & (hashBits - 1)] = 1;
      }
    }
    return alike * answer.size - others;
  });
  const met = new Set<number>();
  return (texts) => {
    hashes.length = 0;
    for (const text of texts) appendTokenHashes(text, seed, hashes);
    met.clear();
    shared.fill(0);
    for (let k = 0; k < hashes.length; k++) {
      const hash = hashes.items[k];
      if (bits[hash & (hashBits - 1)] === 0 || met.has(hash)) continue;
      met.add(hash);
      for (const i of holders.get(hash) ?? []) shared[i]++;
    }
    return needed.some((least, i) => shared[i] >= least);
  };
}

/** `answers`: the words of the typical answer of each claim. */
export function listing(
  verdict: Verdict,
  answers: readonly (readonly string[])[],
  seed: number,
): Summary<Batch, Place[][], Verdict> {
  const wanted = answers.map(plain);
  const mayFit = sieve(wanted, seed);
  return listedPlaces(
    answers.length,
    ({ outcome }, listed) => {
      const [, turns] = turnsOf([], taught(outcome));
      if (!mayFit(turns)) return;
      const kept = cutTurns(turns.map((turn) => words(turn))).flat();
      const own = plain(kept.map((word) => shorten(word, seed)));
      wanted.forEach((answer, i) => {
        let both = 0;
        for (const word of own) if (answer.has(word)) both++;
        if (both >= alike * (own.size + answer.size - both)) listed(i);
      });
    },
    (lists) => ({
      ...verdict,
      claims: verdict.claims.map((claim, i) => {
        const rows = lists[i];
        return {
          ...claim,
          claim: `In a sample of the rows: ${claim.claim} In all rows, ${rows.length === maxListed ? 'at least ' : ''}${rows.length} have that answer.`,
          evidence: [
            ...claim.evidence,
            { name: 'rows with this answer in the whole corpus', value: rows.length, unit: 'rows' },
          ],
          rows,
        };
      }),
    }),
  );
}
