// All that is asked of an index in one go: behaviours of one kind together, and of a report of drift each phrase by itself, so that
// several triggers are not mixed; with what a model learns from the rows, where that was wanted.
import type { FeatureEvidence } from '../../attribution/feature-evidence.ts';
import { probeBehaviours, type DriftProbe } from '../../attribution/probe-behaviours.ts';
import type { Behaviour } from '../../attribution/sides.ts';
import type { OpenCorpus } from '../../corpus/open.ts';
import { gatherRows, type Gathered } from '../../corpus/gather-rows.ts';
import { UsageError } from '../../errors.ts';
import type { TraceReport } from '../../report/trace-report.ts';
import type { InForce } from '../flags.ts';
import { ask, type Answer, type Asking, type Question } from './ask.ts';
import { influenceOf } from './influence-of.ts';

export type Given =
  | { readonly behaviours: readonly Behaviour[]; readonly features?: FeatureEvidence }
  | { readonly probes: readonly DriftProbe[] };

export interface Wanted {
  readonly corpus: OpenCorpus;
  readonly asking: Asking;
  readonly set: InForce;
  /** Is told what is done; a signal is heard there. */
  readonly told: (what: string) => void;
}

export interface WholeAnswer extends Answer {
  /** Of a report of drift. */
  readonly probe?: DriftProbe;
  readonly influence?: TraceReport['influence'];
}

export async function answersTo(given: Given, wanted: Wanted): Promise<WholeAnswer[]> {
  const { corpus, asking, set } = wanted;
  const learning = set.on('traceInfluence') || set.on('traceRetrain');
  const gathered = learning || 'probes' in given ? await rowsAgain(corpus, asking) : undefined;
  const top = set.number('traceTop') as number;
  const questions: Question[] =
    'probes' in given
      ? given.probes.map((probe) => ({ top, ...probeBehaviours(probe, gathered!.rows, asking.seed) }))
      : [{ ...given, top }];
  const answers: WholeAnswer[] = [];
  for (const question of questions)
    answers.push(await answerTo(question, learning ? gathered : undefined, wanted));
  return answers;
}

async function answerTo(
  question: Question,
  gathered: Gathered | undefined,
  { corpus, asking, set, told }: Wanted,
): Promise<WholeAnswer> {
  const { probe } = question;
  if (!gathered) return { ...(await ask(asking, question)), probe };
  told('learning what the behaviours share …');
  const learned = influenceOf(corpus, gathered, question.behaviours);
  const answer = await ask(asking, { ...question, further: learned.ranking ? [learned.ranking] : [] });
  told('learning what the behaviours share …');
  const influence = learned.told(answer.claim?.rows ?? [], question.top, set.on('traceRetrain'));
  return { ...answer, probe, influence };
}

async function rowsAgain(corpus: OpenCorpus, { index }: Asking): Promise<Gathered> {
  const gathered = await gatherRows(corpus);
  if (gathered.rows.length === index.rows) return gathered;
  throw new UsageError('changed-file', 'the data changed while it was read', 'Ask again.');
}
