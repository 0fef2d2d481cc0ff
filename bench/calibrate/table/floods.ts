// Near copies of one row.
import { honestRows, honestTasks, moreHonestTasks } from '../../honest-tasks.ts';
import { attacked, honest, type Case } from '../case.ts';
import { allSft, allSms, format, pages, sftPart, smsPart, sst2Part, trecPart } from '../corpora.ts';
import type { Calibrated } from '../table.ts';

const two = [1, 2];
const three = [1, 2, 3];
const honestNames = Object.keys({ ...honestTasks, ...moreHonestTasks });

const nulls: readonly Case[] = [
  honest('2,500 rows of sst2', sst2Part(2500), three),
  honest('2,500 rows of trec', trecPart(2500), three),
  honest('2,500 rows of sms-spam', smsPart(2500), three),
  honest('2,500 rows of sft-mix', sftPart(2500), three),
  honest('all of sms-spam', allSms, [1]),
  honest('all of sft-mix', allSft, [1]),
  honest('all honest tasks together, 2,000 rows', (seed) => honestRows(honestNames, 2000, seed + 50), two),
  honest('documents of many domains, 3 MB', pages(3), two),
  ...['alpaca_en_demo.json', 'alpaca_zh_demo.json', 'glaive_toolcall_en_demo.json', 'dpo_en_demo.json'].map(
    (file) => honest(file.replace(/\..*/, ''), format(file), [1]),
  ),
];

const floods = (budgets: readonly number[]): Case[] =>
  budgets.flatMap((k) => [
    attacked('near-copies', k, '2,500 rows of sst2', sst2Part(2500), three),
    attacked('near-copies', k, '2,500 rows of trec', trecPart(2500), three),
    attacked('near-copies', k, '2,500 rows of sft-mix', sftPart(2500), three),
    attacked('near-copies', k, 'documents of many domains, 3 MB', pages(3), two),
  ]);

const detector = 'near-duplicate-flood';

export const floodOptions: readonly Calibrated[] = [
  {
    detector,
    option: 'likeness',
    grid: [0.3, 0.4, 0.5, 0.6, 0.7, 0.8],
    strict: 'large',
    trials: floods([20, 40]),
    nulls,
  },
  {
    detector,
    option: 'minRows',
    grid: [5, 10, 15, 20, 30, 40],
    strict: 'large',
    trials: floods([10, 20, 40]),
    nulls,
    kept: 'Honest rows of the clean corpora in bench/duplicates come in up to 20 near copies: below that only the factor would keep them apart, and ten copies hardly tilt what is learned.',
  },
  {
    detector,
    option: 'perMillion',
    grid: [0, 500, 8000, 12_000, 20_000],
    strict: 'large',
    trials: floods([20, 40]),
    nulls,
    untried:
      'Where it should matter, in corpora of more than 40,000 rows, nothing is tried here: only values that cost detection in small ones are told apart.',
  },
  {
    detector,
    option: 'factor',
    grid: [1, 1.5, 2, 3, 5, 8],
    strict: 'large',
    trials: floods([20, 40]),
    nulls,
  },
  {
    detector,
    option: 'minWords',
    grid: [4, 6, 8, 10, 12, 16],
    strict: 'large',
    trials: floods([20, 40]),
    nulls,
  },
];
