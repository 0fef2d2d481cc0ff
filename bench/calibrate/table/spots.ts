// Signs in single rows: hidden characters, orders to the model, rows that belong nowhere.
import { attacked, honest, type Case } from '../case.ts';
import { allSft, answersAsPages, format, pages, sftPart, smsPart, sst2Part, trecPart } from '../corpora.ts';
import type { Calibrated } from '../table.ts';

const two = [1, 2];
const three = [1, 2, 3];
const four = [1, 2, 3, 4];
const six = [1, 2, 3, 4, 5, 6];

const on = {
  trec: '2,500 rows of trec',
  sst2: '2,500 rows of sst2',
  sft: '2,500 rows of sft-mix',
  answers: '1,500 answers as documents',
  pages: 'documents of many domains, 3 MB',
};
const answers = answersAsPages(1500);

const rows: readonly Case[] = [
  honest(on.sst2, sst2Part(2500), three),
  honest(on.trec, trecPart(2500), three),
  honest('2,500 rows of sms-spam', smsPart(2500), three),
  honest(on.sft, sftPart(2500), three),
  honest('all of sft-mix', allSft, [1]),
  honest(on.answers, answers, two),
  ...[
    'alpaca_en_demo.json',
    'alpaca_zh_demo.json',
    'glaive_toolcall_en_demo.json',
    'dpo_en_demo.json',
    'kto_en_demo.json',
    'c4_demo.jsonl',
  ].map((file) => honest(file.replace(/\..*/, ''), format(file), [1])),
];
const grown = honest(on.pages, pages(3), three);

const disguised = (budgets: readonly number[]): Case[] =>
  budgets.flatMap((k) => [
    attacked('look-alike', k, on.trec, trecPart(2500), six),
    attacked('zero-width', k, on.trec, trecPart(2500), six),
    attacked('look-alike', k, on.sft, sftPart(2500), two),
  ]);

const orders = (budgets: readonly number[]): Case[] =>
  budgets.map((k) => attacked('orders-in-data', k, on.answers, answers, six));

const odd = [10, 20, 60].flatMap((k) => [
  attacked('gibberish', k, on.sft, sftPart(2500), four),
  attacked('gibberish', k, on.pages, pages(3), two),
  attacked('language-switch', k, on.sft, sftPart(2500), three),
]);

const small =
  'In corpora of this size the smallest shares come to less than minRows, so only its larger values are told apart.';

export const spotOptions: readonly Calibrated[] = [
  {
    detector: 'instruction-in-data',
    option: 'minRows',
    grid: [2, 3, 5, 8, 12],
    strict: 'large',
    trials: orders([3, 5, 8, 12]),
    nulls: rows,
    kept: 'At 3 none is told above a note in 350 parts of the clean corpora of bench/instructions; at 2 that was not tried, and two rows may quote one such order.',
  },
  {
    detector: 'instruction-in-data',
    option: 'perMillion',
    grid: [0, 100, 3000, 6000, 12_000],
    strict: 'large',
    trials: orders([5, 8, 12, 20]),
    nulls: rows,
    untried: small,
  },
  {
    detector: 'hidden-text',
    option: 'minRows',
    grid: [1, 2, 3, 5, 8],
    strict: 'large',
    trials: disguised([5, 10, 20]),
    nulls: [...rows, grown],
  },
  {
    detector: 'hidden-text',
    option: 'perMillion',
    grid: [0, 100, 1000, 2000, 4000],
    strict: 'large',
    trials: disguised([5, 10, 20]),
    nulls: [...rows, grown],
    untried: small,
  },
  {
    detector: 'odd-one-out',
    option: 'scattered',
    grid: [3, 3.5, 4, 4.5, 5],
    strict: 'large',
    trials: odd,
    nulls: [...rows, grown],
    untried:
      'What is found of these attacks is found as a group, to which this does not apply: rows that are odd each in its own way are in bench/outliers.',
  },
];
