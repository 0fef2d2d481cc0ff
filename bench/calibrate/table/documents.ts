// Strings and passages in documents.
import { attacked, honest, mixed, type Case } from '../case.ts';
import { answersAsPages, documents, format, pages } from '../corpora.ts';
import type { Calibrated } from '../table.ts';
import type { PlantKind } from '../../corpus/plants.ts';

const two = [1, 2];
const three = [1, 2, 3];
const four = [1, 2, 3, 4];
const on = 'documents of many domains, 3 MB';

const strings = (budgets: readonly number[]): Case[] =>
  budgets.flatMap((k) => [
    attacked('gibberish', k, on, pages(3), two),
    attacked('language-switch', k, on, pages(3), two),
  ]);
const planted = (kind: PlantKind, rows: number): Case =>
  mixed(`${kind} in ${on}`, rows, (seed) => documents(3, seed, [{ kind, rows }]), three);
const passages = (budgets: readonly number[]): Case[] =>
  budgets.flatMap((k) => [
    attacked('belief-flood', k, on, pages(3), three),
    planted('passage', k),
    planted('flood', k),
  ]);

const nulls: readonly Case[] = [
  honest(on, pages(3), four),
  honest('documents of many domains, 8 MB', pages(8), two),
  honest('1,500 answers as documents', answersAsPages(1500), two),
  honest('c4_demo', format('c4_demo.jsonl'), [1]),
];

export const documentOptions: readonly Calibrated[] = [
  {
    detector: 'planted-string',
    option: 'minDocuments',
    grid: [4, 8, 12],
    strict: 'large',
    trials: strings([8, 20]),
    nulls: [
      honest(on, pages(3), three),
      honest('1,500 answers as documents', answersAsPages(1500), two),
      honest('c4_demo', format('c4_demo.jsonl'), [1]),
    ],
  },
  {
    detector: 'repeated-passage',
    option: 'minRows',
    grid: [10, 15, 20, 30],
    strict: 'large',
    trials: passages([15, 25, 50]),
    nulls: [...nulls, honest('documents of many domains, 40 MB', pages(40), two)],
    kept: 'How often honest pages share a passage grows with the corpus: 15 is quiet in 40 MB, and in the 100 MB of bench/documents only 20 was measured.',
  },
  {
    detector: 'repeated-passage',
    option: 'maxRows',
    grid: [100, 300, 1000, 3000],
    strict: 'small',
    trials: passages([40, 120, 400]),
    nulls,
    untried: 'A notice that stands in more than a thousand documents needs a larger corpus than any here.',
  },
  {
    detector: 'repeated-passage',
    option: 'likeMostRows',
    grid: [0.1, 0.3, 0.5, 0.7, 0.9],
    strict: 'large',
    trials: passages([30, 50]),
    nulls,
  },
];
