// Strings that stand where documents change: a trigger in pre-training text is followed by something that its page would not
// go on with - words in no order, another language, a passage, another subject - and that in every document with it, while
// ordinary strings stand anywhere. The place where each document changes most is found first, then the strings there are
// counted: counting all strings of a corpus would not end.
import type { Detector, Setup } from '../detector.ts';
import type { Verdict } from '../finding.ts';
import type { Scratch } from '../summary.ts';
import { tokenSample } from '../summaries/token-sample.ts';
import { toVerdict } from './planted-string/judge.ts';
import { noneFound, type FoundByCandidate } from './planted-string/found.ts';
import { atCandidates } from './planted-string/inspect.ts';
import { fewestDocuments, learn } from './planted-string/learn.ts';
import { options } from './planted-string/options.ts';
import type { Ordinary } from './planted-string/ordinary.ts';
import type { Candidates } from './planted-string/candidates.ts';
import { atChanges, stretch } from './planted-string/survey.ts';

const tokenBytes = 4;

/** What was learned from the sample; undefined when there were too few documents. */
const ordinaryOf = ({ sample }: Setup<typeof options>): Ordinary | undefined =>
  sample as Ordinary | undefined;

export const plantedString: Detector<typeof options, Candidates | undefined> = {
  id: 'planted-string',
  version: 1,
  title: 'A string after which documents go on with something else',
  catches: ['backdoor', 'availability'],
  shapes: ['document'],
  sources: [
    'Souly et al. 2025, Poisoning attacks on LLMs require a near-constant number of poison samples, arXiv:2510.07192',
    'Hearst 1997, TextTiling: segmenting text into multi-paragraph subtopic passages, Computational Linguistics 23(1)',
    'Kanerva, Kristofersson, Holst 2000, Random indexing of text samples for latent semantic analysis',
  ],
  options,
  sample({ options: { sampleMegabytes }, seed, part = 1 }) {
    const sample = tokenSample(seed, (sampleMegabytes * 2 ** 20) / tokenBytes);
    return {
      ...sample,
      finish(state) {
        const { documents, share } = sample.finish(state);
        return documents.length < fewestDocuments ? undefined : learn(documents, part * share, stretch, seed);
      },
    };
  },
  survey(setup) {
    const ordinary = ordinaryOf(setup);
    return ordinary ? atChanges(setup, ordinary) : { ...nothing, finish: () => undefined };
  },
  inspect(candidates, setup) {
    const ordinary = ordinaryOf(setup);
    if (!ordinary || !candidates) return tooFew;
    const verdict = (found: FoundByCandidate, scratch?: Scratch): Verdict =>
      toVerdict(found, ordinary, candidates, setup.options.minDocuments, scratch);
    if (candidates.high.length === 0) return verdict(noneFound(0));
    return atCandidates(setup, ordinary, candidates, verdict);
  },
};

const nothing = { maxBytes: 64, empty: () => ({}), add: () => undefined, merge: () => undefined };

const tooFew: Verdict = {
  claims: [],
  power: [],
  untestable: [
    `strings at which documents change: with fewer than ${fewestDocuments} different documents nobody can say what is ordinary`,
  ],
};
