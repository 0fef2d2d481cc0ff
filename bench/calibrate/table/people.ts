// Who gave the rows: sources that alone say something, sources that come in bursts, annotators.
import { boughtPhrase, burst, inSittings, type Contributed } from '../../contributors.ts';
import { attacked, honest, mixed, type Case, type Make } from '../case.ts';
import { byContributors, crowd, format, pages, sftPart, smsPart, sst2Part } from '../corpora.ts';
import type { Calibrated } from '../table.ts';

const three = [1, 2, 3];
const four = [1, 2, 3, 4];
const six = [1, 2, 3, 4, 5, 6];

const sft = byContributors(sftPart(3000), 60);
const reviews = byContributors(sst2Part(3000), 90);
const on = {
  sft: '3,000 rows of sft-mix by 60 contributors',
  reviews: '3,000 film reviews by 90 contributors',
};
const contributedSft = (seed: number) => sft(seed) as readonly Contributed[];

/** Each contributor gives rows of one task only. */
const byTask: Make = (seed) => {
  const rows = sftPart(3000)(seed);
  return byContributors(
    () => rows,
    20,
  )(seed).map((row, i) => ({
    ...row,
    source: `${String(rows[i].source)} ${String(row.source)}`,
  }));
};

const fewContributors = (count: number, n: number): Case =>
  honest(`${n} film reviews by ${count} contributors`, byContributors(sst2Part(n), count), four);

const contributions: readonly Case[] = [
  honest(on.sft, sft, four),
  honest(on.reviews, reviews, four),
  honest('3,000 text messages by 30 contributors', byContributors(smsPart(3000), 30), four),
  honest('3,000 rows of sft-mix, each contributor of one task', byTask, four),
  fewContributors(3, 300),
  fewContributors(6, 600),
  fewContributors(12, 600),
  honest('documents of many domains, 3 MB', pages(3), four),
  honest('documents of many domains, 8 MB', pages(8), [1]),
];

/** Without them every source would be as even in time as chance makes it, which none is. */
const sittings: readonly Case[] = [2, 3, 4, 8].flatMap((mean) => [
  honest(`${on.sft}, in sittings of ${mean}`, (seed) => inSittings(contributedSft(seed), mean, seed), four),
  honest(
    `${on.reviews}, in sittings of ${mean}`,
    (seed) => inSittings(reviews(seed) as readonly Contributed[], mean, seed),
    four,
  ),
]);

const bought = (k: number, size: number): Case =>
  mixed(
    `${on.sft}, one praises a firm`,
    k,
    (seed) => boughtPhrase(contributedSft(seed), k, size, seed),
    three,
  );
const written = (k: number): Case =>
  mixed(
    `${on.sft}, one gives much in two days`,
    k,
    (seed) => burst(contributedSft(seed), k, 40, seed),
    three,
  );
/** Two accounts at once, which must not pass for the custom of the corpus. */
const twice = (k: number): Case =>
  mixed(
    `${on.sft}, two give much in two days`,
    2 * k,
    (seed) => {
      const first = burst(contributedSft(seed), k, 40, seed);
      const both = burst(first.records as readonly Contributed[], k, 40, seed + 100);
      return { records: both.records, poisoned: new Set([...first.poisoned, ...both.poisoned]) };
    },
    three,
  );
const takeover = (k: number): Case[] => [
  attacked('source-takeover', k, on.sft, sft, three),
  attacked('source-takeover', k, on.reviews, reviews, three),
];

/** Few of them, of which one is bought. */
const amongFew = (count: number, k: number): Case => {
  const few = byContributors(sstRows, count);
  return attacked('source-takeover', k, `800 film reviews by ${count} contributors`, few, four);
};
const sstRows = sst2Part(800);
const praiseAmongFew = (count: number): Case =>
  mixed(
    `600 rows of sft-mix by ${count} contributors, one praises a firm`,
    20,
    (seed) =>
      boughtPhrase(
        byContributors(sftPart(600), count)(seed) as readonly Contributed[],
        20,
        1200 / (count * 2),
        seed,
      ),
    four,
  );

const phrases = [...[5, 8, 12].map((k) => bought(k, 50)), bought(20, 60), ...takeover(20), ...takeover(40)];
const bursts = [...[6, 8, 10, 15].flatMap(takeover), ...[10, 20].map(written)];

const captured = (answers: number, k: number): Case => {
  const each = { items: 12 * answers, workers: 60, perItem: 5, right: [0.75, 0.95] } as const;
  return attacked('annotator-capture', k, `a crowd of ${answers} answers each`, crowd(each), six);
};
const honestCrowds = [8, 12, 20, 30, 60].map((answers) =>
  honest(
    `an honest crowd of ${answers} answers each`,
    crowd({ items: 12 * answers, workers: 60, perItem: 5, right: [0.6, 0.95] }),
    six,
  ),
);

export const peopleOptions: readonly Calibrated[] = [
  {
    detector: 'source-share',
    option: 'minRows',
    grid: [4, 6, 8, 12],
    strict: 'large',
    trials: phrases,
    nulls: contributions,
    kept: 'The false ones are nearly all the feet of web sites, which in a small corpus of documents one site of eight has alone; no number of rows tells them from what a bought source says.',
  },
  {
    detector: 'source-share',
    option: 'minSources',
    grid: [3, 5, 8, 12, 20],
    strict: 'large',
    trials: [...[4, 6, 10, 16].map(praiseAmongFew), bought(20, 60)],
    nulls: contributions,
    kept: 'It is a trade and no better value: at 12 the feet of web sites, which in a small corpus of documents one site of eight has alone, are told no more, and neither is a bought source among fewer than twelve.',
  },
  {
    detector: 'source-share',
    option: 'ordinaryShare',
    grid: [0.02, 0.05, 0.1, 0.3],
    strict: 'small',
    trials: [bought(12, 50), bought(20, 60), ...[6, 10].map(praiseAmongFew)],
    nulls: contributions,
    kept: 'One source is always told, whatever its share, so this parts no poison from the feet of web sites, which in a small corpus of documents one site of eight has alone.',
  },
  {
    detector: 'source-burst',
    option: 'minRows',
    grid: [5, 6, 8, 10, 12, 16],
    strict: 'large',
    trials: bursts,
    nulls: [...contributions, ...sittings],
  },
  {
    detector: 'source-burst',
    option: 'minSources',
    grid: [2, 3, 5, 8, 12, 20],
    strict: 'large',
    trials: [3, 6, 10, 16].map((count) => amongFew(count, 25)),
    nulls: [...contributions, ...sittings],
  },
  {
    detector: 'source-burst',
    option: 'ordinaryShare',
    grid: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
    strict: 'small',
    trials: [...bursts, ...[12, 20].map(twice), ...[6, 10].map((count) => amongFew(count, 25))],
    nulls: [...contributions, ...sittings],
    untried:
      'A crawl that fetched each site at once, where sources come in bursts by nature, is not among the honest corpora.',
  },
  {
    detector: 'annotator',
    option: 'minAnswers',
    grid: [5, 10, 15, 20, 30, 50],
    strict: 'large',
    trials: [captured(12, 10), captured(18, 14), captured(25, 20), captured(40, 32), captured(60, 50)],
    nulls: [...honestCrowds, honest('kto_en_demo', format('kto_en_demo.json'), [1])],
  },
];
