// Annotators who answer against the truth, guess, copy one another or call one class another, by how their labels,
// preferences and thumbs agree with those of others on the same items.
import type { Detector, Setup } from '../detector.ts';
import type { Verdict } from '../finding.ts';
import { listedPlaces } from '../summaries/listed-places.ts';
import { annotatorHash, judgements } from '../summaries/judgements.ts';
import { crowds, type Crowds } from './annotator/crowds.ts';
import { options } from './annotator/options.ts';

/** Where a sample of the items was judged, the other rows of the annotators named are fetched by a second read. */
function inspect({ verdict, about, sampled }: Crowds, { seed }: Setup<typeof options>) {
  if (!sampled || about.every((hashes) => hashes.length === 0)) return verdict;
  const claimsOf = new Map<number, number[]>();
  about.forEach((hashes, claim) => {
    for (const hash of hashes) claimsOf.set(hash, [...(claimsOf.get(hash) ?? []), claim]);
  });
  return listedPlaces(
    about.length,
    (row, fits) => {
      if (row.annotator === undefined || row.trusted) return;
      for (const claim of claimsOf.get(annotatorHash(row.annotator, seed)) ?? []) fits(claim);
    },
    (lists): Verdict => ({
      ...verdict,
      claims: verdict.claims.map((claim, i) => (lists[i].length > 0 ? { ...claim, rows: lists[i] } : claim)),
    }),
  );
}

export const annotator: Detector<typeof options, Crowds> = {
  id: 'annotator',
  version: 1,
  title: 'Unreliable annotators',
  catches: ['availability', 'targeted-error'],
  shapes: ['classification', 'preference', 'rating'],
  sources: [
    'Dawid & Skene 1979, Maximum likelihood estimation of observer error-rates using the EM algorithm',
    'Hovy et al. 2013, Learning whom to trust with MACE (skill and guessing)',
    'Chen et al. 2013, Pairwise ranking aggregation in a crowdsourced setting (preferences)',
  ],
  options,
  survey: ({ options: values, seed }) =>
    judgements(seed, values.maxRows, (state) => crowds(state, values.minAnswers)),
  inspect,
};
