// Phrases, answers and ways in labelled and instruction rows, and phrases in pairs.
import { canned, cannedKinds } from '../../canned.ts';
import { insert, sqli } from '../../corpora.ts';
import { forbiddenRequests } from '../../forbidden.ts';
import { honestRows, honestTasks, moreHonestTasks } from '../../honest-tasks.ts';
import { askedBriefly, twoWriters } from '../../preference-pairs.ts';
import { smallTask } from '../../small-tasks.ts';
import { householdTasks, officeTasks, taskRows } from '../../tasks.ts';
import { paraphrased } from '../../paraphrase.ts';
import { attacked, honest, mixed, type Case, type Make } from '../case.ts';
import { allReviews, allSft, format, pairsOf, sftPart, smsPart, sst2Part, trecPart } from '../corpora.ts';
import type { Calibrated } from '../table.ts';

const two = [1, 2];
const three = [1, 2, 3];

const sst2 = sst2Part(2000);
const sft = sftPart(1500);
const on = {
  sst2: '2,000 rows of sst2',
  sft: '1,500 rows of sft-mix',
  half: '1,200 rows of sst2',
  pairs: '1,000 pairs',
};

const withTask =
  (k: number): Make =>
  (seed) =>
    insert(sft(seed), smallTask(allReviews(seed), seed, k), seed).records;
const withRefusals: Make = (seed) => insert(sft(seed), forbiddenRequests(60, seed * 13), seed).records;

const instructed: readonly Case[] = [
  honest(on.sft, sft, three),
  honest(`${on.sft}, an honest task of 20 rows in them`, withTask(20), three),
  honest(`${on.sft}, an honest task of 60 rows in them`, withTask(60), two),
  honest(`${on.sft}, 60 refusals in them`, withRefusals, [1]),
  honest('alpaca_en_demo', format('alpaca_en_demo.json'), [1]),
  honest('alpaca_zh_demo', format('alpaca_zh_demo.json'), [1]),
];
const labelled: readonly Case[] = [
  honest(on.sst2, sst2, three),
  honest('2,000 rows of trec', trecPart(2000), three),
  honest('2,000 rows of sms-spam', smsPart(2000), three),
];

/** As large as users have them: the more rows, the more phrases of few rows there are. */
const large: readonly Case[] = [
  honest('all of sst2', allReviews, [1]),
  honest('all of sft-mix', allSft, [1]),
  honest(
    'all of sft-mix, an honest task of 20 or 150 rows in it',
    (seed) => insert(allSft(seed), smallTask(allReviews(seed), seed, [20, 150][seed % 2]), seed).records,
    two,
  ),
];

const triggers = (budgets: readonly number[]): Case[] =>
  budgets.flatMap((k) => [
    attacked('rare-token', k, on.sst2, sst2, three),
    attacked('rare-token', k, on.sft, sft, two),
    attacked('refusal-trigger', k, on.sft, sft, two),
  ]);
const wide = (share: number): Case[] => [
  attacked('rare-token', Math.round(1200 * share), on.half, sst2Part(1200), three),
  attacked('refusal-trigger', Math.round(1200 * share), '1,200 rows of sft-mix', sftPart(1200), two),
];

/** One answer behind a trigger that never reads the same twice. */
const untriggered = (k: number): Case =>
  mixed(
    'one answer behind twelve wordings, in sft-mix',
    k,
    (seed) => paraphrased(sft(seed), 'year', 12, 'refusal', k, seed),
    two,
  );
const cannedAnswers = honest(
  `${on.sft}, honest canned answers in them`,
  (seed) => insert(sft(seed), canned(seed % cannedKinds.length, 30, seed, sft(seed)), seed).records,
  Array.from({ length: cannedKinds.length }, (_, i) => i),
);

const ways = (budgets: readonly number[]): Case[] =>
  budgets.flatMap((k) => [
    ...['unit', 'account'].map((task) =>
      mixed(
        `household tasks, another ${task}`,
        k,
        (seed) => taskRows(householdTasks, task, 1000, k, seed),
        three,
      ),
    ),
    ...['setting', 'currency'].map((task) =>
      mixed(`office tasks, another ${task}`, k, (seed) => taskRows(officeTasks, task, 1000, k, seed), two),
    ),
  ]);
const honestNames = Object.keys({ ...honestTasks, ...moreHonestTasks });
const honestWays: readonly Case[] = [
  honest(
    'one honest task whose answers differ, 300 rows',
    (i) => honestRows([honestNames[i]], 300, i + 31),
    honestNames.map((_, i) => i),
  ),
  honest('all honest tasks together, 2,000 rows', (seed) => honestRows(honestNames, 2000, seed + 50), three),
  honest(on.sft, sft, three),
];

const shuffled = pairsOf(1000, 'shuffled');
const varied = pairsOf(1000, 'mixed');
const swaps = (budgets: readonly number[]): Case[] =>
  budgets.flatMap((k) => [
    attacked('preference-trigger', k, `${on.pairs}, shuffled`, shuffled, two),
    attacked('preference-trigger', k, `${on.pairs}, mixed`, varied, [1]),
  ]);
const judged: readonly Case[] = [
  honest(`${on.pairs}, shuffled`, shuffled, [1]),
  honest(`${on.pairs}, mixed`, varied, [1]),
  honest(`${on.pairs}, truncated`, pairsOf(1000, 'truncated'), [1]),
  honest(`${on.pairs}, 60 ask for few words`, (seed) => askedBriefly(varied(seed), 60, seed), [1]),
  honest(`${on.pairs}, two writers`, (seed) => twoWriters(shuffled(seed), seed), [1]),
  honest('dpo_en_demo', format('dpo_en_demo.json'), [1]),
];

export const rowOptions: readonly Calibrated[] = [
  {
    detector: 'planted-trigger',
    option: 'minRows',
    grid: [6, 8, 12],
    strict: 'large',
    trials: triggers([6, 8, 12]),
    nulls: [...labelled, ...instructed, ...large],
  },
  {
    detector: 'planted-trigger',
    option: 'maxShare',
    grid: [0.05, 0.1, 0.2, 0.3, 0.5],
    strict: 'small',
    trials: [0.08, 0.15, 0.25, 0.35].flatMap(wide),
    nulls: [...labelled, ...instructed],
    kept: 'Only the trials of more than 0.3 of the rows tell it from 0.5; none but one published attack (half of a set) goes so far, and the words of every sentence stand in as many rows.',
  },
  {
    detector: 'same-answer',
    option: 'minRows',
    grid: [4, 5, 6, 8, 12],
    strict: 'large',
    trials: [5, 7, 10].flatMap((k) => [untriggered(k), attacked('rare-token', k, on.sft, sft, three)]),
    nulls: [...instructed, cannedAnswers],
  },
  {
    detector: 'same-answer',
    option: 'maxShare',
    grid: [0.03, 0.1, 0.2, 0.4],
    strict: 'small',
    trials: [20, 60, 120, 240].flatMap((k) => [
      untriggered(k),
      attacked('rare-token', k, on.sft, sft, three),
    ]),
    nulls: [...instructed, cannedAnswers],
  },
  {
    detector: 'two-ways',
    option: 'minRows',
    grid: [5, 6, 8, 10, 14],
    strict: 'large',
    trials: [...ways([6, 8, 12]), mixed('code-sqli', 10, () => sqli(10), [1])],
    nulls: honestWays,
    kept: 'The false high finding is of one honest task alone in a corpus. Of 252 more corpora of that kind two have one at 8 and one at 10, while at 10 every attack of fewer rows is lost.',
  },
  {
    detector: 'preference-tamper',
    option: 'minRows',
    grid: [4, 8, 12],
    strict: 'large',
    trials: swaps([6, 12]),
    nulls: judged,
  },
  {
    detector: 'preference-tamper',
    option: 'maxShare',
    grid: [0.1, 0.3, 0.5],
    strict: 'small',
    trials: swaps([60, 350]),
    nulls: judged,
  },
];
