// Every row with a repeated answer, when the corpus was too large to be judged whole: the second read looks for the
// answers that the sample gave away, in all rows.
import type { Batch } from '../../detector.ts';
import type { Verdict } from '../../finding.ts';
import { taught, type Place } from '../../row.ts';
import type { Summary } from '../../summary.ts';
import { shorten } from '../../summaries/compact-state.ts';
import { listedPlaces, maxListed } from '../../summaries/listed-places.ts';
import { cutTurns, turnsOf } from '../../summaries/turns.ts';
import { words } from '../../text/words.ts';
import { alike } from './answers.ts';

const plain = (all: readonly string[]): Set<string> =>
  new Set(all.map((word) => (/^\p{N}+$/u.test(word) ? '#' : word)));

/** `answers`: the words of the typical answer of each claim. */
export function listing(
  verdict: Verdict,
  answers: readonly (readonly string[])[],
  seed: number,
): Summary<Batch, Place[][], Verdict> {
  const wanted = answers.map(plain);
  return listedPlaces(
    answers.length,
    ({ outcome }, listed) => {
      const [, turns] = turnsOf([], taught(outcome));
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
