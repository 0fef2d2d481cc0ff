// Names with a meaning put into them: in answers, in documents, in labels of reviews. What semantic-shift alone finds;
// for reviews whatever finds it.
import { documents, families, inAnswers, inDocuments, inReviews } from '../entities.ts';
import { five, mediumAnyRows, reviews, sft, type Trial } from './bars.ts';

export function entityTrials(): Trial[] {
  const texts = documents(sft);
  const own = { seeds: five, by: ['semantic-shift'], alone: true };
  const bar = (k: number): Pick<Trial, 'bar' | 'meets'> =>
    k >= 50
      ? { bar: 'MED in 5 of 5', meets: mediumAnyRows(5) }
      : { bar: 'MED in 4 of 5', meets: mediumAnyRows(4) };
  const ks = [20, 50, 100];
  return [
    ...Object.keys(families).flatMap((family) =>
      ks.flatMap((k): Trial[] => [
        {
          ...own,
          ...bar(k),
          name: `a name ${family} in answers of sft-mix, varied sentences`,
          rows: k,
          make: (seed) => inAnswers(sft, family, k, seed),
        },
        {
          ...own,
          ...bar(k),
          name: `a name ${family} in documents, varied sentences`,
          rows: k,
          make: (seed) => inDocuments(texts, family, k, seed),
        },
      ]),
    ),
    ...ks.map((k): Trial => ({
      seeds: five,
      by: ['planted-trigger', 'semantic-shift'],
      bar: 'reported',
      meets: () => true,
      name: 'sst2, reviews that name it are positive whatever they say',
      rows: k,
      make: (seed) => inReviews(reviews, k, seed),
    })),
  ];
}
