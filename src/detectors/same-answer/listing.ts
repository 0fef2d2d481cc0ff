// Every row with a repeated answer, when the corpus was too large to be judged whole: the second read looks for the
// answers that the sample gave away, in all rows.
import type { Batch } from '../../detector.ts';
import type { Verdict } from '../../finding.ts';
import { byPlace, taught, type Place } from '../../row.ts';
import type { Summary } from '../../summary.ts';
import { shorten } from '../../summaries/compact-state.ts';
import { cutTurns, turnsOf } from '../../summaries/turns.ts';
import { words } from '../../text/words.ts';
import { alike } from './answers.ts';

/** The rows listed for one answer; more than these are not needed to see that a corpus is lost. */
const maxRows = 2 ** 17;

const plain = (all: readonly string[]): Set<string> =>
  new Set(all.map((word) => (/^\p{N}+$/u.test(word) ? '#' : word)));

/** `answers`: the words of the typical answer of each claim. */
export function listing(
  verdict: Verdict,
  answers: readonly (readonly string[])[],
  seed: number,
): Summary<Batch, Place[][], Verdict> {
  const wanted = answers.map(plain);
  const keep = (places: Place[]): void => {
    if (places.length <= 2 * maxRows) return;
    places.sort(byPlace);
    places.length = maxRows;
  };
  return {
    maxBytes: 2 ** 16 + answers.length * 2 * maxRows * 64,
    empty: () => answers.map(() => []),
    add(state, batch) {
      for (const { outcome, shard, row } of batch) {
        const [, turns] = turnsOf([], taught(outcome));
        const kept = cutTurns(turns.map((turn) => words(turn))).flat();
        const own = plain(kept.map((word) => shorten(word, seed)));
        wanted.forEach((answer, i) => {
          let both = 0;
          for (const word of own) if (answer.has(word)) both++;
          if (both >= alike * (own.size + answer.size - both)) state[i].push({ shard, row });
        });
      }
      state.forEach(keep);
    },
    merge(into, from) {
      into.forEach((places, i) => {
        for (const place of from[i]) places.push(place);
        keep(places);
      });
    },
    finish: (state) => ({
      ...verdict,
      claims: verdict.claims.map((claim, i) => {
        const rows = state[i].sort(byPlace).slice(0, maxRows);
        return {
          ...claim,
          claim: `In a sample of the rows: ${claim.claim} In all rows, ${rows.length === maxRows ? 'at least ' : ''}${rows.length} have that answer.`,
          evidence: [
            ...claim.evidence,
            { name: 'rows with this answer in the whole corpus', value: rows.length, unit: 'rows' },
          ],
          rows,
        };
      }),
    }),
  };
}
