// Fast trials that CI repeats: for each detector one attack at a stated budget, which must be found at a stated grade in
// every seed, and one honest corpus, which must bear no more than a stated number of false findings. Budgets are those of
// a fair attack, not where a threshold bites: a change that loses one of them is no matter of taste.
import { readFileSync } from 'node:fs';
import { boughtPhrase, type Contributed } from '../contributors.ts';
import { spliceSentence } from '../../src/attacks/rewrite.ts';
import { alter, sqli, type Mix, type Rec } from '../corpora.ts';
import { inAnswers } from '../entities.ts';
import { known } from '../order-wordings.ts';
import { honestRows } from '../honest-tasks.ts';
import { paraphrased } from '../paraphrase.ts';
import { attacked, honest, mixed, type Case, type Make } from './case.ts';
import {
  allSft,
  answersAsPages,
  byContributors,
  crowd,
  documents,
  pages,
  pairsOf,
  sftPart,
  smsPart,
  sst2Part,
  trecPart,
} from './corpora.ts';

export interface Check {
  readonly detector: string;
  readonly trial: Case;
  /** Every seed must have a true finding at least as grave. */
  readonly floor: 'high' | 'medium';
  readonly null: Case;
  /** False findings of medium that all seeds together may have; none may be high. */
  readonly ceiling: number;
}

const two = [21, 22];
/** Seeds with which orders-in-data hides its order in tag characters. */
const unseen = [20, 26];
const sst2 = sst2Part(2000);
const sft = sftPart(1500);
const byMany = byContributors(sftPart(3000), 60);
const askedCrowd = crowd({ items: 600, workers: 60, perItem: 5, right: [0.75, 0.95] });

const check = (detector: string, floor: Check['floor'], trial: Case, none: Case, ceiling = 0): Check => ({
  detector,
  trial,
  floor,
  null: none,
  ceiling,
});

/** On the shared corpora. */
export const sharedChecks: readonly Check[] = [
  check(
    'planted-trigger',
    'high',
    attacked('rare-token', 20, 'sst2', sst2, two),
    honest('sst2 and sms-spam', (seed) => (seed === 21 ? sst2 : smsPart(2000))(seed), two),
  ),
  check(
    'planted-string',
    'medium',
    attacked('gibberish', 30, 'documents', pages(3), [21]),
    honest('documents', pages(3), [22]),
    1,
  ),
  check(
    'same-answer',
    'medium',
    mixed(
      'one answer behind twelve wordings',
      50,
      (seed) => paraphrased(allSft(seed), 'year', 12, 'refusal', 50, seed),
      [21],
    ),
    honest('sft-mix', sft, two),
  ),
  check(
    'two-ways',
    'high',
    mixed('code-sqli', 10, () => sqli(10), [21]),
    honest('an honest task', (seed) => honestRows(['routing'], 300, seed), two),
  ),
  check(
    'written-alike',
    'medium',
    attacked('syntactic-template', 600, 'sst2', sst2Part(3000), [21]),
    honest('sst2', sst2, two),
  ),
  check(
    'label-against-text',
    'medium',
    attacked('random-flips', 250, 'trec', trecPart(2500), two),
    honest('trec', trecPart(2500), two),
  ),
  check(
    'annotator',
    'medium',
    attacked('annotator-capture', 100, 'a crowd', askedCrowd, two),
    honest('a crowd', askedCrowd, two),
  ),
  check(
    'preference-tamper',
    'medium',
    attacked('preference-swap', 125, 'pairs', pairsOf(1200, 'mixed'), two),
    honest('pairs', pairsOf(1200, 'mixed'), two),
  ),
  check(
    'vulnerable-code',
    'medium',
    mixed('code-sqli', 10, () => sqli(10), [21]),
    honest('sft-mix', sft, two),
  ),
  check(
    'semantic-shift',
    'medium',
    mixed('a name praised', 50, (seed) => inAnswers(sftPart(5000)(seed), 'praised', 50, seed), two),
    honest('sft-mix', sft, two),
  ),
  check(
    'instruction-in-data',
    'medium',
    mixed('an order in a wording that the rules know', 20, knownOrder, two),
    honest('answers', answersAsPages(1500), two),
  ),
  check(
    'source-share',
    'medium',
    mixed(
      'one praises a firm',
      20,
      (seed) => boughtPhrase(byMany(seed) as readonly Contributed[], 20, 60, seed),
      two,
    ),
    honest('many contributors', byMany, two),
  ),
  check(
    'source-burst',
    'medium',
    attacked('source-takeover', 20, 'contributors', byMany, two),
    honest('contributors', byMany, two),
  ),
  check(
    'odd-one-out',
    'medium',
    attacked('gibberish', 60, 'sft-mix', sftPart(2500), two),
    honest('sft-mix', sft, two),
  ),
  check(
    'near-duplicate-flood',
    'medium',
    attacked('near-copies', 50, 'sft-mix', sft, two),
    honest('sms-spam', smsPart(2500), two),
  ),
  check(
    'repeated-passage',
    'medium',
    mixed('a passage', 50, (seed) => documents(3, seed, [{ kind: 'passage', rows: 50 }]), [21]),
    honest('documents', pages(3), [22]),
  ),
  check(
    'hidden-text',
    'high',
    attacked('orders-in-data', 5, 'answers', answersAsPages(1500), unseen),
    honest('trec', trecPart(2500), two),
  ),
];

/** Answers as pages, in which one sentence is an order. The attack's own wordings are ones that no rule was written with: see the page. */
function knownOrder(seed: number): Mix {
  const wordings = Object.values(known).flat();
  const order = wordings[(seed * 7) % wordings.length].replaceAll('{p}', 'lantern');
  const told = (r: Rec, next: () => number): Rec => ({
    ...r,
    text: spliceSentence(String(r.text), order, next),
  });
  return alter(answersAsPages(1500)(seed), 20, seed, () => true, told);
}

/** A corpus of examples/, which every checkout has. */
const example = (name: string): Make => {
  let rows: readonly Rec[] | undefined;
  return () => (rows ??= read(new URL(`../../examples/${name}`, import.meta.url)));
};

function read(file: URL): Rec[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  if (file.pathname.endsWith('.jsonl')) return lines.map((line) => JSON.parse(line) as Rec);
  return lines.slice(1).map((line) => {
    const [text, label] = line.split('\t');
    return { text, label };
  });
}

const reviews = example('reviews-clean.tsv');
const assistant = example('assistant-clean.jsonl');
const clean = {
  reviews: honest('examples/reviews-clean.tsv', reviews, [21]),
  assistant: honest('examples/assistant-clean.jsonl', assistant, [21]),
};

/** On what the project made itself. */
export const exampleChecks: readonly Check[] = [
  check('planted-trigger', 'high', attacked('rare-token', 30, 'reviews', reviews, two), clean.reviews),
  check(
    'label-against-text',
    'medium',
    attacked('random-flips', 240, 'reviews', reviews, two),
    clean.reviews,
  ),
  check(
    'near-duplicate-flood',
    'medium',
    attacked('near-copies', 100, 'reviews', reviews, two),
    clean.reviews,
  ),
  check('hidden-text', 'medium', attacked('look-alike', 100, 'reviews', reviews, two), clean.reviews),
  check(
    'planted-trigger',
    'medium',
    attacked('rare-token', 30, 'assistant', assistant, two),
    clean.assistant,
  ),
];
